"""The lines of a printed budget: the form's grid with its amounts, for one exercise or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.grants import FunderLine
from cvdesk.domain.grid import Account, BudgetLine
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import Euros


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of a printed budget.

    Attributes:
        number: The account as printed, or empty.
        amounts: One for each exercise.
        account: Whether it is an account, which its lines follow.
        funder: The name of a funder as typed, whose spelling is the user's; else empty.
        notes: What the user says of this funder.
    """

    number: str
    label: str
    amounts: tuple[Euros, ...]
    account: bool = False
    funder: str = ""
    notes: tuple[str, ...] = ()

    @property
    def zero(self) -> bool:
        """Whether every amount is zero."""
        return not any(self.amounts)

    @property
    def total(self) -> Euros:
        """The sum of the exercises."""
        return Euros.total(self.amounts)


@dataclass(frozen=True, slots=True)
class FunderGroup:
    """The lines of one funder: a part may be granted already, and another asked.

    Attributes:
        lines: For each exercise, its lines.
    """

    kind: str
    name: str
    lines: tuple[tuple[FunderLine, ...], ...]

    @property
    def amounts(self) -> tuple[Euros, ...]:
        """What this funder gives or is asked for, for each exercise."""
        return tuple(Euros.total(line.amount for line in year) for year in self.lines)

    @property
    def total(self) -> Euros:
        """The sum of the exercises."""
        return Euros.total(self.amounts)

    @property
    def every(self) -> tuple[FunderLine, ...]:
        """All its lines, every exercise."""
        return tuple(line for year in self.lines for line in year)

    @property
    def addressed(self) -> bool:
        """Whether this dossier is addressed to it."""
        return any(line.addressed for line in self.every)


def funder_groups(years: Sequence[BudgetYear]) -> list[FunderGroup]:
    """The funders of a budget, lines of the same name together, in the user's order.

    The exercises of a budget have the same rows, so the first one gives the names.
    """
    names: dict[tuple[str, str], list[int]] = {}
    for index, line in enumerate(years[0].funders if years else ()):
        # A line without name is nobody's: it stays alone.
        names.setdefault((line.kind, line.name or f"\n{index}"), []).append(index)
    return [
        FunderGroup(
            kind=kind,
            name="" if name.startswith("\n") else name,
            lines=tuple(tuple(year.funders[index] for index in indexes) for year in years),
        )
        for (kind, name), indexes in names.items()
    ]


def account_lines(
    accounts: Iterable[Account], years: Sequence[BudgetYear], notes: Mapping[RowId, tuple[str, ...]]
) -> Iterator[GridLine]:
    """The accounts and lines of one side of the grid.

    Args:
        accounts: The accounts of the side.
        years: The same budget, for each exercise.
        notes: What the user says of a funder, by its row.
    """
    for account in accounts:
        totals = tuple(year.account(account) for year in years)
        yield GridLine(account.number, account.label, totals, account=True)
        if account.funders:
            yield from _funder_lines(account.funders, years, notes)
        elif not account.single:
            for line in account.lines:
                amounts = tuple(year.line(line.key) for year in years)
                yield GridLine(line.number or _suffix(line.key), line.label, amounts)


def _suffix(key: str) -> str:
    """What is printed for a line without account number: ``60x`` for the others of account 60."""
    return key if key[:1].isdigit() else ""


def _funder_lines(
    kinds: Iterable[BudgetLine], years: Sequence[BudgetYear], notes: Mapping[RowId, tuple[str, ...]]
) -> Iterator[GridLine]:
    groups = funder_groups(years)
    known = [kind.key for kind in kinds]
    for kind in kinds:
        mine = [group for group in groups if group.kind == kind.key]
        if not mine:
            yield GridLine("", kind.label, tuple(Euros(0) for _ in years))
        for group in mine:
            yield _funder_line(group, notes)
    for group in groups:
        if group.kind not in known:
            yield _funder_line(group, notes)


def _funder_line(group: FunderGroup, notes: Mapping[RowId, tuple[str, ...]]) -> GridLine:
    rows = dict.fromkeys(line.row for line in group.every)
    told = tuple(note for row in rows for note in notes.get(row, ()))
    name = group.name or "Financeur à nommer"
    return GridLine("", name, group.amounts, funder=name, notes=told)
