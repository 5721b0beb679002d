"""A day given on the command line."""

from __future__ import annotations

from datetime import date

from cvdesk.errors import UserError


def read_day(text: str | None) -> date | None:
    """Return the day written ``AAAA-MM-JJ``, or None when none is given.

    Raises:
        UserError: If it is not a day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(
            f"«\u00a0{text}\u00a0» n’est pas un jour.", remedy="Écrivez 2026-12-11."
        ) from None
