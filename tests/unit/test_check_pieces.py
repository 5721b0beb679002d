"""Checks 20 to 30: the papers."""

from datetime import date

import pytest

from cvdesk.app.session import Session
from cvdesk.domain.ids import ROOT, GroupId, RowId
from cvdesk.domain.pieces import expected_pieces, pieces
from tests.support.builders import (
    EMPTY,
    SAMPLE_B,
    a_reference,
    a_sample,
    a_session,
    an_appel,
    codes,
    lit,
    nothing_yet,
    only,
    phrase,
    type_in,
)

FILE = "0" * 64


def test_the_pieces_of_a_dossier_are_read_in_order_and_by_nature() -> None:
    facts = a_sample().facts
    assert len(pieces(facts)) == 13
    reports = pieces(facts, "compte_rendu", "bilan_intermediaire")
    assert [piece.row for piece in reports] == [
        "compte_rendu", "bilan_intermediaire", "compte_rendu_2026",
    ]  # fmt: skip
    assert [piece.provided for piece in reports] == [True, True, False]


def test_what_is_expected_comes_from_the_call_else_from_the_national_list() -> None:
    of_call = [piece.id for piece in expected_pieces(a_sample().facts)]
    assert of_call[-2:] == ["avis_sirene", "pv_ag"]
    national = [piece.id for piece in expected_pieces(a_sample(appel=None).facts)]
    assert national == ["statuts", "dirigeants", "rib", "comptes", "rapport_activite",
                        "compte_rendu"]  # fmt: skip


def test_the_conditions_of_the_national_list_follow_the_answers() -> None:
    first = a_sample(SAMPLE_B, {"demande_frequence": "premiere"}, appel=None).facts
    asked = {piece.id for piece in expected_pieces(first)}
    assert {piece.id for piece in first.form.pieces} - asked == {"compte_rendu"}


def test_pie_20_statutes_neither_joined_nor_declared() -> None:
    finding = only(a_sample(changes={"piece_etat@statuts": EMPTY}), "PIE-20")
    assert phrase(finding) == (
        "Les statuts ne sont pas joints. S'ils sont déjà déclarés au greffe et à jour, "
        "indiquez-le ; sinon, ajoutez-en une copie."
    )
    assert lit(finding) == ["piece_etat@statuts"]


@pytest.mark.parametrize("state", ["jointe", "deja_rna", "deja_remise", "non_requise"])
def test_pie_20_any_state_that_settles_the_statutes_is_enough(state: str) -> None:
    assert "PIE-20" not in codes(a_sample(changes={"piece_etat@statuts": state}))


def test_pie_20_lights_no_answer_but_opens_the_papers_when_the_line_is_gone() -> None:
    finding = only(a_sample(without=["statuts"]), "PIE-20")
    assert (finding.keys, finding.section) == ((), "pieces")


def test_pie_21_a_list_older_than_the_last_election() -> None:
    finding = only(a_sample(changes={"piece_date@dirigeants": "15/05/2024"}), "PIE-21")
    assert phrase(finding) == (
        "La liste des dirigeants date d'avant la dernière assemblée. Ajoutez la liste à jour."
    )
    assert lit(finding) == ["piece_date@dirigeants"]
    assert "PIE-21" not in codes(a_sample(changes={"piece_date@dirigeants": EMPTY}))


def test_pie_21_a_list_that_is_not_there() -> None:
    finding = only(a_sample(changes={"piece_etat@dirigeants": "a_venir"}), "PIE-21")
    assert phrase(finding).startswith("La liste des dirigeants n'est pas jointe.")
    assert lit(finding) == ["piece_etat@dirigeants"]


def test_pie_22_without_bank_details_nothing_can_be_paid() -> None:
    finding = only(a_sample(without=["rib"]), "PIE-22")
    assert phrase(finding) == "Il manque le RIB. Sans lui, l'aide ne peut pas être versée."
    late = only(a_sample(changes={"piece_etat@rib": "a_venir"}), "PIE-22")
    assert lit(late) == ["piece_etat@rib"]


