from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Pdf
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from cvdesk.documents.blocks import Heading, NoteText, Para, Rubric, Rule, section
from cvdesk.documents.figures import Entry, Figure, SignatureFrame, contents
from cvdesk.documents.finish import finish
from cvdesk.documents.pages import Pages, compose
from cvdesk.documents.stacks import (
    Citation,
    LabelledAnswer,
    Look,
    Panel,
    Quotation,
    SideBySide,
    items,
)
from cvdesk.documents.structure import Element
from cvdesk.documents.style import ACCENT, TINT, Rich, Style
from cvdesk.documents.tables import Column, DataTable, Kind, Row, Span
from cvdesk.documents.tagging import Painter, TaggedCanvas
from cvdesk.documents.xmp import Metadata
from tests.documents.conftest import FONTS
from tests.documents.tagged_pdf import (
    assert_headings_follow,
    assert_tree_and_pages_agree,
    content_of,
    elements,
    kids,
    marks_in_tree,
    opened,
    roles,
)
from tests.support.laws import cases

STYLE = Style.load(FONTS)
SENTENCE = "Nos permanences ont reçu 212 personnes du quartier, dont 131 sans connexion. "


def made(flowables: Sequence[Flowable], metadata: Metadata, painter: Painter | None = None) -> Pdf:
    composed = compose(lambda _: flowables, header=painter, footer=painter, background=painter)
    return opened(finish(composed, metadata))


def answer(style: Style, *, words: int = 1, label: str = "6.4 Description") -> LabelledAnswer:
    return LabelledAnswer(
        style.text(label), [Para(style.text(SENTENCE * words), style.answer)], style
    )


def test_an_answer_is_a_heading_then_its_paragraphs(style: Style, metadata: Metadata) -> None:
    with made(section([answer(style)]), metadata) as pdf:
        assert roles(pdf) == ["Document", "Sect", "H3", "P"]
        assert_tree_and_pages_agree(pdf)


def test_a_long_answer_stays_one_paragraph_over_its_pages(style: Style, metadata: Metadata) -> None:
    with made([answer(style, words=120)], metadata) as pdf:
        assert len(pdf.pages) > 2
        assert roles(pdf) == ["Document", "H3", "P"]
        paragraph = list(elements(pdf))[-1]
        assert len(kids(paragraph)) == len(pdf.pages)
        assert_tree_and_pages_agree(pdf)


def test_the_label_of_following_pages_is_not_read(style: Style, metadata: Metadata) -> None:
    with made([answer(style, words=120)], metadata) as pdf:
        second = content_of(pdf.pages[1])
        assert second.artifacts == 1
        assert list(second.roles.values()) == ["P"]


def test_paragraphs_never_leave_a_line_alone(style: Style) -> None:
    words = SENTENCE * 120
    composed = compose(lambda _: [Para(style.text(words), style.answer)])
    with opened(composed.pdf) as pdf:
        lines = [page.Contents.read_bytes().count(b"Tj") for page in pdf.pages]

    assert min(lines) >= 2


def test_a_ticked_box_is_read_in_words(style: Style, metadata: Metadata) -> None:
    rich = style.box(checked=True) + style.text("oui ") + style.box(checked=False)
    with made([Para(rich + style.text("non"), style.answer)], metadata) as pdf:
        spoken = [str(each.ActualText) for each in elements(pdf) if "/ActualText" in each]
        assert roles(pdf) == ["Document", "P", "Span", "Span"]
        assert spoken == ["coché", "non coché"]
        assert_tree_and_pages_agree(pdf)


def test_a_note_is_called_by_a_reference_that_leads_to_it(style: Style, metadata: Metadata) -> None:
    story = [
        Para(style.text("Compte bancaire") + style.call(1), style.answer),
        Rule(),
        NoteText(1, style.text("Au nom d’usage."), style),
    ]
    with made(story, metadata) as pdf:
        assert roles(pdf) == ["Document", "P", "Reference", "Link", "Note"]
        note = list(elements(pdf))[-1]
        assert str(note.ID) == "note-000000"
        (link,) = pdf.pages[0].Annots
        assert str(link.Contents) == "Note 1"
        assert_tree_and_pages_agree(pdf)


