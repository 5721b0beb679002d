"""Short ways to name an answer and to write a value, for the rules."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import DateType
from cvdesk.domain.ids import ROOT, FieldId, Key, RowId
from cvdesk.domain.money import grouped


def at(field: str, row: RowId = ROOT, year: int | None = None) -> Key:
    """Return where the answer to ``field`` lives.

    A question of a list, with the row that the list is in, points at the list as a whole.
    """
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


def french(day: date) -> str:
    """Write a day as the fields show it: ``14/03/2027``."""
    return DateType().show(day)


def enumerated(things: list[str], link: str = "et") -> str:
    """Write a list in a sentence: ``a, b et c``."""
    *most, last = things
    return f"{', '.join(most)} {link} {last}" if most else last


def filing_day(facts: Facts) -> date:
    """Return the day the dossier leaves: that of its signature, or today before it."""
    signed: date | None = facts.value("fait_le")
    return signed or facts.today


def which(facts: Facts, one: BudgetYear) -> str:
    """Return what tells this budget from the others of the dossier: « (2028) », or nothing.

    The budget of the only project of an annual dossier needs no name.
    """
    parts = []
    if one.budget.id == "asso":
        parts.append("budget de l’association")
    elif len(facts.projects) > 1:
        parts.append(f"projet {facts.projects.index(one.row) + 1}")
    if len(facts.years) > 1:
        parts.append(str(one.year))
    return f" ({', '.join(parts)})" if parts else ""


def is_renewal(facts: Facts) -> bool:
    """Return whether the same funder already helped the same action."""
    return bool(facts.value("demande_frequence") == "renouvellement")
