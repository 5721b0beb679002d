"""Days on which an office is open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.working_days import (
    is_working_day,
    months_before,
    public_holidays,
    working_days_left,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("year", "easter_monday"),
    [(2024, date(2024, 4, 1)), (2026, date(2026, 4, 6)), (2027, date(2027, 3, 29)),
     (2038, date(2038, 4, 26))],
)  # fmt: skip
def test_easter_monday_ascension_and_whit_monday_move_together(
    year: int, easter_monday: date
) -> None:
    holidays = public_holidays(year)
    assert easter_monday in holidays
    assert easter_monday + timedelta(days=38) in holidays
    assert easter_monday + timedelta(days=49) in holidays


@given(st.integers(1990, 2100))
def test_easter_monday_is_a_monday_of_spring(year: int) -> None:
    movable = [day for day in public_holidays(year) if day.weekday() == 0 and 3 <= day.month <= 4]
    assert movable
    assert len(public_holidays(year)) in {10, 11}


def test_a_working_day_is_from_monday_to_friday_and_no_holiday() -> None:
    assert is_working_day(date(2026, 12, 24))
    assert not is_working_day(date(2026, 12, 25))
    assert not is_working_day(date(2026, 12, 26))


@given(DAYS, st.integers(-5, 40), st.integers(1, 20))
def test_working_days_are_counted_after_today_and_no_further_than_asked(
    today: date, days: int, at_most: int
) -> None:
    last = today + timedelta(days=days)
    every = [today + timedelta(days=n) for n in range(1, days + 1)]
    expected = min(sum(map(is_working_day, every)), at_most)
    assert working_days_left(today, last, at_most) == expected


@given(DAYS, st.integers(0, 48))
def test_months_before_keeps_the_day_or_takes_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day == day.day or (before + timedelta(days=1)).day == 1


def test_three_months_before_the_end_of_may_is_the_end_of_february() -> None:
    assert months_before(date(2027, 5, 31), 3) == date(2027, 2, 28)
    assert months_before(date(2028, 5, 31), 3) == date(2028, 2, 29)
