"""Rows and cells of a table: what they hold, how they are measured, cut and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import PAGE_HEIGHT, Para
from cvdesk.documents.structure import Element
from cvdesk.documents.style import GREY, INK, Rich, Style, fragments
from cvdesk.documents.tagging import TaggedCanvas

_SIDE = 3.0
_BETWEEN = 10.0
_INDENT = 6.0

Kind: TypeAlias = Literal["line", "group", "total", "zero"]
Content: TypeAlias = "Rich | Span | Sequence[Flowable]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        width: In points.
        number: Whether it holds numbers, set right under a head set right.
        heads_row: Whether its cells are the heads of their rows (``TH``).
        indents: Whether its cells move right in indented rows.
        parted: Whether a vertical rule stands on its left.
    """

    width: float
    number: bool = False
    heads_row: bool = False
    indents: bool = False
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A cell that takes several columns."""

    rich: Rich
    columns: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row.

    Attributes:
        cells: Its cells, from the left.
        kind: ``group`` is semi-bold under a stronger rule and never last on a page, ``total``
            semi-bold on a tint, ``zero`` grey.
        indented: Whether it stands under a group.
    """

    cells: Sequence[Content]
    kind: Kind = "line"
    indented: bool = False


@dataclass(slots=True)
class _Cell:
    """A cell ready to be drawn: a string, or flowables with their heights, or nothing."""

    left: float
    width: float
    height: float
    element: Element
    text: str = ""
    font: str = ""
    size: float = 0
    colour: Color = INK
    flowables: Sequence[Flowable] = ()
    heights: Sequence[float] = ()


@dataclass(slots=True)
class Line:
    """A row ready to be drawn; both halves of a split one have the same elements.

    Attributes:
        cells: Its cells.
        kind: Its kind.
        height: Its height, in points.
        element: Its ``TR``.
        padding: Room above and below its text, in points.
    """

    cells: list[_Cell]
    kind: Kind | Literal["head"]
    height: float
    element: Element
    padding: float

    @classmethod
    def of(cls, cells: list[_Cell], kind: Kind | Literal["head"], padding: float) -> Line:
        """A line as high as its highest cell."""
        height = max(cell.height for cell in cells) + 2 * padding
        return cls(cells, kind, height, Element("TR"), padding)

    def split(self, room: float) -> tuple[Line, Line] | None:
        """Both halves of a line too tall for its page, or None when it cannot be cut there.

        Args:
            room: Height left on the page, in points.
        """
        halves = [_split_cell(cell, room - 2 * self.padding) for cell in self.cells]
        first = [upper for upper, _ in halves]
        second = [lower for _, lower in halves]
        if not any(cell.height for cell in first) or not any(cell.height for cell in second):
            return None
        upper = replace(Line.of(first, self.kind, self.padding), element=self.element)
        lower = replace(Line.of(second, self.kind, self.padding), element=self.element)
        return upper, lower

    def draw(self, canvas: TaggedCanvas, bottom: float) -> None:
        """Draw the cells, marked, above a height in points."""
        canvas.enter(self.element)
        top = bottom + self.height - self.padding
        for cell in self.cells:
            if cell.text:
                canvas.begin(cell.element)
                canvas.words(
                    cell.text, cell.font, cell.size, cell.colour, (cell.left, top - cell.size)
                )
                canvas.end()
            elif cell.flowables:
                _draw_flowables(canvas, cell, top)
            else:
                canvas.place(cell.element)
        canvas.leave()


class LineMaker:
    """Makes the lines of one table.

    Args:
        columns: The columns of the table.
        style: The style.
        padding: Room above and below the text of a cell, in points.
    """

    def __init__(self, columns: Sequence[Column], style: Style, padding: float) -> None:
        self._columns = columns
        self._style = style
        self._padding = padding

    def line(self, row: Row, *, head: bool = False) -> Line:
        """A row made ready.

        Raises:
            ValueError: It has more or fewer cells than the table has columns.
        """
        cells: list[_Cell] = []
        left, index = 0.0, 0
        for content in row.cells:
            rich, taken = content, 1
            if isinstance(content, Span):
                rich, taken = content.rich, content.columns
            cell = self._cell(row, rich, slice(index, index + taken), head=head)
            cell.left += left
            cells.append(cell)
            left += sum(column.width for column in self._columns[index : index + taken])
            index += taken
        if index != len(self._columns):
            raise ValueError(f"{index} cells for {len(self._columns)} columns")
        return Line.of(cells, "head" if head else row.kind, self._padding)

    def _cell(self, row: Row, content: Any, place: slice, *, head: bool) -> _Cell:
        columns = self._columns[place]
        column = columns[0]
        element = _cell_element(column, len(columns), head=head)
        left = _SIDE
        if place.start and self._columns[place.start - 1].number and not column.number:
            left = _BETWEEN
        if column.indents and row.indented:
            left += _INDENT
        width = sum(each.width for each in columns) - left - _SIDE
        if content and isinstance(content[0], Flowable):
            return _flow_cell(left, width, element, content)
        rich = _set_as(row.kind, content)
        return _text_cell(left, width, element, rich, _cell_style(column, self._style, head=head))


