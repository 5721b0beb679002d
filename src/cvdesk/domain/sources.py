"""Where a fact comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A text that says something, and the day a person read it there.

    Attributes:
        title: The text, article or section, in French.
        url: Where to read it, or an empty text when it has no public address.
        checked_on: The day the text was last read, or None when it was never read first-hand.
    """

    title: str
    url: str = ""
    checked_on: date | None = None
