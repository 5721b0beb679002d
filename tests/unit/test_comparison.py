"""Planned and done: the laws of a gap, and the day an account is due."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.comparison import Gap, comparisons
from cvdesk.domain.money import Euros
from cvdesk.domain.report_due import due_after, report_due
from tests.support.builders import REPORT_A, REVIEW_A, a_sample

AMOUNTS = st.integers(min_value=0, max_value=9_999_999_900).map(Euros)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 12, 31))


@given(AMOUNTS, AMOUNTS)
def test_the_plan_and_the_gap_make_what_was_done(planned: Euros, done: Euros) -> None:
    assert planned + Gap(planned, done).amount == done


@given(AMOUNTS, AMOUNTS)
def test_a_share_is_rounded_to_the_nearest_tenth_half_away_from_zero(
    planned: Euros, done: Euros
) -> None:
    tenths = Gap(planned, done).tenths
    if not planned:
        assert tenths is None
        return
    exact = Fraction((done.cents - planned.cents) * 1000, planned.cents)
    assert tenths is not None
    assert abs(tenths - exact) <= Fraction(1, 2)
    if abs(exact - int(exact)) == Fraction(1, 2):
        assert abs(tenths) > abs(exact)


@given(AMOUNTS, AMOUNTS)
def test_more_and_less_mirror_each_other(planned: Euros, done: Euros) -> None:
    over, under = Gap(planned, done), Gap(done, planned)
    assert over.amount.cents == -under.amount.cents
    assert ("de plus" in over.words) == ("de moins" in under.words)


@given(AMOUNTS)
def test_nothing_apart_is_as_planned_and_never_notable(amount: Euros) -> None:
    gap = Gap(amount, amount)
    assert (gap.words, gap.euros, gap.notable) == ("comme prévu", "0", False)


@pytest.mark.parametrize(
    ("planned", "done", "euros", "percent", "words"),
    [
        (2000, 1600, "−400", "−20,0", "400\u00a0€ de moins, 20\u00a0%"),
        (1900, 2700, "+800", "+42,1", "800\u00a0€ de plus, 42,1\u00a0%"),
        (0, 300, "+300", "–", "300\u00a0€ de plus, rien n’était prévu"),
        (400, 0, "−400", "−100,0", "400\u00a0€ de moins, 100\u00a0%"),
        (1, 26, "+25", "+2\u00a0500,0", "25\u00a0€ de plus, 2\u00a0500\u00a0%"),
    ],
)
def test_a_gap_is_written_in_columns_and_in_words(
    planned: int, done: int, euros: str, percent: str, words: str
) -> None:
    gap = Gap(Euros.whole(planned), Euros.whole(done))
    assert (gap.euros, gap.percent, gap.words) == (euros, percent, words)


@pytest.mark.parametrize(
    ("planned", "done", "notable"),
    [
        (3000, 3300, True),
        (3000, 3299, False),
        (2990, 3289, False),
        (10_000, 10_900, False),
        (0, 300, True),
        (0, 299, False),
    ],
)
def test_a_gap_is_notable_from_ten_per_cent_and_three_hundred_euros(
    planned: int, done: int, *, notable: bool
) -> None:
    assert Gap(Euros.whole(planned), Euros.whole(done)).notable is notable


def test_the_example_is_compared_line_by_line() -> None:
    [one] = comparisons(a_sample(REPORT_A).facts)
    assert (one.planned.charges, one.planned.produits) == (Euros.whole(21_000),) * 2
    assert (one.done.charges, one.done.produits) == (Euros.whole(20_200),) * 2
    assert one.done.emplois == one.done.contributions == Euros.whole(7_533)
    total = Euros.total(gap.amount for _, key, gap in one.lines() if "86" not in key.field)
    assert total == Euros.total(
        [
            one.done.charges - one.planned.charges,
            one.done.produits - one.planned.produits,
            one.done.contributions - one.planned.contributions,
        ]
    )
    [mine] = [grant for grant in one.grants if grant.reported]
    assert (mine.planned, mine.granted, mine.received) == (
        Euros.whole(8_000),
        Euros.whole(7_500),
        Euros.whole(7_500),
    )


@given(DAYS)
def test_an_account_is_due_within_the_six_months_that_follow(end: date) -> None:
    due = due_after(end)
    assert timedelta(days=180) <= due - end <= timedelta(days=185)


@pytest.mark.parametrize(
    ("end", "due"),
    [
        (date(2027, 12, 31), date(2028, 6, 30)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 6, 30), date(2027, 12, 31)),
        (date(2027, 7, 14), date(2028, 1, 14)),
    ],
)
def test_the_end_of_a_month_leads_to_the_end_of_a_month(end: date, due: date) -> None:
    assert due_after(end) == due


def test_the_day_follows_the_exercise_that_was_answered_else_the_civil_year() -> None:
    school = {
        "realise_exercice_debut.2027@P1": "01/09/2027",
        "realise_exercice_fin.2027@P1": "31/08/2028",
    }
    assert report_due(a_sample(REPORT_A, school).facts) == date(2029, 2, 28)
    assert report_due(a_sample(REVIEW_A).facts) == date(2028, 6, 30)
    assert report_due(a_sample(REPORT_A, {"premier_exercice": ""}).facts) is None