def test_a_link_cut_by_a_line_end_is_one_element(style: Style, metadata: Metadata) -> None:
    rich = style.text("x " * 60) + style.link(
        "voir la rubrique six " * 8, "https://exemple.invalid/a"
    )
    with made([Para(rich, style.answer)], metadata) as pdf:
        assert roles(pdf).count("Link") == 1
        assert len(pdf.pages[0].Annots) > 1
        assert_tree_and_pages_agree(pdf)


def test_the_sommaire_gives_pages_and_leads_there(style: Style, metadata: Metadata) -> None:
    story = [
        *contents([Entry(style.text("6"), style.text("Le projet"), "projet")], style),
        PageBreak(),
        PageBreak(),
        Rubric(style.text("6"), style.text("Le projet"), style, anchor="projet"),
    ]
    with made(story, metadata) as pdf:
        assert roles(pdf)[:5] == ["Document", "TOC", "TOCI", "Reference", "Link"]
        assert b"(3)" in pdf.pages[0].Contents.read_bytes()
        assert str(pdf.Root.Outlines.First.Title) == "6 Le projet"
        assert pdf.pages[0].Annots[0].Dest[0].objgen == pdf.pages[2].obj.objgen
        assert_tree_and_pages_agree(pdf)


def test_a_sommaire_that_leads_nowhere_is_a_defect(style: Style) -> None:
    lines = contents([Entry((), style.text("Le projet"), "absent")], style)

    with pytest.raises(KeyError, match="absent"):
        compose(lambda _: lines)


@pytest.mark.parametrize("lines", range(40, 46))
def test_a_heading_as_tall_as_a_page_finds_its_place(style: Style, lines: int) -> None:
    heading = Heading(style.text("\n".join("x" * lines)), style.subheading)
    following = Para(style.text("y"), style.answer)

    composed = compose(lambda _: [answer(style), heading, following])

    with opened(composed.pdf) as pdf:
        written = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert written.count(b"(x)") == lines
    assert written.count(b"(y)") == 1


def test_a_rubrique_is_one_heading(style: Style, metadata: Metadata) -> None:
    rubric = Rubric(
        style.text("1"),
        style.text("L’association"),
        style,
        anchor="a",
        note=style.text("Une note."),
    )
    with made([rubric, answer(style)], metadata) as pdf:
        assert roles(pdf) == ["Document", "H2", "P", "H3", "P"]


def test_a_rubrique_does_not_stay_alone_at_the_foot_of_a_page(style: Style) -> None:
    for words in range(27, 36):

        def story(_: Pages, words: int = words) -> list[Flowable]:
            return [
                answer(style, words=words),
                Rubric((), style.text("Suite"), style, anchor="suite"),
                answer(style, words=30),
            ]

        composed = compose(story)
        with opened(composed.pdf) as pdf:
            page = composed.anchors["suite"]
            content = pdf.pages[page - 1].Contents.read_bytes()

        assert content.rindex(b"/H2 <<") < content.rindex(b"/P <<")


def test_a_list_is_a_list(style: Style, metadata: Metadata) -> None:
    bodies = [[Para(style.text(SENTENCE * 3), style.answer)] for _ in range(2)]
    listed = items(bodies, [style.strong("1."), style.strong("2.")], style, ordered=True)
    with made(listed, metadata) as pdf:
        assert roles(pdf) == ["Document", "L", *["LI", "Lbl", "LBody", "P"] * 2]
        whole = next(each for each in elements(pdf) if each.S == Name.L)
        assert whole.A.ListNumbering == Name.Decimal
        assert_tree_and_pages_agree(pdf)


def test_an_item_cut_by_a_page_stays_one_item(style: Style, metadata: Metadata) -> None:
    bodies = [[Para(style.text(SENTENCE * 160), style.answer)]]
    with made(items(bodies, [style.text("•")], style), metadata) as pdf:
        assert len(pdf.pages) > 2
        assert roles(pdf) == ["Document", "L", "LI", "Lbl", "LBody", "P"]
        assert_tree_and_pages_agree(pdf)


