"""Checks 1 to 11 and 155: who asks."""

from datetime import date

import pytest

from tests.support.builders import EMPTY, a_sample, an_appel, codes, lit, only, phrase


def test_id_01_a_mistyped_siret_is_said_with_where_to_copy_it_from() -> None:
    finding = only(a_sample(changes={"siret": "000 001 248 00013"}), "ID-01")
    assert phrase(finding) == (
        "Ce numéro SIRET contient sans doute une faute de frappe : ses 14 chiffres ne s'accordent "
        "pas entre eux. Recopiez-le depuis votre avis de situation SIRENE."
    )
    assert lit(finding) == ["siret"]


@pytest.mark.parametrize("siret", ["000 001 248 0001", "000 001 248 000120", "000 001 248 0001A"])
def test_id_01_a_siret_of_another_length_is_not_said_to_have_14_digits(siret: str) -> None:
    said = phrase(only(a_sample(changes={"siret": siret}), "ID-01"))
    assert "il en manque, ou il y en a trop, pour faire 14 chiffres" in said


def test_id_01_says_nothing_of_a_siret_that_is_not_there() -> None:
    assert "ID-01" not in codes(a_sample(changes={"siret": EMPTY}))


def test_id_02_an_old_notice_is_a_question_at_the_closing_of_the_call() -> None:
    """The call closes on 18 December: a notice of 18 September is still recent, 17 is not."""
    old = only(a_sample(changes={"piece_date@avis_sirene": "17/09/2026"}), "ID-02")
    assert phrase(old) == (
        "Hors connexion, nous ne pouvons pas savoir si ce SIRET est toujours actif. Avez-vous un "
        "avis de situation de moins de trois mois ? Un établissement fermé retarde le paiement."
    )
    assert lit(old) == ["piece_date@avis_sirene", "siret"]
    assert "ID-02" not in codes(a_sample(changes={"piece_date@avis_sirene": "18/09/2026"}))


def test_id_02_without_a_closing_date_the_notice_is_judged_on_the_day_of_the_signature() -> None:
    open_ended = an_appel(cloture=None)
    changes = {"piece_date@avis_sirene": "12/09/2026"}
    assert "ID-02" not in codes(a_sample(changes=changes, appel=open_ended))
    changes = {"piece_date@avis_sirene": "10/09/2026"}
    assert "ID-02" in codes(a_sample(changes=changes, appel=open_ended))


def test_id_02_a_notice_without_date_or_not_yet_there_is_asked_for() -> None:
    assert "ID-02" in codes(a_sample(changes={"piece_date@avis_sirene": EMPTY}))
    assert "ID-02" in codes(a_sample(changes={"piece_etat@avis_sirene": "a_venir"}))


def test_id_02_is_silent_when_the_call_does_not_ask_for_it_and_speaks_without_a_call() -> None:
    cpo = an_appel("exemple-gosb-2027-cpo")
    assert "ID-02" not in codes(a_sample(without=["avis_sirene"], appel=cpo))
    assert "ID-02" in codes(a_sample(without=["avis_sirene"], appel=None))
    assert "ID-02" not in codes(a_sample(changes={"siret": EMPTY}, without=["avis_sirene"]))


def test_id_02_does_not_wonder_whether_a_siret_that_cannot_be_right_is_still_active() -> None:
    wrong = {"siret": "000 001 248 00013"}
    assert "ID-02" not in codes(a_sample(changes=wrong, without=["avis_sirene"]))
    assert "ID-02" not in codes(a_sample(changes={**wrong, "piece_date@avis_sirene": "17/09/2026"}))


def test_id_04_the_form_of_the_rna_is_shown() -> None:
    finding = only(a_sample(changes={"rna": "W94999001"}), "ID-04")
    assert phrase(finding) == (
        "Le numéro RNA commence par W et compte dix caractères, par exemple W751234567. Vous le "
        "trouverez sur le récépissé de la préfecture."
    )
    assert lit(finding) == ["rna"]


def test_id_04_a_number_that_is_not_given_is_missing_not_badly_formed() -> None:
    finding = only(a_sample(changes={"rna": EMPTY}), "ID-04")
    assert phrase(finding) == (
        "Il reste à remplir : le numéro RNA ou, à défaut, celui du récépissé."
    )
    assert lit(finding) == ["rna"]


def test_id_04_the_rna_is_asked_unless_a_receipt_or_a_court_takes_its_place() -> None:
    assert "ID-04" in codes(a_sample(changes={"rna": EMPTY}))
    for changes in (
        {"rna": EMPTY, "recepisse": "0943012345"},
        {"rna": EMPTY, "siege_insee": "67482"},
        {"rna": EMPTY, "registre_tribunal": "oui"},
        {"rna": EMPTY, "registre_tribunal": EMPTY},
    ):
        assert "ID-04" not in codes(a_sample(changes=changes)), changes


def test_id_05_a_rna_in_alsace_or_a_court_register_elsewhere_is_a_question() -> None:
    finding = only(a_sample(changes={"siege_code_postal": "67000"}), "ID-05")
    assert phrase(finding) == (
        "En Moselle et en Alsace, les associations ont un numéro au registre du tribunal plutôt "
        "qu'un RNA. Est-ce votre cas ?"
    )
    assert lit(finding) == ["rna", "registre_tribunal"]
    elsewhere = only(a_sample(changes={"registre_tribunal": "oui"}), "ID-05")
    assert lit(elsewhere) == ["registre_tribunal", "siege_code_postal"]


