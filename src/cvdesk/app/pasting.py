"""Pasting a piece of a spreadsheet into the budget grid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cvdesk.app.budget_labels import Labels
from cvdesk.app.budgetview import GridRow
from cvdesk.domain.ids import Key

_NUMBER = re.compile(r"^(?P<number>\d{2,3}[a-z]?)\b", re.ASCII)
_SWAPPED = ("75", "86", "87")
"""Accounts whose numbers mean something else in the books: there, words only."""


def pasted_answers(
    text: str, rows: Sequence[GridRow], start: int, column: int, labels: Labels
) -> tuple[tuple[Key, str], ...]:
    """Return what to type where.

    A line goes where its words say, else to the account whose number it begins with; other lines
    go down from ``start``. Totals are passed over: they are computed.

    Args:
        text: The clipboard: lines, tabs between cells; the amounts are the last cells.
        rows: One side of the grid.
        start: Rank of the row that has the cursor.
        column: The exercise that has the cursor.
        labels: What the words of a line mean.
    """
    found: list[tuple[Key, str]] = []
    numbered = {row.label.partition(" ")[0]: row for row in rows if row.cells[0].key is not None}
    typed = {row.id: row for row in rows if row.cells[0].key is not None}
    place = start
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > 1 and _is_left_out(cells[0], labels):
            continue
        named = _named(cells[0], typed, numbered, labels) if len(cells) > 1 else None
        if named is not None:
            row = named
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


def _named(
    label: str, typed: Mapping[str, GridRow], numbered: Mapping[str, GridRow], labels: Labels
) -> GridRow | None:
    """Return the row that a label names, by its words first."""
    found = labels.meaning(label).lines
    if len(found) == 1 and found[0] in typed:
        return typed[found[0]]
    match = _NUMBER.match(label)
    return None if match is None else numbered.get(match["number"])


def _is_left_out(label: str, labels: Labels) -> bool:
    """Return whether a line goes nowhere: a total, or words that a swapped number would betray."""
    found = labels.meaning(label)
    unknown = len(found.lines) != 1 and not found.account
    numbered = label.startswith(_SWAPPED) and any(map(str.isalpha, label))
    return found.total or (numbered and unknown)


def _is_amount(text: str) -> bool:
    compact = re.sub(r"[\s\u00a0\u202f€]", "", text)
    return re.fullmatch(r"\d+([.,]\d{1,2})?", compact, re.ASCII) is not None
