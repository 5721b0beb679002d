"""Page breaks that keep things whole, and let a budget face the table of who pays it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH
from cvdesk.documents.pages import BOTTOM, TOP
from cvdesk.documents.tagging import tagged

BODY_HEIGHT = A4[1] - TOP - BOTTOM
"""Height that a page other than the cover offers, in points."""

_LEAST = BODY_HEIGHT / 3
"""What a page holds before and after a break made for looks, in points."""


class Facing(Flowable):
    """A page break, made only for the sake of what follows.

    It is made when what follows would be cut though a page of its own can hold it, or would end on
    an even page: what comes after it opens a page, which should be even. It is not made when it
    would leave less than a third of a page filled.
    """

    def __init__(self, following: Sequence[Flowable]) -> None:
        """Make a break.

        Args:
            following: Everything up to the page that should be even.
        """
        super().__init__()
        self._following = following

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """The height that is left when the page must end here, else nothing."""
        self.width = availWidth
        needed = heights(self._following)
        cut = availHeight < needed <= BODY_HEIGHT
        odd = needed <= availHeight and tagged(self).getPageNumber() % 2 == 0
        enough = needed >= _LEAST and availHeight <= BODY_HEIGHT - _LEAST
        self.height = availHeight if (cut or odd) and enough else 0
        return self.width, self.height

    def draw(self) -> None:
        """Draw nothing."""


def heights(flowables: Sequence[Flowable]) -> float:
    """The height of flowables one under the other, in points."""
    total, gap = 0.0, 0.0
    for flowable in flowables:
        total += max(gap, flowable.getSpaceBefore()) if total else 0
        total += flowable.wrap(FULL_WIDTH, 10 * BODY_HEIGHT)[1]
        gap = flowable.getSpaceAfter()
    return total
