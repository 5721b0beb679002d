"""Who pays what: the produits of a project, told by payer rather than by account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from string import ascii_uppercase

from cvdesk.documents.sections.grid import FunderGroup, funder_groups
from cvdesk.documents.wording import joined
from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.grid import Account
from cvdesk.domain.money import NBSP, Euros


class Share(Enum):
    """What kind of money a part of the bar is, in the order of the legend."""

    HERE = "demandé dans ce dossier"
    ELSEWHERE = "demandé à d’autres ou à confirmer"
    GRANTED = "acquis"
    OWN = "association et usagers"


@dataclass(frozen=True, slots=True)
class Payer:
    """Somebody who pays a part of the project.

    Attributes:
        letter: What stands for it above the bar.
        name: Who it is.
        amounts: One for each exercise.
        shares: What each exercise is made of.
        group: The lines of a funder; None for the association and those it serves.
        public: Whether it is public money.
    """

    letter: str
    name: str
    amounts: tuple[Euros, ...]
    shares: tuple[tuple[tuple[Share, Euros], ...], ...]
    group: FunderGroup | None = None
    public: bool = False

    @property
    def total(self) -> Euros:
        """The sum of the exercises."""
        return Euros.total(self.amounts)

    @property
    def addressed(self) -> bool:
        """Whether this dossier is addressed to it."""
        return self.group is not None and self.group.addressed

    def of(self, share: Share) -> Euros:
        """What it pays of one kind, every exercise together."""
        return Euros.total(amount for year in self.shares for kind, amount in year if kind is share)


def payers(years: Sequence[BudgetYear]) -> list[Payer]:
    """Who pays, in the order of reading: the addressee, public money, private, the association."""
    private = years[0].budget.grid.private_funders
    groups = [group for group in funder_groups(years) if group.total]
    groups.sort(key=lambda one: (not one.addressed, one.kind in private, -one.total.cents))
    found: list[tuple[str, FunderGroup | None, tuple[Euros, ...]]] = [
        (group.name or "Financeur à nommer", group, group.amounts) for group in groups
    ]
    found += [(name, None, amounts) for name, amounts in _others(years) if any(amounts)]
    return [
        Payer(
            letter=_letter(index),
            name=name,
            amounts=amounts,
            shares=_of_group(group) if group else tuple(((Share.OWN, one),) for one in amounts),
            group=group,
            public=group is not None and group.kind not in private,
        )
        for index, (name, group, amounts) in enumerate(found)
    ]


def _letter(index: int) -> str:
    """What stands for a payer: A to Z, then AA, AB and so on."""
    high, low = divmod(index, len(ascii_uppercase))
    return (_letter(high - 1) if high else "") + ascii_uppercase[low]


def _of_group(group: FunderGroup) -> tuple[tuple[tuple[Share, Euros], ...], ...]:
    made = []
    for year in group.lines:
        parts: dict[Share, Euros] = {}
        for line in year:
            share = Share.ELSEWHERE
            if line.addressed:
                share = Share.HERE
            elif line.status == "acquis":
                share = Share.GRANTED
            parts[share] = parts.get(share, Euros(0)) + line.amount
        order = (Share.HERE, Share.GRANTED, Share.ELSEWHERE)
        made.append(tuple((share, parts[share]) for share in order if parts.get(share)))
    return tuple(made)


def _others(years: Sequence[BudgetYear]) -> Iterator[tuple[str, tuple[Euros, ...]]]:
    """Products that no funder gives: what users and members pay, then the association's own."""
    accounts = years[0].budget.grid.produits
    users = [account for account in accounts if account.number and not account.funders]
    own = [account for account in accounts if not account.number and not account.funders]
    if users:
        sums = tuple(Euros.total(year.account(one) for one in users) for year in years)
        yield _users_named(years, users), sums
    if own:
        sums = tuple(Euros.total(year.account(one) for one in own) for year in years)
        yield "Ressources propres de l’association", sums


def _users_named(years: Sequence[BudgetYear], accounts: Sequence[Account]) -> str:
    """What the association earns, with the accounts it stands in."""
    counted = [one.number for one in accounts if any(year.account(one) for year in years)]
    word = "comptes" if len(counted) > 1 else "compte"
    return f"Usagers, cotisations, dons ({word}{NBSP}{joined(counted)})"
