"""The arithmetic of a budget: exact sums of what is typed, never a typed total.

Rules B1 to B5 of the form: accounts are sums of their lines, the two sides are compared to the
cent, the voluntary contributions are compared apart, and both grand totals (without and with them)
exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Account, Budget, Form, Nature
from cvdesk.domain.ids import ROOT, Key, RowId
from cvdesk.domain.money import NBSP, ZERO, Euros


@dataclass(frozen=True, slots=True)
class FunderLine:
    """What one funder is asked for, or gives, in one exercise.

    Attributes:
        kind: The line of account 74 it belongs to (``etat``, ``com`` …), or empty.
        status: ``demande``, ``acquis``, ``envisage``, or empty.
        nature: ``specifique``, ``droit_commun``, ``prive``, or empty.
        addressed: Whether the present request is made to this funder.
    """

    row: RowId
    kind: str
    name: str
    status: str
    nature: str
    addressed: bool
    amount: Euros
    key: Key


@dataclass(frozen=True)
class BudgetYear:
    """One budget of one exercise, with everything that is computed from it."""

    budget: Budget
    row: RowId
    year: int
    amounts: dict[str, Euros]
    funders: tuple[FunderLine, ...]

    def line(self, key: str) -> Euros:
        """Return the amount of a typed line, zero when it is empty."""
        return self.amounts.get(key, ZERO)

    def key(self, line: str) -> Key:
        """Return where the amount of a line is typed."""
        return Key(self.budget.field_id(line), self.row, self.year)

    def account(self, account: Account) -> Euros:
        """Return the total of an account: the sum of its lines, or of its funders."""
        if account.funders:
            return Euros.total(funder.amount for funder in self.funders)
        return Euros.total(self.line(line.key) for line in account.lines)

    @cached_property
    def charges(self) -> Euros:
        """Total of the charges, voluntary contributions left out."""
        return Euros.total(self.account(account) for account in self.budget.grid.charges)

    @cached_property
    def produits(self) -> Euros:
        """Total of the products, voluntary contributions left out."""
        return Euros.total(self.account(account) for account in self.budget.grid.produits)

    @cached_property
    def emplois(self) -> Euros:
        """Total of account 86."""
        return self.account(self.budget.grid.emplois)

    @cached_property
    def contributions(self) -> Euros:
        """Total of account 87."""
        return self.account(self.budget.grid.contributions)

    @property
    def empty(self) -> bool:
        """Whether nothing but zeros was typed."""
        return not (any(self.amounts.values()) or any(f.amount for f in self.funders))

    @cached_property
    def asked(self) -> Euros:
        """What the present request asks: the lines of the funder it is addressed to."""
        return Euros.total(funder.amount for funder in self.funders if funder.addressed)

    @cached_property
    def public(self) -> Euros:
        """Public money: every grant but those of private funders (rule B10)."""
        private = self.budget.grid.private_funders
        return Euros.total(f.amount for f in self.funders if f.kind not in private)


def read_budget(facts: Facts, budget: Budget, row: RowId, year: int) -> BudgetYear:
    """Return one budget of ``facts``."""
    amounts: dict[str, Euros] = {}
    for account in budget.grid.accounts:
        for line in account.lines:
            value = facts.value(budget.field_id(line.key), row, year)
            if value is not None:
                amounts[line.key] = value
    return BudgetYear(budget, row, year, amounts, _funders(facts, budget, row, year))


def _funders(facts: Facts, budget: Budget, row: RowId, year: int) -> tuple[FunderLine, ...]:
    names = {name: budget.funder_field(name) for name in _FUNDER_FIELDS}

    def text(name: str, line: RowId) -> str:
        return str(facts.value(names[name], line) or "")

    return tuple(
        FunderLine(
            row=line,
            kind=text("type", line),
            name=text("nom", line),
            status=text("statut", line),
            nature=text("nature", line),
            addressed=bool(facts.value(names["sollicite"], line)),
            amount=facts.value(names["montant"], line, year) or ZERO,
            key=Key(names["montant"], line, year),
        )
        for line in facts.rows(budget.funders.id, row)
    )


_FUNDER_FIELDS = ("type", "nom", "statut", "nature", "sollicite", "montant")


PROJECT, WHOLE = "projet", "asso"
"""The two budgets of a request: that of the project, that of the association."""


def is_functioning(form: Form) -> bool:
    """Return whether a form asks for the association as a whole.

    Rule B11: its project is the associative project, and the budget of that is the association's
    own. There is no other to type.
    """
    return form.nature is Nature.REQUEST and PROJECT not in form.budgets


def budgets(facts: Facts, budget_id: str | None = None) -> tuple[BudgetYear, ...]:
    """Return every budget asked by the form, or those of one kind, computed once for ``facts``.

    The budget of the project of a functioning request is that of the association (rule B11).
    """
    every = facts.remember("budgets", _all_budgets)
    if budget_id == PROJECT and is_functioning(facts.form):
        budget_id = WHOLE
    return tuple(one for one in every if budget_id in (None, one.budget.id))


def budgets_of(facts: Facts, project: RowId) -> tuple[BudgetYear, ...]:
    """Return the budgets of one project, one for each exercise."""
    return tuple(one for one in budgets(facts, PROJECT) if project_of(facts, one) == project)


def project_of(facts: Facts, one: BudgetYear) -> RowId:
    """Return the project that a budget pays for: the only one, for that of the association."""
    return one.row or next(iter(facts.projects), ROOT)


def _all_budgets(facts: Facts) -> tuple[BudgetYear, ...]:
    return tuple(read_budget(facts, *asked) for asked in facts.budgets())


def asked_by_year(facts: Facts) -> dict[int, Euros]:
    """Return, for each exercise, what all projects ask of the addressed funder."""
    totals = dict.fromkeys(facts.years, ZERO)
    for one in budgets(facts, "projet"):
        totals[one.year] = totals[one.year] + one.asked
    return totals


def percent(part: Euros, whole: Euros) -> str:
    """Return a share as printed: two decimals, half rounded up (``38,10 %``), or « – ».

    The rounding is the one of the form's own worked line (subvention sollicitée / total × 100).
    """
    if not whole:
        return "–"
    hundredths = int(Fraction(part.cents * 10_000, whole.cents) + Fraction(1, 2))
    return f"{hundredths // 100},{hundredths % 100:02d}{NBSP}%"
