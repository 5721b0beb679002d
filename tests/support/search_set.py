"""The pairs of ``tests/cases/recherche.yaml``, and how well a search answers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.search import chercher
from cvdesk.catalog.yamltext import read_yaml
from tests.support.contrats import ROOT

FIRST_ONES = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """A need in everyday words, and what answers it.

    Attributes:
        noeuds: Ids of the places of ``contrat``, any of which is right.
        tenu: Whether it is held out: never looked at when the search is tuned.
    """

    besoin: str
    contrat: str
    noeuds: frozenset[str]
    tenu: bool


def search_set() -> tuple[Pair, ...]:
    """Read the pairs."""
    path = ROOT / "tests" / "cases" / "recherche.yaml"
    return tuple(
        Pair(one["besoin"], one["contrat"], frozenset(one["noeuds"]), one["tenu"] == "oui")
        for one in read_yaml(path).content
    )


def answered(catalogue: Catalogue, pair: Pair) -> bool:
    """Tell whether a right place is among the first ones found."""
    found = chercher(catalogue, pair.besoin, contrat=pair.contrat, limit=FIRST_ONES)
    return any(one.noeud in pair.noeuds for one in found)


def rate(catalogue: Catalogue, pairs: Iterable[Pair]) -> float:
    """Return the share of the pairs that are answered, from 0 to 1."""
    results = [answered(catalogue, pair) for pair in pairs]
    return sum(results) / len(results)
