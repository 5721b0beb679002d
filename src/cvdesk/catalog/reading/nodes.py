"""From the grown tree to nodes: levels named, ids drawn, numbers of ours where none is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cvdesk.catalog.reading.draft import DOUBTFUL, Guess
from cvdesk.catalog.reading.headings import hangs
from cvdesk.catalog.reading.levels import Level, called_here, level_of
from cvdesk.catalog.reading.sprouts import Sprout
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_parts import Niveau, Noeud, Provenance

_MOST_LINES = 40
_DEFAULTS = {
    1: ("orientation",),
    2: ("orientation", "objectif"),
    3: ("orientation", "objectif stratégique", "objectif opérationnel"),
}
_UNDERNEATH = "sous-objectif"
_LONGEST_TITLE = 5000
_LONGEST_ID = 70


def name_levels(roots: Sequence[Sprout], lines: Sequence[str]) -> tuple[str, ...]:
    """Give a level to the nodes whose headings name none.

    Returns:
        What a person must know of the names chosen, in French.
    """
    everything = [one for root in roots for one in root.walk()]
    unnamed: defaultdict[int, list[Sprout]] = defaultdict(list)
    for sprout in everything:
        if sprout.level is None:
            unnamed[sprout.depth].append(sprout)
    depths = 1 + max((one.depth for one in everything), default=0)
    taken = {one.level.name for one in everything if one.level}
    remarks = []
    for depth, sprouts in sorted(unnamed.items()):
        told = _told_name(sprouts, everything, lines)
        name = told if told and told not in taken else _default(depth, depths, taken)
        level = level_of(name) or Level(name, name, f"{name}s")
        taken.add(name)
        for sprout in sprouts:
            sprout.level = level
        how = (
            "c’est le mot que le texte emploie sous ces titres"
            if name == told
            else "le texte ne le nomme pas, le mot est de CVDesk"
        )
        remarks.append(f"L’étage « {name} » ({len(sprouts)} titres) : {how}.")
    return tuple(remarks)


def _told_name(
    sprouts: Sequence[Sprout], everything: Sequence[Sprout], lines: Sequence[str]
) -> str:
    starts = sorted(one.line for one in everything)
    said: Counter[str] = Counter()
    for sprout in sprouts:
        after = bisect_right(starts, sprout.line)
        end = min([*starts[after : after + 1], sprout.last + _MOST_LINES, len(lines) + 1])
        said.update(called_here(" ".join(lines[sprout.last : end - 1])))
    said.update(_said_before(sprouts, lines))
    if not said:
        return ""
    name = said.most_common(1)[0][0]
    longer = [other for other in said if other.startswith(f"{name} ") and said[other] > 1]
    return max(longer, key=lambda other: said[other], default=name)


def _said_before(sprouts: Sequence[Sprout], lines: Sequence[str]) -> Iterator[str]:
    """Give the levels that the text puts before these titles elsewhere (« Pilier Habitat »)."""
    titles = [fold(sprout.title) for sprout in sprouts if sprout.depth == 0]
    for line in lines if titles else ():
        folded = fold(line) if len(line) < _LONGEST_TITLE else ""
        for title in titles:
            before, found, _ = f" {folded} ".partition(f" {title} ")
            words = before.split()
            level = level_of(words[-1]) if found and words else None
            if level is not None:
                yield from (level.name, level.name)


def _default(depth: int, depths: int, taken: set[str]) -> str:
    names = _DEFAULTS.get(depths, _DEFAULTS[3])
    name = names[depth] if depth < len(names) else _UNDERNEATH
    while name in taken:
        name = f"sous-{name}"
    return name


def nodes_of(roots: Sequence[Sprout]) -> tuple[tuple[Niveau, ...], tuple[Guess[Noeud], ...]]:
    """Return the levels and the nodes, parents first. Every node must have its level."""
    everything = [one for root in roots for one in root.walk()]
    levels = _levels(everything)
    ours = {level.nom for level in levels if level.numeros is Provenance.HORS_TEXTE}
    ids = _ids(roots)
    guesses = []
    for sprout in everything:
        id_ = ids[id(sprout)]
        doubt = sprout.confidence
        notes = list(sprout.notes)
        printed = sprout.printed or sprout.number
        if hangs(sprout.title):
            doubt = min(doubt, DOUBTFUL - 0.1)
            notes.append("Le titre semble coupé : la suite est à reprendre dans le texte.")
        noeud = Noeud(
            id=id_,
            niveau=sprout.level_name,
            titre=sprout.title[:_LONGEST_TITLE],
            parent=ids[id(sprout.parent)] if sprout.parent else None,
            numero=_number_of_ours(id_) if sprout.level_name in ours else printed,
            numero_source=(Provenance.HORS_TEXTE if sprout.level_name in ours else Provenance.DIT),
            variantes=tuple(sprout.variants),
            lignes=(sprout.line, *sorted(sprout.mentions)),
            champs={name: tuple(told) for name, told in sprout.fields.items()},
            notes=tuple(notes),
        )
        guesses.append(Guess(noeud, round(doubt, 2), sprout.reason))
    return levels, tuple(guesses)


def _levels(everything: Sequence[Sprout]) -> tuple[Niveau, ...]:
    by_name: dict[str, list[Sprout]] = {}
    for sprout in sorted(everything, key=lambda one: one.depth):
        by_name.setdefault(sprout.level_name, []).append(sprout)
    return tuple(
        Niveau(
            nom=name,
            pluriel=sprouts[0].level.plural if sprouts[0].level else f"{name}s",
            numeros=(
                Provenance.DIT if any(one.number for one in sprouts) else Provenance.HORS_TEXTE
            ),
            champs=tuple(sorted({field for one in sprouts for field in one.fields})),
        )
        for name, sprouts in by_name.items()
    )


def _number_of_ours(id_: str) -> str:
    return id_[1:]


def _ids(roots: Sequence[Sprout]) -> dict[int, str]:
    """Draw ids that a person can read: O1, O1.2, O1.2.a."""
    ids: dict[int, str] = {}
    taken: Counter[str] = Counter()
    ranks = _ranks(roots)
    printed = Counter(
        (one.level_name, one.number) for root in roots for one in root.walk() if one.number
    )
    for root in roots:
        for sprout in root.walk():
            alone = printed[sprout.level_name, sprout.number] == 1
            wanted = _wanted(sprout, ids, alone=alone, rank=ranks[id(sprout)])
            if taken[wanted] and sprout.parent is not None:
                wanted = _wanted(sprout, ids, alone=False, rank=ranks[id(sprout)])
            taken[wanted] += 1
            again = taken[wanted] > 1
            ids[id(sprout)] = f"{wanted}-{taken[wanted]}" if again else wanted
    return ids


def _ranks(roots: Sequence[Sprout]) -> dict[int, int]:
    """Count the siblings of each level, from 1."""
    ranks: dict[int, int] = {}
    families = [roots, *(one.children for root in roots for one in root.walk())]
    for siblings in families:
        seen: Counter[str] = Counter()
        for sprout in siblings:
            seen[sprout.level_name] += 1
            ranks[id(sprout)] = seen[sprout.level_name]
    return ranks


def _wanted(sprout: Sprout, ids: dict[int, str], *, alone: bool, rank: int) -> str:
    letter = fold(sprout.level_name)[:1].upper() or "N"
    number = re.sub(r"[^0-9A-Za-z.]", "", sprout.number)
    if number and alone:
        return f"{letter}{number}"[:_LONGEST_ID]
    if sprout.parent is None:
        transversal = sprout.level is not None and sprout.level.transversal
        return f"{letter}T" if transversal and not number else f"{letter}{number or rank}"
    above = ids[id(sprout.parent)]
    lettered = sprout.depth > 1 and not number
    own = letters(rank) if lettered else number.rpartition(".")[2] or str(rank)
    return f"{above}.{own}"[:_LONGEST_ID]


def letters(rank: int) -> str:
    """Write a rank as letters: a, b … z, aa.

    >>> letters(1), letters(27)
    ('a', 'aa')
    """
    word = ""
    while rank:
        rank, place = divmod(rank - 1, 26)
        word = chr(ord("a") + place) + word
    return word
