"""The budget of one exercise: charges and produits side by side, every line of the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH
from cvdesk.documents.sections.answers import Answers, place_of
from cvdesk.documents.sections.grid import GridLine, account_lines
from cvdesk.documents.stacks import SideBySide
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.form import Account, Budget
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, Euros

_GAP = 6 * mm
_HALF = (FULL_WIDTH - _GAP) / 2
_NUMBER = 15 * mm
_AMOUNT = 17 * mm
_ROOM = 662
"""Height, in points, that a page offers below a heading of two lines."""

_PADDINGS = (1.9, 1.6, 1.3, 1.0)
"""Room above and below the text of a row, in points: the first that lets the page hold all."""

Notes = dict[RowId, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Side:
    """A table of one side, ready but for its width.

    Attributes:
        last: Number, label and amount of its last row.
    """

    title: str
    lines: tuple[GridLine, ...]
    last: tuple[str, str, Euros]


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

    def side(title: str, accounts: Sequence[Account], last: tuple[str, str, Euros]) -> _Side:
        kept = [one for one in accounts if unnumbered or one.number or year.account(one)]
        return _Side(title, tuple(account_lines(kept, (year,), notes)), last)

    def voluntary(title: str, total: str, account: Account, amount: Euros) -> _Side:
        lines = tuple(account_lines((account,), (year,), notes))[1:]
        return _Side(title, lines, (account.number, total, amount))

    pairs = [
        (
            side("Charges", grid.charges, ("", "TOTAL DES CHARGES", year.charges)),
            side("Produits", grid.produits, ("", "TOTAL DES PRODUITS", year.produits)),
        ),
        (
            voluntary(
                "Emplois des contributions volontaires",
                "Total des emplois",
                grid.emplois,
                year.emplois,
            ),
            voluntary(
                "Contributions volontaires en nature",
                "Total des contributions",
                grid.contributions,
                year.contributions,
            ),
        ),
    ]
    calls = {id(line): _call(answers, line) for pair in pairs for one in pair for line in one.lines}
    totals = totals_table(answers, [year])
    for padding in _PADDINGS:
        tables = [
            [_table(answers, one, year.year, calls, _HALF, padding) for one in pair]
            for pair in pairs
        ]
        height = sum(max(table.height for table in pair) + 8 for pair in tables)
        if height + totals.height <= _ROOM:
            halves = [SideBySide(left, right, _GAP) for left, right in tables]
            for half in halves:
                half.spaceAfter = 7
            return [*halves, totals]
    whole = [
        _table(answers, one, year.year, calls, FULL_WIDTH, _PADDINGS[0])
        for pair in pairs
        for one in pair
    ]
    return [*whole, totals]


def _call(answers: Answers, line: GridLine) -> Rich:
    style = answers.style
    called: Rich = ()
    for note in line.notes:
        called += answers.note(style.text(f"{line.funder}{NBSP}: {note}", where="le budget"))
    return called


def _table(
    answers: Answers,
    side: _Side,
    year: int,
    calls: dict[int, Rich],
    width: float,
    padding: float,
) -> DataTable:
    style = answers.style
    columns = [
        Column(_NUMBER),
        Column(width - _NUMBER - _AMOUNT, heads_row=True, indents=True),
        Column(_AMOUNT, number=True),
    ]
    head = [style.text("Compte"), style.text(side.title), style.text(f"{year}{NBSP}(€)")]
    rows = []
    for line in side.lines:
        cells = [
            style.text(line.number),
            style.text(line.label, where="le budget") + calls[id(line)],
            style.text(line.amounts[0].digits),
        ]
        if line.account:
            rows.append(Row(cells, kind="group"))
        else:
            rows.append(Row(cells, kind="zero" if line.zero else "line", indented=True))
    number, label, amount = side.last
    last = [style.text(number), style.text(label), style.text(amount.digits)]
    rows.append(Row(last, kind="total"))
    return DataTable(columns, head, rows, style, padding=padding)


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
            balance(answers, year.charges, year.produits),
        ]
        with_them = [
            style.text(f"Total avec les contributions volontaires (comptes 86 et 87){name}"),
            style.text(str(charges)),
            style.text(str(produits)),
            balance(answers, charges, produits),
        ]
        rows += [Row(without), Row(with_them)]
    return DataTable(columns, head, rows, style)


def balance(answers: Answers, charges: Euros, produits: Euros) -> Rich:
    """Whether two totals are equal; the gap when they are not."""
    style = answers.style
    if charges == produits:
        return style.box(checked=True) + style.text("équilibré")
    gap = f"écart de{NBSP}{abs(charges - produits)}"
    told = style.warning(gap) if answers.draft else style.strong(gap)
    return style.box(checked=False) + told


def funder_notes(answers: Answers, budget: Budget, parent: RowId) -> Notes:
    """What the user says of each funder of a budget, by row."""
    name = budget.funder_field("note")
    found = answers.field(name)
    where = "" if found is None else place_of(found)
    notes: Notes = {}
    for row in answers.facts.rows(budget.funders.id, parent):
        text = answers.value(name, row)
        if text is not None and where:
            notes[row] = (text,)
    return notes
