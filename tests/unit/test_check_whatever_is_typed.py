"""Whatever is typed, erased or removed, the checks answer; none of them stops the others."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvdesk.domain.check import run_checks
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.checks.memoire import Memory, remembering
from cvdesk.domain.choicetypes import ChoicesType, ChoiceType
from cvdesk.domain.completeness import missing_answers
from cvdesk.domain.fieldtypes import FieldType
from cvdesk.domain.ids import Key
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
ROWS = {name: sorted(a_sample(name).dossier.rows) for name in EVERY}


@pytest.mark.parametrize("name", EVERY)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_every_check_answers_whatever_the_answers(name: str, data: st.DataObject) -> None:
    session = a_sample(name, checks=())
    dossier = session.dossier
    for key, type_ in data.draw(st.lists(st.sampled_from(QUESTIONS[name]), max_size=40)):
        text = data.draw(canonical(type_))
        dossier = dossier.answered(key, text, "Inès", dossier.edited_at)
    session.replace(dossier)
    for row in data.draw(st.lists(st.sampled_from(ROWS[name]), max_size=6, unique=True)):
        session.remove_row(row)
    facts = session.facts
    checks = (*ALL_CHECKS, *remembering(Memory(previous=a_dossier())))
    for finding in (*run_checks(facts, checks), *missing_answers(facts)):
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
