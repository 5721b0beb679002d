"""The budget of one exercise: charges and produits side by side, every line of the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.facing import BODY_HEIGHT, heights
from cvdesk.documents.sections.grid import GridLine, account_lines
from cvdesk.documents.stacks import SideBySide
from cvdesk.documents.style import Rich, Style
from cvdesk.documents.tables import Column, DataTable, Kind, Row
from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.form import Budget
from cvdesk.domain.grid import Account
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, Euros

_GAP = 6 * mm
_HALF = (FULL_WIDTH - _GAP) / 2
_NUMBER = 13.2 * mm
_AMOUNT = 15.5 * mm
_BESIDE_AMOUNT = 7.0
_ROOM = BODY_HEIGHT - 54
"""Height, in points, that a page offers below a heading of two lines."""

PADDING, _LEAST_PADDING = 1.9, 0.9
"""Room above and below the text of a row, in points: the widest that lets the page hold all."""

_EMPLOIS = "Emplois des contributions volontaires"
_GIVEN = "Contributions volontaires en nature"

Notes = dict[RowId, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Side:
    """A table of one side, ready but for its width.

    Attributes:
        amounts: Every amount in it.
    """

    head: tuple[Rich, ...]
    rows: tuple[Row, ...]
    amounts: tuple[Euros, ...]


def budget_page(
    answers: Answers, year: BudgetYear, *, unnumbered: bool, notes: Notes
) -> list[Flowable]:
    """The whole grid of one exercise with its totals: on one page, when one page can hold it.

    Args:
        answers: The dossier.
        year: The budget.
        unnumbered: Whether accounts without number (indirect charges, own resources) are printed
            even at zero; they belong to projects.
        notes: What the user says of a funder, by its row.
    """
    grid = year.budget.grid

    def side(title: str, accounts: Sequence[Account], total: Euros) -> _Side:
        kept = [one for one in accounts if unnumbered or one.number or year.account(one)]
        lines = list(account_lines(kept, (year,), notes))
        last = GridLine("", f"TOTAL DES {title.upper()}", (total,), account=True)
        return _side(answers, title, lines, last, year.year)

    def voluntary(title: str, account: Account, total: Euros, label: str) -> _Side:
        lines = list(account_lines((account,), (year,), notes))[1:]
        last = GridLine(account.number, label, (total,), account=True)
        return _side(answers, title, lines, last, year.year)

    emplois, contributions = grid.emplois, grid.contributions
    pairs = [
        (
            side("Charges", grid.charges, year.charges),
            side("Produits", grid.produits, year.produits),
        ),
        (
            voluntary(_EMPLOIS, emplois, year.emplois, "Total des emplois"),
            voluntary(_GIVEN, contributions, year.contributions, "Total des contributions"),
        ),
    ]
    closing: list[Flowable] = [totals_table(answers, [year]), *answers.notes()]
    return [*_fitting(answers.style, pairs, _ROOM - heights(closing)), *closing]


def _fitting(style: Style, pairs: Sequence[tuple[_Side, _Side]], room: float) -> list[Flowable]:
    """Two columns when they fit in the room, else one table after the other."""
    tables = [[_table(style, one, _HALF) for one in pair] for pair in pairs]
    height = sum(max(table.height for table in pair) + 8 for pair in tables)
    lines = sum(max(len(one.rows) + 1 for one in pair) for pair in pairs)
    # Rows are as tall as their text: what is too much is taken from the room around it.
    padding = PADDING - max(height - room, 0) / (2 * lines)
    if padding < _LEAST_PADDING:
        return [_table(style, one, FULL_WIDTH) for pair in pairs for one in pair]
    for table in (each for pair in tables for each in pair):
        table.tighten(padding)
    halves = [SideBySide(left, right, _GAP) for left, right in tables]
    for half in halves:
        half.spaceBefore, half.spaceAfter = 0, 6
    return [*halves]


def _side(
    answers: Answers, title: str, lines: Sequence[GridLine], last: GridLine, year: int
) -> _Side:
    style = answers.style
    rows = []
    for line in lines:
        called: Rich = ()
        for note in line.notes:
            told = style.text(f"{line.funder}{NBSP}: {note}", where="le budget")
            called += answers.note(told)
        cells = _cells(style, line)
        cells[1] += called
        kind: Kind = "zero" if line.zero else "line"
        rows.append(Row(cells, "group" if line.account else kind, not line.account))
    rows.append(Row(_cells(style, last), "total"))
    head = (style.text("Compte"), style.text(title), style.text(f"{year}{NBSP}(€)"))
    return _Side(head, tuple(rows), tuple(line.amounts[0] for line in (*lines, last)))


def _cells(style: Style, line: GridLine) -> list[Rich]:
    label = style.text(line.label, where="le budget")
    return [style.text(line.number), label, style.text(line.amounts[0].digits)]


def _table(style: Style, side: _Side, width: float) -> DataTable:
    amount = amount_column(side.amounts, style)
    columns = [
        Column(_NUMBER),
        Column(width - _NUMBER - amount, heads_row=True, indents=True),
        Column(amount, number=True),
    ]
    return DataTable(columns, side.head, side.rows, style, padding=PADDING)


def amount_column(amounts: Iterable[Euros], style: Style, least: float = _AMOUNT) -> float:
    """The width of a column in which no amount is ever cut, in points."""
    font, size = style.head.fontName, style.cell.fontSize
    widest = max(stringWidth(amount.digits, font, size) for amount in amounts)
    return max(least, widest + _BESIDE_AMOUNT)


def totals_table(answers: Answers, years: Iterable[BudgetYear]) -> DataTable:
    """Both totals of each side, without and with voluntary contributions, and their balance."""
    style = answers.style
    columns = [
        Column(230, heads_row=True),
        Column(76, number=True),
        Column(76, number=True),
        Column(FULL_WIDTH - 382),
    ]
    head = [style.text(each) for each in ("", "Charges", "Produits", "Équilibre")]
    rows = []
    several = list(years)
    for year in several:
        name = f", {year.year}" if len(several) > 1 else ""
        charges, produits = year.charges + year.emplois, year.produits + year.contributions
        without = [
            style.strong(f"Total sans les contributions volontaires{name}"),
            style.strong(str(year.charges)),
            style.strong(str(year.produits)),
            _balance(answers, year, year.charges, year.produits),
        ]
        with_them = [
            style.text(f"Total avec les contributions volontaires (comptes 86 et 87){name}"),
            style.text(str(charges)),
            style.text(str(produits)),
            _balance(answers, year, charges, produits),
        ]
        rows += [Row(without), Row(with_them)]
    return DataTable(columns, head, rows, style)


def _balance(answers: Answers, year: BudgetYear, charges: Euros, produits: Euros) -> Rich:
    """Whether two totals are equal; the gap when they are not. Nothing balances nothing."""
    style = answers.style
    if year.empty:
        return style.empty("aucun montant")
    if charges == produits:
        return style.box(checked=True) + style.text("équilibré")
    gap = f"écart de{NBSP}{abs(charges - produits)}"
    told = style.warning(gap) if answers.draft else style.strong(gap)
    return style.box(checked=False) + told


def funder_notes(answers: Answers, budget: Budget, parent: RowId) -> Notes:
    """What the user says of each funder of a budget, by row."""
    names = tuple(budget.funder_field(name) for name in ("acte", "note"))
    notes: Notes = {}
    for row in answers.facts.rows(budget.funders.id, parent):
        told = tuple(text for name in names if (text := answers.value(name, row)) is not None)
        if told:
            notes[row] = told
    return notes
