"""Flowables made of other flowables one under the other, which split where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from cvdesk.documents.blocks import GUTTER, LABEL_WIDTH, PAGE_HEIGHT, Para
from cvdesk.documents.structure import Element
from cvdesk.documents.style import ACCENT, Rich, Run, Style
from cvdesk.documents.tagging import TaggedCanvas, tagged


class Stack(Flowable):
    """A column of flowables that is split between two of them, or inside one that can be.

    Subclasses draw what stands around the column (:meth:`draw_around`) and say what the rest of a
    split column looks like (:meth:`rest`).

    Attributes:
        body: The flowables, from the top.
    """

    def __init__(self, body: Sequence[Flowable], *, left: float = 0, padding: float = 0) -> None:
        """Make a column.

        Args:
            body: The flowables, from the top; at least one.
            left: Distance from the left edge of the frame to the column, in points.
            padding: Room kept above, below and on the right, in points.
        """
        super().__init__()
        self.body = list(body)
        self._left = left
        self._padding = padding
        self._wrapped_for = -1.0

    @property
    def first_baseline(self) -> float:
        """Distance from the top to the first line of text, in points."""
        return self._padding + float(getattr(self.body[0], "first_baseline", 0))

    def least_height(self, width: float) -> float:  # noqa: ARG002 - for subclasses
        """Height, in points, that what stands around the column needs in any case."""
        return 0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height, in points."""
        if availWidth != self._wrapped_for:
            self.width = availWidth
            column = availWidth - self._left - self._padding
            self._places: list[tuple[float, float]] = []  # top and height of each, from the top
            canvas: Any = getattr(self, "canv", None)
            y, gap = self._padding, 0.0
            for flowable in self.body:
                if self._places:
                    y += max(gap, flowable.getSpaceBefore())
                _, height = flowable.wrapOn(canvas, column, availHeight)
                self._places.append((y, height))
                y += height
                gap = flowable.getSpaceAfter()
            self.height = max(y + self._padding, self.least_height(availWidth))
            self._wrapped_for = availWidth
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """What fits in the height, and the rest."""
        self.wrap(availWidth, availHeight)
        if self.height <= availHeight:
            return [self]
        if self.least_height(availWidth) > availHeight:
            return []
        room = availHeight - self._padding
        taken: list[Flowable] = []
        for flowable, (top, height) in zip(self.body, self._places, strict=True):
            if top + height <= room:
                taken.append(flowable)
                continue
            column = availWidth - self._left - self._padding
            parts = flowable.splitOn(self.canv, column, room - top) if room > top else []
            break
        else:
            return []
        after = self.body[len(taken) + 1 :]
        if len(parts) > 1:
            return [self.part([*taken, parts[0]]), self.rest([*parts[1:], *after])]
        if not taken:
            return []
        return [self.part(taken), self.rest([flowable, *after])]

    def part(self, body: list[Flowable]) -> Flowable:
        """The flowable that stands before the split."""
        raise NotImplementedError

    def rest(self, body: list[Flowable]) -> Flowable:
        """The flowable that stands after the split."""
        raise NotImplementedError

    def draw_around(self, canvas: TaggedCanvas) -> None:
        """Draw what stands around the column, before it."""

    def draw(self) -> None:
        """Draw what stands around, then the column."""
        canvas = tagged(self)
        self.draw_around(canvas)
        self.draw_body(canvas)

    def draw_body(self, canvas: TaggedCanvas) -> None:
        """Draw the column."""
        for flowable, (top, height) in zip(self.body, self._places, strict=True):
            flowable.drawOn(canvas, self._left, self.height - top - height)


