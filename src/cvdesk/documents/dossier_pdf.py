"""The printed dossier: its parts in the order and numbering of the form, as one tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from cvdesk.app.freeze import Printing
from cvdesk.documents.blocks import section
from cvdesk.documents.finish import finish
from cvdesk.documents.frame import Named, Unfinished, lay_out
from cvdesk.documents.pages import Pages
from cvdesk.documents.sections import attestations as rubric_7
from cvdesk.documents.sections import identity as rubric_1
from cvdesk.documents.sections import opening
from cvdesk.documents.sections import pieces as rubric_8
from cvdesk.documents.sections import relations as rubrics_2_to_4
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.association_budget import ANCHOR as RUBRIC_5
from cvdesk.documents.sections.association_budget import association_budget
from cvdesk.documents.sections.convention import TARGETS_TITLE, programme, targets
from cvdesk.documents.sections.cover import cover, dossier_title
from cvdesk.documents.sections.facing import Facing
from cvdesk.documents.sections.opening import Line
from cvdesk.documents.sections.project import project_text
from cvdesk.documents.sections.project_budget import funding_pages, grid_pages
from cvdesk.documents.sections.projects import Project, projects, several_years
from cvdesk.documents.wording import years_in_words
from cvdesk.domain.budget import is_functioning
from cvdesk.domain.facts import Facts


def compose_dossier(printing: Printing, fonts_folder: Path) -> bytes:
    """The dossier as a finished PDF: the same values give the same bytes.

    Args:
        printing: What to print; a draft when it has no version.
        fonts_folder: ``resources/polices``.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    return finish(*unfinished_dossier(printing, fonts_folder))


def unfinished_dossier(printing: Printing, fonts_folder: Path) -> Unfinished:
    """What :func:`compose_dossier` finishes: the pages, what is said of them, the files inside.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    facts = printing.facts
    years = years_in_words(facts.years)
    running = years.replace(" à ", "-")
    named = Named(
        running=f"CPO {running}".strip() if several_years(facts) else running,
        title=f"{dossier_title(facts)} – dossier de subvention {years}",
        subject="Demande de subvention au titre de la politique de la ville",
    )
    return lay_out(printing, fonts_folder, named, _story)


def _story(answers: Answers, pages: Pages) -> list[Flowable]:
    facts = answers.facts
    titles = dict(facts.form.rubriques)
    found = projects(facts)
    flowables = [*section(cover(answers, pages)), PageBreak()]
    flowables += section(opening.sommaire(answers, _sommaire(facts, titles, found)))
    flowables += section(opening.nature(answers, titles["0"]))
    flowables += section(rubric_1.identity(answers, titles["1"]))
    flowables += rubrics_2_to_4.relations(answers, titles)
    flowables += [PageBreak(), *section(association_budget(answers, titles["5"]))]
    for project in found:
        flowables += [PageBreak(), *section(_project(answers, project, titles["6"]))]
    flowables += [PageBreak(), *section(rubric_7.attestations(answers, titles["7"]))]
    return [*flowables, PageBreak(), *section(rubric_8.pieces(answers, titles["8"]))]


def _project(answers: Answers, project: Project, title: str) -> list[Flowable]:
    made, ending = project_text(answers, project, title)
    annex = programme(answers, project) if several_years(answers.facts) else []
    made += [Facing([*ending, *annex]), *ending]
    if annex:
        made += [Facing(annex), *annex]
    made += [PageBreak(), *grid_pages(answers, project)]
    if not is_functioning(answers.facts.form):  # one line: who pays goes under it
        made.append(PageBreak())
    made += funding_pages(answers, project)
    if several_years(answers.facts):
        made += targets(answers, project)
    return made


def _sommaire(facts: Facts, titles: dict[str, str], found: Sequence[Project]) -> list[Line]:
    lines = [
        Line("", titles["0"], opening.ANCHOR),
        Line("1", titles["1"], rubric_1.ANCHOR),
        Line("2 à 4", "Administration, autres associations, moyens humains", rubrics_2_to_4.ANCHOR),
        Line("5", titles["5"], RUBRIC_5),
    ]
    several = several_years(facts)
    for project in found:
        lines.append(Line("6", project.titled(titles["6"]), project.anchor))
        if several:
            named = [
                ("Annexe I", "Programme d’actions", "annexe-1"),
                ("Annexe II", "Budgets du projet", "budget"),
                ("6.16", "Qui paie quoi", "qui-paie"),
                ("Annexe III", TARGETS_TITLE, "annexe-3"),
            ]
        else:
            budget = "Budget" if is_functioning(facts.form) else "Budget du projet"
            named = [("6.15", budget, "budget"), ("6.16", "Qui paie quoi", "qui-paie")]
        lines += [
            Line(number, project.titled(title), project.part(part)) for number, title, part in named
        ]
    lines.append(Line("7", titles["7"], rubric_7.ANCHOR))
    return [*lines, Line("8", titles["8"], rubric_8.ANCHOR)]
