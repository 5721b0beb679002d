"""A small picture of a file, for lists."""

from __future__ import annotations

from io import BytesIO

from cvdesk.attachments.apart import Answer, ask_apart
from cvdesk.attachments.drawing import open_drawing
from cvdesk.attachments.kinds import kind_of
from cvdesk.attachments.pictures import read_image


def thumbnail(content: bytes, name: str, *, longest_px: int = 256) -> bytes:
    """Return the first page, or the picture, as a PNG with no side longer than ``longest_px``.

    Raises:
        PieceRefusee: If the file does not open.
    """
    return ask_apart("thumbnail", content, name, longest_px=longest_px).blobs[0]


def thumbnail_here(content: bytes, *, longest_px: int) -> Answer:
    """Draw it in this process."""
    if kind_of(content).is_image:
        image = read_image(content, longest_px=longest_px)
    else:
        with open_drawing(content) as document:
            page = document[0]
            image = page.render(scale=longest_px / max(page.get_size())).to_pil().convert("RGB")
        image.thumbnail((longest_px, longest_px))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return Answer({}, [buffer.getvalue()])
