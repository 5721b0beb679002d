"""6.15 and 6.16: the budget of a project, and who pays what."""

from __future__ import annotations

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Rubric
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.association_budget import ANCHOR as RUBRIC_5
from cvdesk.documents.sections.association_budget import budget_note
from cvdesk.documents.sections.budget_sides import budget_page
from cvdesk.documents.sections.budget_years import budget_years
from cvdesk.documents.sections.projects import Project, several_years
from cvdesk.documents.sections.who_pays import who_pays
from cvdesk.documents.wording import in_words
from cvdesk.domain.budget import BudgetYear, budgets_of, is_functioning
from cvdesk.domain.money import NBSP


def _years(answers: Answers, project: Project) -> list[BudgetYear]:
    return list(budgets_of(answers.facts, project.row))


def grid_pages(answers: Answers, project: Project) -> list[Flowable]:
    """6.15: one exercise as two sides, several side by side; for the functioning, where it is."""
    style = answers.style
    if is_functioning(answers.facts.form):
        return _whole_budget(answers, project)
    years = _years(answers, project)
    several = several_years(answers.facts)
    number = "Ann. II" if several else "6.15"
    title = "Budgets du projet" if several else "Budget du projet"
    if len(years) > 1:
        title += f", {in_words(len(years))} ans côte à côte"
    elif years:
        title += f", année {years[0].year}"
    note = budget_note(answers, "projet", project.row, years[0].year) if len(years) == 1 else ()
    if len(years) > 1:
        for year in years:
            budget_note(answers, "projet", project.row, year.year)
    opening = Rubric(
        style.text(number),
        style.text(project.titled(title)),
        style,
        anchor=project.part("budget"),
        note=note,
    )
    if not years:
        return [opening, answers.line(style.text("Budget"), answers.nothing("premier_exercice"))]
    if several:
        return [opening, *budget_years(answers, years)]
    return [opening, *budget_page(answers, years[0], unnumbered=True, notes={})]


def _whole_budget(answers: Answers, project: Project) -> list[Flowable]:
    """Rule B11: the budget of the associative project is rubrique 5, not printed twice."""
    style = answers.style
    told = style.text("Pour le fonctionnement global, le budget est celui de l’association")
    told += style.text(f"{NBSP}: ") + style.link(f"rubrique{NBSP}5", RUBRIC_5) + style.text(".")
    opening = Rubric(
        style.text("6.15"), style.text("Budget"), style, anchor=project.part("budget"), note=()
    )
    return [opening, answers.line(style.text("Budget"), told)]


def funding_pages(answers: Answers, project: Project) -> list[Flowable]:
    """6.16: the same money told by who gives it."""
    style = answers.style
    whose = "de l’association" if is_functioning(answers.facts.form) else "du projet"
    years = _years(answers, project)
    opening = Rubric(
        style.text("6.16"),
        style.text(project.titled("Qui paie quoi")),
        style,
        anchor=project.part("qui-paie"),
        note=style.text(f"Le budget {whose} par financeur, hors contributions volontaires."),
    )
    if not years:
        return [opening, answers.line(style.text("Budget"), answers.nothing("premier_exercice"))]
    return [opening, *who_pays(answers, project, years)]
