"""Reading a spreadsheet received from anyone: .xlsx, .ods, .csv; values only, of a bounded size.

No formula is computed and no macro is run: the last value that a spreadsheet program saved is read.
What a file claims is checked before it is opened for good: a few kilobytes can unfold into
gigabytes, and a single cell in the last corner of a sheet makes its reader take room for all.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import IO
from xml.etree import ElementTree as ET

from cvdesk.app.classeur import Classeur, Feuille, Valeur
from cvdesk.domain.money import grouped
from cvdesk.errors import UserError
from cvdesk.exchange.sealed import UNREADABLE_ZIP
from cvdesk.exchange.tableur_csv import read_csv

MAX_FILE_BYTES = 20_000_000
MAX_UNZIPPED_BYTES = 60_000_000
MAX_ENTRIES = 2_000
MAX_ROWS, MAX_COLUMNS = 20_000, 256
MAX_SHEETS = 60
MAX_CELLS = 2_000_000
"""Cells of all sheets, empty ones included: a reader takes room for the whole rectangle."""

_MOST_CELLS = f"{grouped(MAX_ROWS)} lignes ou {MAX_COLUMNS} colonnes"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_NAME = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "Ouvrez-le dans votre tableur, enregistrez-le en .xlsx ou .ods, puis recommencez."
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,4})(\d{1,9})"')
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,4}\d{1,9})"[^>]*>\s*'
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>\s*)?</(?:\w+:)?c>"
)
_XLSX_ERROR = re.compile(rb'(<(?:\w+:)?c\s[^>]*?\bt=)"e"')
_ODS_ERROR = re.compile(
    rb'(<table:(?:covered-)?table-cell\s[^>]*?)\soffice:string-value=""'
    rb'(?=[^>]*?\bvalue-type="error")'
)
_UNREADABLE = (*UNREADABLE_ZIP, ET.ParseError)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


class ClasseurRefuse(UserError):
    """A spreadsheet cannot be read; nothing of it was."""


def read_classeur(content: bytes, name: str) -> Classeur:
    """Return the sheets of a spreadsheet.

    Args:
        content: What the file holds.
        name: The file as the person knows it; the content tells its kind, not this name.

    Raises:
        ClasseurRefuse: If it is protected, damaged, too large, of another kind, holds macros, or
            formulas whose value was never saved.
    """
    if len(content) > MAX_FILE_BYTES:
        raise _too_large(name, f"{MAX_FILE_BYTES // 1_000_000} Mo")
    if content.startswith(_OLE):
        raise _old_or_protected(content, name)
    if not content.startswith(_ZIP):
        rows = read_csv(content, name, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS)
        if rows is None:
            raise _stranger(name)
        return Classeur(name, (Feuille("Feuille", rows),))
    try:
        _check(content, name)
        content = _with_errors(content)
    except _UNREADABLE as error:
        raise _damaged(name) from error
    return Classeur(name, tuple(_sheets(content, name)))


def _old_or_protected(content: bytes, name: str) -> ClasseurRefuse:
    if _ENCRYPTED_NAME in content:
        return _protected(name)
    return ClasseurRefuse(
        f"« {name} » est dans l’ancien format .xls, que CVDesk ne lit pas.", remedy=_SAVE_AGAIN
    )


# --- before opening -------------------------------------------------------------------------------


def _check(content: bytes, name: str) -> None:
    with zipfile.ZipFile(BytesIO(content)) as opened:
        entries = opened.infolist()
        if len(entries) > MAX_ENTRIES:
            raise _too_large(name, f"{MAX_ENTRIES} parties")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise _protected(name)
        if sum(entry.file_size for entry in entries) > MAX_UNZIPPED_BYTES:
            raise _too_large(name, f"{MAX_UNZIPPED_BYTES // 1_000_000} Mo une fois décompressé")
        names = {entry.filename for entry in entries}
        if any(one.lower().endswith("vbaproject.bin") or one.startswith("Basic/") for one in names):
            raise ClasseurRefuse(
                f"« {name} » contient des macros : CVDesk ne l’ouvre pas.",
                remedy="Enregistrez-le sans macros, en .xlsx ou .ods, puis recommencez.",
            )
        if "xl/workbook.xml" in names:
            _check_xlsx(opened, entries, name)
        elif "content.xml" in names:
            _check_ods(opened, name)
        else:
            raise _stranger(name)


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with opened.open(entry) as file:
        # Never more than declared, whose sum was checked; a longer content fails its CRC.
        return file.read(entry.file_size)


def _check_xlsx(opened: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], name: str) -> None:
    sheets = [one for one in entries if re.fullmatch(r"xl/worksheets/[^/]+\.xml", one.filename)]
    if len(sheets) > MAX_SHEETS:
        raise _too_large(name, f"{MAX_SHEETS} feuilles")
    cells = 0
    for entry in sheets:
        xml = _read(opened, entry)
        rows = columns = 0
        for found in _CELL.finditer(xml):
            rows, columns = max(rows, int(found[2])), max(columns, _rank(found[1]))
        cells += rows * columns
        _check_extent(rows, columns, cells, name)
        uncomputed = [found[1].decode() for found in _UNCOMPUTED.finditer(xml)]
        if uncomputed:
            raise _uncomputed(name, uncomputed)


def _check_extent(rows: int, columns: int, cells: int, name: str) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS or cells > MAX_CELLS:
        raise _too_large(name, _MOST_CELLS)


def _rank(letters: bytes) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 26 + letter - 64
    return rank


def _check_ods(opened: zipfile.ZipFile, name: str) -> None:
    manifest = next((e for e in opened.infolist() if e.filename == "META-INF/manifest.xml"), None)
    if manifest is not None and b"encryption-data" in _read(opened, manifest):
        raise _protected(name)
    entry = opened.getinfo("content.xml")
    content = _read(opened, entry)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # no spreadsheet program writes one
        raise _damaged(name)
    _check_cells(BytesIO(content), name)


class _Extent:
    """The rectangle that the cells of each sheet unfold into, counted while its file is read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sheets = self._cells = 0
        self._row = self._rows = self._column = self._columns = self._full_to = 0
        self.uncomputed: list[str] = []

    def open_sheet(self) -> None:
        self._sheets += 1
        if self._sheets > MAX_SHEETS:
            raise _too_large(self._name, f"{MAX_SHEETS} feuilles")
        self._cells += self._rows * self._columns
        self._row = self._rows = self._columns = 0

    def open_row(self) -> None:
        self._column = self._full_to = 0

    def close_cell(self, cell: ET.Element) -> None:
        self._column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if len(cell) > 0 or cell.get(f"{_OFFICE}value-type") is not None:
            self._full_to = self._column
        elif cell.get(f"{_TABLE}formula"):
            self.uncomputed.append(f"ligne {self._row + 1}")

    def close_row(self, row: ET.Element) -> None:
        self._row += int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        if self._full_to:
            self._rows, self._columns = self._row, max(self._columns, self._full_to)
            cells = self._cells + self._rows * self._columns
            _check_extent(self._rows, self._columns, cells, self._name)
        row.clear()


