"""Reading a table kept as text: semicolons, commas or tabs; UTF-8, UTF-16 or Windows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from cvdesk.domain.money import grouped
from cvdesk.errors import UserError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE_LINES = 50


def read_csv(
    content: bytes, name: str, *, max_rows: int, max_columns: int
) -> tuple[tuple[str, ...], ...] | None:
    """Return the rows of a text table, or None when the content is no text.

    Raises:
        UserError: If it holds more rows or columns than allowed.
    """
    text = _text(content)
    if text is None:
        return None
    rows: list[tuple[str, ...]] = []
    for row in _rows(text):
        if len(rows) >= max_rows or len(row) > max_columns:
            raise UserError(
                f"« {name} » dépasse {grouped(max_rows)} lignes ou {max_columns} "
                "colonnes : CVDesk ne l’ouvre pas.",
                remedy="Gardez le seul tableau du budget, puis recommencez.",
            )
        rows.append(tuple(cell.strip() for cell in row))
    return tuple(rows) if any(len(row) > 1 for row in rows) else None


def _text(content: bytes) -> str | None:
    encoding = next((known for bom, known in _BOMS if content.startswith(bom)), None)
    if encoding is None and b"\0" in content:
        return None
    for one in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            return content.decode(one)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    except csv.Error:
        return


def _delimiter(text: str) -> str:
    """Return what parts the cells: what occurs most; a comma is often only a decimal one."""
    lines = text.splitlines()[:_SAMPLE_LINES]
    counts = {mark: sum(mark in line for line in lines) for mark in "\t;,"}
    return max(counts, key=lambda mark: counts[mark])