def _cell_element(column: Column, columns: int, *, head: bool) -> Element:
    if head:
        return Element("TH", scope="Column", columns=columns)
    if column.heads_row:
        return Element("TH", scope="Row", columns=columns)
    return Element("TD", columns=columns)


def _cell_style(column: Column, style: Style, *, head: bool) -> ParagraphStyle:
    if head:
        return style.head_right if column.number else style.head
    return style.cell_right if column.number else style.cell


def _set_as(kind: Kind, rich: Rich) -> Rich:
    if kind in {"group", "total"}:
        return tuple(replace(run, strong=True) for run in rich)
    if kind == "zero":
        return tuple(replace(run, colour=run.colour or GREY) for run in rich)
    return rich


def _text_cell(
    left: float, width: float, element: Element, rich: Rich, style: ParagraphStyle
) -> _Cell:
    if not rich or all(not run.text for run in rich):
        return _Cell(left, width, style.leading, element)
    if len(rich) == 1 and not rich[0].spoken and not rich[0].link and "\n" not in rich[0].text:
        (piece,) = fragments(rich, style)
        # As paragraphs do: runs of plain spaces count as one.
        text = " ".join(piece.text.split(" ")) if "  " not in piece.text else ""
        taken = stringWidth(text, piece.fontName, piece.fontSize)
        if text and taken <= width and not piece.rise:
            return _Cell(
                left + width - taken if style.alignment == TA_RIGHT else left,
                width,
                style.leading,
                element,
                text=text,
                font=piece.fontName,
                size=piece.fontSize,
                colour=piece.textColor,
            )
    paragraph = Para(rich, style, element=element)
    height = paragraph.wrap(width, PAGE_HEIGHT)[1]
    return _Cell(left, width, height, element, flowables=[paragraph], heights=[height])


def _flow_cell(left: float, width: float, element: Element, flowables: Sequence[Flowable]) -> _Cell:
    heights = [flowable.wrap(width, PAGE_HEIGHT)[1] for flowable in flowables]
    return _Cell(left, width, sum(heights), element, flowables=flowables, heights=heights)


def _split_cell(cell: _Cell, room: float) -> tuple[_Cell, _Cell]:
    """The part of a cell that fits in a height, and the rest; either may be without content."""
    nothing = replace(cell, text="", flowables=(), heights=(), height=0)
    if cell.height <= room:
        return cell, nothing
    taken: list[Flowable] = []
    rest = list(cell.flowables)
    for flowable, height in zip(cell.flowables, cell.heights, strict=True):
        if height <= room:
            room -= height
            taken.append(rest.pop(0))
            continue
        parts = flowable.split(cell.width, room)
        if len(parts) > 1:
            taken.append(parts[0])
            rest[:1] = parts[1:]
        break
    if not taken:
        return nothing, cell
    upper = _flow_cell(cell.left, cell.width, cell.element, taken)
    return upper, _flow_cell(cell.left, cell.width, cell.element, rest)


def _draw_flowables(canvas: TaggedCanvas, cell: _Cell, top: float) -> None:
    """Draw the flowables of a cell; a lone paragraph fills the element of the cell itself."""
    own = len(cell.flowables) == 1 and getattr(cell.flowables[0], "element", None) is cell.element
    if not own:
        canvas.enter(cell.element)
    y = top
    for flowable, height in zip(cell.flowables, cell.heights, strict=True):
        y -= height
        flowable.drawOn(canvas, cell.left, y)
    if not own:
        canvas.leave()
