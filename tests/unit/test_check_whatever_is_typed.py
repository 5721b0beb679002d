"""Whatever is typed, erased or removed, the checks answer; none of them stops the others."""

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvdesk.app.navigation import findings_by_step
from cvdesk.domain.check import run_checks
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.checks.memoire import Memory, remembering
from cvdesk.domain.choicetypes import ChoicesType, ChoiceType
from cvdesk.domain.completeness import missing_answers
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.fieldtypes import FieldType
from cvdesk.domain.form import FOLLOW_UP
from cvdesk.domain.ids import ROOT, GroupId, Key, RowId
from tests.support.builders import (
    REPORT_A,
    REVIEW_A,
    SAMPLE_A,
    SAMPLE_B,
    a_dossier,
    a_reference,
    a_sample,
)
from tests.unit.test_fieldtypes import VALUES

EVERY = (SAMPLE_A, SAMPLE_B, REPORT_A, REVIEW_A)
CHECKS = (*ALL_CHECKS, *remembering(Memory(previous=a_dossier())))


@lru_cache
def canonical(type_: FieldType[Any]) -> st.SearchStrategy[str | None]:
    """Return what may be stored for a question, or None for an answer that is erased."""
    values = VALUES[type_.name]
    if isinstance(type_, ChoiceType):
        values = st.sampled_from([option.id for option in type_.options])
    elif isinstance(type_, ChoicesType):
        values = st.sampled_from(type_.options).map(lambda option: (option.id,))
    return st.none() | values.map(type_.store)


QUESTIONS: dict[str, list[tuple[Key, FieldType[Any]]]] = {
    name: [(key, field.type) for _, field, key in a_sample(name).facts.questions(hidden=True)]
    for name in EVERY
}
SOME_QUESTIONS = {
    name: st.lists(st.sampled_from(every), max_size=40) for name, every in QUESTIONS.items()
}
ROWS = {name: sorted(a_sample(name).dossier.rows) for name in EVERY}


@lru_cache
def a_wide_dossier(name: str) -> Dossier:
    """Return an example with a second project, four years, and a row in every list it has.

    The lists of what is noted beside the dossier have one too.
    """
    changes = {"dernier_exercice": "2030"} if name == SAMPLE_B else {}
    session = a_sample(name, changes, checks=())
    form = session.reference.form
    second = session.add_row(GroupId("projet"), row=RowId("P2"))
    for group, parent in form.parents.items():
        if group != "projet":
            session.add_row(group, ROOT if parent is None else second)
    return session.dossier


def every_question(name: str) -> list[tuple[Key, FieldType[Any]]]:
    """Return every question of the wide dossier, hidden or asked, noted beside it or not."""
    dossier = a_wide_dossier(name)
    facts = a_sample(name).facts.fresh(dossier=dossier)
    rows: dict[GroupId | None, list[RowId]] = {None: [ROOT]}
    for row, one in dossier.rows.items():
        rows.setdefault(one.group, []).append(row)
    return [
        (Key(field_id, row, year), place.field.type)
        for field_id, place in facts.form.places.items()
        for row in rows.get(facts.form.row_group(field_id), ())
        for year in facts.years_of(place.field.yearly)
    ]


WIDE = {name: every_question(name) for name in (SAMPLE_A, SAMPLE_B)}
SOME_WIDE = {name: st.lists(st.sampled_from(every), max_size=40) for name, every in WIDE.items()}


def test_the_wide_dossiers_have_follow_up_two_projects_and_four_years() -> None:
    keys = [key for key, _ in WIDE[SAMPLE_B]]
    assert any(key.field.startswith(FOLLOW_UP) for key in keys)
    assert {2027, 2028, 2029, 2030} <= {key.year for key in keys}
    assert {row for row, one in a_wide_dossier(SAMPLE_B).rows.items() if one.group == "projet"} == {
        "P1",
        "P2",
    }


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_wide_dossier_is_checked_and_sorted_into_steps_whatever_is_typed(
    name: str, data: st.DataObject
) -> None:
    session = a_sample(name, checks=CHECKS)
    dossier = a_wide_dossier(name)
    for key, type_ in data.draw(SOME_WIDE[name]):
        dossier = dossier.answered(key, data.draw(canonical(type_)), "Inès", dossier.edited_at)
    session.replace(dossier)
    for row in data.draw(st.lists(st.sampled_from(sorted(dossier.rows)), max_size=6, unique=True)):
        session.remove_row(row)
    by_step = findings_by_step(session)
    assert sum(map(len, by_step.values())) == len(session.findings)
    assert not any(key.field.startswith(FOLLOW_UP) for f in session.findings for key in f.keys)


@pytest.mark.parametrize("name", EVERY)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_check_answers_whatever_the_answers(name: str, data: st.DataObject) -> None:
    session = a_sample(name, checks=())
    dossier = session.dossier
    for key, type_ in data.draw(SOME_QUESTIONS[name]):
        text = data.draw(canonical(type_))
        dossier = dossier.answered(key, text, "Inès", dossier.edited_at)
    session.replace(dossier)
    for row in data.draw(st.lists(st.sampled_from(ROWS[name]), max_size=6, unique=True)):
        session.remove_row(row)
    facts = session.facts
    for finding in (*run_checks(facts, CHECKS), *missing_answers(facts)):
        assert finding.message
        assert all(key.field in facts.form.places for key in finding.keys), finding.code


@pytest.mark.parametrize("name", EVERY)
def test_every_check_answers_when_one_answer_is_erased(name: str) -> None:
    reference = a_reference(name)
    session = a_sample(name, checks=())
    for key in list(session.dossier.records):
        session.answer(key, "")
        run_checks(session.facts, reference.checks)
        session.undo()
