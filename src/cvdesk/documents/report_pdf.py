"""The printed account of a grant: the three sheets of the Cerfa n° 15059*02, in our own layout."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from cvdesk.app.freeze import Printing
from cvdesk.documents.blocks import Para, Rubric, section
from cvdesk.documents.finish import finish
from cvdesk.documents.frame import Named, Unfinished, lay_out
from cvdesk.documents.pages import Pages
from cvdesk.documents.sections import attestations as rubric_7
from cvdesk.documents.sections import identity as rubric_1
from cvdesk.documents.sections import opening
from cvdesk.documents.sections import pieces as rubric_8
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.compared import compared_pages, grants_table, notable_lines
from cvdesk.documents.sections.cover import dossier_title
from cvdesk.documents.sections.declared import certified
from cvdesk.documents.sections.opening import Line
from cvdesk.documents.sections.projects import Project, projects
from cvdesk.documents.sections.reached import indicators_reached, people_reached
from cvdesk.documents.sections.report_cover import report_cover, report_figures
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import period, years_in_words
from cvdesk.domain.comparison import Comparison, comparisons
from cvdesk.domain.money import NBSP

_NOTICE = (
    "Contenu dans l’ordre des trois feuilles du Cerfa n° 15059*02, mise en page de CVDesk."
    " Ce document n’est pas le formulaire officiel."
)
_NUMBERS = f"Les feuilles sont celles du Cerfa n° 15059*02{NBSP}; les sous-numéros, de CVDesk."
_CONTEXT = "aide"


def compose_report(printing: Printing, fonts_folder: Path) -> bytes:
    """The account as a finished PDF: the same values give the same bytes.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    return finish(*unfinished_report(printing, fonts_folder))


def unfinished_report(printing: Printing, fonts_folder: Path) -> Unfinished:
    """What :func:`compose_report` finishes."""
    years = years_in_words(printing.facts.years)
    named = Named(
        running=f"compte rendu {years}".strip(),
        title=f"{dossier_title(printing.facts)} – compte rendu financier {years}",
        subject="Compte rendu financier d’une subvention de la politique de la ville",
    )
    return lay_out(printing, fonts_folder, named, _story)


def _story(answers: Answers, pages: Pages) -> list[Flowable]:
    facts = answers.facts
    titles = dict(facts.form.rubriques)
    found = projects(facts)
    lines = [Line("", titles["0"], _CONTEXT), Line("1", titles["1"], rubric_1.ANCHOR)]
    for project in found:
        lines += [
            Line(f"F{number}", project.titled(titles[f"F{number}"]), project.part(f"f{number}"))
            for number in (1, 2, 3)
        ]
    lines += [
        Line("7", titles["7"], rubric_7.ANCHOR),
        Line("8", titles["8"], rubric_8.ANCHOR),
    ]
    made = [
        *section(
            report_cover(answers, pages, "Compte rendu financier", report_figures(facts), _NOTICE)
        ),
        PageBreak(),
        *section(opening.sommaire(answers, lines)),
        *section(context(answers, titles["0"])),
        *section(rubric_1.identity(answers, titles["1"])),
    ]
    for project in found:
        mine = [one for one in comparisons(facts) if one.row == project.row]
        made += [PageBreak(), *section(_sheet_1(answers, project, titles["F1"]))]
        made += [PageBreak(), *section(_sheet_2(answers, project, mine, titles["F2"]))]
        made += section(_sheet_3(answers, project, mine, titles["F3"]))
    made += [PageBreak(), *section(certified(answers, titles["7"]))]
    return [*made, PageBreak(), *section(rubric_8.pieces(answers, titles["8"]))]


def context(answers: Answers, title: str) -> list[Flowable]:
    """Which grant this is about."""
    style = answers.style
    return [
        Rubric((), style.text(title), style, anchor=_CONTEXT),
        answers.answer("premier_exercice"),
        answers.answer("destinataire"),
        answers.answer("destinataire_service"),
        answers.answer("rendu_acte"),
        *answers.notes(),
    ]


def _opening(answers: Answers, project: Project, sheet: int, title: str, note: str) -> Flowable:
    style = answers.style
    return Rubric(
        style.text(f"F{sheet}"),
        style.text(f"Feuille {sheet}{NBSP}: {project.titled(title)}"),
        style,
        anchor=project.part(f"f{sheet}"),
        note=style.text(note),
    )


