"""What the shape of a contract's files cannot say: ids unique and known, lines that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from itertools import combinations
from typing import Any, TypeAlias

from cvdesk.catalog.yamltext import Fault, Location, YamlText
from cvdesk.domain import contrat_fiches, contrat_moyens, contrat_parts
from cvdesk.domain.contrat_parts import Indicateur, Noeud, Provenance, Qualite, Quartier

Collections: TypeAlias = Mapping[str, tuple[Any, ...]]

_SUSPICIOUS = 8
"""How many equal figures make two quarters' tables suspicious: one was copied over the other."""

_FEW = 12
"""How many names a sentence can list and still be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a contract, read.

    Attributes:
        pieces: Its collections, as domain values, at the places of ``text``.
    """

    text: YamlText
    pieces: Collections


@dataclass(frozen=True, slots=True)
class _Seen:
    """A domain value and where it was written."""

    part: Part
    where: Location
    value: Any

    def fault(self, field: str, message: str) -> Fault:
        return self.part.text.fault(
            (*self.where, *field.split(".")) if field else self.where, message
        )


_SPACES: Mapping[type, tuple[str, str]] = {
    contrat_parts.Niveau: ("niveau", "nom"),
    contrat_parts.Drapeau: ("drapeau", "id"),
    contrat_parts.Reference: ("référence", "id"),
    contrat_parts.Noeud: ("nœud", "id"),
    contrat_parts.AxeTransversal: ("nœud", "id"),
    contrat_parts.Theme: ("thème", "id"),
    contrat_parts.Commune: ("commune", "nom"),
    contrat_parts.Quartier: ("quartier", "id"),
    contrat_fiches.Fiche: ("fiche", "id"),
    contrat_fiches.AxeLocal: ("élément de fiche", "id"),
    contrat_fiches.ObjectifLocal: ("élément de fiche", "id"),
    contrat_fiches.ActionLocale: ("élément de fiche", "id"),
    contrat_moyens.Financeur: ("financeur", "id"),
    contrat_moyens.Dispositif: ("dispositif", "id"),
    contrat_moyens.Regle: ("règle", "id"),
    contrat_moyens.Instance: ("instance", "id"),
    contrat_moyens.ActionReference: ("action", "id"),
}
"""What each kind of piece is called, and the field that names it: unique in its space."""

_ANYTHING = ("nœud", "thème", "élément de fiche", "fiche", "quartier", "financeur", "dispositif")
_REFERENCES: Mapping[tuple[type, str], tuple[str, ...]] = {
    (contrat_parts.Enonce, "acteurs"): ("financeur",),
    (contrat_parts.Noeud, "niveau"): ("niveau",),
    (contrat_parts.Noeud, "parent"): ("nœud",),
    (contrat_parts.Noeud, "drapeaux"): ("drapeau",),
    (contrat_parts.AxeTransversal, "portee"): ("commune",),
    (contrat_parts.Correspondance, "de"): ("thème", "nœud", "élément de fiche"),
    (contrat_parts.Commune, "reference"): ("référence",),
    (contrat_parts.Quartier, "communes"): ("commune",),
    (contrat_parts.Quartier, "code_reference"): ("référence",),
    (contrat_fiches.Fiche, "commune"): ("commune",),
    (contrat_fiches.Fiche, "autres_communes"): ("commune",),
    (contrat_fiches.Fiche, "quartiers"): ("quartier",),
    (contrat_fiches.AxeLocal, "theme"): ("thème", "nœud"),
    (contrat_fiches.EngagementCommune, "noeud"): ("nœud",),
    (contrat_moyens.Perimetre, "communes"): ("commune",),
    (contrat_moyens.Perimetre, "quartiers"): ("quartier",),
    (contrat_moyens.Engagement, "noeud"): ("nœud",),
    (contrat_moyens.Engagement, "dispositif"): ("dispositif",),
    (contrat_moyens.Dispositif, "financeurs"): ("financeur",),
    (contrat_moyens.Dispositif, "noeuds"): ("nœud",),
    (contrat_moyens.Regle, "dispositif"): ("dispositif",),
    (contrat_moyens.Echeance, "commune"): ("commune",),
    (contrat_moyens.ActionReference, "parent"): ("action",),
    (contrat_moyens.ActionReference, "noeuds"): ("nœud",),
    (contrat_moyens.Erratum, "concerne"): _ANYTHING,
    (contrat_moyens.Lacune, "concerne"): _ANYTHING,
    (contrat_moyens.Chiffre, "noeud"): ("nœud",),
}
"""Which fields name another piece, and among which."""


