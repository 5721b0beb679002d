"""What was planned and what was done, side by side: the arithmetic of an account rendered.

The arrêté of 11 October 2006 wants both amounts, their difference in euros and in per cent. The
difference is what was done minus what was planned; its share is rounded to one decimal, half away
from zero (the text orders no rounding: ours is stated on the page), and has no value, « – », when
nothing was planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cvdesk.domain.budget import BudgetYear, budgets, read_budget
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Budget
from cvdesk.domain.grants import FunderLine, Grants
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import NBSP, ZERO, Euros, grouped

NOTABLE_SHARE = Fraction(1, 10)
NOTABLE_AMOUNT = Euros.whole(300)
"""From both on, CVDesk asks for a sentence about a line. The Cerfa says « écarts significatifs »
and no figure: these are ours, told as such wherever they are used."""

_MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Gap:
    """Two amounts and what parts them."""

    planned: Euros
    done: Euros

    @property
    def amount(self) -> Euros:
        """Done minus planned."""
        return self.done - self.planned

    @property
    def notable(self) -> bool:
        """Whether it deserves a sentence; all that nobody had planned does, from 300 € on."""
        apart = abs(self.amount)
        wide = not self.planned or Fraction(apart.cents, abs(self.planned.cents)) >= NOTABLE_SHARE
        return apart >= NOTABLE_AMOUNT and wide

    @property
    def tenths(self) -> int | None:
        """The share of what was planned, in tenths of a per cent; None when nothing was."""
        if not self.planned:
            return None
        share = Fraction(abs(self.amount.cents) * 1000, abs(self.planned.cents))
        rounded = int(share + Fraction(1, 2))
        return -rounded if self.amount.cents < 0 else rounded

    @property
    def euros(self) -> str:
        """The difference as a column shows it: ``+400``, ``−400``, ``0``."""
        return _signed(self.amount.cents, abs(self.amount).digits)

    @property
    def percent(self) -> str:
        """Its share as a column shows it: ``−20,0``, ``0,0``, or « – »."""
        tenths = self.tenths
        if tenths is None:
            return "–"
        whole, decimal = divmod(abs(tenths), 10)
        return _signed(tenths, f"{grouped(whole)},{decimal}")

    @property
    def words(self) -> str:
        """The difference in words: « 400 € de moins, 20 % », « comme prévu »."""
        if not self.amount:
            return "comme prévu"
        way = "de plus" if self.amount.cents > 0 else "de moins"
        said = f"{abs(self.amount)} {way}"
        tenths = self.tenths
        if tenths is None:
            return f"{said}, rien n’était prévu"
        whole, decimal = divmod(abs(tenths), 10)
        share = grouped(whole) + (f",{decimal}" if decimal else "")
        return f"{said}, {share}{NBSP}%"


def _signed(sign: int, digits: str) -> str:
    if sign == 0:
        return digits
    return f"+{digits}" if sign > 0 else f"{_MINUS}{digits}"


@dataclass(frozen=True, slots=True)
class GrantLine:
    """What one funder was asked, granted and paid for one exercise.

    Attributes:
        granted: None while nobody noted it.
        reported: Whether this report is made for that grant.
    """

    row: RowId
    name: str
    planned: Euros
    granted: Euros | None
    received: Euros
    reported: bool
    granted_key: Key
    received_key: Key


@dataclass(frozen=True, slots=True)
class Comparison:
    """One exercise: the budget as planned, and as it was."""

    planned: BudgetYear
    done: BudgetYear
    grants: tuple[GrantLine, ...]

    @property
    def year(self) -> int:
        """The exercise."""
        return self.done.year

    @property
    def row(self) -> RowId:
        """The project."""
        return self.done.row

    def lines(self) -> Iterator[tuple[str, Key, Gap]]:
        """Yield each typed line and each funder: its name, where it is typed, its gap."""
        for account in self.done.budget.grid.accounts:
            for line in account.lines:
                number = line.number or (account.number if account.single else "")
                name = f"{number} {line.label}".strip()
                gap = Gap(self.planned.line(line.key), self.done.line(line.key))
                yield name, self.done.key(line.key), gap
        for grant in self.grants:
            name = f"74 {grant.name}".strip()
            yield name, grant.received_key, Gap(grant.planned, grant.received)


def planned_year(facts: Facts, budget: Budget, row: RowId, year: int) -> BudgetYear:
    """Return what was planned, over the same grid and the same funder rows."""
    named = replace(budget, id=budget.plan, plan="")
    amounts = {
        line.key: value
        for account in budget.grid.accounts
        for line in account.lines
        if (value := facts.value(named.field_id(line.key), row, year)) is not None
    }
    done = read_budget(facts, budget, row, year)
    name = budget.funder_field("prevu")
    funders = tuple(
        replace(
            funder,
            amount=facts.value(name, funder.row, year) or ZERO,
            key=Key(name, funder.row, year),
        )
        for funder in done.funders
    )
    return BudgetYear(named, row, year, amounts, Grants(named, row, year, funders))


def comparisons(facts: Facts) -> tuple[Comparison, ...]:
    """Return every exercise accounted for, computed once for ``facts``."""
    return facts.remember("comparisons", _comparisons)


def _comparisons(facts: Facts) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(
            planned_year(facts, done.budget, done.row, done.year),
            done,
            tuple(_grant(facts, done.budget, funder, done.year) for funder in done.funders),
        )
        for done in budgets(facts)
        if done.budget.plan
    )


def _grant(facts: Facts, budget: Budget, funder: FunderLine, year: int) -> GrantLine:
    granted = Key(budget.funder_field("accorde"), funder.row, year)
    return GrantLine(
        row=funder.row,
        name=funder.name,
        planned=facts.value(budget.funder_field("prevu"), funder.row, year) or ZERO,
        granted=facts.at(granted),
        received=funder.amount,
        reported=funder.addressed,
        granted_key=granted,
        received_key=funder.key,
    )
