"""Reading spreadsheets received from anyone: values only; whatever is wrong is one sentence."""

from __future__ import annotations

import struct
import zipfile
from contextlib import suppress
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.errors import UserError
from cvdesk.exchange.tableur_lecture import MAX_FILE_BYTES, ClasseurRefuse, read_classeur
from tests.support.workbooks import Cell, changed, ods, unzipped, xlsx, zipped

ROWS: list[list[Cell]] = [["Libellé", 2027], ["Achats", 1600], ["Salaires", 9800.5], [None, None]]
READ = (("Libellé", Decimal(2027)), ("Achats", Decimal(1600)), ("Salaires", Decimal("9800.5")))
SHEET = "xl/worksheets/sheet1.xml"


def values(content: bytes, name: str = "b.xlsx") -> tuple[tuple[str | Decimal, ...], ...]:
    return read_classeur(content, name).feuilles[0].lignes


def refused(content: bytes, name: str = "b.xlsx") -> str:
    with pytest.raises(UserError) as caught:
        read_classeur(content, name)
    said = str(caught.value)
    assert caught.value.what.endswith(".")
    assert caught.value.remedy
    assert name in said
    return said


@pytest.mark.parametrize("content", [xlsx(ROWS[:3]), ods(ROWS[:3])], ids=["xlsx", "ods"])
def test_the_same_values_come_from_both_kinds_of_spreadsheets(content: bytes) -> None:
    assert values(content) == READ
    # The content tells what it is, not the name.
    assert values(content, "renommé.csv") == READ


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_table_is_read_whatever_parts_its_cells(mark: str, encoding: str) -> None:
    text = "\r\n".join(mark.join(row) for row in (["Libellé", "2027"], ["Fournitures d’été", "12"]))
    assert values(text.encode(encoding), "b.csv") == (
        ("Libellé", "2027"), ("Fournitures d’été", "12")
    )  # fmt: skip


def test_decimal_commas_do_not_part_the_cells_of_a_text_table() -> None:
    text = "Libellé;2027\nAchats;1 600,50\nSalaires;9 800,00\n"
    assert values(text.encode(), "b.csv")[1] == ("Achats", "1 600,50")


def test_a_formula_gives_the_value_that_was_saved_with_it() -> None:
    content = changed(xlsx([["Achats", 5]]), SHEET, b"<v>5</v>", b"<f>2+3</f><v>5</v>")
    assert values(content) == (("Achats", Decimal(5)),)


def test_a_formula_whose_value_was_never_saved_is_told_with_its_cell() -> None:
    content = changed(xlsx([["Achats", 5]]), SHEET, b"<v>5</v>", b"<f>2+3</f>")
    assert "B1" in refused(content)
    cell = '<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'
    assert "formules" in refused(ods(ROWS[:2], extra=cell), "b.ods")


def test_a_formula_in_error_is_read_as_it_is_shown_never_as_an_empty_cell() -> None:
    failed = b' t="e"><f>1/0</f><v>#DIV/0!</v>'
    content = changed(xlsx([["Achats", 5]]), SHEET, b"><v>5</v>", failed)
    assert values(content) == (("Achats", "#DIV/0!"),)
    cells = (
        '<table:table-row xmlns:calcext="urn:x"><table:table-cell office:value-type="string">'
        "<text:p>Loyers</text:p></table:table-cell>"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell></table:table-row>"
    )
    assert values(ods(ROWS[:2], extra=cells), "b.ods")[-1] == ("Loyers", "#DIV/0!")


def test_merged_cells_keep_their_text_in_the_first_one() -> None:
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    content = changed(xlsx([["Charges", None, 12]]), SHEET, b"</sheetData>", merged)
    assert values(content) == (("Charges", "", Decimal(12)),)


def test_macros_are_refused_whatever_the_name() -> None:
    files = unzipped(xlsx(ROWS)) | {"xl/vbaProject.bin": b"x"}
    for name in ("b.xlsm", "b.xlsx"):
        assert "macros" in refused(zipped(files), name)
    basic = unzipped(ods(ROWS)) | {"Basic/Standard/Module1.xml": b"<x/>"}
    assert "macros" in refused(zipped(basic), "b.ods")


