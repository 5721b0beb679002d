"""The rules of a budget (B1 to B11) and of an agreement (C1 to C9), each by its name."""

from dataclasses import replace

from cvdesk.app.budget_years import balanced
from cvdesk.domain.budget import BudgetYear, budgets, percent
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Yearly
from cvdesk.domain.ids import FieldId
from cvdesk.domain.money import NBSP, Euros
from tests.support.builders import (
    SAMPLE_A,
    SAMPLE_B,
    a_reference,
    a_sample,
    an_appel,
    codes,
    lit,
    only,
    phrase,
    said,
)


def project(facts: Facts, year: int = 2027) -> BudgetYear:
    return next(one for one in budgets(facts, "projet") if one.year == year)


def test_b1_charges_equal_products_to_the_cent() -> None:
    assert "BUD-31" not in codes(a_sample(SAMPLE_A))
    assert "BUD-31" in codes(a_sample(SAMPLE_A, {"projet_641.2027@P1": "9 800,01"}))


def test_b2_accounts_86_and_87_are_compared_apart() -> None:
    session = a_sample(SAMPLE_A, {"projet_864.2027@P1": "5 771"})
    assert "BUD-32" in codes(session)
    assert "BUD-31" not in codes(session)


def test_b3_whole_euros_nothing_is_rounded_silently() -> None:
    session = a_sample(SAMPLE_A, {"projet_60x.2027@P1": "450,50"})
    assert "BUD-34" in codes(session)
    assert project(session.facts).line("60x") == Euros(45_050)


def test_b4_an_account_is_computed_never_typed() -> None:
    grid = a_reference().form.budgets["projet"].grid
    fields = a_reference().form.places
    for account in grid.accounts:
        if not account.single:
            assert f"projet_{account.key}" not in fields


def test_b5_both_totals_exist_and_shares_leave_contributions_out() -> None:
    one = project(a_sample(SAMPLE_A).facts)
    assert one.charges + one.emplois == Euros.whole(28_930) == one.produits + one.contributions
    assert percent(one.asked, one.produits) == f"38,10{NBSP}%"


def test_b6_what_lacks_is_self_funding_what_is_left_a_surplus() -> None:
    for typed, line in (("9 900", "insufprevisionnel"), ("1 000", "excedprevisionnel")):
        facts = a_sample(SAMPLE_A, {"projet_641.2027@P1": typed}).facts
        proposal = balanced(facts, project(facts))
        assert proposal is not None
        assert f"projet_{line}.2027@P1" in [str(one.key) for one in proposal.changes]
    facts = a_sample(SAMPLE_A).facts
    for name in ("insufprevisionnel", "excedprevisionnel"):
        assert f"asso_{name}" in facts.form.places


def test_b7_the_amount_attested_is_that_of_the_budget() -> None:
    assert "BUD-33" in codes(a_sample(SAMPLE_A, {"montant_sollicite.2027": "8 500"}))


def test_b8_the_project_fits_in_the_association() -> None:
    assert "BUD-38" in codes(a_sample(SAMPLE_A, {"projet_68x.2027@P1": "9 000"}))


def test_b9_indirect_costs_have_a_written_key() -> None:
    assert "BUD-40" in codes(a_sample(SAMPLE_A, {"projet_cle@P1": ""}))


def test_b10_the_cap_of_the_call_counts_contributions_only_when_it_says_so() -> None:
    more = {"projet_insufprevisionnel.2027@P1": "1 500", "projet_641.2027@P1": "9 400"}
    assert "BUD-35" in codes(a_sample(SAMPLE_A, more))
    call = replace(an_appel(), cvn_comptees=True)
    assert "BUD-35" not in codes(a_sample(SAMPLE_A, more, appel=call))


def test_b11_for_functioning_the_project_is_the_whole_association() -> None:
    assert "BUD-151" not in codes(a_sample(SAMPLE_A))
    finding = only(a_sample(SAMPLE_A, {"demande_objet": "fonctionnement"}), "BUD-151")
    assert "« Achats » vaut 1 600 € d'un côté" in phrase(finding)
    assert "projet_604.2027@P1" in lit(finding)
    both = a_sample(SAMPLE_A, {"demande_objet": "fonctionnement;projet"})
    assert "BUD-151" not in codes(both)


def test_c1_an_agreement_lasts_two_to_four_years() -> None:
    assert "CPO-59" in codes(a_sample(SAMPLE_B, {"dernier_exercice": "2027"}))


def test_c2_each_year_has_its_balanced_budget() -> None:
    assert "CPO-58" in codes(a_sample(SAMPLE_B, {"projet_641.2028@P1": "1"}))


def test_c3_the_same_funders_each_year_a_zero_is_an_answer_an_empty_cell_is_not() -> None:
    assert "CPO-152" not in codes(a_sample(SAMPLE_B, {"projet_financeur_montant.2028@F5": "0"}))
    finding = only(a_sample(SAMPLE_B, {"projet_financeur_montant.2028@F5": ""}), "CPO-152")
    assert "n'a pas de montant pour 2028" in phrase(finding)
    assert lit(finding) == ["projet_financeur_montant.2028@F5"]


def test_c4_the_years_make_the_total() -> None:
    assert "CPO-61" in codes(a_sample(SAMPLE_B, {"montant_total": "75 000"}))


def test_c5_every_indicator_has_its_targets_and_a_fall_is_explained() -> None:
    row = a_sample(SAMPLE_B).facts.rows("indicateurs", a_sample(SAMPLE_B).facts.projects[0])[0]
    assert "CPO-60" in codes(a_sample(SAMPLE_B, {f"indicateur_cible.2028@{row}": ""}))
    fall = {f"indicateur_cible.2028@{row}": "1"}
    finding = only(a_sample(SAMPLE_B, fall), "CPO-153")
    assert "baisse en 2028" in phrase(finding)
    assert lit(finding)[0] == f"indicateur_note@{row}"
    told = {**fall, f"indicateur_note@{row}": "Moins de places."}
    assert "CPO-153" not in codes(a_sample(SAMPLE_B, told))


def test_c6_above_23_000_euros_an_agreement_is_compulsory() -> None:
    assert "CPO-62" in codes(a_sample(SAMPLE_B))
    assert "CPO-62" not in codes(a_sample(SAMPLE_A))


def test_c7_a_budget_that_grows_by_more_than_a_tenth_is_explained() -> None:
    more = {"projet_641.2028@P1": "59 200", "projet_insufprevisionnel.2028@P1": "26 200"}
    assert "CPO-63" in codes(a_sample(SAMPLE_B, more))


def test_c8_quarters_objectives_and_actions_are_common_to_all_years() -> None:
    places = a_reference(SAMPLE_B).form.places
    for field in ("territoire_quartier", "action_intitule", "indicateur_mesure"):
        assert places[FieldId(field)].field.yearly is Yearly.NEVER
    assert places[FieldId("benef_total")].field.yearly is Yearly.EACH


def test_c9_acquired_for_later_years_asks_for_its_document() -> None:
    acquired = {"projet_financeur_statut@F5": "acquis"}
    assert len(said(a_sample(SAMPLE_B, acquired), "CPO-64")) == 2
    proven = {**acquired, "projet_financeur_acte@F5": "Convention du 3 mai 2026"}
    assert "CPO-64" not in codes(a_sample(SAMPLE_B, proven))
    assert "BUD-37" not in codes(a_sample(SAMPLE_B, proven))
