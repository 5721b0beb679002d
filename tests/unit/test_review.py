"""Remarks of a reader: anchored, answered, settled, undone in one step, never signed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.navigation import steps
from cvdesk.app.review import (
    GROUP,
    NOBODY,
    REPLY_TO,
    WHOLE,
    add_remark,
    comments,
    of_step,
    open_remarks,
    reply,
    settle,
)
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import FieldId, Key, RowId
from cvdesk.errors import UserError
from tests.support.builders import SAMPLE_B, a_sample, type_in

NEED = Key.parse("droit_commun@P1")
NAME = Key(FieldId("nom"))


def test_a_remark_says_what_it_is_about_who_wrote_it_and_when() -> None:
    session = a_sample()
    add_remark(session, NEED, "  Citez le réseau linguistique.  ")
    [one] = comments(session.facts)
    assert one.key == NEED
    assert one.text == "Citez le réseau linguistique."
    assert one.signed == "Lucien, le 11/12/2026"
    assert (one.away, one.settled) == ("", False)
    assert one.step is not None
    assert one in of_step(session.facts, one.step)
    assert open_remarks(session.facts) == {NEED: 1}


def test_a_remark_is_undone_in_one_step_and_voids_no_signature() -> None:
    session = a_sample()
    before, signed = session.dossier, fingerprint(session.dossier)
    row = add_remark(session, NAME, "Le nom des statuts ?")
    reply(session, row, "Oui, vérifié.")
    settle(session, row, done=True)
    assert fingerprint(session.dossier) == signed
    for _ in range(3):
        session.undo()
    assert comments(session.facts) == ()
    assert {k: r.text for k, r in session.dossier.records.items() if r.text is not None} == {
        k: r.text for k, r in before.records.items() if r.text is not None
    }


def test_a_reply_stands_under_the_first_remark_even_when_it_replies_to_a_reply() -> None:
    session = a_sample()
    row = add_remark(session, NAME, "Un")
    second = reply(session, row, "Deux")
    reply(session, second, "Trois")
    [one] = comments(session.facts)
    assert [answer.text for answer in one.replies] == ["Deux", "Trois"]
    settle(session, row, done=True)
    assert open_remarks(session.facts) == {}
    settle(session, row, done=False)
    assert open_remarks(session.facts) == {NAME: 1}


def test_a_reply_whose_remark_was_removed_and_a_circle_of_replies_are_listed_still() -> None:
    session = a_sample()
    first = add_remark(session, NAME, "Un")
    answer = reply(session, first, "Deux")
    session.remove_row(first)
    assert [one.text for one in comments(session.facts)] == ["Deux"]
    session.undo()
    session.answer(Key(REPLY_TO, first), answer)
    listed = comments(session.facts)
    said = {one.text for one in listed} | {r.text for one in listed for r in one.replies}
    assert said <= {"Un", "Deux"}


def test_a_remark_on_a_removed_row_or_a_hidden_question_is_still_listed() -> None:
    session = a_sample(SAMPLE_B)
    row = session.facts.rows("dirigeants")[0] if session.facts.rows("dirigeants") else None
    group = row or session.facts.rows("objectifs", session.facts.projects[0])[0]
    field = next(
        key for key, record in session.dossier.records.items() if key.row == group and record.text
    )
    add_remark(session, field, "Précisez.")
    session.remove_row(RowId(group))
    [one] = comments(session.facts)
    assert (one.text, one.away) == ("Précisez.", "ligne retirée")


def test_a_question_that_is_no_longer_asked_is_said_to_be_hidden() -> None:
    session = a_sample()
    hidden = next(
        field.id
        for section in session.reference.form.sections
        for field in section.items
        if section.repeats is None
        and getattr(field, "visible_if", None) is not None
        and not session.facts.holds(field.visible_if)
    )
    add_remark(session, Key(FieldId(hidden)), "À prévoir.")
    [one] = comments(session.facts)
    assert one.away == "question masquée pour l’instant"


def test_a_remark_without_answer_is_about_the_whole_dossier_and_comes_first() -> None:
    session = a_sample()
    add_remark(session, NAME, "Un")
    add_remark(session, None, "Je ne signe pas : le budget.")
    assert comments(session.facts)[0].about == WHOLE
    assert all(
        one not in of_step(session.facts, step)
        for one in comments(session.facts)
        if one.key is None
        for step in steps(session.facts)
    )


def test_nothing_to_say_or_nowhere_to_say_it_is_refused_and_nothing_changes() -> None:
    session = a_sample()
    before = session.dossier
    for key, text in ((NAME, " \n"), (Key(FieldId("inconnu")), "x"), (Key.parse("nom@ZZ"), "x")):
        with pytest.raises(UserError):
            add_remark(session, key, text)
    with pytest.raises(UserError):
        reply(session, RowId("ZZ"), "x")
    with pytest.raises(UserError):
        settle(session, RowId("ZZ"), done=True)
    assert session.dossier is before


def test_what_another_program_wrote_there_is_listed_and_never_in_the_way() -> None:
    session = a_sample()
    row = session.add_row(GROUP)
    type_in(session, f"suivi_remarque_champ@{row}", "ceci n’est pas une clé")
    type_in(session, f"suivi_remarque_texte@{row}", "Bonjour")
    [one] = comments(session.facts)
    assert (one.about, one.author, one.key) == (WHOLE, NOBODY, None)


@given(st.lists(st.sampled_from(["nom", "sigle", "droit_commun@P1"]), max_size=6))
def test_every_remark_written_is_listed_once(keys: list[str]) -> None:
    session = a_sample()
    for rank, key in enumerate(keys):
        add_remark(session, Key.parse(key), f"n° {rank}")
    listed = [one.text for one in comments(session.facts)]
    assert sorted(listed) == sorted(f"n° {rank}" for rank in range(len(keys)))