class LabelledAnswer(Stack):
    """A label on the left, the answer on the right; the answer may go on over several pages.

    The label is an ``H3``. On following pages it is repeated, followed by « (suite) », for the eye
    only.
    """

    def __init__(
        self,
        label: Rich,
        body: Sequence[Flowable],
        style: Style,
        *,
        element: Element | None = None,
        following: bool = False,
    ) -> None:
        """Make an answer with its label.

        Args:
            label: Number and label.
            body: The answer: paragraphs, lists, tables no wider than 128 mm.
            style: The style.
            element: The heading, when the caller wants another level than ``H3``.
            following: Whether this is the rest of an answer begun on the page before.
        """
        super().__init__(body, left=LABEL_WIDTH + GUTTER)
        self.element = element or Element("H3")
        self._rich = label
        self._style = style
        self._following = following
        shown = (*label, Run(" "), *style.italic("(suite)")) if following else label
        self._label = Para(shown, style.label, element=self.element)
        self.spaceAfter = 5

    def _drop(self) -> float:
        """How much lower the label is set, so that its first line stands on that of the answer."""
        return max(self.first_baseline - self._label.first_baseline, 0)

    def least_height(self, width: float) -> float:  # noqa: ARG002 - the label column is fixed
        """Height of the label, in points."""
        return self._label.wrap(LABEL_WIDTH, 0)[1] + self._drop()

    def part(self, body: list[Flowable]) -> Flowable:
        """The beginning of the answer, with the same label."""
        return LabelledAnswer(
            self._rich, body, self._style, element=self.element, following=self._following
        )

    def rest(self, body: list[Flowable]) -> Flowable:
        """The rest of the answer, with the label repeated."""
        return LabelledAnswer(self._rich, body, self._style, element=self.element, following=True)

    def draw_around(self, canvas: TaggedCanvas) -> None:
        """Draw the label."""
        y = self.height - self._label.height - self._drop()
        if self._following:
            with canvas.artifact():
                self._label.drawOn(canvas, 0, y)
        else:
            self._label.drawOn(canvas, 0, y)


class Item(Stack):
    """One item of a list: a marker on the left, its text on the right."""

    def __init__(  # noqa: PLR0913 - the last two are for its own parts
        self,
        marker: Rich,
        body: Sequence[Flowable],
        style: Style,
        into: Element,
        *,
        indent: float = 14,
        element: Element | None = None,
        following: bool = False,
    ) -> None:
        """Make an item.

        Args:
            marker: Bullet, number or box.
            body: Its flowables.
            style: The style.
            into: The ``L`` element of the whole list.
            indent: Width of the column of the marker, in points.
            element: The ``LI`` element, for the rest of a split item.
            following: Whether this is the rest of a split item.
        """
        super().__init__(body, left=indent)
        self._marker = Para(marker, style.answer, "Lbl")
        self._style = style
        self._indent = indent
        self._list = into
        self._item = element or Element("LI", kids=[])
        self._following = following
        self.spaceAfter = 2
        self._rich = marker

    def part(self, body: list[Flowable]) -> Flowable:
        """The beginning of the item."""
        return self._like(body, following=self._following)

    def rest(self, body: list[Flowable]) -> Flowable:
        """The rest of the item, without its marker."""
        return self._like(body, following=True)

    def _like(self, body: list[Flowable], *, following: bool) -> Item:
        return Item(
            self._rich,
            body,
            self._style,
            self._list,
            indent=self._indent,
            element=self._item,
            following=following,
        )

    def draw(self) -> None:
        """Draw marker and text inside the list."""
        canvas = tagged(self)
        canvas.enter(self._list)
        canvas.enter(self._item)
        if not self._following:
            _, height = self._marker.wrap(self._indent + 40, self.height)
            self._marker.drawOn(canvas, 0, self.height - height)
        bodies = [kid for kid in self._item.kids if isinstance(kid, Element) and kid.role != "Lbl"]
        canvas.enter(bodies[0] if bodies else Element("LBody"))
        self.draw_body(canvas)
        canvas.leave()
        canvas.leave()
        canvas.leave()


