"""Public money, counted as each text counts it: a first figure, which the person may correct.

What is corrected is kept beside the dossier (``suivi_decomptes``): it is neither printed nor
signed, but the checks and the list of pieces follow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cvdesk.domain.budget import BudgetYear, FunderLine
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import Euros

AUDITOR_ABOVE = Euros.whole(153_000)
"""Public grants of a year above which an auditor is asked (c. com., art. L. 612-4 and D. 612-5)."""

AGREEMENT_ABOVE = Euros.whole(23_000)
"""Grant of a year above which an agreement is compulsory (décret 2001-495, art. 1)."""

AID_ABOVE = Euros.whole(500_000)
"""Public aid of three exercises on each side of which the attestation has a box."""

AUDITOR, AGREEMENT = "commissaire", "convention"
"""The counts that can be corrected, as ``suivi_decompte_calcul`` names them."""

JOB_AID = "asp"


def corrections(facts: Facts) -> Mapping[tuple[str, str], bool]:
    """Return what the person counts otherwise, by count and line: whether it counts.

    A line is named by its key, as text. The last word given on a line wins.
    """
    return facts.remember("decomptes", _corrections)


def _corrections(facts: Facts) -> dict[tuple[str, str], bool]:
    found: dict[tuple[str, str], bool] = {}
    for row in facts.rows("suivi_decomptes"):
        count = facts.value("suivi_decompte_calcul", row)
        line = facts.value("suivi_decompte_ligne", row)
        choice = facts.value("suivi_decompte_choix", row)
        if count is not None and line is not None and choice is not None:
            found[count, line] = choice == "compter"
    return found


def counts(facts: Facts, count: str, line: FunderLine, *, usually: bool) -> bool:
    """Return whether a funder line counts, the person's own choice first."""
    chosen = corrections(facts)
    return chosen.get((count, str(line.key)), usually) if chosen else usually


def counted_for_auditor(facts: Facts, one: BudgetYear) -> tuple[FunderLine, ...]:
    """Return the lines that count towards ``AUDITOR_ABOVE``: a first figure, to be looked at.

    Private grants do not count, nor the aid paid for jobs (emplois aidés), said not to be grants;
    unless the person says otherwise of a line.
    """
    left_out = {*one.budget.grid.private_funders, JOB_AID}
    return tuple(
        line
        for line in one.funders
        if line.amount and counts(facts, AUDITOR, line, usually=line.kind not in left_out)
    )


def asks_for_auditor(facts: Facts, one: BudgetYear) -> bool:
    """Return whether the public grants of a budget of the association pass the threshold."""
    return Euros.total(line.amount for line in counted_for_auditor(facts, one)) > AUDITOR_ABOVE


def counted_for_agreement(facts: Facts, one: BudgetYear) -> tuple[FunderLine, ...]:
    """Return the lines of public authorities, to compare each one's sum to ``AGREEMENT_ABOVE``."""
    private = one.budget.grid.private_funders
    return tuple(
        line
        for line in one.funders
        if line.amount and counts(facts, AGREEMENT, line, usually=line.kind not in private)
    )


def public_share(one: BudgetYear, *, with_contributions: bool) -> Fraction | None:
    """Return public money over products (rule B10), or None without products.

    Args:
        one: The budget.
        with_contributions: Whether the call counts account 87 among the products.
    """
    whole = one.produits.cents + (one.contributions.cents if with_contributions else 0)
    return Fraction(one.public.cents, whole) if whole else None