def test_id_06_an_iban_that_only_mod_97_lets_pass_is_seen() -> None:
    finding = only(a_sample(changes={"iban": "FR49 9999 9000 0100 0123 4567 810"}), "ID-06")
    assert phrase(finding) == (
        "Cet IBAN ne se vérifie pas : un chiffre a pu être inversé. Recopiez-le depuis le RIB, "
        "sans le taper de mémoire."
    )
    assert lit(finding) == ["iban"]
    assert "ID-06" not in codes(a_sample(changes={"iban": EMPTY}))


def test_id_07_the_bic_of_another_country_is_a_question() -> None:
    finding = only(a_sample(changes={"bic": "GEBABEBB"}), "ID-07")
    assert phrase(finding) == (
        "Le BIC ne semble pas correspondre à cet IBAN. Pouvez-vous comparer avec votre RIB ?"
    )
    assert lit(finding) == ["bic", "iban"]
    assert "ID-07" not in codes(a_sample(changes={"bic": "AGRIFRPP"}))
    assert "ID-07" not in codes(a_sample(changes={"bic": "AGRIFRPP", "iban": EMPTY}))


def test_id_08_the_name_on_the_bank_details_is_compared_without_capitals_nor_accents() -> None:
    finding = only(a_sample(), "ID-08")
    assert phrase(finding) == (
        "Le nom inscrit sur le RIB n'est pas tout à fait celui de l'association. Le service payeur "
        "compare les deux : demandez si besoin un RIB à jour à votre banque."
    )
    assert lit(finding) == ["rib_titulaire", "nom"]
    same = {"nom": "Les Mots d’à côté", "rib_titulaire": "LES MOTS D A COTE"}
    assert "ID-08" not in codes(a_sample(changes=same))
    assert "ID-08" not in codes(a_sample(changes={"rib_titulaire": EMPTY}))


def test_id_09_a_name_that_is_only_the_acronym_is_to_be_written_in_full() -> None:
    finding = only(a_sample(changes={"nom": "lm8m"}), "ID-09")
    assert phrase(finding) == (
        "Écrivez le nom complet de l'association, tel qu'il figure dans ses statuts ; le sigle a "
        "sa propre case."
    )
    assert lit(finding) == ["nom", "sigle"]
    assert "ID-09" not in codes(a_sample(changes={"sigle": EMPTY}))


def test_id_10_a_mandate_that_ended_before_the_signature_is_told_with_name_and_day() -> None:
    finding = only(a_sample(changes={"representant_fin_mandat": "24/04/2026"}), "ID-10")
    assert phrase(finding) == (
        "D'après vos notes, le mandat de Fatoumata SYLLA-MARTIN s'est terminé le 24/04/2026. "
        "Y a-t-il eu une élection depuis ? Si oui, mettez la liste des dirigeants à jour."
    )
    assert lit(finding) == ["representant_fin_mandat"]
    unnamed = {
        "representant_fin_mandat": "24/04/2026",
        "representant_nom": EMPTY,
        "representant_prenom": EMPTY,
    }
    said = phrase(only(a_sample(changes=unnamed), "ID-10"))
    assert "le mandat de la personne qui représente l'association" in said


def test_id_10_the_mandate_is_judged_on_the_day_of_the_signature_else_today() -> None:
    ends = {"representant_fin_mandat": "11/12/2026"}
    assert "ID-10" not in codes(a_sample(changes=ends, today=date(2027, 3, 1)))
    unsigned = {**ends, "fait_le": EMPTY}
    assert "ID-10" in codes(a_sample(changes=unsigned, today=date(2027, 3, 1)))


def test_id_11_the_old_activity_code_is_an_advice_from_the_first_of_january_2027() -> None:
    assert "ID-11" not in codes(a_sample(today=date(2026, 12, 31)))
    finding = only(a_sample(today=date(2027, 1, 1)), "ID-11")
    assert phrase(finding) == (
        "Les codes APE ont changé le 1er janvier 2027. Vérifiez le vôtre sur l'avis SIRENE."
    )
    assert lit(finding) == ["code_ape"]
    later = date(2027, 1, 15)
    assert "ID-11" in codes(a_sample(changes={"code_ape": EMPTY}, today=later))
    assert "ID-11" not in codes(a_sample(changes={"code_ape": "94.99Y"}, today=later))


def test_id_155_the_members_of_both_sexes_make_the_whole() -> None:
    members = {"adherents": "140", "adherents_femmes": "90", "adherents_hommes": "60"}
    finding = only(a_sample(changes=members), "ID-155")
    assert phrase(finding) == (
        "Les femmes et les hommes donnent 150 adhérents et le total 140. Lequel des trois nombres "
        "est à revoir ?"
    )
    assert lit(finding) == ["adherents_femmes", "adherents_hommes", "adherents"]
    assert "ID-155" not in codes(a_sample(changes={**members, "adherents": "150"}))
    assert "ID-155" not in codes(a_sample(changes={**members, "adherents_hommes": EMPTY}))
