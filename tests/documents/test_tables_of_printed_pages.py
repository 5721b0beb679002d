import pytest
from pikepdf import Name, Object, Pdf
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from cvdesk.documents.blocks import Para
from cvdesk.documents.finish import finish
from cvdesk.documents.pages import compose
from cvdesk.documents.style import Style
from cvdesk.documents.tables import Column, DataTable, Kind, Row, Span
from cvdesk.documents.xmp import Metadata
from tests.documents.tagged_pdf import (
    assert_tree_and_pages_agree,
    content_of,
    elements,
    kids,
    opened,
    roles,
)

COLUMNS = [
    Column(18 * mm, heads_row=True),
    Column(120 * mm, indents=True),
    Column(32 * mm, number=True),
]


def budget(style: Style, kinds: list[Kind], label: str = "Achats") -> DataTable:
    rows = [
        Row([style.text(str(n)), style.text(label), style.text("1\u00a0000")], kind)
        for n, kind in enumerate(kinds)
    ]
    head = [style.text("Compte"), style.text("Charges"), style.text("2027 (€)")]
    return DataTable(COLUMNS, head, rows, style)


def made(metadata: Metadata, *flowables: Flowable) -> Pdf:
    return opened(finish(compose(lambda _: flowables), metadata))


def rows_by_page(pdf: Pdf) -> list[list[str]]:
    """First cell of every row printed on each page, heads left out."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    found: list[list[str]] = [[] for _ in pages]
    rows = [each for each in elements(pdf) if each.S == Name.TR]
    for number, row in enumerate(rows[1:]):
        cell = kids(row)[0]
        found[pages[cell.Pg.objgen]].append(str(number))
    return found


def test_sixty_rows_over_pages_are_one_table(style: Style, metadata: Metadata) -> None:
    with made(metadata, budget(style, ["line"] * 60)) as pdf:
        assert len(pdf.pages) == 2
        assert roles(pdf).count("Table") == 1
        assert roles(pdf).count("TR") == 61
        assert_tree_and_pages_agree(pdf)


@pytest.mark.parametrize("kind", ["total", "group", "line", "zero"])
def test_rows_that_would_stay_together_are_parted_when_no_page_holds_them(
    style: Style, metadata: Metadata, kind: Kind
) -> None:
    with made(metadata, Spacer(1, 120 * mm), budget(style, [kind] * 70)) as pdf:
        assert sum(len(rows) for rows in rows_by_page(pdf)) == 70
        assert_tree_and_pages_agree(pdf)


def test_the_head_is_read_once_and_repeated_for_the_eye(style: Style, metadata: Metadata) -> None:
    with made(metadata, budget(style, ["line"] * 60)) as pdf:
        heads = [each for each in elements(pdf) if each.S == Name.TH]
        assert len([each for each in heads if each.A.Scope == Name.Column]) == 3
        assert pdf.pages[1].Contents.read_bytes().count(b"(Compte)") == 1
        assert content_of(pdf.pages[1]).artifacts == 2  # the head, the rules


def test_the_first_cell_of_a_row_is_its_head(style: Style, metadata: Metadata) -> None:
    with made(metadata, budget(style, ["line"] * 3)) as pdf:
        rows = [each for each in elements(pdf) if each.S == Name.TR][1:]
        for row in rows:
            first, *others = kids(row)
            assert (first.S, first.A.Scope) == (Name.TH, Name.Row)
            assert [cell.S for cell in others] == [Name.TD, Name.TD]


def test_every_row_has_as_many_cells_as_the_head(style: Style, metadata: Metadata) -> None:
    def width(row: Object) -> int:
        return sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in kids(row))

    table = DataTable(
        COLUMNS,
        [style.text("Compte"), (), style.text("€")],
        [
            Row([(), (), ()]),
            Row([Span(style.text("Total des charges"), 2), style.text("0")], "total"),
        ],
        style,
    )
    with made(metadata, table) as pdf:
        rows = [each for each in elements(pdf) if each.S == Name.TR]
        assert [width(row) for row in rows] == [3, 3, 3]
        assert_tree_and_pages_agree(pdf)


def test_a_row_with_a_cell_missing_is_a_defect(style: Style) -> None:
    with pytest.raises(ValueError, match="2 cells for 3 columns"):
        DataTable(COLUMNS, [(), (), ()], [Row([(), ()])], style)


def test_a_short_table_goes_whole_to_the_next_page(style: Style, metadata: Metadata) -> None:
    with made(metadata, Spacer(1, 640), budget(style, ["line"] * 11)) as pdf:
        assert [len(rows) for rows in rows_by_page(pdf)] == [0, 11]


def test_a_long_table_begins_where_it_stands(style: Style, metadata: Metadata) -> None:
    with made(metadata, Spacer(1, 600), budget(style, ["line"] * 12)) as pdf:
        first, second = rows_by_page(pdf)
        assert first
        assert second


@pytest.mark.parametrize("room", range(560, 700, 15))
def test_a_group_is_never_last_on_a_page(style: Style, metadata: Metadata, room: int) -> None:
    kinds: list[Kind] = ["group", "line", "group", "group", "line", "line"] * 3
    with made(metadata, Spacer(1, room), budget(style, kinds)) as pdf:
        for rows in rows_by_page(pdf):
            assert not rows or kinds[int(rows[-1])] != "group"


@pytest.mark.parametrize("room", range(440, 600, 15))
def test_a_total_never_opens_a_page(style: Style, metadata: Metadata, room: int) -> None:
    kinds: list[Kind] = ["line" for _ in range(13)]
    kinds += ["total", "total"]
    with made(metadata, Spacer(1, room), budget(style, kinds)) as pdf:
        for rows in rows_by_page(pdf)[1:]:
            assert not rows or kinds[int(rows[0])] == "line"


def test_a_row_taller_than_a_page_is_cut_and_stays_one_row(
    style: Style, metadata: Metadata
) -> None:
    with made(metadata, budget(style, ["line", "line", "line"], "mot " * 3000)) as pdf:
        assert len(pdf.pages) > 3
        assert roles(pdf).count("Table") == 1
        assert roles(pdf).count("TR") == 4
        assert_tree_and_pages_agree(pdf)


def test_a_cell_may_hold_several_paragraphs(style: Style, metadata: Metadata) -> None:
    cell = [Para(style.text("Un."), style.cell), Para(style.text("Deux."), style.cell)]
    table = DataTable(COLUMNS, [(), (), ()], [Row([(), cell, ()])], style)
    with made(metadata, table) as pdf:
        assert roles(pdf)[-4:] == ["TD", "P", "P", "TD"]
        assert_tree_and_pages_agree(pdf)


def test_a_cell_is_as_high_and_its_words_stand_as_low_drawn_either_way(style: Style) -> None:
    """A cell of one line is drawn as a string, a longer one as a paragraph."""
    table = DataTable(COLUMNS, [(), (), ()], [Row([(), style.text("Achats"), ()])], style)
    as_string = table._lines[0].cells[1]
    as_paragraph = Para(style.text("Achats"), style.cell)
    as_paragraph.wrap(as_string.width, 800)

    assert as_string.text == "Achats"
    assert as_string.height == as_paragraph.height
    assert as_string.size == as_paragraph.blPara.ascent


def test_rows_are_cut_under_a_head_that_leaves_them_little_room(
    style: Style, metadata: Metadata
) -> None:
    head = [style.text("Compte"), style.text("Charges\n" * 60), style.text("€")]
    rows = [Row([style.text("60"), style.text("Achats\n" * 8), style.text("1")])] * 2
    table = DataTable(COLUMNS, head, rows, style)
    with made(metadata, table) as pdf:
        assert roles(pdf).count("TR") == 3
        assert_tree_and_pages_agree(pdf)
