"""The arithmetic of a budget: exact, and check 31 silent exactly when the two sides are equal."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.budget import BudgetYear, asked_by_year, budgets, percent
from cvdesk.domain.checks.budget import charges_equal_products, voluntary_sides_are_equal
from cvdesk.domain.form import Grid
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, ZERO, Euros
from tests.support.builders import (
    SAMPLE_A,
    SAMPLE_B,
    a_bare_budget,
    a_form,
    a_sample,
    some_facts,
)

YEAR = 2027
GRID: Grid = a_form().budgets["projet"].grid
CHARGES = [line.key for account in GRID.charges for line in account.lines]
PRODUITS = [line.key for account in GRID.produits for line in account.lines]
EMPLOIS = [line.key for line in GRID.emplois.lines]
CONTRIBUTIONS = [line.key for line in GRID.contributions.lines]
CENTS = st.integers(0, 9_999_999_900)


@given(
    charges=st.dictionaries(st.sampled_from(CHARGES), CENTS),
    produits=st.dictionaries(st.sampled_from(PRODUITS), CENTS),
    funders=st.lists(CENTS, max_size=5).map(tuple),
)
def test_no_cent_is_lost_and_check_bud_31_compares_the_sums(
    charges: dict[str, int], produits: dict[str, int], funders: tuple[int, ...]
) -> None:
    facts = a_bare_budget({**charges, **produits}, funders)
    [_, project] = sorted(budgets(facts), key=lambda one: one.row)
    assert project.charges.cents == sum(charges.values())
    assert project.produits.cents == sum(produits.values()) + sum(funders)
    silent = not list(charges_equal_products.run(facts))
    assert silent == (project.charges == project.produits)


def test_bud_31_is_silent_for_the_balanced_ones_of_ten_thousand_random_budgets() -> None:
    """Half are balanced by their last line, the others may be out by as little as a cent."""
    draw = Random(31)  # noqa: S311 - the same budgets each time
    for number in range(10_000):
        charges = {line: draw.randrange(10**7) for line in draw.sample(CHARGES, 6)}
        produits = {line: draw.randrange(10**6) for line in draw.sample(PRODUITS[:-1], 4)}
        funders = tuple(draw.randrange(10**6) for _ in range(3))
        gap = sum(charges.values()) - sum(produits.values()) - sum(funders)
        off = 0 if number % 2 else draw.choice((1, -1, 100, draw.randrange(1, 10**6)))
        if gap + off < 0:
            charges["chgfixe"] = charges.get("chgfixe", 0) - gap
            gap = 0
        produits["insufprevisionnel"] = max(gap + off, 0)
        balanced = sum(charges.values()) == sum(produits.values()) + sum(funders)
        found = list(charges_equal_products.run(a_bare_budget({**charges, **produits}, funders)))
        assert bool(found) != balanced, (charges, produits, funders)


def test_a_hundred_thousand_random_budgets_are_balanced_exactly_when_they_say_so() -> None:
    """At the level of the engine: sums of cents never drift, whatever their number."""
    draw = Random(100_000)  # noqa: S311 - the same budgets each time
    budget = a_form().budgets["projet"]
    pool = [Euros(draw.randrange(10**9)) for _ in range(997)]
    for number in range(100_000):
        first = draw.randrange(900)
        charges = dict(zip(CHARGES[:7], pool[first : first + 7], strict=True))
        whole = sum(amount.cents for amount in charges.values())
        off = 0 if number % 2 else draw.choice((1, -1, 100, -100, 7_777))
        part = draw.randrange(whole)
        produits = {"70x": Euros(part), "insufprevisionnel": Euros(whole - part + off)}
        one = BudgetYear(budget, RowId("P1"), YEAR, {**charges, **produits}, ())
        assert (one.charges == one.produits) == (off == 0)
        assert one.charges.cents == whole
        assert (one.produits - one.charges).cents == off


@given(
    emplois=st.dictionaries(st.sampled_from(EMPLOIS), CENTS),
    contributions=st.dictionaries(st.sampled_from(CONTRIBUTIONS), CENTS),
)
def test_voluntary_contributions_are_compared_apart_and_change_no_other_total(
    emplois: dict[str, int], contributions: dict[str, int]
) -> None:
    facts = a_bare_budget({**emplois, **contributions})
    [project] = budgets(facts, "projet")
    assert (project.charges, project.produits) == (ZERO, ZERO)
    assert project.emplois.cents == sum(emplois.values())
    assert project.contributions.cents == sum(contributions.values())
    silent = not list(voluntary_sides_are_equal.run(facts))
    assert silent == (project.emplois == project.contributions)


@given(part=st.integers(0, 10**10), whole=st.integers(1, 10**10))
def test_a_share_is_rounded_once_to_the_nearest_hundredth(part: int, whole: int) -> None:
    shown = percent(Euros(part), Euros(whole)).removesuffix(f"{NBSP}%").replace(",", "")
    assert abs(int(shown) * whole - part * 10_000) * 2 <= whole


def test_a_share_of_nothing_is_a_dash() -> None:
    assert percent(ZERO, ZERO) == "–"
    assert percent(Euros.whole(8_000), Euros.whole(21_000)) == f"38,10{NBSP}%"


def test_the_totals_of_the_annual_example_are_those_of_its_paper() -> None:
    by_budget = {one.budget.id: one for one in budgets(a_sample(SAMPLE_A).facts)}
    project, association = by_budget["projet"], by_budget["asso"]
    assert project.charges == project.produits == Euros.whole(21_000)
    assert project.emplois == project.contributions == Euros.whole(7_930)
    assert (project.asked, project.public) == (Euros.whole(8_000), Euros.whole(16_500))
    assert association.charges == association.produits == Euros.whole(53_600)
    assert association.public == Euros.whole(41_700)


def test_the_totals_of_the_agreement_are_those_of_its_annexe_ii() -> None:
    facts = a_sample(SAMPLE_B).facts
    charges = {one.year: one.charges for one in budgets(facts, "projet")}
    assert charges == {
        year: Euros.whole(total) for year, total in ((2027, 74_000), (2028, 76_500), (2029, 79_000))
    }
    asked = asked_by_year(facts)
    assert list(asked.values()) == [Euros.whole(24_000), Euros.whole(24_500), Euros.whole(25_000)]
    assert Euros.total(asked.values()) == Euros.whole(73_500)


def test_an_account_is_the_sum_of_its_lines_and_that_of_grants_of_its_funders() -> None:
    [project] = budgets(some_facts(), "projet")
    by_number = {account.number: account for account in project.budget.grid.accounts}
    assert project.account(by_number["64"]) == Euros.whole(13_240)
    assert project.account(by_number["74"]) == Euros.whole(18_000)


def test_a_budget_is_empty_until_an_amount_other_than_zero_is_typed() -> None:
    [empty] = budgets(a_bare_budget({"641": 0}), "projet")
    [typed] = budgets(a_bare_budget({}, (1,)), "projet")
    assert empty.empty
    assert not typed.empty


def test_what_is_asked_is_counted_for_every_exercise_even_without_a_project() -> None:
    facts = a_sample(SAMPLE_A, without=("P1",)).facts
    assert asked_by_year(facts) == {YEAR: ZERO}
