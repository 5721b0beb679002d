"""Rubrique 5: the budget of the association."""

from __future__ import annotations

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Rubric
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.budget_sides import budget_page, funder_notes
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import period
from cvdesk.domain.budget import budgets
from cvdesk.domain.ids import ROOT, RowId
from cvdesk.domain.money import NBSP

ANCHOR = "rubrique-5"


def association_budget(answers: Answers, title: str) -> list[Flowable]:
    """Every line of the form for the first exercise."""
    style = answers.style
    found = budgets(answers.facts, "asso")
    if not found:
        return [
            Rubric(style.text("5"), style.text(title), style, anchor=ANCHOR),
            answers.line(style.text("Budget"), answers.nothing("premier_exercice")),
        ]
    year = found[0]
    opening = Rubric(
        style.text("5"),
        style.text(f"{title}, exercice {year.year}"),
        style,
        anchor=ANCHOR,
        note=budget_note(answers, "asso", ROOT, year.year),
    )
    notes = funder_notes(answers, year.budget, ROOT)
    page = budget_page(answers, year, unnumbered=False, notes=notes)
    return [opening, *page, *answers.rest(("5",)), *answers.notes()]


def budget_note(answers: Answers, budget: str, row: RowId, year: int) -> Rich:
    """The exercise of a budget and what its figures are: « Du 1er janvier au … »."""
    style = answers.style
    first = answers.value(f"{budget}_exercice_debut", row, year)
    last = answers.value(f"{budget}_exercice_fin", row, year)
    told = style.text(f"Montants en euros{NBSP}; numéros de comptes du formulaire.")
    if first is None or last is None:
        return told
    days = period(style, first, last)
    return style.text("Du ") + days[1:] + style.text(". ") + told
