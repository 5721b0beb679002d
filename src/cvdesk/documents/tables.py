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

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import PAGE_HEIGHT
from cvdesk.documents.cells import Column, Content, Kind, Line, LineMaker, Row, Span
from cvdesk.documents.structure import Element
from cvdesk.documents.style import ACCENT, HAIRLINE, MID, TINT, Style
from cvdesk.documents.tagging import TaggedCanvas, tagged

__all__ = ["SHORT", "Column", "DataTable", "Kind", "Row", "Span"]

SHORT = 12
"""A table of fewer rows is never split, unless no page could hold it."""


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
        maker = LineMaker(columns, style, padding)
        self._head = maker.line(Row(head), head=True)
        self._lines = [maker.line(row) for row in rows]
        self._following = False
        self._measure()

    @property
    def first_baseline(self) -> float:
        """Distance from the top to the first line of text, in points."""
        return self._padding + 8.5

    def _measure(self) -> None:
        self.height = self._head.height + sum(line.height for line in self._lines)

    def tighten(self, padding: float) -> None:
        """Change the room above and below the text of the cells, before the table is laid out.

        Args:
            padding: The room, in points.
        """
        for line in (self._head, *self._lines):
            line.height -= 2 * (line.padding - padding)
            line.padding = padding
        self._padding = padding
        self._measure()

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
        under_the_head = PAGE_HEIGHT - self._head.height
        if count < len(self._lines) and self._lines[count].height > under_the_head / 2:
            halves = self._lines[count].split(room)
            if halves:
                first, second = halves
                return [
                    self._part([*self._lines[:count], first], following=self._following),
                    self._part([second, *self._lines[count + 1 :]], following=True),
                ]
        held = count
        while count and (
            self._lines[count - 1].kind == "group" or self._lines[count].kind == "total"
        ):
            count -= 1
        if not count:
            if availHeight < PAGE_HEIGHT or not held:
                return []
            count = held  # a whole page would not keep them together either
        return [
            self._part(self._lines[:count], following=self._following),
            self._part(self._lines[count:], following=True),
        ]

    def _part(self, lines: list[Line], *, following: bool) -> DataTable:
        part = copy(self)
        # ReportLab's note that this one was sent to the next page once; a second time it gives up.
        vars(part).pop("_postponed", None)
        part._lines = lines  # noqa: SLF001 - a part of this very table
        part._following = following  # noqa: SLF001
        part._measure()  # noqa: SLF001
        return part

    # Drawing

    def draw(self) -> None:
        """Draw grounds, cells and rules."""
        canvas = tagged(self)
        self._draw_tints(canvas)
        canvas.enter(self.element)
        y = self.height - self._head.height
        if self._following:
            with canvas.artifact():
                self._head.draw(canvas, y)
        else:
            self._head.draw(canvas, y)
        for line in self._lines:
            y -= line.height
            line.draw(canvas, y)
        canvas.leave()
        self._draw_rules(canvas)

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