def test_a_quotation_its_use_and_its_source_are_told_apart(
    style: Style, metadata: Metadata
) -> None:
    quotation = Quotation(
        style.text("O4"), style.text("« lutter »"), style.text("Séances."), style.text("Ligne 428.")
    )
    with made([Citation(quotation, style)], metadata) as pdf:
        assert roles(pdf) == ["Document", "P", "BlockQuote", "P", "P", "Note"]
        assert_tree_and_pages_agree(pdf)


def test_a_figure_says_what_it_shows_and_where_it_is(style: Style, metadata: Metadata) -> None:
    def paint(canvas: TaggedCanvas) -> None:
        canvas.setFillColor(ACCENT)
        canvas.rect(0, 0, 50, 20, stroke=0, fill=1)

    with made([Figure(50, 20, paint, alt="Un quart.", indent=10)], metadata) as pdf:
        figure = list(elements(pdf))[-1]
        assert str(figure.Alt) == "Un quart."
        left, bottom, right, top = (float(each) for each in figure.A.BBox)
        assert (round(right - left), round(top - bottom)) == (50, 20)
        assert round(left) == round(20 * mm) + 10
        assert_tree_and_pages_agree(pdf)


def test_a_figure_without_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="stands for it"):
        Figure(50, 20, lambda _canvas: None, alt=" ")


def test_two_columns_are_read_one_after_the_other(style: Style, metadata: Metadata) -> None:
    def column(name: str) -> DataTable:
        return DataTable(
            [Column(40 * mm), Column(30 * mm, number=True)],
            [style.text(name), style.text("€")],
            [Row([style.text(f"{name} {n}"), style.text("1")]) for n in range(3)],
            style,
        )

    with made([SideBySide(column("Charges"), column("Produits"))], metadata) as pdf:
        tables = [each for each in elements(pdf) if str(each.S) == "/Table"]
        order = [mcid for _, mcid in marks_in_tree(pdf)]
        assert len(tables) == 2
        assert order == sorted(order)


def test_header_footer_and_ground_are_not_read(style: Style, metadata: Metadata) -> None:
    def paint(canvas: TaggedCanvas, page: int, total: int) -> None:
        canvas.setFont("SourceSans3-Regular", 8.5)
        canvas.drawString(60, 30, f"page {page} sur {total}")

    story = [answer(style), PageBreak(), answer(style)]
    with made(story, metadata, paint) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            content = content_of(page)
            assert content.artifacts == 3
            assert content.unmarked == []
            assert f"(page {number} sur 2)".encode() in page.Contents.read_bytes()


def test_a_page_that_a_sentence_names_is_the_right_one(style: Style, metadata: Metadata) -> None:
    def story(pages: Pages) -> list[Flowable]:
        return [
            Para(style.text(f"Complète en page {pages['fin']}."), style.answer),
            PageBreak(),
            PageBreak(),
            answer(style, words=90),
            Rubric((), style.text("Fin"), style, anchor="fin"),
        ]

    composed = compose(story)
    with opened(finish(composed, metadata)) as pdf:
        assert composed.anchors == {"fin": composed.page_count}
        assert f"page {composed.page_count}.".encode() in pdf.pages[0].Contents.read_bytes()


def test_content_in_content_is_a_defect(style: Style) -> None:
    def paint(canvas: TaggedCanvas) -> None:
        canvas.begin(Element("P"))

    with pytest.raises(ValueError, match="P opened inside Figure"):
        compose(lambda _: [Figure(10, 10, paint, alt="x")])


def test_decoration_in_content_is_a_defect(style: Style) -> None:
    def paint(canvas: TaggedCanvas) -> None:
        canvas.begin_artifact()

    with pytest.raises(ValueError, match="artifact opened inside Figure"):
        compose(lambda _: [Figure(10, 10, paint, alt="x")])


# The law: whatever is printed, tree and pages agree.

TEXTS = st.sampled_from(
    ["a", " ", "\n", "\n\n", "1 000", "« œuvre »", "mot " * 30, "long" * 60, SENTENCE, "x\n" * 20]
)

