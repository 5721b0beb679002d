"""The names things keep for ever: fields, rows, groups, dossiers, and the key of an answer.

These are the file format. A field id is written in a form file and never reused; a row id is drawn
once, when the row is added, and never follows its position. Moving a line changes no key.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import NamedTuple, NewType

FieldId = NewType("FieldId", str)
GroupId = NewType("GroupId", str)
RowId = NewType("RowId", str)
DossierId = NewType("DossierId", str)

ROOT = RowId("")
"""The row of everything that does not repeat."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEY = re.compile(
    r"(?P<field>[a-z][a-z0-9_]*)(?:\.(?P<year>\d{4}))?(?:@(?P<row>[A-Za-z0-9_-]{1,40}))?", re.ASCII
)
ROW_PATTERN = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


class Key(NamedTuple):
    """Where an answer lives.

    A named tuple and not a dataclass: every answer is looked up by its key, several hundred times
    for one keystroke, and a tuple is hashed without any Python.

    Attributes:
        field: The field, as declared in the form.
        row: The row of the repeated group, or ``ROOT``.
        year: The first civil year of the exercise, for a field that is asked for each year.
    """

    field: FieldId
    row: RowId = ROOT
    year: int | None = None

    def __str__(self) -> str:
        """Write the key as the command line does: ``champ[.année][@ligne]``."""
        year = "" if self.year is None else f".{self.year}"
        row = f"@{self.row}" if self.row else ""
        return f"{self.field}{year}{row}"

    @classmethod
    def parse(cls, text: str) -> Key:
        """Read ``champ[.année][@ligne]``.

        >>> Key.parse("projet_641.2027@P1")
        Key(field='projet_641', row='P1', year=2027)

        Raises:
            ValueError: If ``text`` has another shape.
        """
        if (match := _KEY.fullmatch(text)) is None:
            raise ValueError(f"not a key: {text!r}")
        year = None if match["year"] is None else int(match["year"])
        return cls(FieldId(match["field"]), RowId(match["row"] or ""), year)


def new_ulid(moment: datetime) -> str:
    """Draw a ULID: 26 characters that sort by ``moment`` (to the millisecond), then at random."""
    number = int(moment.timestamp() * 1000) << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
