"""Where to look first in a budget whose two sides differ: a guess, told as one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.facts import Facts
from cvdesk.domain.grid import Account, BudgetLine
from cvdesk.domain.ids import Key
from cvdesk.domain.money import Euros
from cvdesk.domain.stamp import NEVER

Line: TypeAlias = tuple[str | tuple[Account, BudgetLine], Key, Euros]
"""The name of a funder, or a line of the grid; where it is typed, its amount."""


def where_to_look(facts: Facts, one: BudgetYear) -> tuple[str, tuple[Key, ...]]:
    """Return what follows « regardons d’abord », and the answers to light.

    The clues, best first: an amount of the heavier side that is the very gap (counted on one side
    only); one that is half of it (typed on the wrong side); a funder without amount when products
    are short; the line edited last; the grants.
    """
    charges, produits = tuple(_side(one, "charges")), tuple(_side(one, "produits"))
    gap = abs(one.charges - one.produits)
    heavier, lighter = (charges, produits) if one.charges > one.produits else (produits, charges)
    for name, key, amount in heavier:
        if amount == gap:
            return f"{_named(name)}, qui vaut justement cette différence", (key,)
    for name, key, amount in heavier:
        if amount + amount == gap:
            return f"{_named(name)}, qui vaut la moitié de cette différence", (key,)
    if lighter is produits:
        for funder in one.funders:
            if facts.at(funder.key) is None:
                return f"{_named(funder.name)}, qui n’a pas encore de montant", (funder.key,)
    if (last := _edited_last(facts, (*charges, *produits))) is not None:
        name, key, _ = last
        return f"{_named(name)}, la dernière ligne modifiée", (key,)
    grants = tuple(funder.key for funder in one.funders)
    return "les subventions", grants or tuple(key for _, key, _ in (*charges, *produits))


def _side(one: BudgetYear, side: str) -> Iterator[Line]:
    accounts: tuple[Account, ...] = getattr(one.budget.grid, side)
    for account in accounts:
        for line in account.lines:
            if line.key in one.amounts:
                yield (account, line), one.key(line.key), one.line(line.key)
        if account.funders:
            for funder in one.funders:
                yield funder.name, funder.key, funder.amount


def _named(line: str | tuple[Account, BudgetLine]) -> str:
    """Return how a line is named in a sentence."""
    if isinstance(line, str):
        return f"la ligne 74 « {line} »" if line else "la ligne 74 sans nom"
    account, found = line
    number = found.number or (account.number if account.single else "")
    label = f"{number} {found.label}" if number else found.label
    return f"la ligne « {label} »"


def _edited_last(facts: Facts, lines: tuple[Line, ...]) -> Line | None:
    """Return the line edited last, or None when none stands out (all typed at once)."""
    stamps = [(facts.written_at(line[1]), line) for line in lines]
    dated = [(stamp, line) for stamp, line in stamps if stamp is not None]
    latest = max((stamp for stamp, _ in dated), default=NEVER)
    found = [line for stamp, line in dated if stamp == latest]
    return found[0] if len(found) == 1 else None
