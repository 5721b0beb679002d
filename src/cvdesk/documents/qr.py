"""A QR code as rectangles: ReportLab's own widget would bring a font that is not embedded."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode import qrencoder

from cvdesk.documents.figures import Figure
from cvdesk.documents.style import INK
from cvdesk.documents.tagging import TaggedCanvas


def qr_figure(content: str, side: float, *, alt: str) -> Figure:
    """A square code, level M (a seventh of it may be stained).

    Args:
        content: What a reader gets: plain text, no address.
        side: Its width and height, in points, without the white margin around.
        alt: What stands for it.
    """
    rows = _cells(content)
    module = side / len(rows)

    def paint(canvas: TaggedCanvas) -> None:
        canvas.setFillColor(INK)
        for number, row in enumerate(rows, 1):
            column = 0
            for dark, cells in groupby(row):
                length = len(list(cells))
                if dark:
                    y = side - number * module
                    canvas.rect(column * module, y, length * module, module, stroke=0, fill=1)
                column += length

    return Figure(side, side, paint, alt=alt)


@lru_cache(maxsize=4)
def _cells(content: str) -> tuple[tuple[bool, ...], ...]:
    """The squares of a code, which is the same each time a version is printed."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(content)
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.modules)
