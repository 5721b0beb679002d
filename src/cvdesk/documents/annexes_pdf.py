"""Annexes I, II and III of an agreement, as a document to join to the funder's own text."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from cvdesk.app.freeze import Printing
from cvdesk.documents.blocks import Para
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.beneficiaries import beneficiaries
from cvdesk.documents.sections.convention import programme, targets
from cvdesk.documents.sections.cover import dossier_title
from cvdesk.documents.sections.project_budget import funding_pages, grid_pages
from cvdesk.documents.sections.projects import projects
from cvdesk.documents.sheet import Sheet, compose_sheet
from cvdesk.documents.style import Style
from cvdesk.documents.wording import years_in_words


def compose_annexes(printing: Printing, fonts_folder: Path) -> bytes:
    """The annexes as a finished PDF.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    facts, version = printing.facts, printing.version
    state = "brouillon" if version is None else f"version {version.number}"
    years = years_in_words(facts.years)
    sheet = Sheet(
        title=dossier_title(facts),
        kicker=f"Annexes à la convention pluriannuelle d’objectifs · {years}",
        subject="Programme d’actions, budgets, indicateurs",
        running=f"Annexes I, II et III · {years} · {state}",
        foot="Annexes proposées par l’association\u00a0; le financeur rédige la convention.",
        printed_at=printing.printed_at,
        draft=version is None,
    )

    def body(style: Style) -> list[Flowable]:
        answers = Answers(facts, style, version, printing.printed_at)
        made: list[Flowable] = []
        if version is None:
            told = "Brouillon\u00a0: le dossier peut encore changer."
            made.append(Para(style.warning(told), style.smaller))
        for project in projects(facts):
            made += [*programme(answers, project), answers.answer("besoin", project.row)]
            made += [*beneficiaries(answers, project), *answers.notes()]
            made += [PageBreak(), *grid_pages(answers, project)]
            made += [PageBreak(), *funding_pages(answers, project), PageBreak()]
            made += targets(answers, project)
        return made

    return compose_sheet(facts, sheet, body, fonts_folder)
