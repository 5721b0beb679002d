"""What a check has to say. A finding is data, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cvdesk.domain.ids import ROOT, Key, RowId


class Gravity(Enum):
    """How much a finding weighs. Nothing but signing is ever blocked."""

    BLOCKING = "B"
    CORRECT = "C"
    QUESTION = "V"
    ADVICE = "A"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about the answers.

    Attributes:
        code: Stable name of the check, ``BUD-31``.
        number: Its number in the table of checks, or None for a required answer still missing.
        message: French: what is seen, with the values, then what to do.
        keys: The answers to light, the first one being where to go.
        source: Where the rule comes from.
        section: The step to open when ``keys`` is empty or names a whole list.
        row: The project that step is about, when the section is asked for each.
        of_totals: Whether it compares one total with another: their lines explain it.
    """

    code: str
    number: int | None
    gravity: Gravity
    message: str
    keys: tuple[Key, ...] = ()
    source: str = ""
    section: str = ""
    row: RowId = ROOT
    of_totals: bool = False
