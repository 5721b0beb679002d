"""Amounts in euros, and how French people write numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NBSP = "\u00a0"  # not the finer U+202F: ReportLab breaks lines there
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009"))
_AMOUNT = re.compile(r"(?P<sign>-?)(?P<euros>\d{1,12})(?:[.,](?P<cents>\d{1,2}))?", re.ASCII)


def compact(typed: str) -> str:
    """Return ``typed`` without the spaces people put between digits."""
    return typed.translate(_SPACES)


def grouped(number: int) -> str:
    """Write a whole number as in French: ``12 500`` with a non-breaking space."""
    return f"{number:,}".replace(",", NBSP)


def count(number: int, one: str, many: str) -> str:
    """A number and its noun: « 2 salariés »; zero takes the singular, as in French."""
    return f"{grouped(number)}{NBSP}{many if number > 1 else one}"


@dataclass(frozen=True, slots=True, order=True)
class Euros:
    """An amount in euros, exact to the cent.

    Units: ``cents`` counts euro cents. There is no rounding anywhere in this class: an amount that
    would need it is refused by :meth:`parse`.
    """

    cents: int

    @classmethod
    def parse(cls, text: str) -> Euros:
        """Read an amount as people type it in French.

        >>> Euros.parse("12 500,5 €")
        Euros(cents=1250050)

        Raises:
            ValueError: If ``text`` is not an amount, or has more than two decimals.
        """
        match = _AMOUNT.fullmatch(compact(text).removesuffix("€"))
        if match is None:
            raise ValueError(f"not an amount in euros: {text!r}")
        cents = int(match["euros"]) * 100 + int((match["cents"] or "").ljust(2, "0"))
        return cls(-cents if match["sign"] else cents)

    @classmethod
    def whole(cls, euros: int) -> Euros:
        """Return a whole number of euros."""
        return cls(euros * 100)

    @classmethod
    def total(cls, amounts: Iterable[Euros]) -> Euros:
        """Return the exact sum of ``amounts``."""
        return cls(sum(amount.cents for amount in amounts))

    @property
    def is_whole(self) -> bool:
        """Whether there are no cents."""
        return self.cents % 100 == 0

    def __add__(self, other: Euros) -> Euros:
        return Euros(self.cents + other.cents)

    def __sub__(self, other: Euros) -> Euros:
        return Euros(self.cents - other.cents)

    def __abs__(self) -> Euros:
        return Euros(abs(self.cents))

    def __bool__(self) -> bool:
        return self.cents != 0

    @property
    def digits(self) -> str:
        """The amount without the currency sign, cents only if there are any: ``12 500``."""
        sign = "-" if self.cents < 0 else ""
        euros, cents = divmod(abs(self.cents), 100)
        return f"{sign}{grouped(euros)}" + (f",{cents:02d}" if cents else "")

    def __str__(self) -> str:
        return f"{self.digits}{NBSP}€"


ZERO = Euros(0)