def test_pie_23_the_accounts_are_those_of_the_last_exercise() -> None:
    finding = only(a_sample(changes={"piece_exercice@comptes": "2024"}), "PIE-23")
    assert phrase(finding) == (
        "Les comptes joints sont ceux de 2024. Le financeur attend ceux de 2025, le dernier "
        "exercice terminé."
    )
    assert lit(finding) == ["piece_exercice@comptes"]
    without_year = only(a_sample(changes={"piece_exercice@comptes": EMPTY}), "PIE-23")
    assert "ne disent pas de quel exercice ils sont" in phrase(without_year)


def test_pie_23_accounts_that_are_not_there_or_published_already() -> None:
    finding = only(a_sample(changes={"piece_etat@comptes": "a_venir"}), "PIE-23")
    assert phrase(finding) == "Il manque les comptes de 2025, le dernier exercice terminé."
    assert lit(finding) == ["piece_etat@comptes"]
    told = {"piece_etat@comptes": "non_requise", "piece_note@comptes": "Publiés au JO."}
    assert "PIE-23" not in codes(a_sample(changes=told))


def test_pie_23_the_exercise_before_is_admitted_for_six_months() -> None:
    """Signed in March 2027, the accounts of 2026 are closed but need not be approved yet."""
    march, july = {"fait_le": "15/03/2027"}, {"fait_le": "15/07/2027"}
    assert "PIE-23" not in codes(a_sample(changes=march, today=date(2027, 3, 15)))
    late = only(a_sample(changes=july, today=date(2027, 7, 15)), "PIE-23")
    assert "attend ceux de 2026" in phrase(late)


def test_pie_23_an_exercise_that_ends_in_august_closes_in_august() -> None:
    shifted = {
        "asso_exercice_debut.2027": "01/09/2027",
        "asso_exercice_fin.2027": "31/08/2028",
        "piece_exercice@comptes": "2024",
    }
    assert "PIE-23" in codes(a_sample(changes=shifted))
    assert "attend ceux de 2026" in phrase(only(a_sample(changes=shifted), "PIE-23"))
    shifted["piece_exercice@comptes"] = "2026"
    assert "PIE-23" not in codes(a_sample(changes=shifted))


def test_pie_24_accounts_without_the_day_of_the_assembly() -> None:
    finding = only(a_sample(changes={"piece_date@comptes": EMPTY}), "PIE-24")
    assert phrase(finding) == (
        "Les comptes doivent avoir été approuvés en assemblée générale. Quelle en est la date ? "
        "Sans assemblée encore, expliquez-le en une phrase."
    )
    assert lit(finding) == ["piece_date@comptes", "piece_note@comptes"]
    told = {"piece_date@comptes": EMPTY, "piece_note@comptes": "Assemblée le 20 janvier."}
    assert "PIE-24" not in codes(a_sample(changes=told))


def test_pie_25_lights_the_lines_counted_beyond_153_000_euros() -> None:
    finding = only(a_sample(SAMPLE_B, without=["rapport_cac"]), "PIE-25")
    assert phrase(finding) == (
        "D'après votre budget, l'association a reçu plus de 153 000 € de subventions publiques. "
        "Dans ce cas, le rapport du commissaire aux comptes est demandé. Vérifiez avec nous les "
        "lignes comptées."
    )
    assert lit(finding) == [f"asso_financeur_montant.2027@G{n}" for n in range(1, 8)]


def test_pie_25_neither_the_aid_for_jobs_nor_private_grants_count() -> None:
    """153 000 € exactly of public grants, beside 9 800 € of jobs and 12 500 € of foundations."""
    exactly = {"asso_financeur_montant.2027@G7": "31 300"}
    assert "PIE-25" not in codes(a_sample(SAMPLE_B, exactly, without=["rapport_cac"]))
    more = {"asso_financeur_montant.2027@G7": "31 301"}
    assert "PIE-25" in codes(a_sample(SAMPLE_B, more, without=["rapport_cac"]))


def test_pie_26_the_report_of_activity() -> None:
    finding = only(a_sample(without=["rapport_activite"]), "PIE-26")
    assert phrase(finding) == (
        "Le rapport d'activité approuvé montre ce que vous faites vraiment : ajoutez-le, même "
        "court."
    )


