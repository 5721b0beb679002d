"""What each commune says under each title of the tree: its stakes, its means, its commitments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from cvdesk.catalog.reading.draft import Guess
from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.headings import (
    Heading,
    Style,
    clean,
    is_bullet,
    trimmed,
    without_bullet,
)
from cvdesk.catalog.reading.places import Places, slug
from cvdesk.catalog.reading.sprouts import Sprout
from cvdesk.catalog.reading.tree import Tree
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_fiches import AxeLocal, EngagementCommune, Fiche
from cvdesk.domain.contrat_parts import Enonce

_SURE = 0.75
_FEWEST_ROOTS = 2
_LONGEST_TEXT = 5000
_LONGEST_FIELD = 40


@dataclass(slots=True)
class _Section:
    """What one commune says under one title."""

    commune: str
    root: Sprout
    line: int
    said: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What was read before the communal sections.

    Attributes:
        ids: The id of each node, by the identity of its sprout.
        sheets: Ids of the sheets found before.
    """

    tree: Tree
    places: Places
    ids: Mapping[int, str]
    sheets: Collection[str]


def communal_sections(
    lines: Sequence[str], around: Furniture, found: Sequence[Heading], known: Known
) -> tuple[Guess[Fiche], ...]:
    """Gather, commune by commune, the lists under its name inside the branches of the tree."""
    sections = _sections(lines, around, found, known)
    roots = {id(one.root) for one in sections}
    if len(roots) < _FEWEST_ROOTS:
        return ()
    by_commune: defaultdict[str, list[_Section]] = defaultdict(list)
    for section in sections:
        by_commune[section.commune].append(section)
    reason = "Listes sous le nom de la commune, dans chaque branche de l’arbre."
    return tuple(
        Guess(_sheet(_id(commune, known.sheets), told, known.ids), _SURE, reason)
        for commune, told in by_commune.items()
    )


def _id(commune: str, taken: Collection[str]) -> str:
    plain = slug(commune)
    return f"{plain}-arbre" if plain in taken else plain


def _sections(
    lines: Sequence[str], around: Furniture, found: Sequence[Heading], known: Known
) -> list[_Section]:
    names = {fold(one.piece.nom): one.piece.nom for one in known.places.communes.values()}
    titles = {heading.line: heading for heading in found}
    sections: list[_Section] = []
    current: _Section | None = None
    under = ""
    for number, raw in enumerate(lines, 1):
        if around.skips(number) or not raw.strip():
            continue
        heading = titles.get(number)
        if heading is not None:
            root = _root_at(known.tree, number)
            commune = names.get(fold(heading.title))
            if commune and root is not None:
                current, under = _Section(commune, root, number), ""
                sections.append(current)
            elif heading.style in {Style.ALONE, Style.NAMER} and _is_caption(heading.title):
                under = trimmed(heading.title)
            else:
                current = None
        elif current is not None and under and is_bullet(raw):
            words = without_bullet(raw)
            if any(sign.isalpha() for sign in words):
                current.said.append((under, words[:_LONGEST_TEXT], number))
        elif current is not None and under and clean(raw).endswith(":"):
            continue
    return [section for section in sections if section.said]


def _root_at(tree: Tree, line: int) -> Sprout | None:
    sprout = tree.open_at(line)
    while sprout is not None and sprout.parent is not None:
        sprout = sprout.parent
    return sprout


def _is_caption(title: str) -> bool:
    return fold(title).split()[:1] in (["les"], ["nos"], ["ses"])


def _sheet(id_: str, told: Sequence[_Section], ids: Mapping[int, str]) -> Fiche:
    commune = told[0].commune
    axes: dict[str, dict[str, list[Enonce]]] = {}
    first: dict[str, _Section] = {}
    commitments: list[EngagementCommune] = []
    for section in told:
        node = ids[id(section.root)]
        first.setdefault(node, section)
        fields = axes.setdefault(node, {})
        for caption, words, line in section.said:
            if "engagement" in fold(caption):
                commitments.append(EngagementCommune(texte=words, noeud=node, lignes=(line,)))
            else:
                name = slug(caption.split(maxsplit=1)[-1], longest=_LONGEST_FIELD)
                name = name if name[0].isalpha() else f"les-{name}"
                fields.setdefault(name.replace("-", "_"), []).append(
                    Enonce(texte=words, lignes=(line,))
                )
    return Fiche(
        id=id_, titre=commune, echelle="commune", commune=commune, lignes=(told[0].line,),
        axes=tuple(
            AxeLocal(
                id=f"{id_}:{node}", titre=first[node].root.title, theme=node,
                champs={name: tuple(items) for name, items in fields.items()},
                lignes=(first[node].line,),
            )
            for node, fields in axes.items()
        ),
        engagements=tuple(commitments),
    )  # fmt: skip
