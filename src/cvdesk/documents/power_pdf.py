"""A power on one page, with the two frames that both people sign in turn."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from cvdesk.app.freeze import Printing
from cvdesk.app.power import PowerPerson, giver, receiver, sentences
from cvdesk.app.signatories import MANDATARY_FIELD, REPRESENTATIVE_FIELD
from cvdesk.documents.blocks import Heading, Para, section
from cvdesk.documents.figures import SignatureFrame
from cvdesk.documents.finish import finish
from cvdesk.documents.fonts import SEMIBOLD
from cvdesk.documents.frame import embedded_data
from cvdesk.documents.furniture import footer, header
from cvdesk.documents.pages import Pages, compose, draft_watermark
from cvdesk.documents.sections import paper
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.attestations import FRAME_HEIGHT, FRAME_WIDTH
from cvdesk.documents.sections.paper import PaperBlock
from cvdesk.documents.splitting import Column
from cvdesk.documents.stacks import SideBySide
from cvdesk.documents.style import Rich, Style
from cvdesk.documents.wording import long_date, shortened
from cvdesk.documents.xmp import Metadata
from cvdesk.domain.money import NBSP

_GAP = 8 * mm
_LONGEST_NAME = 160
_TITLE = "Pouvoir de signature"
_BOTH = (
    "À signer par les deux personnes, celle qui donne le pouvoir d’abord. Une modification du"
    " contenu après la première signature oblige à signer un nouveau pouvoir."
)
_FICTITIOUS = " Association et personnes fictives."


def compose_power(printing: Printing, fonts_folder: Path) -> bytes:
    """The power as a finished PDF: the same values give the same bytes.

    Args:
        printing: What to print; a draft when it has no version.
        fonts_folder: ``resources/polices``.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    style = Style.load(fonts_folder / "source-sans-3")
    facts, version = printing.facts, printing.version
    name = facts.shown("nom") or "Association à nommer"

    def story(pages: Pages) -> list[Flowable]:  # noqa: ARG001 - no page is cited
        return _story(Answers(facts, style, version, printing.printed_at))

    state = "projet" if version is None else f"version {version.number}"
    composed = compose(
        story,
        header=header(style, (name,), f"{_TITLE} · {state}"),
        footer=footer(style, version, paper.ANCHOR),
        background=draft_watermark(SEMIBOLD) if version is None else None,
    )
    metadata = Metadata(
        title=f"{_TITLE} – {name}, {state}",
        author=name,
        subject="Pouvoir donné par le représentant légal d’une association",
        created_at=printing.printed_at,
    )
    return finish(composed, metadata, [embedded_data(printing)])


def _story(answers: Answers) -> list[Flowable]:
    style, facts = answers.style, answers.facts
    name = facts.shown("nom") or "Association à nommer"
    kicker = Para(style.text(name, where="le nom"), style.label)
    kicker.spaceAfter = 10
    title = Heading(style.text(_TITLE), style.title, "H1")
    title.spaceAfter = 14
    body: list[Flowable] = []
    for told in sentences(facts):
        paragraph = Para(style.text(told, where="le texte du pouvoir"), style.answer)
        paragraph.spaceAfter = 8
        body.append(paragraph)
    made: list[Flowable] = [kicker, title, *section(body), Spacer(0, 8)]
    made.append(Para(_done(answers), style.answer))
    if answers.version is None:
        told = "Les cadres de signature et l’empreinte paraîtront quand le pouvoir sera figé."
        return [*made, Spacer(0, 12), Para(style.empty(told), style.answer)]
    left = _seat(style, "Donne le pouvoir", giver(facts), REPRESENTATIVE_FIELD)
    right = _seat(style, "Reçoit le pouvoir", receiver(facts), MANDATARY_FIELD)
    fictitious = _FICTITIOUS if facts.dossier.exemple else ""
    return [
        *made,
        Spacer(0, 14),
        KeepTogether(
            [
                SideBySide(left, right, _GAP),
                PaperBlock(answers, answers.version),
                Para(style.text(f"{_BOTH}{fictitious}"), style.note),
            ]
        ),
    ]


def _done(answers: Answers) -> Rich:
    style = answers.style
    place, day = answers.value("fait_a"), answers.value("fait_le")
    told = style.text(f"Fait à{NBSP}")
    told += style.text(shortened(place, _LONGEST_NAME) if place else "…………………")
    told += style.text(", le ")
    return told + (long_date(style, day) if day is not None else style.text("…………………"))


def _seat(style: Style, title: str, person: PowerPerson, field: str) -> Flowable:
    name = shortened(person.full, _LONGEST_NAME)
    caption = Para(style.empty("Signature électronique ou manuscrite dans ce cadre"), style.note)
    frame = SignatureFrame(field, f"Signature de {person.full}", FRAME_WIDTH, FRAME_HEIGHT, caption)
    frame.spaceBefore = 6
    head = Para(style.text(title), style.label, "H2")
    return Column([head, Para(style.text(name, where="le nom"), style.smaller), frame])