def test_pie_27_the_last_ended_grant_is_accounted_for_before_a_new_one() -> None:
    finding = only(a_sample(without=["compte_rendu"]), "PIE-27")
    assert phrase(finding) == (
        "Pour une nouvelle aide, le compte rendu financier de 2025 doit être fait d'abord. Nous "
        "pouvons le préparer avec vos chiffres."
    )
    assert (finding.keys, finding.section) == ((), "pieces")
    ended = only(a_sample(changes={"precedente_terminee": "oui"}), "PIE-27")
    assert lit(ended) == ["piece_etat@compte_rendu_2026"]


def test_pie_27_no_grant_that_year_is_told_by_not_required() -> None:
    assert "PIE-27" not in codes(a_sample(changes={"piece_etat@compte_rendu": "non_requise"}))


def test_pie_27_and_pie_28_are_silent_for_a_first_request() -> None:
    session = a_sample(changes={"demande_frequence": "premiere"}, without=["compte_rendu"])
    assert not codes(session) & {"PIE-27", "PIE-28"}


def test_pie_28_an_action_that_still_runs_is_a_question_with_the_day_of_its_report() -> None:
    finding = only(a_sample(), "PIE-28")
    assert phrase(finding) == (
        "L'action 2026 n'est pas terminée : un bilan intermédiaire suffit aujourd'hui. Le compte "
        "rendu complet sera à rendre avant le 30 juin 2027."
    )
    assert lit(finding) == ["precedente_terminee", "precedente_annee"]


def test_pie_29_an_empty_file_or_one_that_is_not_a_pdf() -> None:
    empty = only(a_sample(changes={"piece_fichier@rib": f"{FILE} 0 rib.pdf"}), "PIE-29")
    assert phrase(empty).startswith("rib.pdf est vide.")
    assert lit(empty) == ["piece_fichier@rib"]
    image = only(a_sample(changes={"piece_fichier@rib": f"{FILE} 9 rib.heic"}), "PIE-29")
    assert phrase(image).startswith("rib.heic n'est pas un PDF")
    fine = a_sample(changes={"piece_fichier@rib": f"{FILE} 9 RIB.PDF"})
    assert "PIE-29" not in codes(fine)


def test_pie_30_names_the_paper_that_the_call_asks_too() -> None:
    finding = only(a_sample(without=["pv_ag"]), "PIE-30")
    assert phrase(finding) == (
        "Cet appel demande aussi : Procès-verbal de la dernière assemblée générale. Qui, chez "
        "vous, peut la fournir ?"
    )
    late = only(a_sample(changes={"piece_etat@pv_ag": "a_venir"}), "PIE-30")
    assert lit(late) == ["piece_etat@pv_ag"]


def test_pie_30_not_required_needs_a_word_and_no_call_asks_nothing_more() -> None:
    waived = {"piece_etat@pv_ag": "non_requise"}
    assert "PIE-30" in codes(a_sample(changes=waived))
    said = {**waived, "piece_note@pv_ag": "Vu avec le service."}
    assert "PIE-30" not in codes(a_sample(changes=said))
    assert "PIE-30" not in codes(a_sample(without=["pv_ag"], appel=None))


def a_dossier_barely_begun() -> Session:
    session = a_session(nothing_yet(), a_reference())
    row = session.add_row(GroupId("pieces"), ROOT, RowId("R1"))
    type_in(session, f"piece_etat@{row}", "jointe")
    return session


def test_an_empty_dossier_is_told_which_papers_are_missing() -> None:
    """A line without nature is no paper; without an exercise, accounts close in December."""
    found = codes(a_dossier_barely_begun())
    assert {"PIE-20", "PIE-21", "PIE-22", "PIE-23", "PIE-26", "PIE-30"} <= found
    assert not found & {"PIE-24", "PIE-25", "PIE-27", "PIE-28", "PIE-29"}


def test_a_call_without_a_list_of_papers_leaves_the_national_one() -> None:
    facts = a_sample(appel=an_appel(pieces=())).facts
    assert expected_pieces(facts)[0].id == "statuts"
