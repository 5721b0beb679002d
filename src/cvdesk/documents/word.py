"""Documents for a word processor: real headings, real tables with a head, in French.

The only template is the plain one that python-docx carries. Nothing here is for looks alone: the
document is made to be pasted into the funder's own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cvdesk.documents.xmp import CREATOR

_FONT = "Arial"
_LANGUAGE = "fr-FR"
_INK = RGBColor(0x1B, 0x4B, 0x5A)
_SIZES = {"Title": 20, "Heading 1": 15, "Heading 2": 12, "Heading 3": 10.5}
_PORTRAIT = (Mm(210), Mm(297))
_MARGIN = Mm(20)
_LONGEST_PROPERTY = 255
"""Characters, by ECMA-376 as python-docx holds to it; the pages say the whole of it."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says of itself.

    Attributes:
        made_at: The moment written in it, aware.
    """

    title: str
    author: str
    subject: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        number: Whether it is set right, as amounts are.
        strong: Whether it is semi-bold.
    """

    text: str
    number: bool = False
    strong: bool = False


def new_document(properties: Properties) -> Document:
    """Return an empty A4 document in French."""
    document = docx.Document()
    styles: Any = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        style = styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.bold, style.font.color.rgb = name != "Title", _INK
        _theme_font_off(style)
    for style in styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), _LANGUAGE)
    _describe(document, properties)
    section = document.sections[0]
    section.page_width, section.page_height = _PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, _MARGIN)
    return document


def _theme_font_off(style: Any) -> None:
    """Let the font named stand: the template's headings point at the font of its theme."""
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _describe(document: Document, properties: Properties) -> None:
    core = document.core_properties
    core.title, core.author, core.subject = (
        text[:_LONGEST_PROPERTY]
        for text in (properties.title, properties.author, properties.subject)
    )
    core.language, core.last_modified_by, core.comments = _LANGUAGE, CREATOR, ""
    core.created = core.modified = properties.made_at.astimezone(UTC).replace(tzinfo=None)


def turn(document: Document, *, landscape: bool) -> None:
    """Go on, on a new page, in the other orientation."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    width, height = _PORTRAIT
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)


def write(document: Document, text: str, *, style: str = "", strong: bool = False) -> None:
    """Add one paragraph for each line of a text that is not blank."""
    for line in text.split("\n"):
        if line.strip():
            paragraph = document.add_paragraph(style=style or None)
            paragraph.add_run(readable(line)).bold = strong


def table(
    document: Document, heads: Sequence[Cell], rows: Sequence[Sequence[Cell]],
    widths_mm: Sequence[float], said: str,
) -> None:  # fmt: skip
    """Add a table whose head comes again on every page.

    Args:
        document: Where to add it.
        heads: Its head.
        rows: Its rows, each with as many cells as the head.
        widths_mm: The width of each column.
        said: What the table is, for who does not see it.
    """
    made: Any = document.add_table(rows=1, cols=len(heads))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.LEFT, False
    _caption(made, said)
    _repeated(made.rows[0])
    for column, width in zip(made.columns, widths_mm, strict=True):
        column.width = Mm(width)
    models: _Models = {}
    for rank, contents in enumerate((heads, *rows)):
        row = made.rows[0] if rank == 0 else made.add_row()
        _whole(row)
        for cell, content, width in zip(row.cells, contents, widths_mm, strict=True):
            _fill(cell, content, strong=rank == 0 or content.strong, models=models)
            cell.width = Mm(width)
    document.add_paragraph()


_Models: TypeAlias = dict[tuple[bool, bool], Any]
"""The first paragraph of each kind of cell: making one is slow, copying it is not."""


def _fill(cell: Any, content: Cell, *, strong: bool, models: _Models) -> None:
    kind = content.number, strong
    for rank, line in enumerate(content.text.split("\n")):
        paragraph = cell.paragraphs[0] if rank == 0 else cell.add_paragraph()
        if kind in models:
            copied = deepcopy(models[kind])
            copied.r_lst[0].text = readable(line)
            paragraph._p.getparent().replace(paragraph._p, copied)  # noqa: SLF001 - no other door
            continue
        paragraph.paragraph_format.space_after = Pt(0)
        if content.number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(readable(line))
        run.bold, run.font.size = strong, Pt(9)
        models[kind] = paragraph._p  # noqa: SLF001 - no other door


def readable(text: str) -> str:
    """Leave out the control characters that the format cannot hold."""
    return "".join(one for one in text if one == "\t" or ord(one) >= ord(" "))


def _property(parent: Any, name: str, **values: str) -> None:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)


def _repeated(row: Any) -> None:
    _property(row._tr.get_or_add_trPr(), "w:tblHeader", val="true")  # noqa: SLF001 - no other door


def _whole(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no other door
    made = OxmlElement("w:cantSplit")
    made.set(qn("w:val"), "true")
    properties.insert(0, made)


def _caption(made: Any, said: str) -> None:
    _property(made._tbl.tblPr, "w:tblCaption", val=said)  # noqa: SLF001 - no other door


def saved(document: Document) -> bytes:
    """Return the bytes of a document."""
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()
