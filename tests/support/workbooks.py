"""Spreadsheets for the tests: made here, by hand where a program would refuse to make them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter

Cell = str | int | float | None


def xlsx(*sheets: Sequence[Sequence[Cell]], names: Sequence[str] = ()) -> bytes:
    """Return a workbook of these cells."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    for rank, rows in enumerate(sheets):
        sheet = book.add_worksheet(names[rank] if names else None)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(place, column, cell)
    book.close()
    return buffer.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of these files, compressed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return buffer.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip."""
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def changed(content: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """Return a workbook with some bytes of one of its parts replaced."""
    files = unzipped(content)
    assert before in files[name]
    files[name] = files[name].replace(before, after)
    return zipped(files)


def ods(rows: Sequence[Sequence[Cell]], *, extra: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of these cells; ``extra`` goes after the rows."""
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
                    for row in rows)  # fmt: skip
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Budget">{lines}{extra}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = b'<manifest:manifest xmlns:manifest="urn:x"/>'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content.encode(),
        }
    )


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(cell)}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}">'
        f"<text:p>{cell}</text:p></table:table-cell>"
    )


_CELL = re.compile(
    r'<c r="(?P<at>[A-Z]+\d+)"[^>]*?'
    r"(?:/>|>(?:<f>(?P<formula>[^<]*)</f>)?(?:<v>(?P<value>[^<]*)</v>)?</c>)"
)
_RANGE = re.compile(r"([A-Z])(\d+):([A-Z])(\d+)")
_REF = re.compile(r"(?:'(?P<sheet>[^']+)'!)?(?P<at>[A-Z]+\d+)")


class Sheets:
    """The cells of a workbook, and a spreadsheet program that only knows what CVDesk writes.

    That is: ``=SUM(…)-X`` and ``='Feuille'!C4``.
    """

    def __init__(self, content: bytes) -> None:
        files = unzipped(content)
        names = re.findall(r'<sheet name="([^"]+)"', files["xl/workbook.xml"].decode())
        self._cells: dict[tuple[str, str], tuple[str, float]] = {}
        for rank, name in enumerate(names, 1):
            for found in _CELL.finditer(files[f"xl/worksheets/sheet{rank}.xml"].decode()):
                formula = (found["formula"] or "").replace("&apos;", "'")
                number = 0.0 if 't="s"' in found[0] else float(found["value"] or 0)
                self._cells[name, found["at"]] = (formula, number)

    def formulas(self) -> list[tuple[str, str, float, float]]:
        """Return every formula: its sheet, its text, the value kept, the value computed anew."""
        return [
            (sheet, formula, kept, self._compute(sheet, formula))
            for (sheet, _), (formula, kept) in self._cells.items()
            if formula
        ]

    def _value(self, sheet: str, at: str) -> float:
        formula, kept = self._cells.get((sheet, at), ("", 0.0))
        return self._compute(sheet, formula) if formula else kept

    def _compute(self, sheet: str, formula: str) -> float:
        if not formula.startswith("SUM("):
            return self._added(sheet, formula)
        summed, _, less = formula.removeprefix("SUM(").partition(")")
        total = sum(self._part(sheet, part) for part in summed.split(","))
        return total - self._added(sheet, less)

    def _added(self, sheet: str, text: str) -> float:
        found = _REF.finditer(text)
        return sum(self._value(one["sheet"] or sheet, one["at"]) for one in found)

    def _part(self, sheet: str, part: str) -> float:
        found = _RANGE.fullmatch(part)
        if found is None:
            return self._value(sheet, part)
        columns = range(ord(found[1]), ord(found[3]) + 1)
        rows = range(int(found[2]), int(found[4]) + 1)
        return sum(self._value(sheet, f"{chr(column)}{row}") for column in columns for row in rows)
