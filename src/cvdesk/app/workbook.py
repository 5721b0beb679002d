"""What is written of the budgets in a workbook: cells, and the formulas that add them up.

Every total is a live formula with its value beside it: a spreadsheet computes it again, CVDesk and
any reader of values see it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cvdesk.app.budget_placing import TOTAL
from cvdesk.domain.budget import BudgetYear, budgets
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Budget
from cvdesk.domain.grid import Account, BudgetLine
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


@dataclass(frozen=True, slots=True)
class GridSheet:
    """One budget as a sheet: the rows come after the title and the headings.

    Attributes:
        places: Where each mark is written, among ``rows``.
    """

    name: str
    title: str
    budget: Budget
    project: RowId
    years: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    places: Mapping[str, int]


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
    rows = _Rows(facts, years)
    rows.write()
    return GridSheet(
        name,
        f"{title} – {named}" if named else title,
        budget,
        project,
        tuple(one.year for one in years),
        tuple(rows.rows),
        {row.mark: place for place, row in enumerate(rows.rows) if row.mark != TOTAL},
    )


class _Rows:
    """The rows of one budget, under construction."""

    def __init__(self, facts: Facts, years: Sequence[BudgetYear]) -> None:
        self._facts = facts
        self._years = years
        self._budget = years[0].budget
        self.rows: list[SheetRow] = []

    def write(self) -> None:
        """Write both sides, what separates them, then what is given, and the two grand totals."""
        years, grid = self._years, self._budget.grid
        charges = self._side("Charges", grid.charges, [one.charges for one in years])
        produits = self._side("Produits", grid.produits, [one.produits for one in years])
        gaps = [one.charges - one.produits for one in years]
        self._total("Écart (charges moins produits)", gaps, (charges,), (produits,))
        self.rows.append(SheetRow("heading", "", "Contributions volontaires en nature"))
        emplois = self._account(grid.emplois)
        contributions = self._account(grid.contributions)
        spent = [one.charges + one.emplois for one in years]
        self._total("Total des charges avec bénévolat et prêts", spent, (charges, emplois))
        received = [one.produits + one.contributions for one in years]
        self._total(
            "Total des produits avec bénévolat et prêts", received, (produits, contributions)
        )

    def _side(self, title: str, accounts: Iterable[Account], amounts: Sequence[Euros]) -> int:
        """Write one side; return the row of its total."""
        self.rows.append(SheetRow("heading", "", title))
        added = tuple(self._account(account) for account in accounts)
        return self._total(f"Total des {title.lower()}", amounts, added)

    def _total(
        self, label: str, amounts: Sequence[Euros], added: tuple[int, ...],
        less: tuple[int, ...] = (),
    ) -> int:  # fmt: skip
        cells = tuple(Sum(added, amount, less) for amount in amounts)
        self.rows.append(SheetRow("total", "", label, cells, TOTAL))
        return len(self.rows) - 1

    def _account(self, account: Account) -> int:
        """Write an account and its lines; return its row."""
        place = len(self.rows)
        if account.single:
            alone = BudgetLine(account.lines[0].key, account.label, account.number)
            self._line(alone, "account")
            return place
        funders = self._years[0].funders if account.funders else ()
        below = tuple(range(place + 1, place + 1 + len(account.lines) + len(funders)))
        cells = tuple(Sum(below, one.account(account)) for one in self._years)
        self.rows.append(SheetRow("account", account.number, account.label, cells, TOTAL))
        for line in account.lines:
            number = line.number or (line.key if line.key[:1].isdigit() else "")
            self._line(BudgetLine(line.key, line.label, number), "line")
        for rank in range(len(funders)):
            self._funder(rank)
        return place

    def _line(self, line: BudgetLine, style: str) -> None:
        cells = tuple(one.amounts.get(line.key) for one in self._years)
        project = self._years[0].row
        mark = self._budget.field_id(line.key) + (f"@{project}" if project else "")
        self.rows.append(SheetRow(style, line.number, line.label, cells, mark))

    def _funder(self, rank: int) -> None:
        lines = [one.funders[rank] for one in self._years]
        typed = tuple(
            line.amount if self._facts.dossier.text(line.key) is not None else None
            for line in lines
        )
        mark = f"{self._budget.id}_financeur@{lines[0].row}"
        name = lines[0].name or "Financeur à nommer"
        self.rows.append(SheetRow("line", "", name, typed, mark))


def sum_of(cells: Iterable[Euros | Sum | None]) -> Euros:
    """Return what some cells make together."""
    return Euros.total(cell.amount if isinstance(cell, Sum) else cell or ZERO for cell in cells)
