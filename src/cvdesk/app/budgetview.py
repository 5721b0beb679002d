"""The budget grid as rows to draw: accounts, lines, funders, totals, for each exercise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.domain.budget import BudgetYear, budgets, read_account
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Budget
from cvdesk.domain.grid import Account, BudgetLine
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import ZERO, Euros


@dataclass(frozen=True, slots=True)
class Cell:
    """One amount of the grid.

    Attributes:
        key: Where it is typed, or None for a computed total.
        amount: Exact; zero when nothing was typed.
        typed: Whether there is an answer: an empty cell shows nothing, a zero shows 0.
    """

    amount: Euros
    key: Key | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid.

    Attributes:
        id: Stable within its side: account key, line key, or row key of a funder.
        level: 0 for an account, 1 for a line under it.
        cells: One cell for each exercise.
        funder: The funder row, when the line is one.
        status: For a funder: demandé, acquis, envisagé; else empty.
        nature: For a funder: the kind of money; else empty.
        about: What goes in this line: its three depths of help, one a line; empty for a total.
    """

    id: str
    label: str
    level: int
    cells: tuple[Cell, ...]
    funder: RowId | None = None
    status: str = ""
    nature: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class GridSide:
    """One side of the grid, with its total for each exercise."""

    title: str
    rows: tuple[GridRow, ...]
    totals: tuple[Euros, ...]


@dataclass(frozen=True, slots=True)
class BudgetView:
    """A whole budget: two sides, two voluntary sides, and the years side by side."""

    budget: Budget
    project: RowId
    years: tuple[int, ...]
    charges: GridSide
    produits: GridSide
    emplois: GridSide
    contributions: GridSide
    per_year: tuple[BudgetYear, ...]


def budget_view(facts: Facts, budget: Budget, project: RowId) -> BudgetView:
    """Return ``budget`` of one project (or of the association, ``ROOT``) as rows to draw."""
    years = tuple(year for year in facts.years_of(budget.yearly) if year is not None)
    columns = tuple(
        one for one in budgets(facts, budget.id) if one.row == project and one.year in years
    )
    grid, places = budget.grid, tuple((budget, project, column.year) for column in columns)

    def side(title: str, accounts: tuple[Account, ...], totals: Iterable[Euros]) -> GridSide:
        rows = [row for account in accounts for row in _remembered_rows(facts, account, places)]
        return GridSide(title, tuple(rows), tuple(totals))

    return BudgetView(
        budget=budget,
        project=project,
        years=years,
        charges=side("Charges", grid.charges, (c.charges for c in columns)),
        produits=side("Produits", grid.produits, (c.produits for c in columns)),
        emplois=side(grid.emplois.label, (grid.emplois,), (c.emplois for c in columns)),
        contributions=side(
            grid.contributions.label, (grid.contributions,), (c.contributions for c in columns)
        ),
        per_year=columns,
    )


def _remembered_rows(
    facts: Facts, account: Account, places: tuple[tuple[Budget, RowId, int], ...]
) -> list[GridRow]:
    """Return the rows of an account; an amount typed in another one leaves them as they are."""
    return facts.remember(
        ("account_rows", account.key, tuple((budget.id, *rest) for budget, *rest in places)),
        lambda facts: _account_rows(
            facts, account, tuple(read_account(facts, *place, account) for place in places)
        ),
    )


def side_of(
    facts: Facts,
    title: str,
    accounts: tuple[Account, ...],
    columns: tuple[BudgetYear, ...],
    totals: list[Euros],
) -> GridSide:
    """Return some accounts, their lines and their funders as rows; one cell for each column."""
    rows = [row for account in accounts for row in _account_rows(facts, account, columns)]
    return GridSide(title, tuple(rows), tuple(totals))


def _account_rows(facts: Facts, account: Account, columns: tuple[BudgetYear, ...]) -> list[GridRow]:
    label = f"{account.number} – {account.label}" if account.number else account.label
    if account.single:
        cells = _typed_cells(account.key, columns)
        return [GridRow(account.key, label, 0, cells, about=_about(account.lines[0]))]
    totals = tuple(Cell(column.account(account)) for column in columns)
    rows = [GridRow(account.key, label, 0, totals)]
    for line in account.lines:
        name = f"{line.number} {line.label}" if line.number else line.label
        cells = _typed_cells(line.key, columns)
        rows.append(GridRow(line.key, name, 1, cells, about=_about(line)))
    if account.funders:
        rows += _funder_rows(facts, account, columns)
    return rows


def _about(line: BudgetLine | None) -> str:
    if line is None:
        return ""
    source = f"D’après\u00a0: {line.source}" if line.source else ""
    return "\n".join(part for part in (line.help, line.more, source) if part)


def _typed_cells(line: str, columns: tuple[BudgetYear, ...]) -> tuple[Cell, ...]:
    return tuple(
        Cell(column.amounts.get(line, ZERO), column.key(line), line in column.amounts)
        for column in columns
    )


def _funder_rows(facts: Facts, account: Account, columns: tuple[BudgetYear, ...]) -> list[GridRow]:
    if not columns:
        return []
    kinds = {line.key: line for line in account.funders}
    budget, years = columns[0].budget, tuple(column.year for column in columns)
    return [
        facts.remember(
            ("funder_row", funder.row, funder.kind, years),
            lambda facts, row=funder.row, kind=funder.kind: _funder_row(  # type: ignore[misc]
                facts, budget, row, years, kinds.get(kind)
            ),
        )
        for funder in columns[0].funders
    ]


def _funder_row(
    facts: Facts, budget: Budget, row: RowId, years: tuple[int, ...], kind: BudgetLine | None
) -> GridRow:
    keys = [Key(budget.funder_field("montant"), row, year) for year in years]
    return GridRow(
        id=row,
        label=facts.shown(budget.funder_field("nom"), row) or "Financeur à nommer",
        level=1,
        cells=tuple(Cell(facts.at(key) or ZERO, key, facts.text(key) is not None) for key in keys),
        funder=row,
        status=facts.shown(budget.funder_field("statut"), row),
        nature=facts.shown(budget.funder_field("nature"), row),
        about=_about(kind),
    )
