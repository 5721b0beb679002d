"""The grid of a budget: accounts and their lines, in the printed order of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cvdesk.domain.sources import Source


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line that is typed: its key is for ever (``641``, ``chgfixe``); three depths of help."""

    key: str
    label: str
    number: str = ""
    help: str = ""
    more: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the grid and the lines under it.

    Attributes:
        number: The account as printed (``64``), or empty for « Charges indirectes ».
        lines: The typed lines; a single line whose key is the account's own means that the
            account has no detail. Empty for the account of the funders.
        funders: For the account of grants: the kinds of funder, in the printed order.
    """

    key: str
    number: str
    label: str
    lines: tuple[BudgetLine, ...] = ()
    funders: tuple[BudgetLine, ...] = ()

    @property
    def single(self) -> bool:
        """Whether the account is one line, without detail."""
        return not self.funders and len(self.lines) == 1 and self.lines[0].key == self.key


@dataclass(frozen=True)
class Grid:
    """The budget grid of a form: two sides, and the voluntary contributions below them.

    Attributes:
        private_funders: The kinds of funder whose money is not public.
    """

    id: str
    source: Source
    charges: tuple[Account, ...]
    produits: tuple[Account, ...]
    emplois: Account
    contributions: Account
    private_funders: frozenset[str] = frozenset()

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """Every account, in the printed order."""
        return (*self.charges, *self.produits, self.emplois, self.contributions)

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The account of each typed line, by their keys."""
        return {line.key: account.key for account in self.accounts for line in account.lines}
