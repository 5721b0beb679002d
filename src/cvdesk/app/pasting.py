"""Pasting a piece of a spreadsheet into the budget grid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cvdesk.app.budgetview import GridRow
from cvdesk.domain.ids import Key

_NUMBER = re.compile(r"^(?P<number>\d{2,3}[a-z]?)\b", re.ASCII)


def pasted_answers(
    text: str, rows: Sequence[GridRow], start: int, column: int
) -> tuple[tuple[Key, str], ...]:
    """Return what to type where.

    A line that begins with the number of an account goes to that account; other lines go down from
    ``start``. Totals are passed over: they are computed.

    Args:
        text: The clipboard: lines, tabs between cells; the amounts are the last cells.
        rows: One side of the grid.
        start: Rank of the row that has the cursor.
        column: The exercise that has the cursor.
    """
    found: list[tuple[Key, str]] = []
    numbered = {row.label.partition(" ")[0]: row for row in rows if row.cells[0].key is not None}
    place = start
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        match = _NUMBER.match(cells[0]) if len(cells) > 1 else None
        if match and match["number"] in numbered:
            row = numbered[match["number"]]
            amounts = cells[1:]
        else:
            while place < len(rows) and rows[place].cells[0].key is None:
                place += 1
            if place >= len(rows):
                break
            row = rows[place]
            place += 1
            amounts = cells[1:] if len(cells) > 1 and not _is_amount(cells[0]) else cells
        amounts = [amount for amount in amounts if _is_amount(amount) or not amount]
        for offset, amount in enumerate(amounts):
            if amount and column + offset < len(row.cells):
                key = row.cells[column + offset].key
                if key is not None:
                    found.append((key, amount))
    return tuple(found)


def _is_amount(text: str) -> bool:
    compact = re.sub(r"[\s\u00a0\u202f€]", "", text)
    return re.fullmatch(r"\d+([.,]\d{1,2})?", compact, re.ASCII) is not None