def check(parts: Sequence[Part], *, last_line: int) -> Iterator[Fault]:
    """Say everything that does not hold together in the files of one contract.

    Args:
        parts: The files, already of the right shape.
        last_line: How many lines the text has.
    """
    seen = [one for part in parts for one in _walk(part, (), part.pieces)]
    names: dict[str, set[str]] = {}
    for one in seen:
        yield from _check_name(one, names)
    for one in seen:
        yield from _check_references(one, names)
        yield from _check_lines(one, last_line)
    yield from _check_tree(seen)
    yield from _check_quarters(seen)
    yield from _check_sheets(seen)


def _walk(part: Part, where: Location, value: Any) -> Iterator[_Seen]:
    if is_dataclass(value):
        yield _Seen(part, where, value)
        for one in fields(value):
            yield from _walk(part, (*where, one.name), getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, content in value.items():
            yield from _walk(part, (*where, key), content)
    elif isinstance(value, tuple):
        for rank, content in enumerate(value):
            yield from _walk(part, (*where, rank), content)


def _check_name(one: _Seen, names: dict[str, set[str]]) -> Iterator[Fault]:
    if (space := _SPACES.get(type(one.value))) is None:
        return
    kind, field = space
    name = getattr(one.value, field)
    taken = names.setdefault(kind, set())
    if name in taken:
        yield one.fault(field, f"un autre {kind} s’appelle déjà «\u00a0{name}\u00a0»")
    taken.add(name)


def _check_references(one: _Seen, names: Mapping[str, set[str]]) -> Iterator[Fault]:
    for field in fields(one.value):
        kinds = _REFERENCES.get((type(one.value), field.name))
        if kinds is None:
            continue
        value = getattr(one.value, field.name)
        for name in value if isinstance(value, tuple) else (value,):
            if name and not any(name in names.get(kind, ()) for kind in kinds):
                yield one.fault(field.name, _unknown(name, kinds, names))
    if (
        isinstance(one.value, contrat_parts.Correspondance)
        and not one.value.contrat
        and one.value.vers not in names.get("nœud", ())
    ):
        yield one.fault("vers", _unknown(one.value.vers, ("nœud",), names))


def _unknown(name: str, kinds: Sequence[str], names: Mapping[str, set[str]]) -> str:
    """Say that nothing has this name, and what to write: a near name, or one of the few."""
    known = sorted({one for kind in kinds for one in names.get(kind, ())})
    said = f"«\u00a0{name}\u00a0» n’est pas connu ({' ou '.join(kinds)})"
    if near := get_close_matches(name, known, n=1):
        return f"{said}\u00a0; vouliez-vous écrire «\u00a0{near[0]}\u00a0»\u00a0?"
    if 0 < len(known) <= _FEW:
        return f"{said}\u00a0; sont écrits\u00a0: {', '.join(known)}"
    return f"{said}\u00a0; écrivez-le d’abord, ou corrigez ce nom"


def _check_lines(one: _Seen, last_line: int) -> Iterator[Fault]:
    lignes = getattr(one.value, "lignes", None)
    if not isinstance(lignes, tuple):
        return
    if beyond := [ligne for ligne in lignes if ligne > last_line]:
        yield one.fault("lignes", f"le texte s’arrête à la ligne {last_line}, pas {beyond[0]}")
    if not lignes and getattr(one.value, "source", None) is Provenance.DIT:
        yield one.fault(
            "", "ce que dit le texte a besoin d’au moins une ligne («\u00a0lignes\u00a0»)"
        )


def _check_tree(seen: Sequence[_Seen]) -> Iterator[Fault]:
    levels = {
        one.value.nom: one.value for one in seen if isinstance(one.value, contrat_parts.Niveau)
    }
    written = {
        one.value.id for one in seen if isinstance(one.value, Noeud | contrat_parts.AxeTransversal)
    }
    above: set[str] = set()
    for one in seen:
        if not isinstance(one.value, Noeud):
            continue
        if one.value.parent in written - above:
            yield one.fault("parent", "un nœud s’écrit après celui qui le contient")
        above.add(one.value.id)
        if (level := levels.get(one.value.niveau)) is None:
            continue
        for champ in one.value.champs:
            if champ not in level.champs:
                message = (
                    f"le niveau «\u00a0{level.nom}\u00a0» n’a pas de champ «\u00a0{champ}\u00a0»"
                )
                yield one.fault(f"champs.{champ}", message)


def _check_quarters(seen: Sequence[_Seen]) -> Iterator[Fault]:
    quarters = [one for one in seen if isinstance(one.value, Quartier)]
    codes: set[str] = set()
    for one in quarters:
        if (one.value.code is None) != (one.value.code_provenance is None):
            yield one.fault(
                "code", "un code et sa provenance («\u00a0code_provenance\u00a0») vont ensemble"
            )
        if one.value.code in codes:
            yield one.fault("code", f"un autre quartier a déjà le code {one.value.code}")
        codes |= {one.value.code} - {None}
    for first, second in combinations(quarters, 2):
        if len(_figures(first.value) & _figures(second.value)) >= _SUSPICIOUS:
            message = (
                f"ces chiffres sont ceux de «\u00a0{first.value.nom}\u00a0»\u00a0: "
                "si le texte les répète, marquez-les «\u00a0qualite: douteuse\u00a0»"
            )
            yield second.fault("indicateurs", message)


def _figures(quartier: Quartier) -> set[tuple[str, object, str]]:
    return {
        (one.nom, one.valeur, one.imprime)
        for one in quartier.indicateurs
        if isinstance(one, Indicateur) and one.qualite is Qualite.SURE
    }


def _check_sheets(seen: Sequence[_Seen]) -> Iterator[Fault]:
    located = {one.value.id: one.value for one in seen if isinstance(one.value, Quartier)}
    for one in seen:
        if isinstance(one.value, contrat_fiches.Fiche):
            for rank, axe in enumerate(one.value.axes):
                if not axe.id.startswith(f"{one.value.id}:"):
                    yield one.fault(
                        f"axes.{rank}", f"cet axe devrait s’appeler «\u00a0{one.value.id}:…\u00a0»"
                    )
            for name in one.value.quartiers:
                quartier = located.get(name)
                if quartier and set(quartier.communes).isdisjoint(one.value.communes):
                    message = f"«\u00a0{name}\u00a0» n’est pas dans {', '.join(one.value.communes)}"
                    yield one.fault("quartiers", message)
        if isinstance(one.value, contrat_fiches.AxeLocal):
            yield from _check_axis(one, one.value)


def _check_axis(one: _Seen, axe: contrat_fiches.AxeLocal) -> Iterator[Fault]:
    above: set[str | None] = {None}
    for objectif in axe.objectifs:
        if objectif.parent not in above:
            yield one.fault(
                "objectifs", f"«\u00a0{objectif.parent}\u00a0» n’est pas un objectif de cet axe"
            )
        above.add(objectif.id)
    served = [action.objectif for action in axe.actions]
    served += [indicateur.objectif for indicateur in axe.indicateurs]
    for name in served:
        if name not in above:
            yield one.fault("", f"«\u00a0{name}\u00a0» n’est pas un objectif de cet axe")
    names = [objectif.id for objectif in axe.objectifs] + [action.id for action in axe.actions]
    for name in names:
        if not name.startswith(axe.id):
            message = f"«\u00a0{name}\u00a0» devrait commencer par «\u00a0{axe.id}\u00a0»"
            yield one.fault("", message)