def test_a_password_is_told() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "mot de passe" in refused(ole + "EncryptedPackage".encode("utf-16-le"))
    assert ".xls" in refused(ole, "ancien.xls")
    files = unzipped(ods(ROWS))
    files["META-INF/manifest.xml"] = b"<m><manifest:encryption-data/></m>"
    assert "mot de passe" in refused(zipped(files), "b.ods")


def test_a_hundred_thousand_rows_are_refused_before_they_are_read() -> None:
    far = changed(xlsx(ROWS), SHEET, b'r="B2"', b'r="B100000"')
    assert "20\u00a0000 lignes" in refused(far)
    wide = changed(xlsx(ROWS), SHEET, b'r="B2"', b'r="XFD2"')
    assert "colonnes" in refused(wide)
    text = "\n".join(f"ligne {n};{n}" for n in range(100_000))
    assert "lignes" in refused(text.encode(), "b.csv")
    row = '<table:table-row table:number-rows-repeated="100000">'
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    assert "lignes" in refused(ods(ROWS, extra=f"{row}{cell}</table:table-row>"), "b.ods")


def test_the_empty_rows_that_programs_add_at_the_end_are_nothing() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    extra = f'<table:table-row table:number-rows-repeated="1048000">{cell}</table:table-row>'
    assert values(ods(ROWS[:3], extra=extra), "b.ods")[:3] == READ


def test_a_repeated_cell_does_not_unfold_into_millions() -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16000"/>'
        '<table:table-cell office:value-type="float" office:value="1"/>'
    )
    assert "colonnes" in refused(
        ods(ROWS, extra=f"<table:table-row>{cell}</table:table-row>"), "b.ods"
    )


def test_a_zip_bomb_is_refused_without_being_unfolded() -> None:
    files = unzipped(xlsx(ROWS)) | {"xl/media/image1.png": b"\0" * 80_000_000}
    content = zipped(files)
    assert len(content) < 200_000
    assert "décompressé" in refused(content)


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(zipped({"xl/workbook.xml": b"<x/>", SHEET: b"\0" * 5_000_000}))
    with zipfile.ZipFile(BytesIO(bytes(content))) as opened:
        entry = opened.getinfo(SHEET)
    # The size declared in the directory becomes a hundred bytes.
    place = bytes(content).rindex(struct.pack("<I", 5_000_000))
    content[place : place + 4] = struct.pack("<I", 100)
    assert entry.file_size == 5_000_000
    assert "abîmé" in refused(bytes(content))


def test_entities_are_refused() -> None:
    files = unzipped(ods(ROWS))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    root = b"<office:document-content"
    files["content.xml"] = files["content.xml"].replace(root, bomb + root, 1)
    assert "abîmé" in refused(zipped(files), "b.ods")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_told(kept: float) -> None:
    content = xlsx(ROWS)
    assert "incomplet" in refused(content[: int(len(content) * kept)])


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\0\0\0", b"un seul mot", zipped({"a": b"b"})]
)
def test_another_kind_of_file_is_told(content: bytes) -> None:
    assert "n’est pas un classeur" in refused(content, "photo.xlsx")


def test_a_file_too_large_is_not_opened() -> None:
    assert "20\u00a0Mo" in refused(b"x" * (MAX_FILE_BYTES + 1))


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(noise: bytes) -> None:
    for content in (noise, b"PK\x03\x04" + noise, xlsx(ROWS)[:-22] + noise):
        with suppress(UserError):
            read_classeur(content, "b.xlsx")


@given(st.integers(0, 5_000), st.integers(0, 255))
def test_a_byte_changed_anywhere_is_read_or_refused_never_a_crash(place: int, byte: int) -> None:
    content = bytearray(CONTENT)
    content[place % len(content)] = byte
    with suppress(ClasseurRefuse):
        read_classeur(bytes(content), "b.xlsx")


CONTENT = xlsx(ROWS)
