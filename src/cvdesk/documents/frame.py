"""What every printed document of a dossier shares: pages, header, footer, data inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from reportlab.platypus import Flowable

from cvdesk.app.freeze import Printing
from cvdesk.documents.embedded import DOSSIER_NAME
from cvdesk.documents.finish import Attachment
from cvdesk.documents.fonts import SEMIBOLD
from cvdesk.documents.furniture import footer, header
from cvdesk.documents.pages import Composed, Pages, compose, draft_watermark
from cvdesk.documents.sections import paper
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.people import association
from cvdesk.documents.style import Style
from cvdesk.documents.wording import short_date, shortened
from cvdesk.documents.xmp import Metadata
from cvdesk.domain.facts import Facts

_SHORT_TITLE = 46

Told: TypeAlias = Callable[[Answers, Pages], Sequence[Flowable]]
"""The parts of a document, in order, made anew for each layout."""

Unfinished: TypeAlias = tuple[Composed, Metadata, list[Attachment]]
"""Pages, what is said of them, the files inside: what :func:`~cvdesk.documents.finish.finish`
takes."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a document is called.

    Attributes:
        running: What every page repeats, before the version: « CPO 2027-2029 ».
        title: The title of the file, before the version.
        subject: One sentence for the properties of the file.
    """

    running: str
    title: str
    subject: str


def lay_out(printing: Printing, fonts_folder: Path, named: Named, told: Told) -> Unfinished:
    """Lay a document out: the same values give the same bytes.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    facts, version = printing.facts, printing.version
    style = Style.load(fonts_folder / "source-sans-3", draft=version is None)

    def story(pages: Pages) -> Sequence[Flowable]:
        return told(Answers(facts, style, version, printing.printed_at), pages)

    names = (association(facts), facts.shown("nom"), facts.shown("sigle"))
    composed = compose(
        story,
        header=header(style, names, _running_title(printing, named.running)),
        footer=footer(style, version, paper.ANCHOR),
        background=draft_watermark(SEMIBOLD) if version is None else None,
    )
    return composed, _metadata(printing, named), [embedded_data(printing)]


def short_title(facts: Facts) -> str:
    """The title of the only project, short enough for a header; empty when there are several."""
    rows = facts.projects
    title = facts.shown("intitule", rows[0]) if len(rows) == 1 else ""
    if len(title) > _SHORT_TITLE:
        title = shortened(title.split(" : ")[0].split("\u00a0: ")[0], _SHORT_TITLE)
    return title


def _running_title(printing: Printing, running: str) -> str:
    """Title, exercises and version, as every page repeats them."""
    if printing.version is None:
        state = f"brouillon du {short_date(printing.printed_at)} · PROJET, à ne pas déposer"
    else:
        state = f"version {printing.version.number}"
    return " · ".join(part for part in (short_title(printing.facts), running, state) if part)


def _metadata(printing: Printing, named: Named) -> Metadata:
    state = "projet" if printing.version is None else f"version {printing.version.number}"
    return Metadata(
        title=" ".join(f"{named.title}, {state}".split()),
        author=printing.facts.shown("nom") or "Association à nommer",
        subject=named.subject,
        created_at=printing.printed_at,
    )


def embedded_data(printing: Printing) -> Attachment:
    """The dossier itself, as a file inside its PDF."""
    return Attachment(
        name=DOSSIER_NAME,
        content=printing.data,
        mime="application/json",
        relationship="Data",
        description="Les réponses de ce dossier, que CVDesk sait rouvrir",
    )
