"""After any edits, what is known is what checking everything anew would say; nothing less is done.

The dossier is edited as a person does: answers, rows, undo, versions, points kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvdesk.app.glance import steps_at_a_glance
from cvdesk.app.keeping import keep
from cvdesk.app.session import Session
from cvdesk.domain.budget import budgets
from cvdesk.domain.check import Check, Remark
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding
from cvdesk.domain.ids import ROOT, GroupId, Key, RowId
from cvdesk.domain.kept import can_be_kept
from cvdesk.domain.pieces import expected_pieces, pieces
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_sample
from tests.support.laws import cases
from tests.unit.test_check_whatever_is_typed import CHECKS, QUESTIONS, ROWS, canonical


def everything(session: Session) -> tuple[object, ...]:
    facts = session.facts
    return (
        session.every_finding,
        session.kept,
        steps_at_a_glance(session),
        facts.years,
        facts.projects,
        facts.edited_at,
        pieces(facts),
        expected_pieces(facts),
        [(one.row, one.year, one.charges, one.produits, one.funders) for one in budgets(facts)],
        [key for _, _, key in facts.questions()],
    )


def anew(session: Session) -> Session:
    """Return the same dossier in a session that remembers nothing."""
    return Session(
        session.dossier,
        session.reference,
        author=session.author,
        clock=session._clock,
        today=session._today,
    )


def answer(session: Session, data: st.DataObject, name: str) -> None:
    key, type_ = data.draw(st.sampled_from(QUESTIONS[name]))
    text = data.draw(canonical(type_))
    if key.row == ROOT or session.facts.row(key.row) is not None:
        dossier = session.dossier.answered(key, text, "Inès", session._tick())
        session._do(dossier, typed=key)


def add(session: Session, data: st.DataObject, _name: str) -> None:
    form = session.reference.form
    group = data.draw(st.sampled_from(sorted(form.groups)))
    home = form.parents[GroupId(group)]
    places = (ROOT,) if home is None else session.facts.rows(home)
    if places:
        session.add_row(GroupId(group), data.draw(st.sampled_from(places)))


def remove(session: Session, data: st.DataObject, name: str) -> None:
    session.remove_row(RowId(data.draw(st.sampled_from(ROWS[name]))))


def move(session: Session, data: st.DataObject, name: str) -> None:
    row = RowId(data.draw(st.sampled_from(ROWS[name])))
    found = session.facts.row(row)
    if found is not None and not found.removed:
        session.move_row(row, data.draw(st.integers(-2, 2)))


def keep_one(session: Session, data: st.DataObject, _name: str) -> None:
    waiting = [finding for finding in session.findings if can_be_kept(finding)]
    if waiting:
        keep(session, data.draw(st.sampled_from(waiting)), "Vu.")


def sign(session: Session, _data: st.DataObject, _name: str) -> None:
    if not any(finding.gravity.value == "B" for finding in session.findings):
        session.freeze()
        session.record_signature("Inès", "a" * 64)


def undo(session: Session, _data: st.DataObject, _name: str) -> None:
    session.undo()


def redo(session: Session, _data: st.DataObject, _name: str) -> None:
    session.redo()


EDITS: list[Callable[[Session, st.DataObject, str], None]] = [
    answer, answer, answer, answer, add, remove, move, keep_one, sign, undo, redo,
]  # fmt: skip


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
@settings(max_examples=cases(40), suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_known_after_any_edits_is_what_would_be_found_anew(
    name: str, data: st.DataObject
) -> None:
    session = a_sample(name, checks=CHECKS)
    everything(session)
    for edit in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=12)):
        edit(session, data, name)
        assert everything(session) == everything(anew(session)), edit.__name__


def test_facts_of_a_former_state_stay_right_about_it() -> None:
    session = a_sample()
    before = session.facts
    assert before.value("sigle") == "LM8M"
    budget = budgets(before)[0].charges
    session.answer(Key.parse("projet_641.2027@P1"), "1")
    session.answer(Key.parse("sigle"), "X")
    assert session.facts.value("sigle") == "X"
    assert before.value("sigle") == "LM8M"
    assert budgets(before)[0].charges == budget
    assert budgets(session.facts)[0].charges != budget


def counting(names: list[str]) -> tuple[Check, ...]:
    """Return the checks, each noting its code when it is really run."""

    def counted(check: Check) -> Check:
        def rule(facts: Facts) -> Iterator[Remark]:
            names.append(check.code)
            yield from check.rule(facts)

        return Check(
            check.code, check.number, check.gravity, check.title, check.source, rule, check.section
        )

    return tuple(counted(check) for check in ALL_CHECKS)


@pytest.mark.parametrize(
    ("key", "typed", "rerun"),
    [
        ("sigle", "X", {"ID-09"}),
        ("bic", "GEBABEBB", {"ID-07"}),
        ("siege_voie", "3 rue Neuve", set()),
        ("besoin@P1", "Un autre besoin.", {"PRJ-52", "PRJ-56"}),
        ("indicateur_mesure@I3", "Le registre", {"IND-51"}),
    ],
)
def test_one_answer_runs_again_the_checks_that_read_it_and_no_other(
    key: str, typed: str, rerun: set[str]
) -> None:
    ran: list[str] = []
    session = a_sample(SAMPLE_A, checks=counting(ran))
    assert isinstance(session.findings, tuple)
    assert sorted(ran) == sorted(check.code for check in ALL_CHECKS)
    ran.clear()
    assert session.answer(Key.parse(key), typed)
    found: list[Finding] = list(session.findings)
    # SIG-18 compares the day of the signature with that of the last change, whatever it is.
    assert set(ran) - {"SIG-18"} == rerun
    assert found == list(anew(session).findings)
