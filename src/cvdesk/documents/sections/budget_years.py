"""The budget of an agreement: exercises side by side, with their sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH, Para
from cvdesk.documents.sections.answers import EMPTY, TO_COMPLETE, Answers, lowered
from cvdesk.documents.sections.budget_sides import PADDING, amount_column, totals_table
from cvdesk.documents.sections.facing import BODY_HEIGHT, heights
from cvdesk.documents.sections.grid import GridLine, account_lines
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.wording import capitalised, in_words, joined
from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.grid import Account
from cvdesk.domain.money import NBSP, Euros

_NUMBER = 13.2 * mm
_YEAR = 16 * mm
_ROOM = BODY_HEIGHT - 48
"""Height, in points, that a page offers below a heading of one line."""

_LEAST_PADDING = 0.7
"""Room above and below the text of a row, in points, when the page must hold much."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A table: its lines, each with its kind."""

    title: str
    rows: tuple[tuple[GridLine, str], ...]


def budget_years(answers: Answers, years: Sequence[BudgetYear]) -> list[Flowable]:
    """The whole budget; what is zero every year is listed above instead of printed.

    Args:
        answers: The dossier.
        years: The budget of each exercise, at least one.
    """
    style = answers.style
    if all(year.empty for year in years):
        lacking = style.warning(f"{TO_COMPLETE}un budget pour chaque année")
        shown = lacking if answers.draft else style.empty(EMPTY)
        return [answers.line(style.text("Budget"), shown)]
    grid = years[0].budget.grid
    left_out: list[str] = []

    def lines(accounts: Sequence[Account], first: int = 0) -> list[tuple[GridLine, str]]:
        kept: list[tuple[GridLine, str]] = []
        for account in accounts:
            own = list(account_lines((account,), years, {}))
            told = own[:1] if own[0].zero else [line for line in own if line.zero]
            left_out.extend(line.number or lowered(line.label) for line in told)
            printed = _merged([line for line in own if not line.zero])[first:]
            kept += [(line, "group" if line.account else "line") for line in printed]
        return kept

    def total(number: str, label: str, amounts: Sequence[Euros]) -> tuple[GridLine, str]:
        return GridLine(number, label, tuple(amounts), account=True), "total"

    parts = [
        _Part(
            "Charges",
            (
                *lines(grid.charges),
                total("", "TOTAL DES CHARGES", [year.charges for year in years]),
            ),
        ),
        _Part(
            "Produits",
            (
                *lines(grid.produits),
                total("", "TOTAL DES PRODUITS", [year.produits for year in years]),
            ),
        ),
        _Part(
            "Contributions volontaires en nature",
            (
                *lines((grid.emplois,), 1),
                total(grid.emplois.number, "Total des emplois", [year.emplois for year in years]),
                *lines((grid.contributions,), 1),
                total(
                    grid.contributions.number,
                    "Total des contributions",
                    [year.contributions for year in years],
                ),
            ),
        ),
    ]
    uneven = any(
        year.empty or year.charges != year.produits or year.emplois != year.contributions
        for year in years
    )
    closing = totals_table(answers, years) if uneven else _even(answers, years)
    told = f"6.15{NBSP}: montants en euros, numéros de comptes du formulaire."
    if left_out:
        several = "toutes les années" if len(years) > 1 else "cette année"
        told += f" Lignes à 0{NBSP}€ {several}, non imprimées{NBSP}: {joined(left_out)}."
    made: list[Flowable] = [Para(style.text(told), style.note)]
    room = _ROOM - heights([*made, closing])
    return [*made, *_fitting(answers, parts, years, room), closing]


def _merged(lines: list[GridLine]) -> list[GridLine]:
    """An account without number and its only line as one line: it is never more than that."""
    if len(lines) != 2 or lines[0].number or lines[1].funder:  # noqa: PLR2004 - account and line
        return lines
    account, line = lines
    return [replace(account, label=f"{account.label}{NBSP}: {lowered(line.label)}")]


def _fitting(
    answers: Answers, parts: Sequence[_Part], years: Sequence[BudgetYear], room: float
) -> list[DataTable]:
    tables = [_table(answers, part, years) for part in parts]
    excess = sum(table.height + 8 for table in tables) - room
    if excess > 0:
        # Rows are as tall as their text: what is too much is taken from the room around it.
        lines = sum(len(part.rows) + 1 for part in parts)
        for table in tables:
            table.tighten(max(PADDING - excess / (2 * lines), _LEAST_PADDING))
    return tables


def _table(answers: Answers, part: _Part, years: Sequence[BudgetYear]) -> DataTable:
    style = answers.style
    width = amount_column([line.total for line, _ in part.rows], style, _YEAR)
    columns = [
        Column(_NUMBER),
        Column(FULL_WIDTH - _NUMBER - width * (len(years) + 1), heads_row=True, indents=True),
        *[Column(width, number=True)] * len(years),
        Column(width, number=True, parted=True),
    ]
    names = ["Compte", part.title, *(str(year.year) for year in years), sum_of(len(years))]
    head = [style.text(name) for name in names]
    rows = []
    for line, kind in part.rows:
        cells = [
            style.text(line.number or ("–" if kind == "group" else "")),
            style.text(line.label, where="le budget du projet"),
            *(style.text(amount.digits) for amount in line.amounts),
            style.text(line.total.digits),
        ]
        if kind == "total":
            rows.append(Row(cells, "total"))
        else:
            rows.append(Row(cells, "group" if kind == "group" else "line", kind == "line"))
    return DataTable(columns, head, rows, style, padding=PADDING)


def sum_of(years: int) -> str:
    """The head of the column that adds the exercises: « Trois ans »."""
    return f"{capitalised(in_words(years))}{NBSP}{'ans' if years > 1 else 'an'}"


def _even(answers: Answers, years: Sequence[BudgetYear]) -> Flowable:
    style = answers.style
    each = "Budget équilibré chaque année" if len(years) > 1 else "Budget équilibré"
    totals = joined([str(year.charges + year.emplois) for year in years])
    told = f"{each}{NBSP}; totaux avec les contributions volontaires{NBSP}: {totals}."
    return Para(style.text(told), style.note)
