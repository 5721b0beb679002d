"""The one error a user is meant to read."""

from __future__ import annotations


class UserError(Exception):
    """Something of the outside world is not as needed; the user can act on it.

    Shown as is in a dialog, or on standard error with exit code 2. Anything else that is raised
    is a defect of CVDesk and gets a report instead.

    Attributes:
        what: One French sentence: what was seen.
        remedy: One French sentence: what to do, or an empty text when ``what`` already says it.
    """

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()
