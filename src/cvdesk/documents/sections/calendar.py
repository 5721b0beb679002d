"""6.12: when the action takes place, in words and as a drawing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH, set_line
from cvdesk.documents.figures import Figure
from cvdesk.documents.sections.answers import Answers, Asked
from cvdesk.documents.sections.projects import Project, several_years
from cvdesk.documents.style import ACCENT, HAIRLINE, Rich, Style, plain
from cvdesk.documents.tagging import TaggedCanvas
from cvdesk.documents.wording import long_date, period, short_date

_LABELS = 78 * mm
_HEAD = 15.0
_LINE = 11.3
_PADDING = 2.7
_BAR = 8.0
_MOST_MONTHS = 18
"""A longer action is drawn by quarters of a year."""

_STEPS_OF_A_FIGURE = 25
_SHORT = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    first: date
    last: date

    def told(self, *, year: bool) -> str:
        """Its name and its days, which is what the drawing means; years only when asked."""
        first, last = (
            short_date(day) if year else f"{day:%d/%m}" for day in (self.first, self.last)
        )
        return f"{self.name}, le {first}" if first == last else f"{self.name}, du {first} au {last}"


@dataclass(frozen=True, slots=True)
class _Scale:
    """The columns of the drawing.

    Attributes:
        names: What stands above each column.
        starts: First day of each column, and the day after the last.
    """

    names: tuple[str, ...]
    starts: tuple[date, ...]

    def x(self, day: date) -> float:
        """Where a day stands, in columns from the left; days outside stand at the ends."""
        for index, (first, after) in enumerate(zip(self.starts, self.starts[1:], strict=False)):
            if day < after:
                return index + max((day - first).days, 0) / (after - first).days
        return float(len(self.names))


def calendar(answers: Answers, project: Project) -> list[Flowable]:
    """The period, then the steps."""
    style = answers.style
    row = project.row
    first, last = answers.value("date_debut", row), answers.value("date_fin", row)
    label = answers.heading("6.12", "Période")
    keys = [("date_debut", row, None), ("date_fin", row, None)]
    steps, undated = _steps(answers, project)
    if first is None or last is None:
        told = style.text("Début : ") + answers.rich("date_debut", row)
        told += style.text(". Fin : ") + answers.rich("date_fin", row)
    else:
        told = style.text("Du ") + period(style, first, last)[1:] + style.text(". ")
        told += _report(answers, last)
    for step in undated:
        told += style.text(f" {step}.", where="la réponse 6.12 Calendrier")
    made: list[Flowable] = [answers.line(label, told, *keys, *_step_keys(answers, project))]
    if steps:
        scale = _scale(steps, first, last)
        made += [
            _figure(style, steps[start : start + _STEPS_OF_A_FIGURE], scale)
            for start in range(0, len(steps), _STEPS_OF_A_FIGURE)
        ]
    return made


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


def _steps(answers: Answers, project: Project) -> tuple[list[_Step], list[str]]:
    """The steps with both dates, in the user's order, and the names of the others."""
    dated, undated = [], []
    for row in answers.facts.rows("etapes", project.row):
        name = answers.value("etape_libelle", row) or "Étape à nommer"
        first, last = answers.value("etape_debut", row), answers.value("etape_fin", row)
        if first is None or last is None or last < first:
            undated.append(f"{name} (dates à préciser)")
        else:
            dated.append(_Step(name, first, last))
    return dated, undated


def _scale(steps: Sequence[_Step], first: date | None, last: date | None) -> _Scale:
    days = [day for step in steps for day in (step.first, step.last)]
    days += [day for day in (first, last) if day is not None]
    start, end = min(days), max(days)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months <= _MOST_MONTHS:
        starts = [_month(start, ahead) for ahead in range(months + 1)]
        names = tuple(_SHORT[one.month - 1] for one in starts[:-1])
        return _Scale(names, tuple(starts))
    opening = date(start.year, (start.month - 1) // 3 * 3 + 1, 1)
    quarters = ((end.year - opening.year) * 12 + end.month - opening.month) // 3 + 1
    starts = [_month(opening, 3 * ahead) for ahead in range(quarters + 1)]
    names = tuple(
        str(one.year) if one.month == 1 or not at else "" for at, one in enumerate(starts[:-1])
    )
    return _Scale(names, tuple(starts))


def _month(start: date, ahead: int) -> date:
    """The first day of the month ``ahead`` months after that of ``start``."""
    index = start.year * 12 + start.month - 1 + ahead
    return date(index // 12, index % 12 + 1, 1)


def _figure(style: Style, steps: Sequence[_Step], scale: _Scale) -> Flowable:
    years = scale.starts[0].year != scale.starts[-2].year
    told = [
        plain(style.text(step.told(year=years), where="la réponse 6.12 Calendrier"))
        for step in steps
    ]
    font, size = style.cell.fontName, style.cell.fontSize
    lines = [simpleSplit(text, font, size, _LABELS - 8) for text in told]
    heights = [len(text) * _LINE + 2 * _PADDING for text in lines]
    height = _HEAD + sum(heights)
    width = (FULL_WIDTH - _LABELS) / len(scale.names)

    def paint(canvas: TaggedCanvas) -> None:
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.35)
        for column in range(len(scale.names) + 1):
            x = _LABELS + column * width
            canvas.line(x, 0, x, height - _HEAD)
        for column, name in enumerate(scale.names):
            x = _LABELS + (column + 0.5) * width
            set_line(canvas, style.text(name), style.head, x, height - 10, align="centre")
        y = height - _HEAD
        for step, text, tall in zip(steps, lines, heights, strict=True):
            for number, line in enumerate(text):
                baseline = y - _PADDING - 9 - number * _LINE
                set_line(canvas, style.text(line), style.cell, 3, baseline)
            left = _LABELS + scale.x(step.first) * width
            after = step.last.fromordinal(step.last.toordinal() + 1)
            right = _LABELS + scale.x(after) * width
            canvas.setFillColor(ACCENT)
            canvas.rect(
                left, y - tall / 2 - _BAR / 2, max(right - left, 1.5), _BAR, stroke=0, fill=1
            )
            y -= tall
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.35)
            canvas.line(0, y, FULL_WIDTH, y)
        canvas.setStrokeColor(ACCENT)
        canvas.setLineWidth(0.9)
        canvas.line(0, height - _HEAD, FULL_WIDTH, height - _HEAD)

    figure = Figure(FULL_WIDTH, height, paint, alt="Calendrier. " + " ; ".join(told) + ".")
    figure.spaceBefore = 4
    figure.spaceAfter = 10
    return figure
