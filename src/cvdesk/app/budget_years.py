"""A budget started from the year before, and a gap that closes: both proposed, never silent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from cvdesk.app.proposal import Proposal, amount_change
from cvdesk.domain.budget import BudgetYear, budgets
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import MAX_EUROS
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import Euros
from cvdesk.errors import UserError

SELF_FUNDING, SURPLUS = "insufprevisionnel", "excedprevisionnel"
"""Where the form puts what is missing, and what is left (rule B6)."""

LEAST, MOST = Decimal(-100), Decimal(1000)


def raised(amount: Euros, percent: Decimal) -> Euros:
    """Return an amount raised by ``percent``, in whole euros, half rounded up (rule B3)."""
    exact = Fraction(amount.cents) * (100 + Fraction(percent)) / 10_000
    return Euros.whole(int(exact + Fraction(1, 2)))


def copied_year(facts: Facts, budget: str, row: RowId, year: int, percent: Decimal) -> Proposal:
    """Return the budget of a year as that of the year before, each line raised by ``percent``.

    Lines that were empty stay as they are.

    Raises:
        UserError: If there is no year before, it is empty, or the percentage is out of bounds.
    """
    if not LEAST <= percent <= MOST:
        raise UserError(
            f"Un taux de {_shown(percent)} % sort de l’ordinaire.",
            remedy="Écrivez un taux entre -100 et 1000.",
        )
    by_year = {one.year: one for one in budgets(facts, budget) if one.row == row}
    before, now = by_year.get(year - 1), by_year.get(year)
    if before is None or now is None:
        raise UserError(
            f"Il n’y a pas de budget {year - 1} à recopier.",
            remedy="Choisissez un exercice qui en suit un autre.",
        )
    if before.empty:
        raise UserError(f"Le budget {year - 1} est vide.", remedy=f"Remplissez {year - 1} d’abord.")
    changes = [
        amount_change(facts, now.key(line), _bounded(raised(amount, percent)))
        for line, amount in before.amounts.items()
    ]
    for old, new in zip(before.funders, now.funders, strict=True):
        if facts.dossier.text(old.key) is not None:
            change = amount_change(facts, new.key, _bounded(raised(old.amount, percent)))
            changes.append(replace(change, label=f"74 {new.name}".strip()))
    return Proposal(
        f"Recopier {year - 1} dans {year}",
        tuple(changes),
        f"Chaque ligne de {year - 1}, augmentée de {_shown(percent)} % puis arrondie à l’euro. "
        + _gap_after(before, percent),
    )


def _bounded(amount: Euros) -> Euros:
    if amount.cents > MAX_EUROS * 100:
        raise UserError(
            f"{amount} dépasse ce que le formulaire peut recevoir.",
            remedy="Prenez un taux plus bas.",
        )
    return amount


def _gap_after(before: BudgetYear, percent: Decimal) -> str:
    """Say what the rounding of each line does to the balance."""
    grid = before.budget.grid
    sides = []
    for accounts in (grid.charges, grid.produits):
        lines = [before.line(line.key) for account in accounts for line in account.lines]
        if any(account.funders for account in accounts):
            lines += [line.amount for line in before.funders]
        sides.append(Euros.total(raised(amount, percent) for amount in lines))
    gap = sides[0] - sides[1]
    if not gap:
        return "Les deux totaux sont égaux."
    heavier = "les charges" if gap.cents > 0 else "les produits"
    return f"Il reste {abs(gap)} d’écart, {heavier} en plus : équilibrez ensuite."


def balanced(facts: Facts, one: BudgetYear) -> Proposal | None:
    """Return how the form closes a gap (rule B6): self-funding, or a surplus; None when equal."""
    gap = one.charges - one.produits
    if not gap:
        return None
    # A surplus is used before self-funding is asked for, and the other way round: never both.
    full, empty = (SELF_FUNDING, SURPLUS) if gap.cents > 0 else (SURPLUS, SELF_FUNDING)
    less = min(one.line(empty), abs(gap))
    amounts = {full: one.line(full) + (abs(gap) - less), empty: one.line(empty) - less}
    after = one.charges + amounts[SURPLUS] - one.line(SURPLUS)
    changes = [
        amount_change(facts, one.key(line), amount)
        for line, amount in amounts.items()
        if amount != one.line(line)
    ]
    return Proposal(
        f"Équilibrer {one.year}",
        tuple(changes),
        f"Il y a {abs(gap)} d’écart. Le formulaire inscrit ce qui manque en autofinancement, ce "
        "qui reste en excédent. Vérifiez d’abord qu’aucune ligne n’est oubliée.",
        f"Les deux totaux de {one.year} sont égaux, à {after}.",
    )


def _shown(percent: Decimal) -> str:
    return format(percent.normalize(), "f").replace(".", ",")
