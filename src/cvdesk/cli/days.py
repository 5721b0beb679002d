"""A day, or years, given on the command line."""

from __future__ import annotations

import re
from datetime import date

from cvdesk.domain.facts import MOST_EXERCISES
from cvdesk.errors import UserError

_FIRST_DAY = date(1900, 1, 1)


def read_day(text: str | None) -> date | None:
    """Return the day written ``AAAA-MM-JJ``, or None when none is given.

    Raises:
        UserError: If it is not a day.
    """
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day < _FIRST_DAY:  # before it, nothing can be reckoned back from
        raise UserError(
            f"«\u00a0{text}\u00a0» n’est pas un jour où se placer.", remedy="Écrivez 2026-12-11."
        )
    return day


def read_years(text: str) -> tuple[int, ...]:
    """Return the years written « 2027 » or « 2027-2029 »; none for an empty text.

    Raises:
        UserError: If they are not years, or more than a dossier can have.
    """
    if not text:
        return ()
    match = re.fullmatch(r"(20\d\d)(?:-(20\d\d))?", text, re.ASCII)
    if match is None:
        raise UserError(
            f"«\u00a0{text}\u00a0» ne dit pas des années.", remedy="Écrivez 2027, ou 2027-2029."
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if not first <= last < first + MOST_EXERCISES:
        raise UserError(
            f"«\u00a0{text}\u00a0» ne dit pas des années qui se suivent, cinq au plus.",
            remedy="Écrivez par exemple 2027-2029.",
        )
    return tuple(range(first, last + 1))
