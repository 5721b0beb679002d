"""When a grant must be accounted for: six months after the end of its exercise.

Source: loi 2000-321 du 12 avril 2000, art. 10 (« dans les six mois suivant la fin de l'exercice
pour lequel elle a été attribuée »).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from cvdesk.domain.facts import Facts

MONTHS = 6
ENDS = ("realise_exercice_fin", "courrier_exercice_fin")
"""Where the forms that follow a request ask when the exercise ended."""


def due_after(end: date) -> date:
    """Return the last day of the six months that follow ``end``.

    An exercise that ends with a month gives the end of the sixth month: 31 December, 30 June.
    """
    after = end + timedelta(days=1)
    count = after.year * 12 + after.month - 1 + MONTHS
    year, month = count // 12, count % 12 + 1
    day = min(after.day, monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)


def exercise_end(facts: Facts) -> date | None:
    """Return the end of the exercise: as answered, else 31 December of its year; None without."""
    for year in facts.years:
        for row in facts.projects:
            for field in ENDS:
                if (answered := facts.value(field, row, year)) is not None:
                    end: date = answered
                    return end
        return date(year, 12, 31)
    return None


def report_due(facts: Facts) -> date | None:
    """Return the day the compte rendu financier is due, or None until the exercise is known."""
    end = exercise_end(facts)
    return None if end is None else due_after(end)
