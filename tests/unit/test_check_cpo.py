"""Checks 58 to 65: an agreement of several years."""

from dataclasses import replace
from datetime import date

import pytest

from cvdesk.domain.ids import GroupId, RowId
from tests.support.builders import (
    EMPTY,
    SAMPLE_A,
    SAMPLE_B,
    a_contrat,
    a_reference,
    a_sample,
    a_session,
    codes,
    lit,
    nothing_yet,
    only,
    phrase,
    said,
    type_in,
)

EACH_YEAR = {"CPO-58", "CPO-59", "CPO-60", "CPO-61", "CPO-64", "CPO-65"}


def without(year: int) -> dict[str, str]:
    amounts = ("projet_", "projet_financeur_montant")
    keys = [
        key
        for key in a_sample(SAMPLE_B).dossier.records
        if key.year == year and key.field.startswith(amounts) and "exercice" not in key.field
    ]
    return {str(key): EMPTY for key in keys}


def test_an_annual_dossier_hears_nothing_of_agreements() -> None:
    assert not codes(a_sample(SAMPLE_A, {"indicateur_cible.2027@I3": EMPTY})) & EACH_YEAR


def test_cpo_58_a_year_without_budget_starts_from_the_one_before() -> None:
    finding = only(a_sample(SAMPLE_B, without(2029)), "CPO-58")
    assert phrase(finding) == ("Il manque le budget 2029. Partez de celui de 2028, puis ajustez.")
    assert lit(finding) == ["projet_604.2029@P1", "projet_70x.2029@P1"]


def test_cpo_58_the_first_year_starts_from_no_year_that_the_dossier_has_not() -> None:
    finding = only(a_sample(SAMPLE_B, without(2027)), "CPO-58")
    assert phrase(finding) == (
        "Il manque le budget 2027. Commencez par lui : les autres années partiront de là."
    )


def test_cpo_58_a_year_out_of_balance_is_told_too() -> None:
    finding = only(a_sample(SAMPLE_B, {"projet_641.2028@P1": "39 300"}), "CPO-58")
    assert phrase(finding).startswith("Le budget 2028 n'est pas encore équilibré")


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("2027", "ici, 1."),
        ("2031", "ici, 5."),
        ("2026", "le dernier exercice vient avant le premier."),
    ],
)
def test_cpo_59_an_agreement_lasts_two_to_four_years(last: str, words: str) -> None:
    finding = only(a_sample(SAMPLE_B, {"dernier_exercice": last}), "CPO-59")
    assert phrase(finding).startswith("Une convention pluriannuelle dure de deux à quatre ans ; ")
    assert phrase(finding).endswith(words)
    assert lit(finding) == ["dernier_exercice", "premier_exercice"]


@pytest.mark.parametrize("last", ["2028", "2029", "2030"])
def test_cpo_59_two_three_and_four_years_are_right(last: str) -> None:
    assert "CPO-59" not in codes(a_sample(SAMPLE_B, {"dernier_exercice": last}))


def test_cpo_60_each_indicator_has_a_target_for_each_year() -> None:
    finding = only(a_sample(SAMPLE_B, {"indicateur_cible.2028@I3": EMPTY}), "CPO-60")
    assert phrase(finding) == (
        "« Enfants en progrès selon l'enseignant » n'a pas de cible pour 2028. Une estimation "
        "prudente vaut mieux qu'une case vide."
    )
    assert lit(finding) == ["indicateur_cible.2028@I3"]
    session = a_sample(SAMPLE_B)
    session.add_row(GroupId("indicateurs"), RowId("P1"))
    assert [phrase(f).partition(" »")[0] for f in said(session, "CPO-60")] == [
        "« Indicateur 10"
    ] * 3


def test_cpo_61_the_years_and_the_total() -> None:
    finding = only(a_sample(SAMPLE_B, {"montant_total": "75 000"}), "CPO-61")
    assert phrase(finding) == (
        "Les montants de chaque année font 73 500 €, mais le total indiqué est 75 000 €."
    )
    assert lit(finding) == [
        "montant_total",
        "montant_sollicite.2027",
        "montant_sollicite.2028",
        "montant_sollicite.2029",
    ]


def test_cpo_61_says_nothing_as_long_as_an_amount_is_missing() -> None:
    assert "CPO-61" not in codes(a_sample(SAMPLE_B, {"montant_total": EMPTY}))
    some = {"montant_total": "75 000", "montant_sollicite.2028": EMPTY}
    assert "CPO-61" not in codes(a_sample(SAMPLE_B, some))


def test_cpo_62_more_than_23_000_euros_a_year_makes_an_agreement_compulsory() -> None:
    finding = only(a_sample(SAMPLE_B), "CPO-62")
    assert phrase(finding) == (
        "Au-delà de 23 000 € par an, une convention est obligatoire : le financeur vous en "
        "proposera une."
    )
    assert lit(finding) == [f"projet_financeur_montant.{year}@F1" for year in (2027, 2028, 2029)]


