"""What changed between two editions of a contract beside its places: quarters, funders, rules.

Each change is a heading, what happened (``ajout``, ``retrait``, ``contenu``) and one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.money import NBSP

Told: TypeAlias = tuple[str, str, str]
"""Heading, what happened, sentence."""

_STATUS = {"en_vigueur": "en vigueur", "echu": "arrivé à son terme", "remplace": "remplacé"}


def pieces_changes(avant: Contrat, apres: Contrat) -> Iterator[Told]:
    """Tell what changed in the identity of a contract and in its collections."""
    yield from _identity(avant, apres)
    yield from _quarters(avant, apres)
    for kind in _KINDS:
        yield from _collection(kind, avant, apres)
    for name, words in _COUNTED.items():
        old, new = (
            # How the two editions correspond is told with their places.
            [one for one in getattr(contrat, name) if getattr(one, "contrat", "") != avant.id]
            for contrat in (avant, apres)
        )
        if old != new:
            more = sum(one not in old for one in new)
            less = sum(one not in new for one in old)
            phrase = f"{words}{NBSP}: {more} de plus ou réécrits, {less} de moins ou réécrits."
            yield "Autres parties du contrat", "contenu", phrase


def _identity(avant: Contrat, apres: Contrat) -> Iterator[Told]:
    facts = (
        ("Titre", avant.titre, apres.titre),
        ("Début", _day(avant.debut), _day(apres.debut)),
        ("Fin", _day(avant.fin), _day(apres.fin)),
        ("État", _STATUS[avant.statut], _STATUS[apres.statut]),
        ("Territoire", avant.territoire, apres.territoire),
        ("Texte lu", avant.source.statut, apres.source.statut),
    )
    for what, old, new in facts:
        if old != new:
            yield "Le contrat", "contenu", _became(what, old, new)


def _quarters(avant: Contrat, apres: Contrat) -> Iterator[Told]:
    heading = "Quartiers"
    successors = quarter_successors(avant, apres)
    origins = {new.id: old for old, new in successors.items()}
    old = {quartier.id: quartier for quartier in avant.quartiers}
    for quartier in apres.quartiers:
        if quartier.id not in origins:
            yield heading, "ajout", f"Ajout{NBSP}: {_quarter(quartier)}."
            continue
        before = old[origins[quartier.id]]
        said = [
            _became(what, one, other)
            for what, one, other in (
                ("nom", before.nom, quartier.nom),
                ("catégorie", before.type, quartier.type),
                ("code", before.code or "aucun", quartier.code or "aucun"),
                ("communes", ", ".join(before.communes), ", ".join(quartier.communes)),
            )
            if one != other
        ]
        if before.indicateurs != quartier.indicateurs:
            said.append("ses chiffres changent.")
        if before.adresses != quartier.adresses:
            said.append("ses limites changent.")
        for one in said:
            yield heading, "contenu", f"{_quarter(quartier)}{NBSP}: {one}"
    for quartier in avant.quartiers:
        if quartier.id not in successors:
            yield heading, "retrait", f"Retrait{NBSP}: {_quarter(quartier)}."


def quarter_successors(avant: Contrat, apres: Contrat) -> dict[str, Quartier]:
    """Return what each quarter became, by its old id: same id, same code, or its former code."""
    by_id = {quartier.id: quartier for quartier in apres.quartiers} if avant.id == apres.id else {}
    by_code = {code: one for one in apres.quartiers for code in one.codes_anciens}
    by_code |= {quartier.code: quartier for quartier in apres.quartiers if quartier.code}
    found = {}
    for quartier in avant.quartiers:
        if (new := by_id.get(quartier.id) or by_code.get(quartier.code or "")) is not None:
            found[quartier.id] = new
    return found


def _quarter(quartier: Quartier) -> str:
    return f"{quartier.type} «{NBSP}{quartier.nom}{NBSP}» ({', '.join(quartier.communes)})"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A collection whose pieces have an id.

    Attributes:
        name: The field of the contract.
        title: What a piece is called on its own line.
        told: Facts of a piece that are told when they change, each with its name.
    """

    heading: str
    name: str
    word: str
    key: Callable[[Any], str]
    title: Callable[[Any], str]
    told: Mapping[str, Callable[[Any], object]]


