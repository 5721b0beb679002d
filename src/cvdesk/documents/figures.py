"""What is drawn rather than written: figures, signature frames, the lines of the sommaire."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import GUTTER, LABEL_WIDTH, Para
from cvdesk.documents.fonts import REGULAR
from cvdesk.documents.structure import Element
from cvdesk.documents.style import ACCENT, HAIRLINE, INK, RULE, Rich, Style, plain
from cvdesk.documents.tagging import TaggedCanvas, tagged


class Figure(Flowable):
    """A drawing with the text that stands for it.

    Args:
        width: Width, in points.
        height: Height, in points.
        paint: Draws it, from (0, 0) to (width, height), with fonts of the style only.
        alt: What it shows, in a sentence or two; a screen reader says this and nothing else.
        indent: Distance from the left edge of the frame, in points.

    Raises:
        ValueError: ``alt`` is empty.
    """

    def __init__(
        self,
        width: float,
        height: float,
        paint: Callable[[TaggedCanvas], None],
        *,
        alt: str,
        indent: float = 0,
    ) -> None:
        super().__init__()
        if not alt.strip():
            raise ValueError("a figure needs a text that stands for it")
        self.width = width + indent
        self.height = height
        self.element = Element("Figure", alt=alt)
        self.spaceAfter = 4
        self._paint = paint
        self._indent = indent

    def draw(self) -> None:
        """Draw the figure, marked."""
        canvas = tagged(self)
        canvas.saveState()
        canvas.translate(self._indent, 0)
        left, bottom = canvas.absolutePosition(0, 0)
        right, top = canvas.absolutePosition(self.width - self._indent, self.height)
        self.element.box = (left, bottom, right, top)
        canvas.begin(self.element)
        self._paint(canvas)
        canvas.end()
        canvas.restoreState()


class SignatureFrame(Flowable):
    """The place where somebody signs: a frame, and the field a signature will fill.

    Args:
        name: Unique name of the field; empty for a frame that nobody will sign.
        tooltip: What assistive technology says of the field: who signs here.
        width: Width, in points.
        height: Height, in points.
        caption: What stands small inside the frame, or why nobody signs.
    """

    def __init__(
        self, name: str, tooltip: str, width: float, height: float, caption: Para | None = None
    ) -> None:
        super().__init__()
        self.width = width
        self.height = height
        self._name = name
        self._tooltip = tooltip
        self._caption = caption

    def draw(self) -> None:
        """Draw the frame, its caption, and remember the field."""
        canvas = tagged(self)
        with canvas.artifact():
            canvas.saveState()
            canvas.setStrokeColor(ACCENT if self._name else RULE)
            canvas.setLineWidth(1.2 if self._name else 0.6)
            if not self._name:
                canvas.setDash([1.5, 2.5])
            canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
            canvas.restoreState()
        if self._caption:
            _, height = self._caption.wrap(self.width - 6 * mm, self.height)
            y = 2 * mm if self._name else self.height - height - 2 * mm
            self._caption.drawOn(canvas, 3 * mm, y)
        if self._name:
            box = (mm, mm, self.width - mm, self.height - mm)
            canvas.signature_field(self._name, self._tooltip, box)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the sommaire.

    Attributes:
        number: Number of the rubrique; may be empty.
        title: Its title.
        anchor: Where it leads.
    """

    number: Rich
    title: Rich
    anchor: str


class _TocLine(Flowable):
    _HEIGHT = 16.5

    def __init__(self, entry: Entry, style: Style, into: Element) -> None:
        super().__init__()
        self.height = self._HEIGHT
        self._entry = entry
        self._into = into
        self._link = Element("Link")
        parts = (style.strong(entry.number), entry.title)
        self._parts = [Para(part, style.cell, element=self._link) for part in parts if part]
        self._lefts = [0.0, LABEL_WIDTH + GUTTER] if entry.number else [LABEL_WIDTH + GUTTER]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height, in points."""
        self.width = availWidth
        for part, left in zip(self._parts, self._lefts, strict=True):
            part.wrap(availWidth - left - 12 * mm, availHeight)
        return availWidth, self.height

    def draw(self) -> None:
        """Draw number, title, page and hairline."""
        canvas = tagged(self)
        with canvas.artifact():
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.35)
            canvas.line(0, 0, self.width, 0)
        reference = Element("Reference")
        canvas.enter(self._into)
        canvas.enter(Element("TOCI"))
        canvas.enter(reference)
        for part, left in zip(self._parts, self._lefts, strict=True):
            part.drawOn(canvas, left, 3.2)
        canvas.begin(self._link)
        canvas.draw_later(self._draw_page)
        canvas.end()
        spoken = plain(self._entry.title)
        canvas.link(self._link, self._entry.anchor, spoken, (0, 0, self.width, self.height))
        for _ in range(3):
            canvas.leave()

    def _draw_page(self, canvas: TaggedCanvas, pages: dict[str, int]) -> None:
        canvas.setFillColor(INK)
        canvas.setFont(REGULAR, 9)
        canvas.drawRightString(self.width - 2, 3.2 + 11.3 - 9, str(pages[self._entry.anchor]))


def contents(entries: Sequence[Entry], style: Style) -> list[Flowable]:
    """The lines of the sommaire: each leads to its rubrique and gives its page."""
    into = Element("TOC")
    return [_TocLine(entry, style, into) for entry in entries]