def _sheet_1(answers: Answers, project: Project, title: str) -> list[Flowable]:
    style, row = answers.style, project.row
    made: list[Flowable] = [
        _opening(answers, project, 1, title, _NUMBERS),
        answers.line(answers.label("intitule"), style.strong(answers.rich("intitule", row)),
                     ("intitule", row, None)),
        answers.answer("rendu_fait", row),
    ]  # fmt: skip
    if answers.value("description", row) is not None:
        planned = style.grey(answers.rich("description", row))
        made.append(answers.labelled(answers.label("description"), [Para(planned, style.smaller)]))
    for year in answers.facts.years:
        made += people_reached(answers, row, year, "Réel")
        made += indicators_reached(answers, row, year)
    made.append(_when(answers, project))
    made += [
        answers.answer(name, row)
        for name in ("rendu_lieux", "rendu_moyens", "rendu_partenaires", "rendu_changements",
                     "rendu_appris")
    ]  # fmt: skip
    made.append(_leftover(answers, project))
    return [*made, *answers.rest(_of("F1"), row), *answers.notes()]


def _of(sheet: str) -> list[str]:
    return [sheet, *(f"{sheet}.{number}" for number in range(1, 10))]


def _when(answers: Answers, project: Project) -> Flowable:
    style, row = answers.style, project.row
    first, last = answers.value("rendu_debut", row), answers.value("rendu_fin", row)
    keys = [(name, row, None) for name in ("rendu_debut", "rendu_fin")]
    told: Rich = (
        period(style, first, last)
        if first is not None and last is not None
        else answers.rich("rendu_debut", row) + style.text(" – ") + answers.rich("rendu_fin", row)
    )
    return answers.line(answers.heading("F1.4", "Dates réelles"), told, *keys)


def _leftover(answers: Answers, project: Project) -> Flowable:
    style, row = answers.style, project.row
    told = answers.by_year("reste_montant", row)
    if becomes := answers.optional("reste_devenir", row):
        told += style.text(f"{NBSP}: ") + becomes
    body: list[Flowable] = [Para(told, style.answer)]
    if (why := answers.value("reste_explication", row)) is not None:
        body += answers.typed(why, where="la réponse F1.8")
    return answers.labelled(answers.heading("F1.8", "Part non employée"), body)


def _sheet_2(
    answers: Answers, project: Project, mine: list[Comparison], title: str
) -> list[Flowable]:
    style, row = answers.style, project.row
    for year in answers.facts.years:
        for name in ("realise_exercice_debut", "realise_exercice_fin"):
            answers.value(name, row, year)
    answers.value("prevu_revu", row)
    made: list[Flowable] = [_opening(answers, project, 2, title, _exercise(answers, project))]
    if not mine:
        return [*made, answers.line(style.text("Budget"), answers.nothing("premier_exercice"))]
    for one in mine:
        made += [*compared_pages(answers, one), *grants_table(answers, one)]
    return [*made, *answers.rest(_of("F2"), row), *answers.notes()]


def _exercise(answers: Answers, project: Project) -> str:
    facts, row = answers.facts, project.row
    told = []
    for year in facts.years:
        first = facts.shown("realise_exercice_debut", row, year)
        last = facts.shown("realise_exercice_fin", row, year)
        known = f" du {first} au {last}" if first and last else f" {year}"
        plan = (
            "budget prévu revu avec le financeur"
            if facts.value("prevu_revu", row)
            else "budget prévu de la demande"
        )
        told.append(f"Exercice{known}{NBSP}; {plan}.")
    return " ".join(told)


def _sheet_3(
    answers: Answers, project: Project, mine: list[Comparison], title: str
) -> list[Flowable]:
    row = project.row
    made: list[Flowable] = [
        _opening(answers, project, 3, title, ""),
        answers.answer("realise_cle", row),
        answers.answer("realise_ecarts", row),
    ]
    style = answers.style
    for one in mine:
        if lines := notable_lines(answers, one):
            label = style.text("Écarts relevés par CVDesk")
            told = "Lignes qui s’écartent d’au moins 10 % et 300 € du prévu, seuils de CVDesk."
            note = Para(style.text(told.replace(" %", f"{NBSP}%").replace(" €", f"{NBSP}€")),
                        style.note)  # fmt: skip
            made.append(answers.labelled(label, [*lines, note]))
    made += [answers.answer(name, row) for name in ("realise_cvn", "realise_observations")]
    return [*made, *answers.rest(_of("F3"), row), *answers.notes()]
