"""A sheet that goes with the dossier: tagged and set like it, without a cover of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Heading, Para, section
from cvdesk.documents.finish import finish
from cvdesk.documents.furniture import header, plain_footer
from cvdesk.documents.pages import Pages, compose
from cvdesk.documents.sections.people import association
from cvdesk.documents.style import Style
from cvdesk.documents.xmp import Metadata
from cvdesk.domain.facts import Facts

EXAMPLE = "Association et personnes fictives."


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet is.

    Attributes:
        title: Its title, as the heading of the first page.
        kicker: What stands above the title.
        subject: What it is, in a sentence.
        running: What the head of the pages after the first says on the right.
        foot: What the foot of every page says on the left.
        printed_at: The moment written in the file, aware.
        draft: Whether a character the fonts lack is shown as a box instead of refused.
    """

    title: str
    kicker: str
    subject: str
    running: str
    foot: str
    printed_at: datetime
    draft: bool = False


def compose_sheet(
    facts: Facts,
    sheet: Sheet,
    body: Callable[[Style], Sequence[Flowable]],
    fonts_folder: Path,
) -> bytes:
    """Lay a sheet out: the same values give the same bytes.

    Args:
        facts: The dossier it is about.
        sheet: What it is.
        body: Makes what stands under the title; its rubrics are ``H2``.
        fonts_folder: ``resources/polices``.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    style = Style.load(fonts_folder / "source-sans-3", draft=sheet.draft)

    def story(_: Pages) -> list[Flowable]:
        return section([*_opening(facts, sheet, style), *body(style)])

    composed = compose(
        story,
        header=header(style, (association(facts), facts.shown("nom")), sheet.running),
        footer=plain_footer(style, sheet.foot),
        cover=False,
    )
    metadata = Metadata(
        title=sheet.title,
        author=facts.shown("nom") or "Association à nommer",
        subject=sheet.subject,
        created_at=sheet.printed_at,
    )
    return finish(composed, metadata)


def _opening(facts: Facts, sheet: Sheet, style: Style) -> list[Flowable]:
    kicker = Para(style.text(sheet.kicker), style.label)
    kicker.spaceAfter = 10
    title = Heading(style.text(sheet.title, where="l’intitulé"), style.title, "H1")
    title.spaceAfter = 6
    who = Para(style.text(association(facts), where="la rubrique 1"), style.subheading)
    who.spaceAfter = 6
    made: list[Flowable] = [kicker, title, who]
    if facts.dossier.exemple:
        made.append(Para(style.grey(EXAMPLE), style.smaller))
    return made
