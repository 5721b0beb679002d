"""Public money, counted as each text counts it: a first figure, which the person may correct.

What is corrected is kept beside the dossier (``suivi_decomptes``): it is neither printed nor
signed, but the checks and the list of pieces follow it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.facts import Facts
from cvdesk.domain.grants import FunderLine, Grants
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


def _counted(
    facts: Facts, count: str, grants: Grants, left_out: Collection[str]
) -> tuple[FunderLine, ...]:
    """Return the lines that count: not those of a kind ``left_out``, unless the person says so."""
    usual = [(line, line.kind not in left_out) for line in grants.paying]
    if chosen := corrections(facts):
        usual = [(line, chosen.get((count, str(line.key)), counts)) for line, counts in usual]
    return tuple(line for line, counts in usual if counts)


def counted_for_auditor(facts: Facts, one: BudgetYear) -> tuple[FunderLine, ...]:
    """Return the lines that count towards ``AUDITOR_ABOVE``: a first figure, to be looked at.

    Private grants do not count, nor the aid paid for jobs (emplois aidés), said not to be grants;
    unless the person says otherwise of a line.
    """
    left_out = {*one.budget.grid.private_funders, JOB_AID}
    return _counted(facts, AUDITOR, one.grants, left_out)


def asks_for_auditor(facts: Facts, one: BudgetYear) -> bool:
    """Return whether the public grants of a budget of the association pass the threshold."""
    return Euros.total(line.amount for line in counted_for_auditor(facts, one)) > AUDITOR_ABOVE


def counted_for_agreement(facts: Facts, grants: Grants) -> tuple[FunderLine, ...]:
    """Return the lines of public authorities, to compare each one's sum to ``AGREEMENT_ABOVE``."""
    return _counted(facts, AGREEMENT, grants, grants.budget.grid.private_funders)


def public_share(one: BudgetYear, *, with_contributions: bool) -> Fraction | None:
    """Return public money over products (rule B10), or None without products.

    Args:
        one: The budget.
        with_contributions: Whether the call counts account 87 among the products.
    """
    whole = one.produits.cents + (one.contributions.cents if with_contributions else 0)
    return Fraction(one.public.cents, whole) if whole else None
