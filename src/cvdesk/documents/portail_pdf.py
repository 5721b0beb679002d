"""The copy sheet of a portal on paper: its screens in order, a box to tick beside each text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from reportlab.platypus import Flowable

from cvdesk.app.portal import Box, Screen
from cvdesk.app.portal_text import dated, measured
from cvdesk.documents.blocks import FULL_WIDTH, Heading, Para, Rubric, Rule
from cvdesk.documents.sheet import Sheet, compose_sheet
from cvdesk.documents.stacks import LabelledAnswer
from cvdesk.documents.style import Style
from cvdesk.documents.wording import years_in_words
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import NBSP, count
from cvdesk.domain.portail import Portail

_SHORT = 60
"""Characters up to which the count is left out, unless a limit is known."""

_DOUBT = f"À vérifier dans le portail{NBSP}: "


def compose_portal_sheet(
    facts: Facts,
    portail: Portail,
    found: Sequence[Screen],
    printed_at: datetime,
    fonts_folder: Path,
) -> bytes:
    """The copy sheet as a finished PDF.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    full = sum(bool(box.text) for screen in found for box in screen.boxes)
    sheet = Sheet(
        title=f"À copier dans le portail{NBSP}: {portail.titre}",
        kicker=f"Demande de subvention · {years_in_words(facts.years) or 'exercice à indiquer'}",
        subject="Les réponses du dossier dans l’ordre des écrans du portail",
        running=portail.titre,
        foot=f"{count(full, 'case', 'cases')} à remplir. Cochez au fur et à mesure.",
        printed_at=printed_at,
        draft=True,  # what is copied is the text on screen: the sheet is only to tick
    )

    def body(style: Style) -> list[Flowable]:
        made: list[Flowable] = [Para(style.grey(dated(portail)), style.smaller)]
        if portail.a_verifier:
            made.append(Para(style.grey(_DOUBT + portail.a_verifier), style.smaller))
        if portail.note:
            made.append(Para(style.text(portail.note), style.smaller))
        for rank, screen in enumerate(found, 1):
            made += _screen(screen, rank, style)
        return made

    return compose_sheet(facts, sheet, body, fonts_folder)


def _screen(screen: Screen, rank: int, style: Style) -> list[Flowable]:
    note = style.text(screen.note) if screen.note else ()
    if screen.doubt:
        note += style.text("\n" if note else "") + style.text(_DOUBT + screen.doubt)
    anchor = f"ecran-{rank}"
    made: list[Flowable] = [
        Rubric(style.text(f"Écran {rank}"), style.text(screen.title), style, anchor=anchor,
               note=note)
    ]  # fmt: skip
    heading = ""
    for box in screen.boxes:
        if box.heading != heading:
            heading = box.heading
            if not heading:
                made.append(Rule(FULL_WIDTH, indent=0))
            else:
                title = Heading(style.text(heading), style.subheading, "H3")
                title.spaceBefore, title.spaceAfter = 8, 4
                made.append(title)
        made.append(_box(box, style))
    return made


def _box(box: Box, style: Style) -> Flowable:
    where = f"la case «{NBSP}{box.label}{NBSP}»"
    body: list[Flowable] = []
    if box.text:
        lines = style.paragraphs(box.shown, where=where) or [style.text(box.shown, where=where)]
        lines[0] = style.box(checked=False) + lines[0]
        body += [Para(line, style.answer) for line in lines]
    else:
        body.append(Para(style.empty("Rien dans le dossier"), style.answer))
    told = [measured(box)] if _worth_measuring(box) else []
    if box.masked and box.text:
        told.append("le numéro entier se copie depuis CVDesk")
    if box.help:
        told.append(box.help)
    if box.doubt:
        told.append(_DOUBT + box.doubt)
    said = style.warning if box.excess else style.grey
    body += [Para(said(line), style.note) for line in told]
    return LabelledAnswer(style.text(box.label), body, style)


def _worth_measuring(box: Box) -> bool:
    """Whether the length of a text matters: a short number on paper needs no count."""
    return bool(box.text) and (box.chosen or box.limit is not None or box.length > _SHORT)
