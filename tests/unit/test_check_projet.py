"""Checks 51, 52 and 54 to 57: what for, how it is judged, when."""

from dataclasses import replace
from datetime import date

import pytest

from cvdesk.app.navigation import step_of
from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.ids import GroupId, RowId
from tests.support.builders import (
    EMPTY,
    SAMPLE_A,
    SAMPLE_B,
    a_contrat,
    a_reference,
    a_sample,
    a_session,
    an_appel,
    codes,
    lit,
    nothing_yet,
    only,
    phrase,
    said,
    type_in,
)

NAMED = (
    "Ce texte semble nommer une personne aidée. Le dossier peut être lu par d'autres : mieux vaut "
    "enlever son nom."
)


def test_ind_51_an_objective_without_indicator_is_quoted() -> None:
    finding = only(a_sample(without=["I5"]), "IND-51")
    assert phrase(finding) == (
        "L'objectif « Les rendre autonomes pour les démarches en ligne courantes » n'a pas encore "
        "d'indicateur. Comment saurez-vous, à la fin, que c'est réussi ?"
    )
    assert lit(finding) == ["indicateur_intitule@P1"]


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_ind_51_leads_to_the_indicators_of_the_project_and_to_the_one_of_no_objective(
    name: str,
) -> None:
    session = a_sample(name)
    session.add_row(GroupId("objectifs"), RowId("P1"), RowId("NEW"))
    finding = only(session, "IND-51")
    assert step_of(session.facts, finding).id == "indicateurs@P1"
    session.add_row(GroupId("indicateurs"), RowId("P1"), RowId("FREE"))
    assert lit(said(session, "IND-51")[0]) == ["indicateur_objectif@FREE"]
    type_in(session, "indicateur_objectif@FREE", "NEW")
    assert not any("L'objectif" in phrase(one) for one in said(session, "IND-51"))


def test_ind_51_an_indicator_without_target_or_without_measure() -> None:
    target = only(a_sample(changes={"indicateur_cible.2027@I3": EMPTY}), "IND-51")
    assert "présents à 60 % des séances ou plus » n'a pas encore de cible." in phrase(target)
    assert lit(target) == ["indicateur_cible.2027@I3"]
    measure = only(a_sample(changes={"indicateur_mesure@I3": EMPTY}), "IND-51")
    assert "ne dit pas encore où il se mesure" in phrase(measure)
    assert lit(measure) == ["indicateur_mesure@I3"]


def test_ind_51_one_target_is_enough_for_it_the_other_years_are_asked_by_cpo_60() -> None:
    changes = {"indicateur_cible.2028@I3": EMPTY}
    found = codes(a_sample(SAMPLE_B, changes))
    assert "IND-51" not in found
    assert "CPO-60" in found


def test_ind_51_what_has_no_name_yet_is_told_by_its_place() -> None:
    session = a_sample()
    session.add_row(GroupId("objectifs"), RowId("P1"))
    session.add_row(GroupId("indicateurs"), RowId("P1"))
    found = [phrase(finding) for finding in said(session, "IND-51")]
    assert found[0].startswith("L'objectif « n° 5 » n'a pas")
    assert all("« n° 8 »" in text for text in found[1:])


def test_prj_52_a_text_over_the_limit_of_the_form_or_of_the_call() -> None:
    finding = only(a_sample(changes={"besoin@P1": "Besoin. " * 300}), "PRJ-52")
    assert phrase(finding) == (
        "Ce texte dépasse la limite de 2 000 caractères. Gardez d'abord : pour qui, quoi, quand, "
        "avec qui."
    )
    assert lit(finding) == ["besoin@P1"]
    short = an_appel(limites={"besoin": 400})
    assert "limite de 400 caractères" in phrase(only(a_sample(appel=short), "PRJ-52"))
    longer = an_appel(limites={"besoin": 3000})
    assert "PRJ-52" not in codes(a_sample(changes={"besoin@P1": "Besoin. " * 300}, appel=longer))


def test_prj_52_a_text_at_the_limit_fits_and_a_removed_one_is_not_counted() -> None:
    assert "PRJ-52" not in codes(a_sample(changes={"besoin@P1": "x" * 2000}))
    long = {"objectif_texte@OB4": "x" * 301}
    assert "PRJ-52" in codes(a_sample(changes=long))
    assert "PRJ-52" not in codes(a_sample(changes=long, without=["OB4"]))
    assert "PRJ-52" not in codes(a_sample(changes=long, without=["P1"], appel=None))


def test_ori_54_an_orientation_of_the_contract_is_asked() -> None:
    finding = only(a_sample(without=["N1", "N2", "N3"]), "ORI-54")
    assert phrase(finding) == (
        "Reliez l'action à au moins une orientation du contrat de ville : c'est la première chose "
        "que l'on regarde."
    )
    assert (lit(finding), finding.section) == (["ancrage_noeud@P1"], "orientations")


def test_ori_54_one_that_the_contract_does_not_have_is_no_answer() -> None:
    finding = only(a_sample(changes={"ancrage_noeud@N1": "O99"}, without=["N2", "N3"]), "ORI-54")
    assert lit(finding) == ["ancrage_noeud@N1"]
    assert "ORI-54" not in codes(a_sample(changes={"ancrage_noeud@N1": "O99"}))


def test_prj_55_an_action_over_before_the_filing() -> None:
    changes = {"date_debut@P1": "01/01/2026", "date_fin@P1": "30/11/2026"}
    finding = only(a_sample(changes=changes), "PRJ-55")
    assert phrase(finding) == (
        "L'action s'achève avant le dépôt du dossier. Une aide se demande pour une action à venir."
    )
    assert lit(finding) == ["date_fin@P1", "date_debut@P1"]


