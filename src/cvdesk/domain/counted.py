"""A figure computed from the budgets, with the lines that make it and those left out.

Figures to discuss, not verdicts: each says which lines it counted, which ones it left out and why,
and asks what no program can know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.grants import FunderLine
from cvdesk.domain.grid import Account, BudgetLine
from cvdesk.domain.ids import Key
from cvdesk.domain.money import Euros
from cvdesk.domain.public_money import AGREEMENT, AUDITOR

CORRECTABLE = frozenset({AUDITOR, AGREEMENT})
"""The computations of which a line can be counted otherwise."""

NAMELESS = "Financeur à nommer"


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One line that a computation looked at.

    Attributes:
        key: Where it is typed.
        name: As a reader knows it.
        reason: Why it is left out; for a line that counts, why it may not have to, or empty.
        corrected: Whether the person chose, against the usual rule.
    """

    key: Key
    name: str
    amount: Euros
    reason: str = ""
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Computation:
    """A figure, what it is made of, and the question that goes with it.

    Attributes:
        id: ``commissaire``, ``aides``, ``convention``, ``cout``, ``part_publique``, ``demande``.
        counted: The lines that make the figure.
        left_out: Those that could have been thought part of it, each with its reason.
        total: The sum of ``counted``.
        result: The figure in one French sentence.
        question: What the person has to look at, in one or two French sentences.
        passed: Whether a threshold is passed; None when there is none.
    """

    id: str
    title: str
    counted: tuple[CountedLine, ...]
    left_out: tuple[CountedLine, ...]
    total: Euros
    result: str
    question: str
    source: str
    passed: bool | None = None


def funder_counted(line: FunderLine, reason: str = "") -> CountedLine:
    """Return a funder line as one that a figure looked at."""
    return CountedLine(line.key, line.name or NAMELESS, line.amount, reason)


def total_of(lines: Iterable[CountedLine]) -> Euros:
    """Return the exact sum of some lines."""
    return Euros.total(line.amount for line in lines)


def typed_lines(
    one: BudgetYear, accounts: Iterable[Account]
) -> Iterator[tuple[Account, BudgetLine, str, Euros]]:
    """Yield the lines of some accounts as typed: account, line, its name with a number, amount."""
    for account in accounts:
        for line in account.lines:
            number = line.number or (account.number if account.single else "")
            label = f"{number} {line.label}" if number else line.label
            yield account, line, label, one.line(line.key)