PIECES: st.SearchStrategy[Rich] = st.one_of(
    TEXTS.map(STYLE.text),
    st.booleans().map(lambda checked: STYLE.box(checked=checked)),
    TEXTS.map(lambda text: STYLE.link(text, "https://exemple.invalid/")),
    TEXTS.map(STYLE.strong),
    st.just(STYLE.italic("suite")),
)


def rich(draw: st.DrawFn) -> Rich:
    return tuple(run for piece in draw(st.lists(PIECES, min_size=1, max_size=4)) for run in piece)


def long_answer(draw: st.DrawFn) -> Flowable:
    words = draw(st.integers(0, 60))
    return LabelledAnswer(
        STYLE.text(draw(st.sampled_from(["6.4 Description", "6.11 Orientations du contrat " * 4]))),
        [
            Para(rich(draw), STYLE.answer),
            Para(STYLE.text(SENTENCE * words), STYLE.answer),
            *items([[Para(rich(draw), STYLE.answer)]], [STYLE.box(checked=True)], STYLE),
        ],
        STYLE,
    )


def table(draw: st.DrawFn) -> Flowable:
    columns = [
        Column(30 * mm, heads_row=True),
        Column(100 * mm, indents=True),
        Column(40 * mm, number=True, parted=True),
    ]
    kinds: st.SearchStrategy[Kind] = st.sampled_from(["line", "group", "total", "zero"])
    rows = [
        Row([STYLE.text(str(n)), rich(draw), STYLE.text("1 000")], draw(kinds), indented=True)
        for n in range(draw(st.integers(1, 40)))
    ]
    rows.append(Row([Span(STYLE.text("Total"), 2), STYLE.text("0")], "total"))
    rows.append(Row([(), [Para(rich(draw), STYLE.cell), Para(rich(draw), STYLE.cell)], ()]))
    head = [STYLE.text("Compte"), rich(draw), STYLE.text("€")]
    return DataTable(columns, head, rows, STYLE)


def panel(draw: st.DrawFn) -> Flowable:
    body = [Para(rich(draw), STYLE.answer) for _ in range(draw(st.integers(1, 30)))]
    return Panel(body, Look(tint=TINT, bar=ACCENT, outline=ACCENT, padding=4, left=6))


@st.composite
def stories(draw: st.DrawFn) -> list[Flowable]:
    makers: list[Callable[[st.DrawFn], Flowable]] = [
        long_answer,
        table,
        panel,
        lambda draw: Para(rich(draw), STYLE.note),
        lambda draw: Heading(rich(draw), STYLE.subheading),
        lambda draw: KeepTogether([Para(rich(draw), STYLE.answer), long_answer(draw)]),
        lambda _: SignatureFrame("", "", 80 * mm, 35 * mm, Para(STYLE.text("Vide"), STYLE.note)),
        lambda draw: Citation(
            Quotation(STYLE.text("O4"), rich(draw), rich(draw), rich(draw)), STYLE
        ),
        lambda _: PageBreak(),
    ]
    chosen = draw(st.lists(st.sampled_from(makers), min_size=1, max_size=6))
    flowables = section([make(draw) for make in chosen])
    return [
        Heading(STYLE.text("Demande"), STYLE.title, "H1"),
        Heading(STYLE.text("Le projet"), STYLE.rubric, "H2"),
        *flowables,
        SignatureFrame("signature", "Signe ici", 80 * mm, 35 * mm),
    ]


@settings(max_examples=cases(40), suppress_health_check=list(HealthCheck))
@given(stories())
def test_whatever_is_printed_tree_and_pages_agree(story: list[Flowable]) -> None:
    composed = compose(lambda _: story)
    metadata = Metadata("t", "a", "s", created_at=datetime(2026, 12, 11, tzinfo=UTC))
    with opened(finish(composed, metadata)) as pdf:
        assert_tree_and_pages_agree(pdf)
        assert_headings_follow(pdf)
        for element in elements(pdf):
            for kid in kids(element):
                if isinstance(kid, Dictionary) and Name.P in kid:
                    assert kid.P.objgen == element.objgen
