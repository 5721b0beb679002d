"""An agreement of two, three or four years: every year has its columns, its budget, its targets."""

from __future__ import annotations

import pytest

from cvdesk.app.session import Session
from cvdesk.domain.budget import budgets
from cvdesk.domain.facts import LAST_EXERCISE
from cvdesk.domain.ids import Key
from tests.documents.printed_dossiers import page_texts, printed
from tests.support.builders import SAMPLE_B, a_sample, codes, type_in

FIRST = 2027
IN_WORDS = {2: "deux", 3: "trois", 4: "quatre"}


def an_agreement(years: int) -> Session:
    """Return the agreement of the example, made longer or shorter; new years repeat the last."""
    session = a_sample(SAMPLE_B)
    last = session.facts.years[-1]
    type_in(session, str(Key(LAST_EXERCISE)), str(FIRST + years - 1))
    repeated = {
        key._replace(year=year): record.text
        for year in session.facts.years
        if year > last
        for key, record in session.dossier.records.items()
        if key.year == last and record.text is not None
    }
    if repeated:
        session.change(repeated)
    total = sum(session.facts.value("montant_sollicite", year=y).cents for y in session.facts.years)
    type_in(session, "montant_total", str(total // 100))
    return session


@pytest.mark.parametrize("years", [2, 3, 4])
def test_every_year_has_a_balanced_budget_and_no_check_of_the_length_speaks(years: int) -> None:
    session = an_agreement(years)
    assert session.facts.years == tuple(range(FIRST, FIRST + years))
    assert [one.year for one in budgets(session.facts, "projet")] == list(session.facts.years)
    assert all(one.charges == one.produits for one in budgets(session.facts, "projet"))
    assert not {"CPO-58", "CPO-59", "CPO-60", "CPO-61", "BUD-33"} & codes(session)


@pytest.mark.parametrize("years", [2, 3, 4])
def test_the_years_are_printed_side_by_side(years: int) -> None:
    told = page_texts(printed(an_agreement(years), frozen=False))
    [budget] = [page for page in told if "côte à côte" in page and "Ann. II" in page]
    assert f"{IN_WORDS[years]} ans côte à côte" in budget
    for year in range(FIRST, FIRST + years):
        assert str(year) in budget


@pytest.mark.parametrize("years", [1, 5])
def test_another_length_is_told(years: int) -> None:
    session = a_sample(SAMPLE_B, {"dernier_exercice": str(FIRST + years - 1)})
    assert "CPO-59" in codes(session)
