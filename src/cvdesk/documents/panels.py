"""Panels: a tint, a bar or an outline around flowables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from cvdesk.documents.splitting import Stack
from cvdesk.documents.tagging import TaggedCanvas


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
