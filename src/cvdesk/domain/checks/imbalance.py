"""Where to look first in a budget whose two sides differ: a guess, told as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.facts import Facts
from cvdesk.domain.grants import Grants, one_grants
from cvdesk.domain.grid import Account, BudgetLine
from cvdesk.domain.ids import Key
from cvdesk.domain.money import Euros
from cvdesk.domain.stamp import NEVER, Stamp

Line: TypeAlias = tuple[str | tuple[Account, BudgetLine], Key, Euros]
"""The name of a funder, or a line of the grid; where it is typed, its amount."""


def where_to_look(facts: Facts, one: BudgetYear) -> tuple[str, tuple[Key, ...]]:
    """Return what follows « regardons d’abord », and the answers to light.

    The clues, best first: an amount of the heavier side that is the very gap (counted on one side
    only); one that is half of it (typed on the wrong side); a funder without amount when products
    are short; the line edited last; the grants.
    """
    gap = abs(one.charges - one.produits)
    short_of_products = one.charges > one.produits
    heavier = tuple(_side(one, "charges" if short_of_products else "produits"))
    for name, key, amount in heavier:
        if amount.cents == gap.cents:
            return f"{_named(name)}, qui vaut justement cette différence", (key,)
    for name, key, amount in heavier:
        if 2 * amount.cents == gap.cents:
            return f"{_named(name)}, qui vaut la moitié de cette différence", (key,)
    for funder in one.funders if short_of_products else ():
        if not funder.amount and facts.at(funder.key) is None:
            return f"{_named(funder.name)}, qui n’a pas encore de montant", (funder.key,)
    if (last := _edited_last(facts, one)) is not None:
        name, key, _ = last
        return f"{_named(name)}, la dernière ligne modifiée", (key,)
    every = (line for side in ("charges", "produits") for line in _side(one, side))
    return "les subventions", tuple(f.key for f in one.funders) or tuple(key for _, key, _ in every)


def _side(one: BudgetYear, side: str) -> Iterator[Line]:
    accounts: tuple[Account, ...] = getattr(one.budget.grid, side)
    for account in accounts:
        yield from _typed(one, account)
        if account.funders:
            yield from _granted(one.grants)


def _typed(one: BudgetYear, account: Account) -> Iterator[Line]:
    for line in account.lines:
        if line.key in one.amounts:
            yield (account, line), one.key(line.key), one.line(line.key)


def _granted(grants: Grants) -> Iterator[Line]:
    for funder in grants.lines:
        yield funder.name, funder.key, funder.amount


def _named(line: str | tuple[Account, BudgetLine]) -> str:
    """Return how a line is named in a sentence."""
    if isinstance(line, str):
        return f"la ligne 74 « {line} »" if line else "la ligne 74 sans nom"
    account, found = line
    number = found.number or (account.number if account.single else "")
    label = f"{number} {found.label}" if number else found.label
    return f"la ligne « {label} »"


def _edited_last(facts: Facts, one: BudgetYear) -> Line | None:
    """Return the line edited last, or None when none stands out (all typed at once)."""
    grid = one.budget.grid
    typed = [line for account in (*grid.charges, *grid.produits) for line in _typed(one, account)]
    granted = facts.remember(
        (_latest, one.budget.id, one.row, one.year),
        lambda facts: _latest(
            _dated(facts, _granted(one_grants(facts, one.budget, one.row, one.year)))
        ),
    )
    found = _latest([*_dated(facts, typed), *granted])
    return found[0][1] if len(found) == 1 else None


def _dated(facts: Facts, lines: Iterable[Line]) -> list[tuple[Stamp, Line]]:
    stamps = ((facts.written_at(line[1]), line) for line in lines)
    return [(stamp, line) for stamp, line in stamps if stamp is not None]


def _latest(dated: list[tuple[Stamp, Line]]) -> list[tuple[Stamp, Line]]:
    """Return the line edited last; two of them, whichever they are, when several were."""
    latest = max((stamp for stamp, _ in dated), default=NEVER)
    return [(stamp, line) for stamp, line in dated if stamp == latest][:2]
