"""A letter for a word processor, to be finished and put on the association's own paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Mm, Pt

from cvdesk.app.lettres import Lettre
from cvdesk.documents.lettre_pdf import LACKING
from cvdesk.documents.word import Properties, new_document, readable, saved
from cvdesk.domain.money import NBSP

_RIGHT = Mm(95)


def compose_letter_docx(made: Lettre, printed_at: datetime) -> bytes:
    """The letter as a document."""
    document = new_document(
        Properties(
            title=f"{made.subject} – {made.demande.name}",
            author=made.sender[0],
            subject="Lettre de demande de soutien",
            made_at=printed_at,
        )
    )
    for line in made.sender:
        _line(document, line, tight=True)
    for line in ("", *made.recipient, "", made.place):
        _line(document, line, left=_RIGHT, tight=True)
    heading: Any = document.add_heading("", 1)
    heading.paragraph_format.space_after = Pt(12)
    _runs(heading, f"Objet{NBSP}: {made.subject}")
    for text in (made.greeting, *made.paragraphs, made.closing):
        for line in text.split("\n"):
            if line.strip():
                _line(document, line)
    for line in ("", *made.signed):
        _line(document, line, left=_RIGHT, tight=True)
    return saved(document)


def _line(document: Document, text: str, *, left: Any = None, tight: bool = False) -> None:
    paragraph: Any = document.add_paragraph()
    if left is not None:
        paragraph.paragraph_format.left_indent = left
    if tight:
        paragraph.paragraph_format.space_after = Pt(0)
    _runs(paragraph, text)


def _runs(paragraph: Any, text: str) -> None:
    """Write a text, what is still to be written highlighted."""
    start = 0
    for match in LACKING.finditer(text):
        paragraph.add_run(readable(text[start : match.start()]))
        paragraph.add_run(match[0]).font.highlight_color = WD_COLOR_INDEX.YELLOW
        start = match.end()
    paragraph.add_run(readable(text[start:]))