def _check_cells(file: IO[bytes], name: str) -> None:
    """Count the cells that repeated ones unfold into, before anything makes room for them."""
    extent = _Extent(name)
    # Entities were refused above: nothing can unfold.
    for event, element in ET.iterparse(file, events=("start", "end")):  # noqa: S314
        match (event, element.tag.removeprefix(_TABLE)):
            case ("start", "table"):
                extent.open_sheet()
            case ("start", "table-row"):
                extent.open_row()
            case ("end", "table-cell"):
                extent.close_cell(element)
            case ("end", "table-row"):
                extent.close_row(element)
    if extent.uncomputed:
        raise _uncomputed(name, extent.uncomputed)


def _with_errors(content: bytes) -> bytes:
    """Return a workbook whose formulas in error are texts: the reader takes them for empty."""
    shown: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(content)) as opened:
        for entry in opened.infolist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", entry.filename):
                pattern, text = _XLSX_ERROR, rb'\1"str"'
            elif entry.filename == "content.xml":
                pattern, text = _ODS_ERROR, rb"\1"
            else:
                continue
            changed, many = pattern.subn(text, _read(opened, entry))
            if many:
                shown[entry.filename] = changed
        if not shown:
            return content
        written = BytesIO()
        with zipfile.ZipFile(written, "w") as target:
            for entry in opened.infolist():
                part = shown.get(entry.filename)
                target.writestr(entry.filename, _read(opened, entry) if part is None else part)
    return written.getvalue()


# --- the values -----------------------------------------------------------------------------------


def _sheets(content: bytes, name: str) -> Iterator[Feuille]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415

    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as opened:
            for sheet in opened.sheet_names:
                rows = opened.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                yield Feuille(sheet, tuple(tuple(map(_value, row)) for row in rows))
    except PasswordError as error:
        raise _protected(name) from error
    except (CalamineError, *_UNREADABLE) as error:
        raise _damaged(name) from error
    except BaseException as error:
        # The reader is written in Rust: what it did not foresee comes as an exception of its own,
        # outside the family of Exception.
        if type(error).__name__ == "PanicException":
            raise _damaged(name) from error
        raise


def _value(cell: object) -> Valeur:
    if isinstance(cell, bool):
        return "vrai" if cell else "faux"
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return Decimal(repr(cell)) if abs(cell) < 1e18 else str(cell)  # noqa: PLR2004
    if isinstance(cell, datetime | date | time | timedelta):
        return str(cell)
    return str(cell).strip()


# --- refusals -------------------------------------------------------------------------------------


def _stranger(name: str) -> ClasseurRefuse:
    return ClasseurRefuse(
        f"« {name} » n’est pas un classeur que CVDesk sait lire.",
        remedy="Choisissez un fichier .xlsx, .ods ou .csv.",
    )


def _damaged(name: str) -> ClasseurRefuse:
    return ClasseurRefuse(
        f"« {name} » est incomplet ou abîmé : rien n’en a été repris.", remedy=_SAVE_AGAIN
    )


def _protected(name: str) -> ClasseurRefuse:
    return ClasseurRefuse(
        f"« {name} » est protégé par un mot de passe : CVDesk ne l’ouvre pas.",
        remedy="Enregistrez-le sans mot de passe, puis recommencez.",
    )


def _too_large(name: str, most: str) -> ClasseurRefuse:
    return ClasseurRefuse(
        f"« {name} » dépasse {most} : CVDesk ne l’ouvre pas.",
        remedy="Copiez le seul tableau du budget dans un nouveau classeur, puis recommencez.",
    )


def _uncomputed(name: str, cells: list[str]) -> ClasseurRefuse:
    shown = ", ".join(dict.fromkeys(cells[:5]))
    return ClasseurRefuse(
        f"« {name} » a des formules dont le résultat n’est pas enregistré ({shown}).",
        remedy=_SAVE_AGAIN,
    )
