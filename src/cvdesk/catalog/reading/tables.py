"""Tables of a text: cells parted by tabs, by bars (Markdown) or by HTML tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.headings import clean
from cvdesk.catalog.reading.levels import Column, column_of

_ITEM = re.compile(
    r"</?(?:p|li|ul|ol|br|div)(?:\s[^<>]{0,80})?/?>|\s[•▪□]\s|^[•▪□]\s", re.IGNORECASE
)
_RULE = re.compile(r"^[\s|:-]*-[\s|:-]*$")
_FEWEST_HEADERS = 2
_LONGEST_SPAN = 4
"""Figures in a number of rows, beyond which it is no number of rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        line: Where it stands.
        cells: As in the text, tags kept: they part the items of a cell.
    """

    line: int
    cells: tuple[str, ...]

    def cell(self, rank: int) -> str:
        """Return a cell's words, or an empty text."""
        return clean(self.cells[rank]) if rank < len(self.cells) else ""

    def items(self, rank: int) -> tuple[str, ...]:
        """Return the items of a cell, one by one when they are marked."""
        return items_of(self.cells[rank]) if rank < len(self.cells) else ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are announced.

    Attributes:
        header: The row that announces them.
        columns: What each holds; None for a column without title.
        rows: What is below, up to the next header.
    """

    header: Row
    columns: tuple[Column | None, ...]
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """The header as printed: tables of one kind have the same."""
        return " | ".join(clean(cell) for cell in self.header.cells).strip(" |")

    def ranks(self) -> tuple[int, ...]:
        """Return the columns that hold levels of a tree, from left to right."""
        return tuple(n for n, one in enumerate(self.columns) if one and one.level)

    def rank_of(self, field: str) -> int | None:
        """Return the column that holds a field, or None."""
        return next((n for n, one in enumerate(self.columns) if one and one.field == field), None)


def items_of(cell: str) -> tuple[str, ...]:
    """Part the items of a cell.

    >>> items_of("<p>Lire</p> <p>Écrire</p>")
    ('Lire', 'Écrire')
    """
    return tuple(words for part in _ITEM.split(cell) if (words := clean(part)))


def rows_of(lines: Sequence[str], around: Furniture) -> tuple[tuple[Row, ...], ...]:
    """Return the runs of rows; a stamp or a blank line does not cut a run."""
    runs: list[list[Row]] = [[]]
    in_html = _html_rows(lines)
    hidden = {n for first, last, _ in in_html for n in range(first, last + 1)}
    markup = {first: rows for first, _, rows in in_html}
    for number, raw in enumerate(lines, 1):
        if number in markup:
            runs += [list(markup[number]), []]
        if number in hidden or around.skips(number) or not raw.strip():
            continue
        cells = _cells(raw)
        if cells is None:
            runs.append([])
        elif cells:
            runs[-1].append(Row(number, cells))
    return tuple(tuple(run) for run in runs if run)


def _cells(raw: str) -> tuple[str, ...] | None:
    """Return the cells of a row; none for the rule of a Markdown table, None outside a table."""
    if "\t" in raw:
        return tuple(raw.split("\t"))
    stripped = raw.strip()
    if stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1:
        return () if _RULE.match(stripped) else tuple(stripped[1:-1].split("|"))
    return None


def tables(runs: Sequence[Sequence[Row]]) -> tuple[Table, ...]:
    """Part runs of rows at their headers; rows before the first header are in no table."""
    found: list[Table] = []
    for run in runs:
        heads = [(n, columns) for n, row in enumerate(run) if (columns := columns_of(row))]
        ends = [n for n, _ in heads[1:]] + [len(run)]
        for (start, columns), end in zip(heads, ends, strict=True) if heads else ():
            found.append(Table(run[start], columns, tuple(run[start + 1 : end])))
    return tuple(found)


def columns_of(row: Row) -> tuple[Column | None, ...] | None:
    """Return the columns that a row announces, or None when it is no header."""
    words = [row.cell(rank) for rank in range(len(row.cells))]
    columns = tuple(column_of(cell) if cell else None for cell in words)
    said = [cell for cell in words if cell]
    if len(said) < _FEWEST_HEADERS or sum(one is not None for one in columns) < len(said):
        return None
    return columns


def _html_rows(lines: Sequence[str]) -> list[tuple[int, int, tuple[Row, ...]]]:
    """Read the tables written in HTML: first line, last line, rows."""
    found = []
    start = 0
    for number, raw in enumerate(lines, 1):
        low = raw.lower()
        if not start and "<table" in low:
            start = number
        if start and "</table" in low:
            reader = _HtmlRows(start)
            reader.feed("\n".join(lines[start - 1 : number]))
            reader.close()
            found.append((start, number, tuple(reader.whole())))
            start = 0
    return found


class _HtmlRows(HTMLParser):
    """Collects the cells of an HTML table, each row at the line where it starts."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first = first_line
        self._rows: list[tuple[int, list[str]]] = []
        self._spans: dict[int, int] = {}
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell; keep the tags that part items."""
        if tag == "tr" or (tag in {"td", "th"} and not self._rows):
            self._rows.append((self._first + self.getpos()[0] - 1, []))
        if tag in {"td", "th"}:
            self._cell(dict(attrs).get("rowspan") or "")
        elif tag in {"p", "li", "br"}:
            self._say(f"<{tag}>")

    def _cell(self, rowspan: str) -> None:
        cells = self._rows[-1][1]
        while self._spans.get(len(cells), 0) > 0:
            self._spans[len(cells)] -= 1
            cells.append("")
        if rowspan.isascii() and rowspan.isdigit() and len(rowspan) < _LONGEST_SPAN:
            self._spans[len(cells)] = int(rowspan) - 1
        cells.append("")
        self._open = True

    def handle_endtag(self, tag: str) -> None:
        """Close a cell."""
        if tag in {"td", "th", "tr"}:
            self._open = False

    def handle_data(self, data: str) -> None:
        """Take words."""
        self._say(data.replace("\n", " "))

    def _say(self, words: str) -> None:
        if self._open:
            self._rows[-1][1][-1] += words

    def whole(self) -> Iterator[Row]:
        """Give the rows that have cells."""
        for line, cells in self._rows:
            if cells:
                yield Row(line, tuple(cells))
