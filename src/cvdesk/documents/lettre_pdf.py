"""A letter on a page: the sender, the funder, what is asked, who signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from cvdesk.app.lettres import Lettre
from cvdesk.documents.blocks import Heading, Para, section
from cvdesk.documents.finish import finish
from cvdesk.documents.pages import Pages, compose
from cvdesk.documents.style import Rich, Style
from cvdesk.documents.xmp import Metadata
from cvdesk.domain.money import NBSP

LACKING = re.compile(rf"…{NBSP}[^…]+? à compléter")
_RIGHT = 95 * mm


def compose_letter(made: Lettre, printed_at: datetime, fonts_folder: Path) -> bytes:
    """The letter as a finished PDF.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    style = Style.load(fonts_folder / "source-sans-3")

    def story(_: Pages) -> list[Flowable]:
        return section(_letter(made, style))

    metadata = Metadata(
        title=f"{made.subject} – {made.demande.name}",
        author=made.sender[0],
        subject="Lettre de demande de soutien",
        created_at=printed_at,
    )
    return finish(compose(story, cover=False), metadata)


def _letter(made: Lettre, style: Style) -> list[Flowable]:
    beside = ParagraphStyle("recipient", style.answer, leftIndent=_RIGHT)
    title = Heading(_told(f"Objet{NBSP}: {made.subject}", style), style.subheading, "H1")
    title.spaceAfter = 10
    flowables: list[Flowable] = [
        *_lines(made.sender, style, style.smaller),
        Spacer(1, 8 * mm),
        *_lines(made.recipient, style, beside),
        Spacer(1, 6 * mm),
        *_lines((made.place,), style, beside),
        Spacer(1, 8 * mm),
        title,
        *_lines((made.greeting, *made.paragraphs, made.closing), style, _spaced(style.answer)),
        Spacer(1, 8 * mm),
        *_lines(made.signed, style, beside),
    ]
    return flowables


def _spaced(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle("letter", style, spaceAfter=8)


def _lines(texts: Sequence[str], style: Style, set_as: ParagraphStyle) -> list[Flowable]:
    return [
        Para(_told(line, style), set_as)
        for text in texts
        for line in text.split("\n")
        if line.strip()
    ]


def _told(text: str, style: Style) -> Rich:
    """A text, what is still to be written standing out."""
    made: Rich = ()
    start = 0
    for match in LACKING.finditer(text):
        if text[start : match.start()]:
            made += style.text(text[start : match.start()], where="la lettre")
        made += style.warning(match[0])
        start = match.end()
    return made + style.text(text[start:], where="la lettre") if text[start:] else made
