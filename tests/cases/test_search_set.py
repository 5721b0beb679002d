"""Needs in everyday words find the right place of a contract among the first ones.

Half of the pairs are held out: the search is tuned by looking at the others alone.
"""

from __future__ import annotations

from collections import Counter

from cvdesk.catalog.catalogue import Catalogue
from tests.support.contrats import SHIPPED
from tests.support.search_set import Pair, answered, rate, search_set

PAIRS = search_set()
HELD = tuple(pair for pair in PAIRS if pair.tenu)
ENOUGH = 0.9


def missed(catalogue: Catalogue, pairs: tuple[Pair, ...]) -> list[str]:
    return [f"{one.contrat} : {one.besoin}" for one in pairs if not answered(catalogue, one)]


def test_the_set_is_large_covers_every_contract_and_half_of_it_is_held() -> None:
    assert len(PAIRS) >= 60
    assert abs(2 * len(HELD) - len(PAIRS)) <= 1
    assert len({(pair.besoin, pair.contrat) for pair in PAIRS}) == len(PAIRS)
    counts = Counter(pair.contrat for pair in PAIRS)
    assert set(counts) == set(SHIPPED)
    assert min(counts.values()) >= 20


def test_every_right_answer_is_a_place_of_its_contract(catalogue: Catalogue) -> None:
    for pair in PAIRS:
        contrat = catalogue.contrat(pair.contrat)
        assert pair.noeuds
        assert [id_ for id_ in pair.noeuds if not contrat.cites(id_)] == [], pair


def test_needs_never_looked_at_find_the_right_place_among_the_first_five(
    catalogue: Catalogue,
) -> None:
    assert rate(catalogue, HELD) >= ENOUGH, missed(catalogue, HELD)


def test_needs_the_search_is_tuned_by_find_the_right_place_among_the_first_five(
    catalogue: Catalogue,
) -> None:
    tuned_by = tuple(pair for pair in PAIRS if not pair.tenu)
    assert rate(catalogue, tuned_by) >= ENOUGH, missed(catalogue, tuned_by)
