"""What is still to be answered."""

import re

from cvdesk.app.navigation import adding
from cvdesk.app.session import Session
from cvdesk.domain.completeness import MISSING, missing_answers
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.ids import GroupId, Key, RowId
from tests.support.builders import (
    EMPTY,
    SAMPLE_A,
    SAMPLE_B,
    a_reference,
    a_sample,
    a_session,
    lit,
    nothing_yet,
    phrase,
    type_in,
)


def missing(session: Session) -> list[Finding]:
    return [finding for finding in session.findings if finding.code == MISSING]


def test_the_examples_lack_nothing() -> None:
    assert missing(a_sample(SAMPLE_A)) == []
    assert missing(a_sample(SAMPLE_B)) == []


def test_a_required_question_without_answer_is_said_by_its_printed_name() -> None:
    [finding] = missing(a_sample(changes={"nom": EMPTY}))
    assert phrase(finding) == "Il reste à remplir : Nom."
    assert (lit(finding), finding.section) == (["nom"], "association")
    assert (finding.number, finding.gravity) == (None, Gravity.BLOCKING)


def test_a_question_asked_each_year_is_missing_for_a_year() -> None:
    [finding] = missing(a_sample(SAMPLE_B, {"montant_sollicite.2028": EMPTY}))
    assert phrase(finding) == "Il reste à remplir pour 2028 : Demande."
    assert lit(finding) == ["montant_sollicite.2028"]


def test_a_question_of_a_list_is_told_with_the_place_of_its_row() -> None:
    [finding] = missing(a_sample(changes={"indicateur_unite@I2": EMPTY}))
    assert phrase(finding) == "Il reste à remplir : indicateur 2, unité."
    session = a_sample()
    session.add_row(GroupId("projet_financeurs"), RowId("P1"))
    assert next(phrase(f) for f in missing(session)) == (
        "Il reste à remplir : financeur 8, nature du financeur."
    )  # fmt: skip


def test_a_question_that_is_named_as_its_row_is_not_named_twice() -> None:
    session = a_sample()
    session.add_row(GroupId("objectifs"), RowId("P1"), RowId("OB9"))
    number = len(session.facts.rows("objectifs", RowId("P1")))
    assert f"Il reste à remplir : objectif {number}." in map(phrase, missing(session))


def test_a_question_without_a_printed_name_keeps_its_mark_and_takes_no_full_stop() -> None:
    [finding] = missing(a_sample(changes={"precedente_terminee": EMPTY}))
    assert phrase(finding) == (
        "Il reste à remplir : L'action aidée cette année-là est-elle terminée ?"
    )


def test_a_list_that_is_too_short_leads_to_where_a_row_is_added() -> None:
    [one] = missing(a_sample(without=["U1", "U2", "U3"]))
    assert phrase(one) == "Ajoutez au moins une tranche d'âge."
    assert (lit(one), one.section) == (["public_tranche@P1"], "publics")
    facts = a_sample(without=["U1", "U2", "U3"]).facts
    assert adding(facts, one.keys[0]) == "Ajouter une tranche d’âge"
    assert adding(facts, Key.parse("indicateur_intitule@I1")) == ""
    actions = missing(a_sample(SAMPLE_B, without=["AC1", "AC2", "AC3", "AC4"]))
    assert [phrase(finding) for finding in actions] == ["Ajoutez au moins une action."]


def test_a_hidden_question_is_not_missing() -> None:
    assert missing(a_sample(changes={"reseau_nom": EMPTY, "a_reseau": "non"})) == []
    hidden_list = a_sample(changes={"a_agrements": "non"}, without=["A1"])
    assert missing(hidden_list) == []
    shown_list = a_sample(without=["A1"])
    assert [phrase(finding) for finding in missing(shown_list)] == ["Ajoutez au moins un agrément."]


def test_the_declarations_of_the_signatory_are_left_to_check_15() -> None:
    assert missing(a_sample(changes={"attest_charte": EMPTY})) == []


def test_a_dossier_without_a_project_asks_for_one() -> None:
    found = missing(a_sample(without=["P1"]))
    assert "Ajoutez au moins un projet." in [phrase(finding) for finding in found]


def test_an_annual_budget_that_is_not_begun_is_missing() -> None:
    session = a_sample()
    for key in list(session.dossier.records):
        if key.year is not None and re.match(r"(asso|projet)_(\d|insuf|chg)", key.field):
            type_in(session, str(key), EMPTY)
    for group, parent in (("asso_financeurs", ""), ("projet_financeurs", "P1")):
        for row in session.facts.rows(group, RowId(parent)):
            session.remove_row(row)
    found = [finding for finding in missing(session) if "Budget" in phrase(finding)]
    assert [phrase(finding) for finding in found] == [
        "Il reste à remplir pour 2027 : Budget du projet.",
        "Il reste à remplir pour 2027 : Budget de l'association.",
    ]
    assert [lit(finding) for finding in found] == [["projet_604.2027@P1"], ["asso_604.2027"]]


def test_the_years_of_an_agreement_are_left_to_check_58() -> None:
    session = a_session(nothing_yet(SAMPLE_B), a_reference(SAMPLE_B))
    type_in(session, "premier_exercice", "2027")
    type_in(session, "dernier_exercice", "2028")
    told = [phrase(finding) for finding in missing(session) if "Budget" in phrase(finding)]
    assert told == ["Il reste à remplir pour 2027 : Budget de l'association."]


def test_an_empty_dossier_asks_every_required_question_that_is_visible_once() -> None:
    session = a_session(nothing_yet(), a_reference())
    keys = [key for finding in missing_answers(session.facts) for key in finding.keys]
    assert len(keys) == len(set(keys)) > 50
    form = session.facts.form
    optional = [key for key in keys if not form.places[key.field].field.required]
    assert optional == []


def test_the_quarter_of_an_action_outside_them_is_not_asked_once_the_reason_is_given() -> None:
    session = a_sample(changes={"territoire_quartier@T1": EMPTY})
    assert [phrase(finding) for finding in missing(session)] == [
        "Il reste à remplir : quartier 1.",
    ]  # fmt: skip
    type_in(session, "hors_quartier_motif@P1", "La salle est à 300 m du quartier.")
    assert missing(session) == []
