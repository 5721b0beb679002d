"""The steps of an action drawn on a scale of months, quarters of a year or years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit

from cvdesk.documents.blocks import FULL_WIDTH, set_line
from cvdesk.documents.figures import Figure
from cvdesk.documents.sections.facing import BODY_HEIGHT
from cvdesk.documents.style import ACCENT, HAIRLINE, Style, plain
from cvdesk.documents.tagging import TaggedCanvas
from cvdesk.documents.wording import short_date

_LABELS = 78 * mm
_HEAD = 15.0
_LINE = 11.3
_PADDING = 2.7
_BAR = 8.0
_THINNEST = 1.5
_MOST_LINES = 4
_TALLEST = BODY_HEIGHT / 2
_UNITS = ((1, 18), (3, 72), (12, 300), (120, 3000))
"""Months of a column, and the longest action, in months, drawn with it."""

_ROOM_OF_A_NAME = 20.0
_WHERE = "la réponse 6.12 Calendrier"
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
class Step:
    """A step of an action, its last day included."""

    name: str
    first: date
    last: date

    def told(self, *, year: bool) -> str:
        """Its name and its days, which is what the drawing means; years only when asked."""
        days = [short_date(day) if year else f"{day:%d/%m}" for day in (self.first, self.last)]
        if self.first == self.last:
            return f"{self.name}, le {days[0]}"
        return f"{self.name}, du {days[0]} au {days[1]}"


@dataclass(frozen=True, slots=True)
class _Scale:
    """The columns of the drawing.

    Attributes:
        names: What stands above each column, or an empty text.
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A step ready to be drawn.

    Attributes:
        told: The whole of its text.
        lines: What of it is drawn.
    """

    step: Step
    told: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height, in points."""
        return len(self.lines) * _LINE + 2 * _PADDING


def timeline(style: Style, steps: Sequence[Step], days: Sequence[date]) -> list[Figure]:
    """The drawing, cut in as many figures as the pages need; nothing without steps.

    Args:
        style: The style.
        steps: The steps, in the order of reading.
        days: Other days that the scale must hold: those of the whole action.
    """
    if not steps:
        return []
    scale = _scale([*days, *(day for step in steps for day in (step.first, step.last))])
    one_year = scale.starts[0].year == scale.starts[-2].year
    rows = [_row(style, step, year=not one_year) for step in steps]
    figures: list[list[_Row]] = [[]]
    for row in rows:
        if sum(one.height for one in (*figures[-1], row)) > _TALLEST:
            figures.append([])
        figures[-1].append(row)
    return [_figure(style, some, scale) for some in figures]


def too_long(style: Style, step: Step) -> bool:
    """Whether the drawing cannot hold the whole name of a step."""
    return len(_broken(style, step.told(year=True))) > _MOST_LINES


def _broken(style: Style, words: str) -> list[str]:
    lines: list[str] = simpleSplit(words, style.cell.fontName, style.cell.fontSize, _LABELS - 8)
    return lines


def _row(style: Style, step: Step, *, year: bool) -> _Row:
    told = plain(style.text(step.told(year=year), where=_WHERE))
    lines = _broken(style, told)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][:-2]}…"]
    return _Row(step, told, tuple(lines))


def _scale(days: Sequence[date]) -> _Scale:
    start, end = min(days), max(days)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    unit = next(length for length, longest in _UNITS if months <= longest)
    opening = _month(start, -((start.month - 1) % unit)) if unit > 1 else _month(start, 0)
    columns = -(-((end.year - opening.year) * 12 + end.month - opening.month + 1) // unit)
    starts = [_month(opening, unit * ahead) for ahead in range(columns + 1)]
    years = [str(one.year) if one.month == 1 or not at else "" for at, one in enumerate(starts)]
    names = [_SHORT[one.month - 1] for one in starts] if unit == 1 else years
    return _Scale(tuple(names[:-1]), tuple(starts))


def _month(start: date, ahead: int) -> date:
    """The first day of the month ``ahead`` months after that of ``start``."""
    index = start.year * 12 + start.month - 1 + ahead
    return date(index // 12, index % 12 + 1, 1)


def _figure(style: Style, rows: Sequence[_Row], scale: _Scale) -> Figure:
    height = _HEAD + sum(row.height for row in rows)
    width = (FULL_WIDTH - _LABELS) / len(scale.names)

    def paint(canvas: TaggedCanvas) -> None:
        _draw_scale(canvas, style, scale, height)
        y = height - _HEAD
        for row in rows:
            for number, line in enumerate(row.lines):
                baseline = y - _PADDING - style.cell.fontSize - number * _LINE
                set_line(canvas, style.text(line), style.cell, 3, baseline)
            left = _LABELS + scale.x(row.step.first) * width
            right = _LABELS + scale.x(row.step.last + timedelta(days=1)) * width
            bottom = y - row.height / 2 - _BAR / 2
            canvas.setFillColor(ACCENT)
            canvas.rect(left, bottom, max(right - left, _THINNEST), _BAR, stroke=0, fill=1)
            y -= row.height
            canvas.line(0, y, FULL_WIDTH, y)
        canvas.setStrokeColor(ACCENT)
        canvas.setLineWidth(0.9)
        canvas.line(0, height - _HEAD, FULL_WIDTH, height - _HEAD)

    told = "\u00a0; ".join(row.told for row in rows)
    figure = Figure(FULL_WIDTH, height, paint, alt=f"Calendrier. {told}.")
    figure.spaceBefore = 4
    figure.spaceAfter = 10
    return figure


def _draw_scale(canvas: TaggedCanvas, style: Style, scale: _Scale, height: float) -> None:
    """The names of the columns and the lines between them; hairlines stay chosen afterwards."""
    width = (FULL_WIDTH - _LABELS) / len(scale.names)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.35)
    for column in range(len(scale.names) + 1):
        x = _LABELS + column * width
        canvas.line(x, 0, x, height - _HEAD)
    free = 0.0
    for column, name in enumerate(scale.names):
        x = _LABELS + column * width
        if name and x >= free:
            set_line(canvas, style.text(name), style.head, x + 1, height - 10)
            free = x + _ROOM_OF_A_NAME
