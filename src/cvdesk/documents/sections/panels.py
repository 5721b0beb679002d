"""Tinted grounds of the printed dossier."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from cvdesk.documents.stacks import Look, Panel
from cvdesk.documents.style import ACCENT, TINT
from cvdesk.documents.tagging import TaggedCanvas

_RULED = Look(tint=TINT, padding=8, left=8)


class Ruled(Panel):
    """A sentence to remember: a tint between two accent rules."""

    def __init__(self, body: Sequence[Flowable]) -> None:
        super().__init__(body, _RULED)
        self.spaceBefore = 8
        self.spaceAfter = 10

    def draw_around(self, canvas: TaggedCanvas) -> None:
        """Draw the tint, then both rules."""
        super().draw_around(canvas)
        with canvas.artifact():
            canvas.setStrokeColor(ACCENT)
            canvas.setLineWidth(0.9)
            canvas.line(0, 0, self.width, 0)
            canvas.line(0, self.height, self.width, self.height)
