"""The grid of an account as rows to draw: planned, granted, done, and what parts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cvdesk.app.budgetview import Cell, GridRow, GridSide, budget_view, side_of
from cvdesk.domain.comparison import Comparison, Gap, comparisons
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import Euros

PLANNED, GRANTED, DONE, APART, PERCENT = "Prévu", "Accordé", "Réalisé", "Écart €", "Écart %"
CHARGE_HEADS = (PLANNED, DONE, APART, PERCENT)
PRODUCT_HEADS = (PLANNED, GRANTED, DONE, APART, PERCENT)


@dataclass(frozen=True, slots=True)
class ToldCell(Cell):
    """A cell that shows words of its own instead of its amount.

    Attributes:
        shown: ``−400``, ``−20,0``, « – », or empty.
    """

    shown: str = ""


@dataclass(frozen=True, slots=True)
class ComparedView:
    """One exercise accounted for.

    Attributes:
        plan_editable: Whether what was planned may be typed: it was revised with the funder, or no
            request is at hand.
        gaps: The gap of each row, by its id.
    """

    budget: Budget
    project: RowId
    year: int
    charges: tuple[GridRow, ...]
    produits: tuple[GridRow, ...]
    total_charges: Gap
    total_produits: Gap
    with_gifts: tuple[Gap, Gap]
    plan_editable: bool
    gaps: Mapping[str, Gap]


def compared_view(facts: Facts, budget: Budget, project: RowId) -> ComparedView | None:
    """Return the grid of one project, or None until the exercise is known."""
    one = next((each for each in comparisons(facts) if each.row == project), None)
    if one is None:
        return None
    done = budget_view(facts, budget, project)
    editable = _plan_is_editable(facts, project)
    plan = _plan(facts, one)
    gaps: dict[str, Gap] = {}
    sides = []
    real_sides = (done.charges, done.emplois, done.produits, done.contributions)
    for planned, real in zip(plan, real_sides, strict=True):
        rows = _rows(one, planned, real, editable=editable)
        gaps.update((row.id, gap) for row, gap in rows)
        sides.append([row for row, _ in rows])
    charges, emplois, produits, contributions = sides
    plan_year, done_year = one.planned, one.done
    return ComparedView(
        budget=budget,
        project=project,
        year=one.year,
        charges=tuple(_without_grants(row) for row in (*charges, *emplois)),
        produits=(*produits, *contributions),
        total_charges=Gap(plan_year.charges, done_year.charges),
        total_produits=Gap(plan_year.produits, done_year.produits),
        with_gifts=(
            Gap(plan_year.charges + plan_year.emplois, done_year.charges + done_year.emplois),
            Gap(
                plan_year.produits + plan_year.contributions,
                done_year.produits + done_year.contributions,
            ),
        ),
        plan_editable=editable,
        gaps=gaps,
    )


def _plan(facts: Facts, one: Comparison) -> tuple[GridSide, ...]:
    """Return the four sides as planned: charges, 86, products, 87."""
    grid = one.planned.budget.grid
    return tuple(
        side_of(facts, title, accounts, (one.planned,), [])
        for title, accounts in (
            ("Charges", grid.charges),
            ("", (grid.emplois,)),
            ("Produits", grid.produits),
            ("", (grid.contributions,)),
        )
    )


def _plan_is_editable(facts: Facts, project: RowId) -> bool:
    revised = facts.value("prevu_revu", project) is True
    return revised or facts.value("suivi_origine") is None


def _rows(
    one: Comparison, planned: GridSide, real: GridSide, *, editable: bool
) -> list[tuple[GridRow, Gap]]:
    granted = {grant.row: grant for grant in one.grants}
    rows = []
    for plan, done in zip(planned.rows, real.rows, strict=True):
        before, after = plan.cells[0], done.cells[0]
        gap = Gap(before.amount, after.amount)
        grant = granted.get(done.funder) if done.funder is not None else None
        accorded: Cell = ToldCell(Euros(0))
        if grant is not None:
            amount = grant.granted
            accorded = Cell(amount or Euros(0), grant.granted_key, amount is not None)
        cells = (
            before if editable else replace(before, key=None, typed=True),
            accorded,
            after,
            ToldCell(gap.amount, shown=gap.euros),
            ToldCell(gap.amount, shown=gap.percent),
        )
        rows.append((replace(done, status="", nature="", cells=cells), gap))
    return rows


def _without_grants(row: GridRow) -> GridRow:
    return replace(row, cells=(row.cells[0], *row.cells[2:]))