def test_prj_55_the_filing_is_the_signature_however_late_the_dossier_is_read() -> None:
    assert "PRJ-55" not in codes(a_sample(today=date(2028, 6, 1)))
    assert "PRJ-55" in codes(a_sample(changes={"fait_le": EMPTY}, today=date(2028, 6, 1)))


@pytest.mark.parametrize(
    ("changes", "words", "keys"),
    [
        ({"date_fin@P1": "31/01/2028"}, "31/01/2028, alors que le budget va du 01/01/2027 au 31/12",
         ["date_fin@P1"]),
        ({"date_debut@P1": "01/12/2026"}, "L'action sort de l'exercice demandé : 01/12/2026",
         ["date_debut@P1"]),
        ({"date_debut@P1": "01/12/2027", "date_fin@P1": "01/03/2027"},
         "avant de commencer le 01/12", ["date_fin@P1", "date_debut@P1"]),
    ],
)  # fmt: skip
def test_prj_55_a_period_outside_the_exercise(
    changes: dict[str, str], words: str, keys: list[str]
) -> None:
    finding = only(a_sample(changes=changes), "PRJ-55")
    assert words in phrase(finding)
    assert lit(finding) == keys


def test_prj_55_without_the_days_of_a_budget_the_civil_year_is_meant() -> None:
    unsaid = {
        "projet_exercice_debut.2027@P1": EMPTY,
        "projet_exercice_fin.2027@P1": EMPTY,
        "date_fin@P1": "01/01/2028",
    }
    assert "du 01/01/2027 au 31/12/2027" in phrase(only(a_sample(changes=unsaid), "PRJ-55"))
    session = a_session(nothing_yet(), a_reference())
    type_in(session, "date_fin@P1", "01/01/2028")
    assert "PRJ-55" not in codes(session)


@pytest.mark.parametrize(
    "text",
    [
        "Awa Diallo attend depuis un an.",
        "La fille de Mme Traoré vient.",
        "Appeler le 06 39 98 12 34.",
        "Écrire à awa@example.org.",
        "Elle s’appelle Awa.",
        "Nous suivons Jean-Luc Petit.",
    ],
)
def test_prj_56_a_text_that_seems_to_name_someone(text: str) -> None:
    finding = only(a_sample(changes={"besoin@P1": text}), "PRJ-56")
    assert phrase(finding) == NAMED
    assert lit(finding) == ["besoin@P1"]


@pytest.mark.parametrize(
    "text",
    ["Le collège Jean Moulin et l’école Marie Curie.", "La CAF et France Travail.",
     "Au quartier Clos Nollet, rue Pierre Semard.", "En 2025 2026 38 % de 212 personnes.",
     "Commune de Paris – 8 mai 1945 et Vitry-sur-Seine"],
)  # fmt: skip
def test_prj_56_places_and_bodies_are_not_people(text: str) -> None:
    assert "PRJ-56" not in codes(a_sample(changes={"besoin@P1": text}))


def test_prj_56_the_names_of_the_quarters_of_the_contract_are_not_people() -> None:
    named = Quartier("curie", "Pierre Et Marie Curie", "QPV", ("Ivry-sur-Seine",))
    contrat = replace(a_contrat(), quartiers=(*a_contrat().quartiers, named))
    text = {"besoin@P1": "Les habitants de Pierre Et Marie Curie."}
    assert "PRJ-56" not in codes(a_sample(changes=text, contrat=contrat))
    assert "PRJ-56" in codes(a_sample(changes=text))


def test_prj_56_reads_the_texts_of_the_projects_only_and_no_removed_one() -> None:
    outside = {"a_adherents_moraux": "oui", "adherents_moraux": "Association Awa Diallo"}
    assert "PRJ-56" not in codes(a_sample(changes=outside))
    named = {"ancrage_phrase@N3": "Awa Diallo vient."}
    assert "PRJ-56" in codes(a_sample(changes=named))
    assert "PRJ-56" not in codes(a_sample(changes=named, without=["N3"]))


def test_prj_56_a_group_of_fewer_than_five_people_can_be_recognised() -> None:
    changes = {"public_total.2027@U1": "4", "public_femmes.2027@U3": "3"}
    finding = only(a_sample(changes=changes), "PRJ-56")
    assert phrase(finding).startswith("Un groupe de moins de 5 personnes peut se reconnaître")
    assert lit(finding) == ["public_total.2027@U1", "public_femmes.2027@U3"]
    assert "PRJ-56" not in codes(a_sample(changes={"public_total.2027@U1": "0"}))


def test_prj_57_fewer_than_three_working_days_before_the_closing() -> None:
    """Closed on Friday 18 December: Tuesday leaves three days, Wednesday two."""
    assert "PRJ-57" not in codes(a_sample(today=date(2026, 12, 15)))
    finding = only(a_sample(today=date(2026, 12, 16)), "PRJ-57")
    assert phrase(finding) == (
        "Le dépôt ferme le 18/12/2026. Gardez du temps pour la signature : c'est souvent elle qui "
        "prend le plus de jours."
    )
    assert (finding.keys, finding.section) == ((), "signature")


def test_prj_57_the_call_is_closed_or_has_no_day() -> None:
    closed = only(a_sample(today=date(2026, 12, 19)), "PRJ-57")
    assert phrase(closed).startswith("Le dépôt est fermé depuis le 18/12/2026.")
    late = date(2027, 6, 1)
    assert "PRJ-57" not in codes(a_sample(SAMPLE_A, today=late, appel=an_appel(cloture=None)))
    assert "PRJ-57" not in codes(a_sample(SAMPLE_A, today=late, appel=None))
