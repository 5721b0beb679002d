"""The pieces of text of a PDF with where they are: what is printed beside the boxes of a form."""

from __future__ import annotations

from cvdesk.attachments.apart import Answer, ask_apart
from cvdesk.attachments.drawing import open_drawing
from cvdesk.domain.cerfa import Frame, TextLine

_MOST_PAGES = 40
_MOST_RECTS = 4000


def text_lines(pdf: bytes, name: str) -> tuple[TextLine, ...]:
    """Return the text of a PDF that came from elsewhere, read in a process of its own.

    Args:
        pdf: The file.
        name: The file as the user knows it, for the sentence of a refusal.

    Raises:
        PieceRefusee: If it does not open.
    """
    answer = ask_apart("lines", pdf, name)
    return tuple(
        TextLine(Frame(page, left, bottom, right, top), text)
        for page, left, bottom, right, top, text in answer.facts["lines"]
    )


def lines_here(content: bytes) -> Answer:
    """Read the text in this process, as an answer."""
    lines: list[tuple[int, float, float, float, float, str]] = []
    with open_drawing(content) as document:
        for number in range(1, min(len(document), _MOST_PAGES) + 1):
            text = document[number - 1].get_textpage()
            for rank in range(min(text.count_rects(), _MOST_RECTS)):
                left, bottom, right, top = text.get_rect(rank)
                said = text.get_text_bounded(left, bottom, right, top)
                lines.append((number, left, bottom, right, top, said))
    return Answer({"lines": lines})
