"""Starting a dossier, empty or from answers; freezing what is signed."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.beginning import Beginning, begin
from cvdesk.app.new_dossier import Answers, empty_dossier, fill
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.frozen import fingerprint, frozen_content, grouped_fingerprint
from cvdesk.domain.ids import ROOT, GroupId, Key, RowId
from cvdesk.domain.stamp import NEVER
from cvdesk.errors import UserError
from tests.support.builders import (
    AUTHOR,
    SAMPLE_A,
    SAMPLE_B,
    TYPED_ON,
    a_dossier,
    a_reference,
    a_sample,
    a_session,
    an_appel,
    an_example,
    nothing_yet,
    type_in,
)


def started(name: str, years: tuple[int, ...]) -> Dossier:
    return empty_dossier(a_reference(name), author=AUTHOR, clock=lambda: TYPED_ON, years=years)


def test_a_new_dossier_has_one_project_its_exercises_and_nothing_else() -> None:
    dossier = started(SAMPLE_B, (2027, 2028, 2029))
    assert {str(key): record.text for key, record in dossier.records.items()} == {
        "premier_exercice": "2027", "dernier_exercice": "2029",
    }  # fmt: skip
    assert [row.id for row in dossier.rows_of(GroupId("projet"))] == ["P1"]
    assert (dossier.contrat.contrat, dossier.appel) == ("gosb-2024", "exemple-gosb-2027-cpo")
    assert not dossier.exemple


def test_an_annual_dossier_has_one_exercise() -> None:
    assert [str(key) for key in started(SAMPLE_A, (2027,)).records] == ["premier_exercice"]


@pytest.mark.parametrize("years", [(2027, 2029), (2029, 2028), (2027, 2027)])
def test_the_years_of_a_dossier_follow_each_other(years: tuple[int, ...]) -> None:
    with pytest.raises(UserError, match="se suivent"):
        started(SAMPLE_B, years)


def test_an_annual_dossier_of_two_years_is_refused() -> None:
    with pytest.raises(UserError, match="une seule année"):
        started(SAMPLE_A, (2027, 2028))


def test_the_examples_are_typed_as_a_person_types_and_say_so() -> None:
    dossier = a_sample(SAMPLE_A).dossier
    assert dossier.exemple
    assert dossier.text(Key.parse("projet_641.2027@P1")) == "9800.00"
    assert "fictif" in an_example(SAMPLE_A).title


def test_the_need_of_the_conversation_is_the_first_answer_and_an_edit_like_any_other() -> None:
    need = Key.parse("besoin@P1")
    session = a_session(nothing_yet(), a_reference())
    begin(session, Beginning(session.reference.contrat.id, besoin="Des parents n’osent pas."))
    assert session.dossier.text(need) == "Des parents n’osent pas."
    assert session.dossier.records[need].author == AUTHOR.name
    while session.can_undo:
        session.undo()
    assert session.dossier.text(need) is None
    while session.can_redo:
        session.redo()
    begin(session, Beginning(session.reference.contrat.id, besoin="Autre chose."))
    assert session.dossier.text(need) == "Des parents n’osent pas."


def test_answers_fill_the_rows_that_exist_and_add_those_that_do_not() -> None:
    session = a_sample()
    fill(session, Answers(rows={"pieces": [
        ("rib", Answers({"piece_note": "Banque fictive"})),
        ("autre", Answers({"piece_nature": "autre", "piece_etat": "jointe"})),
    ]}))  # fmt: skip
    assert session.dossier.text(Key.parse("piece_note@rib")) == "Banque fictive"
    assert session.facts.rows("pieces")[-1] == "autre"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (Answers({"Pas un champ": "1"}), "n’est pas le nom d’un champ"),
        (Answers({"siret": "000/001"}), "siret : « 000/001 »"),
        (Answers(rows={"inconnu": [("X1", Answers())]}), "pas de liste « inconnu »"),
    ],
)
def test_answers_that_cannot_be_typed_are_told(answers: Answers, words: str) -> None:
    with pytest.raises(UserError) as refusal:
        fill(a_session(nothing_yet(), a_reference()), answers)
    assert words in str(refusal.value).replace("\u00a0", " ")


def test_the_fingerprint_is_that_of_the_answers_whoever_typed_them() -> None:
    session = a_sample()
    before = fingerprint(session.dossier)
    assert re.fullmatch(r"[0-9A-F]{64}", before)
    type_in(session, "sigle", "X")
    assert fingerprint(session.dossier) != before
    session.undo()
    assert fingerprint(session.dossier) == before


@given(st.sampled_from(["sigle", "nom", "projet_641.2027@P1", "objectif_texte@OB2", "fait_le"]))
def test_one_answer_less_is_another_fingerprint(key: str) -> None:
    assert fingerprint(a_dossier({key: ""})) != fingerprint(a_dossier())


def test_what_stands_in_a_removed_row_is_not_frozen() -> None:
    session = a_sample(without=["P1"])
    frozen = frozen_content(session.dossier).decode()
    assert "OB1" not in frozen
    assert "projet_641" not in frozen
    lost = session.dossier.answered(Key.parse("objectif_texte@PERDU"), "x", "Inès", NEVER)
    assert fingerprint(lost) == fingerprint(session.dossier)


def test_the_order_of_a_list_is_frozen_not_the_ranks_it_came_from() -> None:
    session = a_sample(without=["OB1"])
    alike = a_sample(without=["OB1"])
    alike.move_row(RowId("OB3"), 1)
    assert fingerprint(alike.dossier) != fingerprint(session.dossier)
    alike.move_row(RowId("OB3"), -1)
    assert [row.rank for row in alike.dossier.rows_of(GroupId("objectifs"), RowId("P1"))] == [
        1,
        2,
        3,
    ]
    assert fingerprint(alike.dossier) == fingerprint(session.dossier)


def test_a_fingerprint_is_read_aloud_by_groups_of_eight() -> None:
    groups = grouped_fingerprint(fingerprint(a_dossier()))
    assert [len(group) for group in groups] == [8] * 8
    assert ROOT not in groups


def test_a_dossier_of_a_call_already_says_that_it_asks_for_city_money() -> None:
    asked = Key.parse("politique_ville")
    for appel, said in ((an_appel(), True), (None, None)):
        session = a_session(nothing_yet(), replace(a_reference(), appel=appel))
        begin(session, Beginning(session.reference.contrat.id))
        assert session.facts.at(asked) is said