def test_cpo_62_adds_the_lines_of_one_authority_and_leaves_private_money_out() -> None:
    exactly = {"projet_financeur_montant.2027@F4": "21 500"}
    assert "CPO-62" not in codes(a_sample(SAMPLE_A, exactly))
    more = {"projet_financeur_montant.2027@F4": "21 501"}
    finding = only(a_sample(SAMPLE_A, more), "CPO-62")
    assert lit(finding) == ["projet_financeur_montant.2027@F4", "projet_financeur_montant.2027@F5"]
    private = {"projet_financeur_montant.2027@F7": "50 000"}
    assert "CPO-62" not in codes(a_sample(SAMPLE_A, private))


def test_cpo_63_a_budget_that_grows_by_more_than_a_tenth() -> None:
    """Every line of 2029 times 1.2, as the reference asks: 94 800 against 76 500."""
    session = a_sample(SAMPLE_B)
    for key in list(session.dossier.records):
        amount = session.facts.at(key)
        lines = key.field.startswith("projet_") and key.year == 2029
        if lines and hasattr(amount, "cents"):
            type_in(session, str(key), str(amount.cents * 12 // 1000))
    finding = only(session, "CPO-63")
    assert phrase(finding) == (
        "Le budget augmente de 23,92 % en 2029. Une phrase d'explication rassurera le financeur."
    )
    assert lit(finding) == ["projet_604.2029@P1", "projet_70x.2029@P1"]


def test_cpo_63_a_tenth_exactly_says_nothing_the_same_total_does() -> None:
    tenth = {"projet_641.2028@P1": "44 100"}
    assert "CPO-63" not in codes(a_sample(SAMPLE_B, tenth))
    same = only(a_sample(SAMPLE_B, {"projet_641.2028@P1": "36 700"}), "CPO-63")
    assert phrase(same).startswith("Le budget 2028 est le même que celui de 2027, à l'euro près.")


def test_cpo_63_compares_nothing_with_a_year_without_charges() -> None:
    session = a_session(nothing_yet(SAMPLE_B), a_reference(SAMPLE_B))
    for key, typed in (
        ("premier_exercice", "2027"),
        ("dernier_exercice", "2028"),
        ("projet_70x.2027@P1", "5"),
        ("projet_641.2028@P1", "5"),
    ):
        type_in(session, key, typed)
    assert "CPO-63" not in codes(session)


def test_cpo_64_acquired_after_the_first_year_is_a_question() -> None:
    found = said(a_sample(SAMPLE_B, {"projet_financeur_statut@F5": "acquis"}), "CPO-64")
    assert [phrase(finding) for finding in found] == [
        "Cette aide est notée acquise pour 2028. Est-elle vraiment signée jusque-là ?",
        "Cette aide est notée acquise pour 2029. Est-elle vraiment signée jusque-là ?",
    ]
    assert lit(found[0]) == [
        "projet_financeur_montant.2028@F5",
        "projet_financeur_statut@F5",
        "projet_financeur_acte@F5",
    ]


def test_cpo_64_a_note_that_says_what_is_signed_answers_it() -> None:
    changes = {
        "projet_financeur_statut@F5": "acquis",
        "projet_financeur_note@F5": "Convention 2027-2029 signée le 2 juin 2026.",
    }
    assert "CPO-64" not in codes(a_sample(SAMPLE_B, changes))


def test_cpo_65_an_agreement_across_the_revision_of_the_contract() -> None:
    finding = only(a_sample(SAMPLE_B), "CPO-65")
    assert phrase(finding) == (
        "Le contrat de ville sera revu en 2027. Vos orientations pourront changer de nom : nous "
        "garderons le lien."
    )
    assert lit(finding) == ["dernier_exercice", "premier_exercice"]


def test_cpo_65_after_the_revision_or_under_another_contract_nothing_is_said() -> None:
    later = {"premier_exercice": "2028", "dernier_exercice": "2030"}
    assert "CPO-65" not in codes(a_sample(SAMPLE_B, later))
    other = replace(a_contrat(), fin=date(2032, 12, 31))
    assert "CPO-65" not in codes(a_sample(SAMPLE_B, contrat=other))


def test_cpo_65_an_agreement_that_outlives_the_contract() -> None:
    short = replace(a_contrat(), fin=date(2028, 12, 31))
    finding = only(a_sample(SAMPLE_B, contrat=short), "CPO-65")
    assert phrase(finding).startswith(
        "La convention va jusqu'en 2029, mais le contrat de ville s'arrête le 31/12/2028."
    )


def test_cpo_65_says_the_year_that_was_typed_though_it_is_too_far() -> None:
    finding, _revised = said(a_sample(SAMPLE_B, {"dernier_exercice": "2035"}), "CPO-65")
    assert phrase(finding).startswith("La convention va jusqu'en 2035")


def test_an_agreement_without_years_hears_only_what_can_be_said() -> None:
    session = a_session(nothing_yet(SAMPLE_B), a_reference(SAMPLE_B))
    assert not codes(session) & EACH_YEAR
