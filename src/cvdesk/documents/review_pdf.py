"""The printed interim report: where the action is at one day, and what is left to do."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from cvdesk.app.freeze import Printing
from cvdesk.documents.blocks import Rubric, section
from cvdesk.documents.finish import finish
from cvdesk.documents.frame import Named, lay_out
from cvdesk.documents.pages import Pages
from cvdesk.documents.report_pdf import context
from cvdesk.documents.sections import identity as rubric_1
from cvdesk.documents.sections import pieces as rubric_8
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.cover import dossier_title
from cvdesk.documents.sections.declared import certified
from cvdesk.documents.sections.projects import Project, projects
from cvdesk.documents.sections.reached import indicators_reached, people_reached
from cvdesk.documents.sections.report_cover import people_figure, report_cover
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.wording import years_in_words
from cvdesk.domain.budget import percent
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import NBSP, ZERO, Euros

_NOTICE = (
    "Bilan intermédiaire, mise en page de CVDesk. Il ne remplace pas le compte rendu financier"
    " (Cerfa n° 15059*02), dû après la fin de l’exercice."
)
_MONEY = ("bilan_prevu", "bilan_depense", "bilan_accorde", "bilan_recu")


def compose_review(printing: Printing, fonts_folder: Path) -> bytes:
    """The interim report as a finished PDF: the same values give the same bytes.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    years = years_in_words(printing.facts.years)
    named = Named(
        running=f"bilan intermédiaire {years}".strip(),
        title=f"{dossier_title(printing.facts)} – bilan intermédiaire {years}",
        subject="Bilan intermédiaire d’une action de la politique de la ville",
    )
    return finish(*lay_out(printing, fonts_folder, named, _story))


def _story(answers: Answers, pages: Pages) -> list[Flowable]:
    facts = answers.facts
    titles = dict(facts.form.rubriques)
    made = [
        *section(report_cover(answers, pages, "Bilan intermédiaire", _figures(facts), _NOTICE)),
        PageBreak(),
        *section(context(answers, titles["0"])),
        *section(rubric_1.identity(answers, titles["1"])),
    ]
    for project in projects(facts):
        made += [PageBreak(), *section(_action(answers, project, titles["F1"]))]
        made += section(_money(answers, project, titles["F2"]))
    made += [PageBreak(), *section(certified(answers, titles["7"]))]
    if facts.rows("pieces"):
        made += [PageBreak(), *section(rubric_8.pieces(answers, titles["8"]))]
    return made


def _figures(facts: Facts) -> list[tuple[str, str]]:
    totals = {
        name: Euros.total(
            facts.value(name, row, year) or ZERO for row in facts.projects for year in facts.years
        )
        for name in _MONEY
    }
    days = [facts.shown("bilan_au", row) for row in facts.projects]
    at = next((day for day in days if day), "")
    when = f"au {at}" if at else "à ce jour"
    spent, planned = totals["bilan_depense"], totals["bilan_prevu"]
    return [
        (str(spent), f"dépensés {when}, sur {planned} prévus"),
        (percent(spent, planned), "du budget prévu"),
        (str(totals["bilan_recu"]), f"reçus de ce financeur, sur {totals['bilan_accorde']}"),
        people_figure(facts),
    ]


def _action(answers: Answers, project: Project, title: str) -> list[Flowable]:
    style, row = answers.style, project.row
    made: list[Flowable] = [
        Rubric(style.text("F1"), style.text(project.titled(title)), style,
               anchor=project.part("f1"),
               note=style.text("Tous les nombres sont comptés jusqu’à la date du bilan.")),
        answers.line(answers.label("intitule"), style.strong(answers.rich("intitule", row)),
                     ("intitule", row, None)),
        *[answers.answer(name, row) for name in ("bilan_au", "bilan_fait", "bilan_difficultes")],
    ]  # fmt: skip
    for year in answers.facts.years:
        made += people_reached(answers, row, year, f"À ce{NBSP}jour")
        made += indicators_reached(answers, row, year)
    made.append(answers.answer("bilan_reste", row))
    numbers = ["F1", *(f"F1.{number}" for number in range(1, 10))]
    return [*made, *answers.rest(numbers, row), *answers.notes()]


def _money(answers: Answers, project: Project, title: str) -> list[Flowable]:
    style, row = answers.style, project.row
    made: list[Flowable] = [
        Rubric(style.text("F2"), style.text(project.titled(title)), style,
               anchor=project.part("f2"))
    ]  # fmt: skip
    for year in answers.facts.years:
        rows = [
            Row([style.text(_title(answers, name)), answers.cell(name, row, year)])
            for name in _MONEY
        ]
        columns = [Column(250, heads_row=True), Column(90, number=True)]
        heads = [style.text("Montants"), style.text(f"{year}{NBSP}(€)")]
        keys = [(name, row, year) for name in _MONEY]
        table = DataTable(columns, heads, rows, style)
        made.append(answers.labelled(answers.heading("F2", "En euros"), [table], *keys))
    made.append(answers.answer("bilan_argent", row))
    return [*made, *answers.rest(("F2",), row), *answers.notes()]


def _title(answers: Answers, name: str) -> str:
    found = answers.field(name)
    return "" if found is None else found.title