_FUNDERS, _RULES, _CALENDAR = "Financeurs et dispositifs", "Règles", "Instances et calendrier"
_KINDS = (
    _Kind(
        _FUNDERS, "financeurs", "financeur", lambda one: one.id, lambda one: one.nom,
        {
            "nom": lambda one: one.nom,
            "rôles": lambda one: ", ".join(one.roles) or "aucun",
            "nombre d’engagements": lambda one: len(one.engagements),
        },
    ),
    _Kind(
        _FUNDERS, "dispositifs", "dispositif", lambda one: one.id, lambda one: one.nom,
        {
            "nom": lambda one: one.nom,
            "plafond": lambda one: "aucun" if one.plafond is None else f"{one.plafond}{NBSP}€",
            "état": lambda one: one.statut or "non précisé",
        },
    ),
    _Kind(
        _RULES, "regles", "règle", lambda one: one.id, lambda one: one.enonce,
        {
            "énoncé": lambda one: one.enonce,
            "valeur": lambda one: _value(one.valeur, one.unite),
            "force": lambda one: one.force,
        },
    ),
    _Kind(
        _CALENDAR, "instances", "instance", lambda one: one.id, lambda one: one.nom,
        {"nom": lambda one: one.nom, "fréquence": lambda one: one.frequence or "non précisée"},
    ),
    _Kind(
        _CALENDAR, "echeances", "échéance", lambda one: f"{one.quoi}|{one.commune}",
        lambda one: one.quoi,
        {
            "quand": lambda one: one.quand or "non précisé",
            "date": lambda one: "non précisée" if one.date is None else _day(one.date),
        },
    ),
    _Kind(
        "Actions du contrat", "actions", "action", lambda one: one.id, lambda one: one.titre,
        {"titre": lambda one: one.titre, "porteur": lambda one: one.porteur or "non précisé"},
    ),
)  # fmt: skip

_COUNTED = {
    "communes": "Communes",
    "niveaux": "Étages de l’arbre",
    "themes": "Thèmes",
    "correspondances": "Ponts",
    "liens": "Liens avec d’autres contrats",
    "references": "Références",
    "drapeaux": "Remarques",
    "notes": "Notes de lecture",
    "chiffres": "Chiffres clés",
    "errata": "Coquilles signalées",
    "lacunes": "Silences du texte",
    "sigles": "Sigles",
}


def _collection(kind: _Kind, avant: Contrat, apres: Contrat) -> Iterator[Told]:
    old, new = _by_key(kind, getattr(avant, kind.name)), _by_key(kind, getattr(apres, kind.name))
    for key, piece in new.items():
        name = f"{kind.word} «{NBSP}{kind.title(piece)}{NBSP}»"
        if key not in old:
            yield kind.heading, "ajout", f"Ajout{NBSP}: {name}."
        elif old[key] != piece:
            facts = [
                _became(what, str(read(old[key])), str(read(piece)))
                for what, read in kind.told.items()
                if read(old[key]) != read(piece)
            ]
            for one in facts or ["le détail change."]:
                yield kind.heading, "contenu", f"{name}{NBSP}: {one}"
    for key, piece in old.items():
        if key not in new:
            name = f"{kind.word} «{NBSP}{kind.title(piece)}{NBSP}»"
            yield kind.heading, "retrait", f"Retrait{NBSP}: {name}."


def _by_key(kind: _Kind, pieces: Iterable[Any]) -> dict[str, Any]:
    """Return the pieces by their id; those that have none of their own, by their rank too."""
    found: dict[str, Any] = {}
    for piece in pieces:
        key = kind.key(piece)
        while key in found:
            key = f"{key}|"
        found[key] = piece
    return found


def _became(what: str, old: str, new: str) -> str:
    return f"{what}, «{NBSP}{old}{NBSP}» devient «{NBSP}{new}{NBSP}»."


def _value(value: object, unit: str) -> str:
    return "aucune" if value is None else f"{value}{NBSP}{unit}".strip()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
