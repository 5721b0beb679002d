"""Days on which an office is open, and months before a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_SATURDAY = 5


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Return the eleven public holidays of a year (code du travail, art. L. 3133-1)."""
    easter = _easter(year)
    movable = (easter + timedelta(days=after) for after in (1, 39, 50))
    return frozenset((*(date(year, month, day) for month, day in _FIXED), *movable))


def _easter(year: int) -> date:
    # The Gregorian computus, Meeus' form: the names are those of his table.
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def is_working_day(day: date) -> bool:
    """Return whether offices are open: Monday to Friday, public holidays left out."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def working_days_left(today: date, last: date, at_most: int) -> int:
    """Count the working days after ``today``, ``last`` included, and stop at ``at_most``."""
    left, day = 0, today
    while day < last and left < at_most:
        day += timedelta(days=1)
        left += is_working_day(day)
    return left


def months_before(day: date, months: int) -> date:
    """Return the same day some months earlier, or the last day of that month when it is shorter."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last of a month stays the last of its month."""
    last = day.day == monthrange(day.year, day.month)[1]
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    length = monthrange(year, month)[1]
    return date(year, month, length if last else min(day.day, length))


def working_days_before(day: date, days: int) -> date:
    """Return the day that is ``days`` working days before ``day``, which is not counted."""
    while days > 0:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return day
