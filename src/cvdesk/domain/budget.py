"""The arithmetic of a budget: exact sums of what is typed, never a typed total.

Rules B1 to B5 of the form: accounts are sums of their lines, the two sides are compared to the
cent, the voluntary contributions are compared apart, and both grand totals (without and with them)
exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Budget, Form, Nature
from cvdesk.domain.grants import FunderLine, Grants, one_grants
from cvdesk.domain.grid import Account
from cvdesk.domain.ids import ROOT, Key, RowId
from cvdesk.domain.money import NBSP, ZERO, Euros

T = TypeVar("T")


@dataclass(frozen=True)
class BudgetYear:
    """One budget of one exercise, with everything that is computed from it."""

    budget: Budget
    row: RowId
    year: int
    amounts: dict[str, Euros]
    grants: Grants

    @property
    def funders(self) -> tuple[FunderLine, ...]:
        """The lines of account 74."""
        return self.grants.lines

    def line(self, key: str) -> Euros:
        """Return the amount of a typed line, zero when it is empty."""
        return self.amounts.get(key, ZERO)

    def key(self, line: str) -> Key:
        """Return where the amount of a line is typed."""
        return Key(self.budget.field_id(line), self.row, self.year)

    def account(self, account: Account) -> Euros:
        """Return the total of an account: the sum of its lines, or of its funders."""
        if account.funders:
            return self.grants.total
        return Euros(self._cents.get(account.key, 0))

    @cached_property
    def charges(self) -> Euros:
        """Total of the charges, voluntary contributions left out."""
        return self._total(self.budget.grid.charges)

    @cached_property
    def produits(self) -> Euros:
        """Total of the products, voluntary contributions left out."""
        return self._total(self.budget.grid.produits)

    @cached_property
    def emplois(self) -> Euros:
        """Total of account 86."""
        return self.account(self.budget.grid.emplois)

    @cached_property
    def contributions(self) -> Euros:
        """Total of account 87."""
        return self.account(self.budget.grid.contributions)

    @cached_property
    def empty(self) -> bool:
        """Whether nothing but zeros was typed."""
        return not (any(self.amounts.values()) or self.grants.paying)

    @cached_property
    def _cents(self) -> Mapping[str, int]:
        """What each account that has amounts comes to: of some sixty lines, a budget has ten."""
        homes, cents = self.budget.grid.homes, dict[str, int]()
        for line, amount in self.amounts.items():
            home = homes[line]
            cents[home] = cents.get(home, 0) + amount.cents
        return cents

    def _total(self, accounts: Iterable[Account]) -> Euros:
        cents, grants = self._cents, self.grants.total.cents
        return Euros(sum(grants if one.funders else cents.get(one.key, 0) for one in accounts))

    @property
    def asked(self) -> Euros:
        """What the present request asks: the lines of the funder it is addressed to."""
        return self.grants.asked

    @property
    def public(self) -> Euros:
        """Public money: every grant but those of private funders (rule B10)."""
        return self.grants.public


def read_budget(facts: Facts, budget: Budget, row: RowId, year: int) -> BudgetYear:
    """Return one budget of ``facts``."""
    amounts = _amounts(facts, budget, row, year, budget.grid.accounts)
    return BudgetYear(budget, row, year, amounts, one_grants(facts, budget, row, year))


def read_account(
    facts: Facts, budget: Budget, row: RowId, year: int, account: Account
) -> BudgetYear:
    """Return one budget as if it had but one account: what is read here reads no other."""
    amounts = _amounts(facts, budget, row, year, (account,))
    none = Grants(budget, row, year, ())
    grants = one_grants(facts, budget, row, year) if account.funders else none
    return BudgetYear(budget, row, year, amounts, grants)


def _amounts(
    facts: Facts, budget: Budget, row: RowId, year: int, accounts: Iterable[Account]
) -> dict[str, Euros]:
    found: dict[str, Euros] = {}
    for account in accounts:
        for line in account.lines:
            value = facts.at(Key(budget.field_id(line.key), row, year))
            if value is not None:
                found[line.key] = value
    return found


PROJECT, WHOLE = "projet", "asso"
"""The two budgets of a request: that of the project, that of the association."""


def is_functioning(form: Form) -> bool:
    """Return whether a form asks for the association as a whole.

    Rule B11: its project is the associative project, and the budget of that is the association's
    own. There is no other to type.
    """
    return form.nature is Nature.REQUEST and PROJECT not in form.budgets


def no_budget(form: Form) -> str:
    """Return the sentence said of a form that has no budget."""
    return f"Le formulaire «\u00a0{form.title}\u00a0» n’a pas de budget."


def budget_name(form: Form, name: str) -> str:
    """Return a field or list of the project's budget by the name that it has in ``form``.

    In a functioning request that is the one of the association's budget (rule B11).
    """
    if is_functioning(form) and name.startswith(f"{PROJECT}_financeur"):
        return WHOLE + name.removeprefix(PROJECT)
    return name


def budgets(facts: Facts, budget_id: str | None = None) -> tuple[BudgetYear, ...]:
    """Return every budget asked by the form, or those of one kind.

    Each is remembered apart: an amount that is typed changes one of them. The budget of the project
    of a functioning request is that of the association (rule B11).
    """
    return facts.remember(
        ("budgets", budget_id),
        lambda facts: tuple(one_budget(facts, *asked) for asked in _asked(facts, budget_id)),
    )


def budgets_in(facts: Facts, budget_id: str, year: int) -> tuple[BudgetYear, ...]:
    """Return the budgets of one kind for one exercise; what reads them reads no other exercise."""
    return tuple(
        one_budget(facts, *asked) for asked in _asked(facts, budget_id) if asked[2] == year
    )


def grants_in(facts: Facts, year: int, budget_id: str = "projet") -> tuple[Grants, ...]:
    """Return the grants of one exercise; what reads them reads nothing else of the budgets."""
    return tuple(
        one_grants(facts, *asked) for asked in _asked(facts, budget_id) if asked[2] == year
    )


def _asked(facts: Facts, budget_id: str | None) -> tuple[tuple[Budget, RowId, int], ...]:
    if budget_id == PROJECT and is_functioning(facts.form):
        budget_id = WHOLE
    return facts.remember(
        ("budgets asked", budget_id),
        lambda facts: tuple(asked for asked in facts.budgets() if budget_id in (None, asked[0].id)),
    )


def one_budget(facts: Facts, budget: Budget, row: RowId, year: int) -> BudgetYear:
    """Return one budget of ``facts``, remembered."""
    return facts.remember(
        ("budget", budget.id, row, year), lambda facts: read_budget(facts, budget, row, year)
    )


def by_budget(
    facts: Facts, budget_id: str | None, say: Callable[[Facts, BudgetYear], Iterator[T]]
) -> Iterator[T]:
    """Yield what ``say`` yields for each budget, said again only for those that changed.

    What is said of the exercises of one project is kept together: with many projects, one that
    changed does not have each budget of the others looked up.
    """
    for name, row in dict.fromkeys((one.id, row) for one, row, _ in _asked(facts, budget_id)):
        yield from facts.remember(
            (say, name, row),
            lambda facts, name=name, row=row: tuple(_of_exercises(facts, name, row, say)),  # type: ignore[misc]
        )


def _of_exercises(
    facts: Facts, budget_id: str, row: RowId, say: Callable[[Facts, BudgetYear], Iterator[T]]
) -> Iterator[T]:
    for asked in _asked(facts, None):
        if (asked[0].id, asked[1]) == (budget_id, row):
            yield from facts.remember(
                (say, budget_id, *asked[1:]),
                lambda facts, asked=asked: tuple(say(facts, one_budget(facts, *asked))),  # type: ignore[misc]
            )


def by_grants(
    facts: Facts,
    budget_id: str,
    say: Callable[[Facts, Grants], Iterator[T]],
    year: int | None = None,
) -> Iterator[T]:
    """Yield what ``say`` yields for the grants of each budget, said again only if those changed.

    ``year``: the only exercise looked at, when it is given.
    """
    for asked in _asked(facts, budget_id):
        if year in {None, asked[2]}:
            yield from facts.remember(
                (say, asked[0].id, *asked[1:]),
                lambda facts, asked=asked: tuple(say(facts, one_grants(facts, *asked))),  # type: ignore[misc]
            )


def by_year(facts: Facts, say: Callable[[Facts, int], Iterator[T]]) -> Iterator[T]:
    """Yield what ``say`` yields for each exercise, said again only for those that changed."""
    for year in facts.years:
        yield from facts.remember(
            (say, year),
            lambda facts, year=year: tuple(say(facts, year)),  # type: ignore[misc]
        )


def budgets_of(facts: Facts, project: RowId) -> tuple[BudgetYear, ...]:
    """Return the budgets of one project, one for each exercise."""
    return tuple(one for one in budgets(facts, PROJECT) if project_of(facts, one) == project)


def project_of(facts: Facts, one: BudgetYear) -> RowId:
    """Return the project that a budget pays for: the only one, for that of the association."""
    return one.row or next(iter(facts.projects), ROOT)


def projects_with_budgets(facts: Facts) -> Iterator[tuple[Budget, RowId, RowId]]:
    """Yield each budget of a project once, whatever its exercises: its funders are the same.

    With the row that it is typed in, and the project that it pays for.
    """
    wanted = WHOLE if is_functioning(facts.form) else PROJECT
    rows = {row: budget for budget, row, _ in facts.budgets() if budget.id == wanted}
    for row, budget in rows.items():
        yield budget, row, row or next(iter(facts.projects), ROOT)


def asked_by_year(facts: Facts) -> dict[int, Euros]:
    """Return, for each exercise, what all projects ask of the addressed funder."""
    return {year: Euros.total(one.asked for one in grants_in(facts, year)) for year in facts.years}


def percent(part: Euros, whole: Euros) -> str:
    """Return a share as printed: two decimals, half rounded up (``38,10 %``), or « – ».

    The rounding is the one of the form's own worked line (subvention sollicitée / total × 100).
    """
    if not whole:
        return "–"
    hundredths = int(Fraction(part.cents * 10_000, whole.cents) + Fraction(1, 2))
    return f"{hundredths // 100},{hundredths % 100:02d}{NBSP}%"
