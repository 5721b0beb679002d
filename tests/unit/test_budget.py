"""The arithmetic of a budget: exact, and check 31 silent exactly when the two sides are equal."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.budget import BudgetYear, asked_by_year, budgets, percent
from cvdesk.domain.checks.budget import (
    charges_equal_products,
    contributions_differ,
    sides_differ,
    voluntary_sides_are_equal,
)
from cvdesk.domain.grants import FunderLine, Grants
from cvdesk.domain.grid import Grid
from cvdesk.domain.ids import FieldId, Key, RowId
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


def test_of_a_hundred_thousand_budgets_31_and_32_say_nothing_of_the_balanced_ones_alone() -> None:
    """Half are balanced by their last line; the others may be out by as little as a cent."""
    draw = Random(31)  # noqa: S311 - the same budgets each time
    facts = a_bare_budget({})
    [model] = budgets(facts, "projet")
    keys = (*CHARGES, *PRODUITS[:-1], *EMPLOIS, *CONTRIBUTIONS[:-1])
    sides = {
        **dict.fromkeys(CHARGES, 1), **dict.fromkeys(PRODUITS, -1),
        **dict.fromkeys(EMPLOIS, 1), **dict.fromkeys(CONTRIBUTIONS, -1),
    }  # fmt: skip
    voluntary = {*EMPLOIS, *CONTRIBUTIONS}
    last, last_voluntary = PRODUITS[-1], CONTRIBUTIONS[-1]
    grants = [
        Grants(model.budget, model.row, YEAR, (replace(A_GRANT, amount=Euros(cents)),))
        for cents in draw.choices(range(10**6), k=1_000)
    ]
    unbalanced = 0
    for number in range(100_000):
        cents = {key: int(draw.random() * 10**7) for key in draw.choices(keys, k=8)}
        paid = draw.choice(grants)
        gap = sum(sides[key] * c for key, c in cents.items() if key not in voluntary)
        gap -= paid.total.cents
        gap_below = sum(sides[key] * c for key, c in cents.items() if key in voluntary)
        cents[last] = gap + (draw.choice((0, 1, -1, 100, 12_345)) if number % 2 else 0)
        cents[last_voluntary] = gap_below + (draw.choice((0, 1, -1)) if number % 2 else 0)
        one = BudgetYear(
            model.budget, model.row, YEAR, {key: Euros(c) for key, c in cents.items()}, paid
        )  # fmt: skip
        drift = cents[last] - gap, cents[last_voluntary] - gap_below
        assert (
            (one.produits - one.charges).cents,
            (one.contributions - one.emplois).cents,
        ) == drift
        assert bool(list(sides_differ(facts, one))) == bool(drift[0])
        assert bool(list(contributions_differ(facts, one))) == bool(drift[1])
        unbalanced += drift != (0, 0)
    assert 40_000 < unbalanced < 50_000


A_GRANT = FunderLine(
    RowId("F1"), "etat", "État", "demande", "specifique", addressed=True, amount=ZERO,
    key=Key(FieldId("projet_financeur_montant"), RowId("F1"), YEAR),
)  # fmt: skip


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
