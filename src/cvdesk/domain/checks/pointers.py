"""Short ways to name an answer and to write a value, for the rules."""

from __future__ import annotations

from fractions import Fraction

from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import ROOT, FieldId, Key, RowId
from cvdesk.domain.money import grouped


def at(field: str, row: RowId = ROOT, year: int | None = None) -> Key:
    """Return where the answer to ``field`` lives."""
    return Key(FieldId(field), row, year)


def person(facts: Facts, who: str, unnamed: str) -> str:
    """Return the full name of ``representant``, ``signataire`` …, or ``unnamed``."""
    names = (facts.value(f"{who}_prenom"), facts.value(f"{who}_nom"))
    return " ".join(name for name in names if name) or unnamed


def percentage(share: Fraction) -> str:
    """Write a share in per cent, at most two decimals, half rounded up: ``78,57``, ``80``.

    The sign is left to the sentence.
    """
    hundredths = int(share * 10_000 + Fraction(1, 2))
    whole, decimals = divmod(hundredths, 100)
    return grouped(whole) + (f",{decimals:02d}".rstrip("0") if decimals else "")
