"""Bars that show who pays what, drawn to be read in grey, on a copy, or not at all (their Alt)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from cvdesk.documents.blocks import FULL_WIDTH, set_line
from cvdesk.documents.figures import Figure
from cvdesk.documents.sections.funding import Payer, Share
from cvdesk.documents.style import ACCENT, MID, WHITE, Style
from cvdesk.documents.tagging import TaggedCanvas
from cvdesk.documents.wording import share as part_of
from cvdesk.domain.money import Euros

_HEIGHT = 9 * mm
_YEAR_HEIGHT = 6.2 * mm
_YEAR_PITCH = 8.6 * mm
_LETTERS = 13.0
_LEGEND = 20.0
_OUTLINE = 0.6
_SMALL = 8.5
_HATCH_STEP = 3.2
_HATCH_WIDTH = 0.7
_YEAR_LABEL = 15 * mm
_YEAR_TOTAL = 22 * mm

Box = tuple[float, float, float, float]
"""Left, bottom, width, height, in points."""


def payer_bar(style: Style, payers: Sequence[Payer], total: Euros, *, alt: str) -> Figure:
    """One bar of the whole width, a letter above each payer, the legend below."""

    def paint(canvas: TaggedCanvas) -> None:
        left, free = 0.0, 0.0
        for payer in payers:
            width = FULL_WIDTH * payer.total.cents / total.cents
            x = left
            for kind, amount in payer.shares[0]:
                part = FULL_WIDTH * amount.cents / total.cents
                _segment(canvas, kind, (x, _LEGEND, part, _HEIGHT))
                x += part
            told = f" {part_of(payer.total.cents, total.cents)}"
            if left >= free:
                free = _letter(canvas, style, payer.letter, told, left)
            left += width
        _legend(canvas, style, payers)

    return _spaced(Figure(FULL_WIDTH, _LEGEND + _HEIGHT + _LETTERS, paint, alt=alt))


def _spaced(figure: Figure) -> Figure:
    figure.spaceAfter = 8
    return figure


def _letter(canvas: TaggedCanvas, style: Style, letter: str, told: str, left: float) -> float:
    """Set the letter of a payer above its part, and its share when the page is wide enough.

    Returns:
        Where the next letter may begin.
    """
    if _length(style, letter + told) > FULL_WIDTH - left:
        told = ""
    line = style.strong(letter) + style.text(told)
    set_line(canvas, line, style.note, left + 1, _LEGEND + _HEIGHT + 3.5)
    return left + _length(style, letter + told) + 3


def _length(style: Style, words: str) -> float:
    return float(stringWidth(words, style.head.fontName, _SMALL))


def year_bars(style: Style, payers: Sequence[Payer], years: Sequence[int], *, alt: str) -> Figure:
    """One bar for each exercise, all on one scale, amounts inside, totals on the right."""
    totals = [Euros.total(payer.amounts[at] for payer in payers) for at in range(len(years))]
    widest = max(totals)
    span = FULL_WIDTH - _YEAR_LABEL - _YEAR_TOTAL
    height = _LEGEND + _YEAR_PITCH * len(years)

    def paint(canvas: TaggedCanvas) -> None:
        for at, year in enumerate(years):
            bottom = height - _YEAR_PITCH * (at + 1) + (_YEAR_PITCH - _YEAR_HEIGHT) / 2
            baseline = bottom + _YEAR_HEIGHT / 2 - 3
            set_line(canvas, style.strong(str(year)), style.cell, 0, baseline)
            total = style.strong(str(totals[at]))
            set_line(canvas, total, style.cell, FULL_WIDTH, baseline, align="right")
            left = _YEAR_LABEL
            for kind in Share:
                amount = _of(payers, at, kind)
                if not amount:
                    continue
                width = span * amount.cents / widest.cents
                _segment(canvas, kind, (left, bottom, width, _YEAR_HEIGHT))
                _amount(canvas, style, kind, amount, (left, bottom, width, _YEAR_HEIGHT))
                left += width
        _legend(canvas, style, payers)

    return _spaced(Figure(FULL_WIDTH, height, paint, alt=alt))


def _of(payers: Sequence[Payer], at: int, kind: Share) -> Euros:
    return Euros.total(
        amount for payer in payers for one, amount in payer.shares[at] if one is kind
    )


def _amount(canvas: TaggedCanvas, style: Style, kind: Share, amount: Euros, box: Box) -> None:
    """The amount in the middle of its part, on a plate when the ground would hide it."""
    left, bottom, width, height = box
    words = amount.digits
    needed = _length(style, words)
    if needed + 6 > width:
        return
    middle = left + width / 2
    if kind in {Share.ELSEWHERE, Share.GRANTED}:
        canvas.setFillColor(WHITE)
        plate = height - 4
        canvas.rect(middle - needed / 2 - 2, bottom + 2, needed + 4, plate, stroke=0, fill=1)
    (run,) = style.sized(style.strong(words), _SMALL)
    if kind is Share.HERE:
        run = replace(run, colour=WHITE)
    set_line(canvas, (run,), style.cell, middle, bottom + height / 2 - 3, align="centre")


def _segment(canvas: TaggedCanvas, kind: Share, box: Box) -> None:
    """A part of a bar; its outline keeps its limits on a poor copy."""
    fill = {Share.HERE: ACCENT, Share.GRANTED: MID}.get(kind, WHITE)
    canvas.setFillColor(fill)
    canvas.rect(*box, stroke=0, fill=1)
    if kind is Share.ELSEWHERE:
        _hatch(canvas, box)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(_OUTLINE)
    canvas.rect(*box, stroke=1, fill=0)


def _hatch(canvas: TaggedCanvas, box: Box) -> None:
    """Slanted lines, cut at the edges by arithmetic: a clip would outlive them."""
    left, bottom, width, height = box
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(_HATCH_WIDTH)
    lines = []
    start = -height
    while start < width:
        low, high = max(start, 0.0), min(start + height, width)
        lines.append((left + low, bottom + low - start, left + high, bottom + high - start))
        start += _HATCH_STEP
    canvas.lines(lines)


def _legend(canvas: TaggedCanvas, style: Style, payers: Sequence[Payer]) -> None:
    """What each fill means; only those of the figure."""
    x = 0.0
    for kind in Share:
        if not any(payer.of(kind) for payer in payers):
            continue
        _segment(canvas, kind, (x, 1, 14, 7))
        line = style.text(kind.value)
        set_line(canvas, line, style.cell, x + 20, 1.5)
        x += 20 + stringWidth(kind.value, style.cell.fontName, style.cell.fontSize) + 22
