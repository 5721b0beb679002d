"""The printed dossier: its parts in the order and numbering of the form, as one tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from cvdesk.app.freeze import Printing
from cvdesk.documents.blocks import section
from cvdesk.documents.embedded import DOSSIER_NAME
from cvdesk.documents.finish import Attachment, finish
from cvdesk.documents.fonts import SEMIBOLD
from cvdesk.documents.furniture import footer, header
from cvdesk.documents.pages import Composed, Pages, compose, draft_watermark
from cvdesk.documents.sections import attestations as rubric_7
from cvdesk.documents.sections import identity as rubric_1
from cvdesk.documents.sections import opening, paper
from cvdesk.documents.sections import pieces as rubric_8
from cvdesk.documents.sections import relations as rubrics_2_to_4
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.association_budget import ANCHOR as RUBRIC_5
from cvdesk.documents.sections.association_budget import association_budget
from cvdesk.documents.sections.convention import TARGETS_TITLE, programme, targets
from cvdesk.documents.sections.cover import cover, dossier_title
from cvdesk.documents.sections.facing import Facing
from cvdesk.documents.sections.opening import Line
from cvdesk.documents.sections.people import association
from cvdesk.documents.sections.project import project_text
from cvdesk.documents.sections.project_budget import funding_pages, grid_pages
from cvdesk.documents.sections.projects import Project, projects, several_years
from cvdesk.documents.style import Style
from cvdesk.documents.wording import short_date, shortened, years_in_words
from cvdesk.documents.xmp import Metadata
from cvdesk.domain.budget import is_functioning
from cvdesk.domain.facts import Facts

_SHORT_TITLE = 46


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


def unfinished_dossier(
    printing: Printing, fonts_folder: Path
) -> tuple[Composed, Metadata, list[Attachment]]:
    """What :func:`compose_dossier` finishes: the pages, what is said of them, the files inside.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    facts, version = printing.facts, printing.version
    style = Style.load(fonts_folder / "source-sans-3", draft=version is None)

    def story(pages: Pages) -> list[Flowable]:
        return _story(Answers(facts, style, version, printing.printed_at), pages)

    names = (association(facts), facts.shown("nom"), facts.shown("sigle"))
    composed = compose(
        story,
        header=header(style, names, _running_title(printing)),
        footer=footer(style, version, paper.ANCHOR),
        background=draft_watermark(SEMIBOLD) if version is None else None,
    )
    return composed, _metadata(printing), [embedded_data(printing)]


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


def _running_title(printing: Printing) -> str:
    """Title, exercises and version, as every page repeats them."""
    facts = printing.facts
    rows = facts.projects
    title = facts.shown("intitule", rows[0]) if len(rows) == 1 else ""
    if len(title) > _SHORT_TITLE:
        head = title.split(" : ")[0].split("\u00a0: ")[0]
        title = shortened(head, _SHORT_TITLE)
    years = years_in_words(facts.years).replace(" à ", "-")
    if several_years(facts):
        years = f"CPO {years}".strip()
    if printing.version is None:
        state = f"brouillon du {short_date(printing.printed_at)} · PROJET, à ne pas déposer"
    else:
        state = f"version {printing.version.number}"
    return " · ".join(part for part in (title, years, state) if part)


def _metadata(printing: Printing) -> Metadata:
    facts = printing.facts
    years = years_in_words(facts.years)
    state = "projet" if printing.version is None else f"version {printing.version.number}"
    title = f"{dossier_title(facts)} – dossier de subvention {years}, {state}"
    return Metadata(
        title=" ".join(title.split()),
        author=facts.shown("nom") or "Association à nommer",
        subject="Demande de subvention au titre de la politique de la ville",
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
