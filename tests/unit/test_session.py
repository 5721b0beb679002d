"""The session: undo and redo, rows that move without changing a key, texts that cannot be read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.freeze import DossierNotReady
from cvdesk.app.session import UNDO_DEPTH, Changes, Session
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId
from cvdesk.domain.stamp import NEVER
from cvdesk.errors import UserError
from tests.support.builders import AUTHOR, SAMPLE_A, a_reference, a_sample, codes, type_in

P1 = RowId("P1")
NOM, SIRET = Key(FieldId("nom")), Key(FieldId("siret"))
PAY = Key.parse("projet_641.2027@P1")
LISTS = (("objectifs", P1), ("indicateurs", P1), ("projet_financeurs", P1), ("pieces", ROOT))
TYPED = (
    ("nom", "Les Mots"), ("nom", ""), ("siret", "000 001 248 00012"), ("siret", "/"),
    ("projet_641.2027@P1", "9 800"), ("projet_641.2027@P1", "9 900,50"),
    ("projet_financeur_montant.2027@F1", "8 000"), ("objectif_texte@OB1", "Autre objectif"),
    ("attest_charte", "oui"), ("attest_charte", ""),
)  # fmt: skip

Edit = Callable[[Session], object]


def _answer(typed: tuple[str, str]) -> Edit:
    def edit(session: Session) -> None:
        key = Key.parse(typed[0])
        if key.row == ROOT or not session.dossier.rows[key.row].removed:
            session.answer(key, typed[1])

    return edit


def _add(place: tuple[str, RowId]) -> Edit:
    return lambda session: session.add_row(GroupId(place[0]), place[1])


def _remove(place: tuple[str, RowId], which: int) -> Edit:
    def edit(session: Session) -> None:
        if rows := session.facts.rows(*place):
            session.remove_row(rows[which % len(rows)])

    return edit


def _move(place: tuple[str, RowId], which: int, places: int) -> Edit:
    def edit(session: Session) -> None:
        if rows := session.facts.rows(*place):
            session.move_row(rows[which % len(rows)], places)

    return edit


EDITS = st.one_of(
    st.sampled_from(TYPED).map(_answer),
    st.sampled_from(LISTS).map(_add),
    st.builds(_remove, st.sampled_from(LISTS), st.integers(0, 9)),
    st.builds(_move, st.sampled_from(LISTS), st.integers(0, 9), st.integers(-3, 3)),
)


def answers(dossier: Dossier) -> tuple[dict[Key, str], dict[tuple[str, str], list[RowId]]]:
    """Return what a reader sees: each answer, and each list in its order."""
    texts = {key: r.text for key, r in dossier.records.items() if r.text is not None}
    lists = {
        (row.group, row.parent): [one.id for one in dossier.rows_of(row.group, row.parent)]
        for row in dossier.rows.values()
    }
    return texts, {place: rows for place, rows in lists.items() if rows}


@given(st.lists(EDITS, max_size=25))
def test_undoing_everything_gives_the_first_answers(edits: list[Edit]) -> None:
    session = a_sample()
    first = answers(session.dossier)
    for edit in edits:
        edit(session)
    while session.can_undo:
        session.undo()
    assert answers(session.dossier) == first


@given(st.lists(EDITS, min_size=1, max_size=15), st.integers(1, 15))
def test_undo_then_redo_gives_the_same_answers(edits: list[Edit], times: int) -> None:
    session = a_sample()
    for edit in edits:
        edit(session)
    after = answers(session.dossier)
    undone = 0
    for _ in range(times):
        if session.can_undo:
            session.undo()
            undone += 1
    for _ in range(undone):
        session.redo()
    assert not session.can_redo
    assert answers(session.dossier) == after


@given(st.lists(EDITS, max_size=25))
def test_every_edit_undo_included_is_later_than_what_it_follows(edits: list[Edit]) -> None:
    """A merge can rely on it: the clock of these sessions stands still."""
    session = a_sample()
    for edit in (*edits, Session.undo, Session.redo):
        before, stamp = answers(session.dossier), session.dossier.edited_at
        edit(session)
        if answers(session.dossier) != before:
            assert session.dossier.edited_at > stamp


@given(st.lists(st.builds(_move, st.sampled_from(LISTS), st.integers(0, 9), st.integers(-9, 9))))
def test_moving_rows_changes_their_order_and_no_key(moves: list[Edit]) -> None:
    session = a_sample()
    texts, lists = answers(session.dossier)
    for move in moves:
        move(session)
    moved_texts, moved_lists = answers(session.dossier)
    assert moved_texts == texts
    assert {k: sorted(v) for k, v in moved_lists.items()} == {
        k: sorted(v) for k, v in lists.items()
    }


def test_a_row_moves_among_its_siblings_and_stops_at_the_ends() -> None:
    session = a_sample()
    session.move_row(RowId("OB1"), 1)
    assert session.facts.rows("objectifs", P1)[:2] == ("OB2", "OB1")
    session.move_row(RowId("OB1"), -9)
    assert session.facts.rows("objectifs", P1)[0] == "OB1"
    steps = session.can_undo, session.dossier
    session.move_row(RowId("OB1"), -1)
    assert (session.can_undo, session.dossier) == steps


def test_typing_the_same_answer_again_and_again_is_one_step() -> None:
    session = a_sample()
    before = session.dossier.text(NOM)
    for typed in ("L", "Le", "Les"):
        session.answer(NOM, typed)
    session.undo()
    assert session.dossier.text(NOM) == before
    session.redo()
    assert session.dossier.text(NOM) == "Les"


def test_an_edit_after_an_undo_is_a_step_of_its_own() -> None:
    """Undoing it comes back to what was on screen, not to what was before that."""
    session = a_sample()
    session.answer(NOM, "Un")
    type_in(session, "sigle", "DEUX")
    session.undo()
    session.answer(NOM, "Trois")
    session.undo()
    assert session.dossier.text(NOM) == "Un"


def test_a_new_edit_forgets_what_could_be_redone() -> None:
    session = a_sample()
    session.answer(NOM, "Un")
    session.undo()
    assert session.can_redo
    type_in(session, "sigle", "X")
    assert not session.can_redo


def test_undo_and_redo_without_steps_do_nothing() -> None:
    session = a_sample()
    before = session.dossier
    fresh = Session(before, a_reference(), author=AUTHOR)
    fresh.undo()
    fresh.redo()
    assert fresh.dossier is before


def test_the_oldest_steps_are_forgotten_after_five_hundred() -> None:
    session = a_sample()
    for number in range(UNDO_DEPTH + 10):
        type_in(session, ("nom", "sigle")[number % 2], f"N{number}")
    undone = 0
    while session.can_undo:
        session.undo()
        undone += 1
    assert undone == UNDO_DEPTH
    assert session.dossier.text(NOM) == "N8"


def test_a_text_that_cannot_be_read_stays_with_the_session_and_never_in_the_dossier() -> None:
    session = a_sample()
    before = session.dossier
    assert not session.answer(SIRET, "000/001")
    assert session.dossier is before
    typed, why = session.rejected(SIRET) or ("", "")
    assert typed == "000/001"
    assert "Écrivez par exemple" in why
    told: list[Changes] = []
    session.subscribe(told.append)
    assert session.answer(SIRET, "000 001 248 00012")
    assert session.rejected(SIRET) is None
    assert told == [Changes(frozenset({SIRET}))]
    assert not session.answer(SIRET, "/")
    type_in(session, "nom", "Autre")
    session.undo()
    assert session.rejected(SIRET) is None


def test_a_typing_that_ends_unreadable_gives_back_what_stood_before_it() -> None:
    session = a_sample()
    before = session.dossier.text(PAY)
    assert session.answer(PAY, "12", typing=True)
    assert session.dossier.text(PAY) == "12.00"
    assert not session.answer(PAY, "12k", typing=True)
    assert session.dossier.text(PAY) == before
    assert not session.refused
    assert not session.answer(PAY, "12k")
    assert session.dossier.text(PAY) == before
    assert "n’est pas un montant" in session.refused[PAY]
    session.undo()
    assert not session.refused
    assert session.dossier.text(PAY) == before
    assert not session.can_undo


def test_what_was_read_at_the_end_of_a_typing_is_what_the_next_one_gives_back() -> None:
    session = a_sample()
    session.answer(PAY, "12", typing=True)
    session.answer(PAY, "12")
    session.answer(PAY, "123", typing=True)
    session.answer(PAY, "123k")
    assert session.dossier.text(PAY) == "12.00"


def test_erasing_is_an_edit_and_the_same_answer_is_none() -> None:
    session = a_sample()
    told: list[Changes] = []
    session.subscribe(told.append)
    session.answer(NOM, " ")
    assert session.dossier.text(NOM) is None
    session.answer(NOM, "")
    assert told == [Changes(frozenset({NOM}))]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("inconnu", "ne contient pas de champ"),
        ("objectif_texte@OB99", "pas de ligne"),
        ("projet_641.2031@P1", "Exercices attendus\u00a0: 2027"),
        ("projet_641@P1", "toutes les années"),
        ("nom.2027", "Il n’a pas d’exercice"),
    ],
)
def test_a_question_that_is_not_asked_is_refused_and_nothing_changes(
    key: str, sentence: str
) -> None:
    session = a_sample()
    before = session.dossier
    with pytest.raises(UserError) as refusal:
        session.answer(Key.parse(key), "1")
    assert sentence in str(refusal.value)
    assert session.dossier is before


def test_a_removed_row_takes_no_answer_and_comes_back_with_its_answers() -> None:
    session = a_sample()
    key = Key.parse("objectif_texte@OB1")
    before = session.dossier.text(key)
    session.remove_row(key.row)
    with pytest.raises(UserError):
        session.answer(key, "Autre")
    session.undo()
    assert session.facts.rows("objectifs", P1)[0] == "OB1"
    assert session.dossier.text(key) == before


def test_a_row_added_has_a_key_of_its_own_and_goes_last() -> None:
    session = a_sample()
    drawn = session.add_row(GroupId("objectifs"), P1)
    named = session.add_row(GroupId("transversales"), P1, RowId("TR1"))
    assert session.facts.rows("objectifs", P1)[-1] == drawn
    assert (len(drawn), named) == (26, "TR1")


def test_what_changed_is_told_to_those_who_listen_until_they_stop() -> None:
    session = a_sample()
    told: list[Changes] = []
    stop = session.subscribe(told.append)
    session.answer(NOM, "Un")
    session.add_row(GroupId("objectifs"), P1)
    session.undo()
    assert told == [
        Changes(frozenset({NOM})),
        Changes(rows=frozenset({GroupId("objectifs")})),
        Changes(everything=True),
    ]
    stop()
    stop()
    session.redo()
    assert len(told) == 3


def test_findings_follow_the_answers() -> None:
    session = a_sample()
    assert "ID-01" not in codes(session)
    type_in(session, "siret", "000 001 248 00013")
    assert "ID-01" in codes(session)
    session.undo()
    assert "ID-01" not in codes(session)


def test_another_state_of_the_dossier_can_be_put_in_place_and_undone() -> None:
    session = a_sample()
    mine = session.dossier.text(NOM)
    later = NEVER.next(datetime(2030, 1, 1, tzinfo=UTC), "N2")
    theirs = session.dossier.answered(NOM, "Leur nom", "Inès", later)
    session.replace(theirs)
    assert session.dossier.text(NOM) == "Leur nom"
    type_in(session, "sigle", "APRÈS")
    assert session.dossier.edited_at > later
    session.undo()
    session.undo()
    assert session.dossier.text(NOM) == mine


def test_a_clock_that_goes_back_does_not_go_back_in_the_stamps() -> None:
    hours = iter(range(24, 0, -1))
    noon = datetime(2026, 12, 1, tzinfo=UTC)
    session = Session(
        a_sample().dossier,
        a_reference(),
        author=AUTHOR,
        clock=lambda: noon + timedelta(hours=next(hours)),
        today=lambda: date(2026, 12, 11),
    )
    stamps = []
    for number in range(5):
        type_in(session, "nom", f"N{number}")
        stamps.append(session.dossier.edited_at)
    assert stamps == sorted(set(stamps))


def test_a_complete_dossier_freezes_once_as_long_as_nothing_changes() -> None:
    session = a_sample(SAMPLE_A)
    told: list[Changes] = []
    session.subscribe(told.append)
    first = session.freeze()
    assert session.freeze() == first
    assert told == [Changes(everything=True)]
    assert (first.number, session.dossier.versions) == (1, (first,))
    type_in(session, "sigle", "LM8")
    second = session.freeze()
    assert second.number == 2
    assert second.fingerprint != first.fingerprint
    session.undo()
    assert session.dossier.versions == (first, second)


def test_a_dossier_with_a_blocking_finding_is_not_frozen_and_says_the_first_one() -> None:
    session = a_sample(SAMPLE_A, {"attest_charte": "", "siret": "1"})
    with pytest.raises(DossierNotReady) as refusal:
        session.freeze()
    assert "2 points restent" in refusal.value.what
    assert refusal.value.findings[0].message in refusal.value.what
    assert session.dossier.versions == ()
    type_in(session, "attest_charte", "oui")
    with pytest.raises(DossierNotReady, match="Un point reste"):
        session.freeze()


def test_the_checks_of_a_session_are_those_of_its_reference() -> None:
    silent = replace(a_reference(), checks=())
    session = Session(a_sample().dossier, silent, author=AUTHOR, today=lambda: date(2026, 12, 11))
    assert session.findings == ()
    assert session.reference is silent
