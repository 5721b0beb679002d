"""Public money, counted as each text counts it."""

from __future__ import annotations

from fractions import Fraction

from cvdesk.domain.budget import BudgetYear, FunderLine
from cvdesk.domain.money import Euros

AUDITOR_ABOVE = Euros.whole(153_000)
"""Public grants of a year above which an auditor is asked (c. com., art. L. 612-4 and D. 612-5)."""

AGREEMENT_ABOVE = Euros.whole(23_000)
"""Grant of a year above which an agreement is compulsory (décret 2001-495, art. 1)."""

AID_ABOVE = Euros.whole(500_000)
"""Public aid of three exercises on each side of which the attestation has a box."""

_JOB_AID = "asp"


def counted_for_auditor(one: BudgetYear) -> tuple[FunderLine, ...]:
    """Return the lines that count towards ``AUDITOR_ABOVE``: a first figure, to be looked at.

    Private grants do not count, nor the aid paid for jobs (emplois aidés), said not to be grants.
    """
    left_out = {*one.budget.grid.private_funders, _JOB_AID}
    return tuple(line for line in one.funders if line.amount and line.kind not in left_out)


def asks_for_auditor(one: BudgetYear) -> bool:
    """Return whether the public grants of a budget of the association pass the threshold."""
    return Euros.total(line.amount for line in counted_for_auditor(one)) > AUDITOR_ABOVE


def public_share(one: BudgetYear, *, with_contributions: bool) -> Fraction | None:
    """Return public money over products (rule B10), or None without products.

    Args:
        one: The budget.
        with_contributions: Whether the call counts account 87 among the products.
    """
    whole = one.produits.cents + (one.contributions.cents if with_contributions else 0)
    return Fraction(one.public.cents, whole) if whole else None
