"""6.12: when the action takes place, in words and as a drawing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from reportlab.platypus import Flowable

from cvdesk.documents.sections.answers import Answers, Asked
from cvdesk.documents.sections.projects import Project, several_years
from cvdesk.documents.sections.timeline import Step, timeline, too_long
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import long_date, period


def calendar(answers: Answers, project: Project) -> list[Flowable]:
    """The period, then the steps."""
    style = answers.style
    row = project.row
    first, last = answers.value("date_debut", row), answers.value("date_fin", row)
    label = answers.heading("6.12", "Période")
    keys = [("date_debut", row, None), ("date_fin", row, None)]
    steps, undated = _steps(answers, project)
    if first is None or last is None:
        told = style.text("Début : ") + answers.inside("date_debut", row)
        told += style.text(". Fin : ") + answers.inside("date_fin", row)
    else:
        told = style.text("Du ") + period(style, first, last)[1:] + style.text(". ")
        told += _report(answers, last)
    apart = undated + [step.told(year=True) for step in steps if too_long(style, step)]
    for step in apart:
        told += style.text(f" {step}.", where="la réponse 6.12 Calendrier")
    line = answers.line(label, told, *keys, *_step_keys(answers, project))
    return [line, *timeline(style, steps, [day for day in (first, last) if day is not None])]


def _step_keys(answers: Answers, project: Project) -> list[Asked]:
    rows = answers.facts.rows("etapes", project.row)
    names = ("etape_libelle", "etape_debut", "etape_fin")
    return [(name, row, None) for row in rows for name in names]


def _report(answers: Answers, last: date) -> Rich:
    style = answers.style
    if several_years(answers.facts):
        each = (
            "Le compte rendu financier de chaque exercice est remis dans les six mois qui suivent."
        )
        return style.text(each)
    due = long_date(style, _six_months_after(last))
    return style.text("Le compte rendu financier sera remis avant le ") + due + style.text(".")


def _six_months_after(day: date) -> date:
    years, month = divmod(day.month + 5, 12)
    _, length = monthrange(day.year + years, month + 1)
    return date(day.year + years, month + 1, min(day.day, length))


def _steps(answers: Answers, project: Project) -> tuple[list[Step], list[str]]:
    """The steps with both dates, in the user's order, and the names of the others."""
    dated, undated = [], []
    for row in answers.facts.rows("etapes", project.row):
        name = answers.value("etape_libelle", row) or "Étape à nommer"
        first, last = answers.value("etape_debut", row), answers.value("etape_fin", row)
        if first is None or last is None or last < first:
            undated.append(f"{name} (dates à préciser)")
        else:
            dated.append(Step(name, first, last))
    return dated, undated
