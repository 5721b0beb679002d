"""The table of checks: one module for each subject, every check listed here by hand."""

from __future__ import annotations

from cvdesk.domain.check import Check
from cvdesk.domain.checks import budget, cpo, identite, projet, signature

ALL_CHECKS: tuple[Check, ...] = (
    identite.siret_digits_agree,
    identite.rna_has_its_form,
    identite.iban_checks,
    signature.attestations_are_ticked,
    budget.charges_equal_products,
    budget.voluntary_sides_are_equal,
    budget.amount_asked_is_in_the_budget,
    budget.budget_is_of_the_year_asked,
    projet.objectives_have_indicators,
    projet.action_serves_an_orientation,
    cpo.each_year_has_its_budget,
    cpo.agreement_lasts_two_to_four_years,
    cpo.indicators_have_yearly_targets,
    cpo.years_make_the_total,
)
"""Every check, in the order of the table."""
