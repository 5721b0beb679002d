"""The wall between the associations of one espace: only the chosen one is shown.

An association is told by its SIRET, else by its name. A dossier that has a name and no SIRET yet is
one of the association of that name, when only one has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.app.finder import folded
from cvdesk.domain.ids import DossierId

LONGEST_KEY = 150
UNNAMED = "Association à nommer"


@dataclass(frozen=True, slots=True)
class Association:
    """Who a dossier belongs to.

    Attributes:
        key: What tells it from the others on this computer.
        name: As its latest dossier writes it.
    """

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """What says whose a dossier is; the latest edited are given first."""

    dossier: DossierId
    siret: str
    name: str


def walls(found: Iterable[Belonging]) -> dict[DossierId, Association]:
    """Return the association of each dossier."""
    every = tuple(found)
    sirets: dict[str, set[str]] = {}
    for one in every:
        if one.siret and one.name:
            sirets.setdefault(_plain(one.name), set()).add(one.siret)
    keys = {}
    for one in every:
        siret = one.siret
        if not siret and len(sirets.get(_plain(one.name), ())) == 1:
            (siret,) = sirets[_plain(one.name)]
        keys[one.dossier] = f"siret:{siret}" if siret else f"nom:{_plain(one.name)}"
    names: dict[str, str] = {}
    for one in every:
        if one.name:
            names.setdefault(keys[one.dossier], one.name)
    return {
        dossier: Association(key, names.get(key) or _unnamed(key)) for dossier, key in keys.items()
    }


def associations(known: Iterable[Association]) -> tuple[Association, ...]:
    """Return each association once, by name."""
    return tuple(sorted(set(known), key=lambda one: (folded(one.name), one.key)))


def _plain(name: str) -> str:
    return " ".join(folded(name).split())[:LONGEST_KEY]


def _unnamed(key: str) -> str:
    _, _, siret = key.partition("siret:")
    return f"SIRET {siret}" if siret else UNNAMED
