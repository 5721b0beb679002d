"""Where the labels and the amounts of a sheet stand: one block, or charges beside products."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cvdesk.app.classeur import Feuille, Valeur
from cvdesk.domain.money import Euros
from cvdesk.domain.wording import plain

MARK = "Repère CVDesk"
"""The heading of the column by which CVDesk knows the lines of its own workbooks."""

_YEAR = re.compile(r"\b20\d\d\b", re.ASCII)
_CODE = re.compile(r"[678]\d{1,4}[a-z]?", re.ASCII)
"""An account of charges, of products or of voluntary contributions."""
_FORECAST = re.compile(r"\b(previsionnel|prevu|prevision|budget|montant|demande)\b")
_HEADING_ROWS = 40
_LONGEST_HEADING = 40
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Block:
    """Labels, then their amounts.

    Attributes:
        labels: Columns of the label: a number, words, or both.
        amounts: Columns of amounts, each with the year written above it, or None.
        headings: What is written above each column of amounts.
        first: The first row below the headings, counted from 0.
    """

    labels: tuple[int, ...]
    amounts: tuple[tuple[int, int | None], ...]
    headings: tuple[str, ...]
    first: int

    @property
    def forecast(self) -> tuple[int, ...]:
        """The columns that say they are a forecast."""
        pairs = zip(self.amounts, self.headings, strict=True)
        return tuple(column for (column, _), text in pairs if _FORECAST.search(plain(text)))


def blocks_of(feuille: Feuille) -> tuple[Block, ...]:
    """Return the blocks of a sheet, from left to right; none when it has no amount."""
    columns = _Columns(feuille)
    kinds = {column: columns.kind(column) for column in range(columns.width)}
    codes = {column for column, kind in kinds.items() if kind == "code"}
    row, years = columns.years({c for c, kind in kinds.items() if kind == "amount"} - codes)
    found: list[Block] = []
    labels: list[int] = []
    amounts: list[int] = []
    for column in [*range(columns.width), columns.width]:
        kind = kinds.get(column, "end")
        if kind == "empty":
            continue
        if amounts and kind != "amount":
            if labels:
                found.append(_block(columns, labels, amounts, row, years))
            labels, amounts = [], []
        (amounts if kind == "amount" else labels).append(column)
    return tuple(found)


def _block(
    columns: _Columns, labels: list[int], amounts: list[int], row: int, years: dict[int, int]
) -> Block:
    return Block(
        tuple(labels),
        tuple((column, years.get(column)) for column in amounts),
        tuple(columns.heading(column, row) for column in amounts),
        row + 1,
    )


def mark_column(feuille: Feuille) -> tuple[int, int] | None:
    """Return the row and the column of :data:`MARK`, or None."""
    for row, cells in enumerate(feuille.lignes[:_HEADING_ROWS]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and plain(cell) == plain(MARK):
                return row, column
    return None


def years_in(cells: tuple[Valeur, ...]) -> dict[int, int]:
    """Return the columns of a heading row that name a year, and which."""
    found = {}
    for column, cell in enumerate(cells):
        text = _text(cell)
        years = _YEAR.findall(text)
        if len(set(years)) == 1 and len(text) <= _LONGEST_HEADING:
            found[column] = int(years[0])
    return found


def is_amount(cell: Valeur) -> bool:
    """Return whether a cell holds an amount, typed as a number or as a text."""
    if isinstance(cell, Decimal):
        return True
    try:
        Euros.parse(cell)
    except ValueError:
        return False
    return True


def _text(cell: Valeur) -> str:
    return cell if isinstance(cell, str) else format(cell.normalize(), "f")


def _is_code(cell: Valeur) -> bool:
    return _CODE.fullmatch(plain(_text(cell)).replace(" ", "")) is not None


class _Columns:
    def __init__(self, feuille: Feuille) -> None:
        self._rows = feuille.lignes
        self.width = max((len(row) for row in self._rows), default=0)

    def _cells(self, column: int) -> Iterator[tuple[int, Valeur]]:
        for place, row in enumerate(self._rows):
            if column < len(row) and row[column] != "":
                yield place, row[column]

    def kind(self, column: int) -> str:
        """Return ``empty``, ``code``, ``amount`` or ``label``."""
        cells = list(self._cells(column))
        if not cells:
            return "empty"
        numbers = [
            (row, cell)
            for row, cell in cells
            if is_amount(cell) and not _YEAR.fullmatch(_text(cell))
        ]
        if numbers and self._are_codes(column, cells):
            return "code"
        words = len(cells) - len(numbers)
        if words >= len(numbers) and all(self._names_words(row, column) for row, _ in numbers):
            return "label"  # account numbers among labels that are merged over both columns
        return "amount" if numbers and len(numbers) >= words * _MOSTLY else "label"

    def _are_codes(self, column: int, cells: list[tuple[int, Valeur]]) -> bool:
        """Return whether a column holds account numbers: each with its words on the right."""
        codes = [row for row, cell in cells if _is_code(cell)]
        named = sum(self._names_words(row, column) for row in codes)
        return len(codes) >= len(cells) * _MOSTLY and named >= len(codes) * _MOSTLY

    def _names_words(self, row: int, column: int) -> bool:
        """Return whether a cell holds an account number with its words on the right."""
        cell, *after = self._rows[row][column:]
        first = next((one for one in after if one != ""), "")
        return _is_code(cell) and isinstance(first, str) and bool(first) and not is_amount(first)

    def years(self, amounts: set[int]) -> tuple[int, dict[int, int]]:
        """Return the row of the headings and the year above each column of amounts."""
        best: tuple[int, dict[int, int]] = (-1, {})
        for place, row in enumerate(self._rows[:_HEADING_ROWS]):
            found = {c: year for c, year in years_in(row).items() if c in amounts}
            if len(found) > len(best[1]):
                best = (place, found)
        return best

    def heading(self, column: int, row: int) -> str:
        """Return what is written above a column: in the row of the years, or its first text."""
        if row >= 0 and column < len(self._rows[row]) and self._rows[row][column] != "":
            return _text(self._rows[row][column])
        texts = (cell for _, cell in self._cells(column) if not is_amount(cell))
        return next((_text(cell) for cell in texts), "")
