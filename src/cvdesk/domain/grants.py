"""The lines of account 74: what each funder of a budget is asked for, or gives, in one exercise.

They are read apart from the rest of a budget, and remembered apart: an amount that is typed in the
grid leaves them as they are, and what looks at them alone is not looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.wording import plain


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
class Grants:
    """The funders of one budget in one exercise."""

    budget: Budget
    row: RowId
    year: int
    lines: tuple[FunderLine, ...]

    @cached_property
    def total(self) -> Euros:
        """What all of them give."""
        return Euros.total(line.amount for line in self.lines)

    @cached_property
    def asked(self) -> Euros:
        """What the present request asks: the lines of the funder it is addressed to."""
        return Euros.total(line.amount for line in self.lines if line.addressed)

    @cached_property
    def public(self) -> Euros:
        """Public money: every grant but those of private funders (rule B10)."""
        private = self.budget.grid.private_funders
        return Euros.total(line.amount for line in self.lines if line.kind not in private)

    @cached_property
    def paying(self) -> tuple[FunderLine, ...]:
        """The lines that have an amount."""
        return tuple(line for line in self.lines if line.amount)

    @cached_property
    def named(self) -> dict[str, tuple[FunderLine, ...]]:
        """The lines of each funder, by its name in plain letters, in the order of the lines."""
        found: dict[str, list[FunderLine]] = {}
        for line in self.lines:
            found.setdefault(plain(line.name), []).append(line)
        return {name: tuple(lines) for name, lines in found.items()}

    @cached_property
    def kinds(self) -> dict[str, tuple[FunderLine, ...]]:
        """The lines of each kind of funder, in their order."""
        found: dict[str, list[FunderLine]] = {}
        for line in self.lines:
            found.setdefault(line.kind, []).append(line)
        return {kind: tuple(lines) for kind, lines in found.items()}


def one_grants(facts: Facts, budget: Budget, row: RowId, year: int) -> Grants:
    """Return the funders of one budget in one exercise, remembered."""
    return facts.remember(
        ("grants", budget.id, row, year), lambda facts: _in_year(facts, budget, row, year)
    )


def funders_of(facts: Facts, budget: Budget, row: RowId) -> tuple[FunderLine, ...]:
    """Return the funders of one budget, whatever the exercise: they have no amount."""
    return facts.remember(
        ("financeurs", budget.id, row), lambda facts: _funders(facts, budget, row)
    )


def _funders(facts: Facts, budget: Budget, row: RowId) -> tuple[FunderLine, ...]:
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
            amount=ZERO,
            key=Key(names["montant"], line),
        )
        for line in facts.rows(budget.funders.id, row)
    )


def _in_year(facts: Facts, budget: Budget, row: RowId, year: int) -> Grants:
    amount = budget.funder_field("montant")
    found = []
    for one in funders_of(facts, budget, row):
        key = Key(amount, one.row, year)
        found.append(
            FunderLine(
                one.row, one.kind, one.name, one.status, one.nature, one.addressed,
                facts.at(key) or ZERO, key,
            )
        )  # fmt: skip
    return Grants(budget, row, year, tuple(found))


_FUNDER_FIELDS = ("type", "nom", "statut", "nature", "sollicite", "montant")
