"""Checks 12 to 18: who signs, what is declared."""

from datetime import date

import pytest

from tests.support.builders import EMPTY, SAMPLE_B, a_sample, codes, lit, only, phrase


def test_sig_12_someone_who_is_not_the_representative_needs_a_power() -> None:
    finding = only(a_sample(SAMPLE_B, without=["pouvoir"]), "SIG-12")
    assert phrase(finding) == (
        "Étienne ROBILLARD-N'GUESSAN n'est pas la personne désignée par les statuts pour "
        "représenter l'association. Joignez un pouvoir, ou faites signer Nadège KOUROUMA-PETIT."
    )
    assert lit(finding) == ["signataire_representant"]


def test_sig_12_goes_to_the_line_of_the_power_when_there_is_one() -> None:
    finding = only(a_sample(SAMPLE_B, {"piece_etat@pouvoir": "a_venir"}), "SIG-12")
    assert lit(finding) == ["piece_etat@pouvoir", "signataire_representant"]


def test_sig_12_people_without_a_name_are_told_by_their_role() -> None:
    nobody = dict.fromkeys(
        ("signataire_nom", "signataire_prenom", "representant_nom", "representant_prenom"), EMPTY
    )
    said = phrase(only(a_sample(SAMPLE_B, nobody, without=["pouvoir"]), "SIG-12"))
    assert said.startswith("La personne qui signe n'est pas")
    assert said.endswith("faites signer la personne désignée par les statuts.")


def test_sig_12_and_sig_13_are_silent_when_the_representative_signs() -> None:
    found = codes(a_sample(changes={"signataire_representant": "oui"}))
    assert not found & {"SIG-12", "SIG-13"}
    assert not codes(a_sample(changes={"signataire_representant": EMPTY})) & {"SIG-12", "SIG-13"}


def test_sig_13_a_power_with_one_signature_says_whose_two_it_needs() -> None:
    finding = only(a_sample(SAMPLE_B, {"pouvoir_deux_signatures": "non"}), "SIG-13")
    assert phrase(finding) == (
        "Le pouvoir doit porter deux signatures : celle de Nadège KOUROUMA-PETIT et celle de "
        "Étienne ROBILLARD-N'GUESSAN. Il manque l'une des deux signatures."
    )
    assert lit(finding) == ["pouvoir_deux_signatures"]


@pytest.mark.parametrize(
    ("changes", "lacking", "keys"),
    [
        ({"pouvoir_objet": EMPTY, "pouvoir_fin": EMPTY}, "son objet et sa durée",
         ["pouvoir_objet", "pouvoir_fin"]),
        ({"pouvoir_fin": "07/12/2026"}, "une durée qui aille jusqu'au 08/12/2026", ["pouvoir_fin"]),
        ({"pouvoir_date": "09/12/2026"}, "une date qui ne soit pas après le 08/12/2026",
         ["pouvoir_date"]),
    ],
)  # fmt: skip
def test_sig_13_tells_what_the_power_lacks(
    changes: dict[str, str], lacking: str, keys: list[str]
) -> None:
    finding = only(a_sample(SAMPLE_B, changes), "SIG-13")
    assert phrase(finding).endswith(f"Il manque {lacking}.")
    assert lit(finding) == keys


def test_att_15_counts_the_declarations_that_are_left_and_lights_them() -> None:
    one = only(a_sample(changes={"attest_charte": EMPTY}), "ATT-15")
    assert phrase(one) == (
        "Il reste 1 déclaration que seule la personne qui signe peut cocher. Prenez le temps de "
        "les lire ensemble."
    )
    assert lit(one) == ["attest_charte"]
    two = only(a_sample(changes={"attest_charte": "non", "attest_compte": EMPTY}), "ATT-15")
    assert phrase(two).startswith("Il reste 2 déclarations que seule")
    assert lit(two) == ["attest_charte", "attest_compte"]


def test_att_16_members_who_are_not_informed() -> None:
    finding = only(a_sample(changes={"engagement_membres": "non"}), "ATT-16")
    assert phrase(finding) == (
        "En signant, l'association s'engage à informer ses membres du contrat d'engagement "
        "républicain, par affichage ou sur son site. Est-ce fait ?"
    )
    assert lit(finding) == ["engagement_membres"]
    assert "ATT-16" not in codes(a_sample(changes={"engagement_membres": EMPTY}))


def test_att_17_the_box_of_500_000_euros_is_compared_with_the_three_years() -> None:
    finding = only(a_sample(SAMPLE_B, {"aides_seuil": "inferieur"}), "ATT-17")
    assert phrase(finding) == (
        "La somme des aides publiques des trois années est de 582 300 €. La case cochée ne "
        "correspond pas."
    )
    assert lit(finding) == ["aides_seuil", "aides_n2", "aides_n1", "aides_n0"]
    assert "ATT-17" in codes(a_sample(changes={"aides_seuil": "superieur"}))
    assert "ATT-17" not in codes(a_sample(changes={"aides_n1": EMPTY, "aides_seuil": "superieur"}))


def test_att_17_exactly_500_000_euros_is_in_the_lower_box() -> None:
    exactly = {"aides_n2": "200 000", "aides_n1": "200 000", "aides_n0": "100 000"}
    assert "ATT-17" not in codes(a_sample(changes=exactly))
    assert "ATT-17" in codes(a_sample(changes={**exactly, "aides_n0": "100 000,01"}))


def test_sig_18_a_day_in_the_future_or_before_the_last_change_surprises() -> None:
    finding = only(a_sample(changes={"fait_le": "12/12/2026"}), "SIG-18")
    assert phrase(finding) == (
        "La date de signature (12/12/2026) surprend. L'horloge de cet ordinateur est-elle à "
        "l'heure ?"
    )
    assert lit(finding) == ["fait_le"]
    assert "SIG-18" in codes(a_sample(changes={"fait_le": "02/12/2026"}))


def test_sig_18_a_day_of_difference_with_the_stamps_says_nothing() -> None:
    """The example is typed on 4 December at 18:30 UTC: on the 3rd still, far in the West."""
    assert "SIG-18" not in codes(a_sample(changes={"fait_le": "03/12/2026"}))


def test_sig_18_a_clock_older_than_the_form_is_told_even_before_the_signature() -> None:
    session = a_sample(changes={"fait_le": EMPTY}, today=date(2019, 12, 11))
    assert "La date de signature (11/12/2019) surprend" in phrase(only(session, "SIG-18"))
    assert "SIG-18" not in codes(a_sample(changes={"fait_le": EMPTY}))
