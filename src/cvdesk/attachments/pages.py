"""The pages of a PDF as pictures, with their text beside: the preview, and the checks by eye."""

from __future__ import annotations

from dataclasses import dataclass, field

from cvdesk.attachments.apart import Answer, ask_apart
from cvdesk.attachments.drawing import open_drawing

_MOST_PAGES = 40


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page, drawn.

    Attributes:
        number: 1 for the first page.
        width_px: Also a quarter of the bytes of one line: lines follow each other without gap.
        pixels: Red, green, blue and one unused byte for each pixel, from the top left.
        text: What the page says, for who cannot see it.
    """

    number: int
    width_px: int
    height_px: int
    pixels: bytes = field(repr=False)
    text: str = field(repr=False)


def draw_pages(
    pdf: bytes, *, width_px: int = 1000, first: int = 1, count: int = _MOST_PAGES
) -> tuple[PagePicture, ...]:
    """Draw pages in this process: for a PDF that CVDesk has just composed.

    Threads take turns. A very high page is drawn less wide, so that no picture is enormous.

    Args:
        pdf: The file.
        width_px: How wide each page becomes.
        first: The first page drawn, from 1.
        count: How many, at most.
    """
    return _pictures(pages_here(pdf, width_px=width_px, first=first, count=count))


def open_pdf_pages(
    pdf: bytes, name: str, *, width_px: int = 1000, first: int = 1, count: int = _MOST_PAGES
) -> tuple[PagePicture, ...]:
    """Draw pages in a process of its own: for a PDF that came from elsewhere.

    Args:
        pdf: The file.
        name: The file as the user knows it, for the sentence of a refusal.
        width_px: How wide each page becomes.
        first: The first page drawn, from 1.
        count: How many, at most.

    Raises:
        PieceRefusee: If it does not open.
    """
    return _pictures(ask_apart("pages", pdf, name, width_px=width_px, first=first, count=count))


def _pictures(answer: Answer) -> tuple[PagePicture, ...]:
    return tuple(
        PagePicture(one["number"], one["width_px"], one["height_px"], pixels, one["text"])
        for one, pixels in zip(answer.facts["pages"], answer.blobs, strict=True)
    )


def pages_here(content: bytes, *, width_px: int, first: int, count: int) -> Answer:
    """Draw pages in this process, as an answer."""
    facts, blobs = [], []
    with open_drawing(content) as document:
        for number in range(first, min(first + count, len(document) + 1)):
            page = document[number - 1]
            width, height = page.get_size()
            scale = width_px / max(width, height / 10)
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            text = page.get_textpage().get_text_range().replace("\r\n", "\n")
            facts.append(
                {
                    "number": number,
                    "width_px": bitmap.width,
                    "height_px": bitmap.height,
                    # U+FFFE is where pdfium saw a word cut at the end of a line.
                    "text": text.replace("\ufffe", "-"),
                }
            )
            # Lines of four bytes a pixel follow each other without a gap.
            blobs.append(bytes(bitmap.buffer))
    return Answer({"pages": facts}, blobs)
