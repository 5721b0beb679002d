"""Tables: one ``Table`` element whatever the pages, heads read once, rules only horizontal.

Implementation notes:
    This is not ReportLab's Table, whose cells default to a font that is not embedded, whose split
    forgets which row is which, and which spends most of its time on styles of single cells. Ours
    has columns of fixed width, so a row is measured once, and a cell that fits on one line is drawn
    as a string, without the machinery of a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import PAGE_HEIGHT, Para
from cvdesk.documents.structure import Element
from cvdesk.documents.style import ACCENT, GREY, HAIRLINE, INK, MID, TINT, Rich, Style, fragments
from cvdesk.documents.tagging import TaggedCanvas, tagged

SHORT = 12
"""A table of fewer rows is never split, unless no page could hold it."""

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
    """A cell ready to be drawn: a string, or flowables with their heights."""

    left: float
    width: float
    height: float
    element: Element
    text: str = ""
    font: str = ""
    size: float = 0
    colour: Color = INK
    right: bool = False
    flowables: Sequence[Flowable] = ()
    heights: Sequence[float] = ()


@dataclass(slots=True)
class _Line:
    """A row ready to be drawn; both halves of a split one have the same element."""

    cells: list[_Cell]
    kind: Kind | Literal["head"]
    height: float
    element: Element


class DataTable(Flowable):
    """A table of text and numbers."""

    def __init__(
        self,
        columns: Sequence[Column],
        head: Sequence[Content],
        rows: Sequence[Row],
        style: Style,
        *,
        padding: float = 1.9,
    ) -> None:
        """Make a table.

        Args:
            columns: Its columns.
            head: Cells of its head.
            rows: Its rows; at least one.
            style: The style.
            padding: Room above and below the text of a cell, in points.
        """
        super().__init__()
        self.element = Element("Table")
        self.width = sum(column.width for column in columns)
        self.spaceBefore = 2
        self.spaceAfter = 6
        self._padding = padding
        self._columns = columns
        self._head = self._line(Row(head), style, head=True)
        self._lines = [self._line(row, style) for row in rows]
        self._following = False
        self._measure()

    @property
    def first_baseline(self) -> float:
        """Distance from the top to the first line of text, in points."""
        return self._padding + 8.5

    # Making

    def _line(self, row: Row, style: Style, *, head: bool = False) -> _Line:
        cells: list[_Cell] = []
        left, index = 0.0, 0
        for content in row.cells:
            taken = content.columns if isinstance(content, Span) else 1
            columns = self._columns[index : index + taken]
            cell = self._cell(row, content, columns, index, style, head=head)
            cell.left += left
            cells.append(cell)
            left += sum(column.width for column in columns)
            index += taken
        if index != len(self._columns):
            raise ValueError(f"{index} cells for {len(self._columns)} columns")
        height = max(cell.height for cell in cells) + 2 * self._padding
        return _Line(cells, "head" if head else row.kind, height, Element("TR"))

    def _cell(  # noqa: PLR0913 - all of what decides how a cell looks
        self,
        row: Row,
        content: Content,
        columns: Sequence[Column],
        index: int,
        style: Style,
        *,
        head: bool,
    ) -> _Cell:
        column = columns[0]
        element = _cell_element(column, len(columns), head=head)
        left = _SIDE
        if index and self._columns[index - 1].number and not column.number:
            left = _BETWEEN
        if column.indents and row.indented:
            left += _INDENT
        width = sum(each.width for each in columns) - left - _SIDE
        if isinstance(content, Span):
            content = content.rich
        if content and isinstance(content[0], Flowable):
            return _flow_cell(left, width, element, content)  # type: ignore[arg-type]
        rich: Rich = _set_as(row.kind, content)  # type: ignore[arg-type]
        return _text_cell(left, width, element, rich, _cell_style(column, style, head=head))

    def _measure(self) -> None:
        self.height = self._head.height + sum(line.height for line in self._lines)

    # Splitting

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """Width and height, in points, which do not depend on the page."""
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803, ARG002
        """What fits in the height, and the rest under the same head."""
        if self.height <= availHeight:
            return [self]
        if len(self._lines) < SHORT and self.height <= PAGE_HEIGHT:
            return []
        room = availHeight - self._head.height
        count = 0
        for line in self._lines:
            if line.height > room:
                break
            room -= line.height
            count += 1
        if count < len(self._lines) and self._lines[count].height > PAGE_HEIGHT / 2:
            halves = self._split_line(self._lines[count], room)
            if halves:
                first, second = halves
                return [
                    self._part([*self._lines[:count], first], following=self._following),
                    self._part([second, *self._lines[count + 1 :]], following=True),
                ]
        while count and (
            self._lines[count - 1].kind == "group" or self._lines[count].kind == "total"
        ):
            count -= 1
        if not count:
            return []
        return [
            self._part(self._lines[:count], following=self._following),
            self._part(self._lines[count:], following=True),
        ]

    def _part(self, lines: list[_Line], *, following: bool) -> DataTable:
        part = copy(self)
        # ReportLab's note that this one was sent to the next page once; a second time it gives up.
        vars(part).pop("_postponed", None)
        part._lines = lines  # noqa: SLF001 - a part of this very table
        part._following = following  # noqa: SLF001
        part._measure()  # noqa: SLF001
        return part

    def _split_line(self, line: _Line, room: float) -> tuple[_Line, _Line] | None:
        """Both halves of a row too tall for its page, or None when it cannot be cut there."""
        first, second = [], []
        for cell in line.cells:
            upper, lower = _split_cell(cell, room - 2 * self._padding)
            first.append(upper)
            second.append(lower)
        if not any(cell.height for cell in first) or not any(cell.height for cell in second):
            return None
        return tuple(  # type: ignore[return-value]
            replace(
                line,
                cells=cells,
                height=max(cell.height for cell in cells) + 2 * self._padding,
            )
            for cells in (first, second)
        )

    # Drawing

    def draw(self) -> None:
        """Draw grounds, cells and rules."""
        canvas = tagged(self)
        self._draw_tints(canvas)
        canvas.enter(self.element)
        y = self.height - self._head.height
        if self._following:
            with canvas.artifact():
                self._draw_line(canvas, self._head, y)
        else:
            self._draw_line(canvas, self._head, y)
        for line in self._lines:
            y -= line.height
            self._draw_line(canvas, line, y)
        canvas.leave()
        self._draw_rules(canvas)

    def _draw_line(self, canvas: TaggedCanvas, line: _Line, bottom: float) -> None:
        canvas.enter(line.element)
        top = bottom + line.height - self._padding
        for cell in line.cells:
            if cell.text:
                canvas.begin(cell.element)
                canvas.setFillColor(cell.colour)
                canvas.setFont(cell.font, cell.size)
                if cell.right:
                    canvas.drawRightString(cell.left + cell.width, top - cell.size, cell.text)
                else:
                    canvas.drawString(cell.left, top - cell.size, cell.text)
                canvas.end()
            elif cell.flowables:
                _draw_flowables(canvas, cell, top)
            else:
                canvas.place(cell.element)
        canvas.leave()

    def _draw_tints(self, canvas: TaggedCanvas) -> None:
        if all(line.kind != "total" for line in self._lines):
            return
        with canvas.artifact():
            canvas.setFillColor(TINT)
            y = self.height - self._head.height
            for line in self._lines:
                y -= line.height
                if line.kind == "total":
                    canvas.rect(0, y, self.width, line.height, stroke=0, fill=1)

    def _draw_rules(self, canvas: TaggedCanvas) -> None:
        hairlines, groups, strong = [self.height], [], [self.height - self._head.height]
        y = self.height - self._head.height
        for line in self._lines:
            if line.kind == "group":
                groups.append(y)
            if line.kind == "total":
                strong += (y, y - line.height)
            y -= line.height
            hairlines.append(y)
        above = {*groups, *strong}
        with canvas.artifact():
            for heights, colour, thickness in (
                ([y for y in hairlines if y not in above], HAIRLINE, 0.35),
                ([y for y in groups if y not in strong], MID, 0.6),
                (strong, ACCENT, 0.9),
            ):
                canvas.setStrokeColor(colour)
                canvas.setLineWidth(thickness)
                canvas.lines([(0, y, self.width, y) for y in heights])
            canvas.setStrokeColor(MID)
            canvas.setLineWidth(0.6)
            left = 0.0
            for column in self._columns:
                if column.parted:
                    canvas.line(left, 0, left, self.height)
                left += column.width


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
        if text and stringWidth(text, piece.fontName, piece.fontSize) <= width and not piece.rise:
            return _Cell(
                left,
                width,
                style.leading,
                element,
                text=text,
                font=piece.fontName,
                size=piece.fontSize,
                colour=piece.textColor,
                right=style.alignment == TA_RIGHT,
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