def items(
    entries: Sequence[Sequence[Flowable]],
    markers: Sequence[Rich],
    style: Style,
    *,
    ordered: bool = False,
    indent: float = 14,
) -> list[Flowable]:
    """A list: one flowable for each entry, all of one ``L`` element.

    Args:
        entries: The flowables of each entry.
        markers: Bullet, number or box of each entry.
        style: The style.
        ordered: Whether the order means something.
        indent: Width of the column of the markers, in points.
    """
    into = Element("L", ordered=ordered)
    return [
        Item(marker, body, style, into, indent=indent)
        for marker, body in zip(markers, entries, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Look:
    """What stands around a :class:`Panel`.

    Attributes:
        tint: Colour of the ground; None for none.
        bar: Colour of a bar on the left; None for none.
        bar_width: Width of that bar, in points.
        bar_at: Where the bar stands, in points from the left edge of the frame.
        outline: Colour of a line around; None for none.
        padding: Room around the text, in points.
        left: Distance from the left edge to the text, in points.
    """

    tint: Color | None = None
    bar: Color | None = None
    bar_width: float = 2
    bar_at: float = 0
    outline: Color | None = None
    padding: float = 0
    left: float = 0


class Panel(Stack):
    """Flowables on a tint, beside a bar or inside an outline; all of it only for the eye."""

    def __init__(self, body: Sequence[Flowable], look: Look) -> None:
        super().__init__(body, left=look.left, padding=look.padding)
        self._look = look
        self.spaceAfter = 4

    def part(self, body: list[Flowable]) -> Flowable:
        """The beginning, with the same look."""
        return Panel(body, self._look)

    def rest(self, body: list[Flowable]) -> Flowable:
        """The rest, with the same look."""
        return Panel(body, self._look)

    def draw_around(self, canvas: TaggedCanvas) -> None:
        """Draw tint, outline and bar."""
        look = self._look
        with canvas.artifact():
            canvas.saveState()
            if look.tint is not None:
                canvas.setFillColor(look.tint)
                canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            if look.outline is not None:
                canvas.setStrokeColor(look.outline)
                canvas.setLineWidth(0.6)
                canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
            if look.bar is not None:
                canvas.setFillColor(look.bar)
                canvas.rect(look.bar_at, 0, look.bar_width, self.height, stroke=0, fill=1)
            canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of a contract, exactly as it stands there.

    Attributes:
        code: Its code, such as O4.1.
        title: The exact title, with its quotation marks.
        use: How the action serves it.
        source: Where it stands.
    """

    code: Rich
    title: Rich
    use: Rich
    source: Rich


class Citation(Stack):
    """A quotation with its code, its use and its source, beside an accent bar.

    It goes whole to the next page; only one that no page could hold is split.
    """

    _CODE_AT = 3 * mm
    _TEXT_AT = 18 * mm
    _AFTER = 8.0

    def __init__(self, quotation: Quotation, style: Style) -> None:
        quote = Para(quotation.title, style.answer)
        body: list[Flowable] = [quote]
        if quotation.use:
            body.append(Para(quotation.use, style.smaller))
        body.append(Para(quotation.source, style.note, "Note"))
        super().__init__(body, left=self._TEXT_AT)
        self._quote = Element("BlockQuote")
        self._quote.add(quote.element)
        self._code = Para(style.strong(quotation.code), style.cell)
        self._following = False
        self.spaceAfter = self._AFTER

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Nothing, so that it goes whole to the next page, unless it is taller than a page."""
        self.wrap(availWidth, availHeight)
        return super().split(availWidth, availHeight) if self.height > PAGE_HEIGHT else []

    def part(self, body: list[Flowable]) -> Flowable:
        """The beginning, with the code."""
        return self._like(body, following=self._following)

    def rest(self, body: list[Flowable]) -> Flowable:
        """The rest, without the code."""
        return self._like(body, following=True)

    def _like(self, body: list[Flowable], *, following: bool) -> Citation:
        made = Citation.__new__(Citation)
        Stack.__init__(made, body, left=self._TEXT_AT)
        made._quote, made._code = self._quote, self._code  # noqa: SLF001 - its own parts
        made._following = following  # noqa: SLF001
        made.spaceAfter = self._AFTER
        return made

    def draw_around(self, canvas: TaggedCanvas) -> None:
        """Draw bar and code, then open the quotation."""
        with canvas.artifact():
            canvas.setFillColor(ACCENT)
            canvas.rect(0, -self._AFTER, 2, self.height + self._AFTER, stroke=0, fill=1)
        if self._following:
            return
        _, height = self._code.wrap(14 * mm, self.height)
        self._code.drawOn(canvas, self._CODE_AT, self.height - height)
        canvas.place(self._quote)


class SideBySide(Flowable):
    """Two flowables on one line: the left one is read whole, then the right one.

    They go whole to the next page; only what no page could hold is split, each side where it can.
    """

    def __init__(self, left: Flowable, right: Flowable, gap: float = 6 * mm) -> None:
        super().__init__()
        self._both = (left, right)
        self._gap = gap
        self.spaceBefore = self.spaceAfter = 6

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height, in points."""
        self._half = (availWidth - self._gap) / 2
        canvas: Any = getattr(self, "canv", None)
        self._heights = [part.wrapOn(canvas, self._half, availHeight)[1] for part in self._both]
        self.width, self.height = availWidth, max(self._heights)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Nothing, so that both go to the next page, unless one is taller than a page."""
        self.wrap(availWidth, availHeight)
        if self.height <= PAGE_HEIGHT:
            return []
        first, second = [], []
        for part, height in zip(self._both, self._heights, strict=True):
            parts = [part] if height <= availHeight else part.split(self._half, availHeight)
            if not parts:
                return []
            first.append(parts[0])
            second.append(parts[1] if len(parts) > 1 else Spacer(0, 0))
        return [SideBySide(*first, self._gap), SideBySide(*second, self._gap)]

    def draw(self) -> None:
        """Draw left, then right."""
        for part, height, x in zip(
            self._both, self._heights, (0, self._half + self._gap), strict=True
        ):
            part.drawOn(self.canv, x, self.height - height)
