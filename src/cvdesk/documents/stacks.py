"""What sets flowables beside something: answers and their label, quotations, two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from cvdesk.documents.blocks import GUTTER, LABEL_WIDTH, PAGE_HEIGHT, Para
from cvdesk.documents.lists import items
from cvdesk.documents.panels import Look, Panel
from cvdesk.documents.splitting import Stack
from cvdesk.documents.structure import Element
from cvdesk.documents.style import ACCENT, Rich, Run, Style
from cvdesk.documents.tagging import TaggedCanvas

__all__ = [
    "Citation",
    "LabelledAnswer",
    "Look",
    "Panel",
    "Quotation",
    "SideBySide",
    "items",
]


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
        return [
            SideBySide(first[0], first[1], self._gap),
            SideBySide(second[0], second[1], self._gap),
        ]

    def draw(self) -> None:
        """Draw left, then right."""
        for part, height, x in zip(
            self._both, self._heights, (0, self._half + self._gap), strict=True
        ):
            part.drawOn(self.canv, x, self.height - height)
