"""What a draft shows where an answer is still to be given."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from cvdesk.documents.stacks import LabelledAnswer
from cvdesk.documents.style import WARNING, Rich, Style
from cvdesk.documents.tagging import TaggedCanvas

_BAR_AT = -8.0
_BAR_WIDTH = 2.4


class MarkedAnswer(LabelledAnswer):
    """An answer to complete: a bar in the margin, and a place that the cover leads to."""

    def __init__(self, label: Rich, body: Sequence[Flowable], style: Style, anchor: str) -> None:
        """Make an answer with its mark.

        Args:
            label: Number and label.
            body: The answer, which says itself what is expected.
            style: The style.
            anchor: Name that the cover leads to; none when empty.
        """
        super().__init__(label, body, style)
        self._anchor = anchor

    def draw_around(self, canvas: TaggedCanvas) -> None:
        """Draw the bar, remember the place, then draw the label."""
        if self._anchor:
            canvas.anchor(self._anchor, top=self.height)
        with canvas.artifact():
            canvas.setFillColor(WARNING)
            canvas.rect(_BAR_AT, 0, _BAR_WIDTH, self.height, stroke=0, fill=1)
        super().draw_around(canvas)
