"""What is written of the budgets in a workbook: cells, and the formulas that add them up.

Every total is a live formula with its value beside it: a spreadsheet computes it again, CVDesk and
any reader of values see it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cvdesk.domain.budget import BudgetYear, budgets
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Account, Budget, BudgetLine
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import ZERO, Euros

FIRST_YEAR = 2
"""The first column of amounts, counted from 0: a number, a label, then the years."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total: which rows it adds (counted from 0), less which, and what it makes."""

    rows: tuple[int, ...]
    amount: Euros
    less: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a grid.

    Attributes:
        style: ``heading``, ``account``, ``line``, ``total`` or ``note``.
        cells: One for each exercise: an amount, a sum, or None for an empty cell.
        mark: What CVDesk knows it by.
    """

    style: str
    number: str
    label: str
    cells: tuple[Euros | Sum | None, ...] = ()
    mark: str = ""


@dataclass(slots=True)
class GridSheet:
    """One budget as a sheet: the rows come after the title and the headings."""

    name: str
    title: str
    budget: Budget
    project: RowId
    years: tuple[int, ...]
    rows: list[SheetRow] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Where each mark is written, among ``rows``."""


def grid_sheets(facts: Facts) -> tuple[GridSheet, ...]:
    """Return one sheet for each budget of each project, the association last."""
    found: dict[tuple[str, RowId], list[BudgetYear]] = {}
    for one in budgets(facts):
        found.setdefault((one.budget.id, one.row), []).append(one)
    return tuple(_sheet(facts, years) for years in found.values())


def _sheet(facts: Facts, years: Sequence[BudgetYear]) -> GridSheet:
    budget, project = years[0].budget, years[0].row
    name = "Projet" if budget.id == "projet" else "Association"
    if budget.id == "projet" and len(facts.projects) > 1:
        name = f"Projet {facts.projects.index(project) + 1}"
    title = budget.title or budget.label
    named = facts.value("intitule", project) if project else facts.value("nom")
    whole = f"{title} – {named}" if named else title
    sheet = GridSheet(name, whole, budget, project, tuple(one.year for one in years))
    grid = budget.grid
    charges = _side(sheet, facts, years, "Charges", grid.charges)
    produits = _side(sheet, facts, years, "Produits", grid.produits)
    _total(sheet, "Écart (charges moins produits)", [(one.charges - one.produits) for one in years],
           (charges,), (produits,))  # fmt: skip
    sheet.rows.append(SheetRow("heading", "", "Contributions volontaires en nature"))
    emplois = _account(sheet, facts, years, grid.emplois)
    contributions = _account(sheet, facts, years, grid.contributions)
    _total(sheet, "Total des charges avec bénévolat et prêts",
           [one.charges + one.emplois for one in years], (charges, emplois))  # fmt: skip
    _total(sheet, "Total des produits avec bénévolat et prêts",
           [one.produits + one.contributions for one in years],
           (produits, contributions))  # fmt: skip
    return sheet


def _side(
    sheet: GridSheet, facts: Facts, years: Sequence[BudgetYear], title: str,
    accounts: Iterable[Account],
) -> int:  # fmt: skip
    """Write one side; return the row of its total."""
    sheet.rows.append(SheetRow("heading", "", title))
    added = tuple(_account(sheet, facts, years, account) for account in accounts)
    amounts = [one.charges if title == "Charges" else one.produits for one in years]
    return _total(sheet, f"Total des {title.lower()}", amounts, added)


def _total(
    sheet: GridSheet, label: str, amounts: Sequence[Euros], added: tuple[int, ...],
    less: tuple[int, ...] = (),
) -> int:  # fmt: skip
    cells = tuple(Sum(added, amount, less) for amount in amounts)
    sheet.rows.append(SheetRow("total", "", label, cells, "total"))
    return len(sheet.rows) - 1


def _account(sheet: GridSheet, facts: Facts, years: Sequence[BudgetYear], account: Account) -> int:
    """Write an account and its lines; return its row."""
    place = len(sheet.rows)
    if account.single:
        alone = BudgetLine(account.lines[0].key, account.label, account.number)
        _line(sheet, years, alone, "account")
        return place
    count = len(account.lines) + (len(years[0].funders) if account.funders else 0)
    below = tuple(range(place + 1, place + 1 + count))
    cells = tuple(Sum(below, one.account(account)) for one in years)
    sheet.rows.append(SheetRow("account", account.number, account.label, cells, "total"))
    for line in account.lines:
        number = line.number or (line.key if line.key[:1].isdigit() else "")
        _line(sheet, years, BudgetLine(line.key, line.label, number), "line")
    if account.funders:
        for rank, funder in enumerate(years[0].funders):
            lines = [one.funders[rank] for one in years]
            typed = tuple(
                line.amount if facts.dossier.text(line.key) is not None else None for line in lines
            )
            mark = f"{sheet.budget.id}_financeur@{funder.row}"
            _put(sheet, SheetRow("line", "", funder.name or "Financeur à nommer", typed, mark))
    return place


def _line(sheet: GridSheet, years: Sequence[BudgetYear], line: BudgetLine, style: str) -> None:
    cells = tuple(one.amounts.get(line.key) for one in years)
    mark = sheet.budget.field_id(line.key) + (f"@{sheet.project}" if sheet.project else "")
    _put(sheet, SheetRow(style, line.number, line.label, cells, mark))


def _put(sheet: GridSheet, row: SheetRow) -> None:
    sheet.places[row.mark] = len(sheet.rows)
    sheet.rows.append(row)


def sum_of(cells: Iterable[Euros | Sum | None]) -> Euros:
    """Return what some cells make together."""
    return Euros.total(cell.amount if isinstance(cell, Sum) else cell or ZERO for cell in cells)
