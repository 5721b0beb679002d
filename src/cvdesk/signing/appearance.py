"""What a signature looks like on the page: a drawing made elsewhere, placed as it is.

The drawing is a one-page PDF with its fonts embedded. pyHanko's own text stamps write glyph widths
that PDF/A refuses (ISO 19005-2, 6.2.11.5), so none is ever used.
"""

from __future__ import annotations

from binascii import hexlify
from io import BytesIO
from uuid import uuid4

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import BaseStampStyle, NoOpStampStyle, StaticStampStyle


class _DrawnPage(PdfContent):
    """The first page of a PDF held in memory (pyHanko's own class wants a file on disk)."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._reader = PdfFileReader(BytesIO(pdf))

    def render(self) -> bytes:
        """Import the page into the file being signed and return the operators that draw it."""
        page = self._ensure_writer.import_page_as_xobject(self._reader)
        name = b"/Drawn" + hexlify(uuid4().bytes)
        self.resources.xobject[name.decode("ascii")] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return name + b" Do"


def stamp_style(appearance: bytes | None) -> BaseStampStyle:
    """Turn the drawing into what pyHanko places in the field; None leaves the field as it looks.

    The drawing should have the size of the field: it is neither scaled nor centred.
    """
    if appearance is None:
        return NoOpStampStyle()
    return StaticStampStyle(
        background=_DrawnPage(appearance),
        border_width=0,
        background_opacity=1.0,
        background_layout=SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MIN,
            AxisAlignment.ALIGN_MIN,
            margins=Margins(0, 0, 0, 0),
            inner_content_scaling=InnerScaling.NO_SCALING,
        ),
    )
