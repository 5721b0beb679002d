"""The whole table: what the examples show as they stand, and how every sentence is written."""

import re
from statistics import median
from time import perf_counter

import pytest

from cvdesk.app.session import Session
from cvdesk.domain.check import Check, run_checks
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.checks.memoire import Memory, remembering
from cvdesk.domain.findings import Finding, Gravity
from tests.cases.test_cases_of_the_field import CASES, told
from tests.support.builders import (
    REPORT_A,
    REVIEW_A,
    SAMPLE_A,
    SAMPLE_B,
    a_reference,
    a_sample,
    a_session,
    nothing_yet,
)

EVERY = (*ALL_CHECKS, *remembering(Memory()))
BEYOND = 100
"""Checks that the table of requests does not have begin after this number."""
OF_THE_TABLE = tuple(check for check in EVERY if check.number <= BEYOND)
EXAMPLES = (SAMPLE_A, SAMPLE_B, REPORT_A, REVIEW_A)
SLOWEST_MS = 50
"""Ten times what it takes: a check that reads the whole dossier for each line is far beyond."""


def of_the_table(session: Session) -> list[tuple[int | None, str]]:
    return [(finding.number, finding.gravity.value) for finding in session.findings]


def test_the_annual_example_shows_checks_8_and_28_and_nothing_else() -> None:
    assert of_the_table(a_sample(SAMPLE_A)) == [(8, "C"), (28, "V")]


def test_the_agreement_shows_checks_65_and_62_and_nothing_else() -> None:
    assert of_the_table(a_sample(SAMPLE_B)) == [(65, "V"), (62, "A")]


@pytest.mark.parametrize("name", [REPORT_A, REVIEW_A])
def test_the_account_and_the_interim_report_show_check_8_and_nothing_else(name: str) -> None:
    assert of_the_table(a_sample(name)) == [(8, "C")]


def test_the_65_checks_are_there_and_each_code_carries_its_number() -> None:
    assert {check.number for check in OF_THE_TABLE} == set(range(1, 66))
    assert all(check.number > BEYOND for check in EVERY if check not in OF_THE_TABLE)
    codes = [check.code for check in EVERY]
    assert len(set(codes)) == len(codes)
    for check in EVERY:
        assert re.fullmatch(rf"[A-Z]{{2,3}}-{check.number:02d}B?", check.code), check.code


@pytest.mark.parametrize("checks", [ALL_CHECKS, remembering(Memory())])
def test_checks_are_listed_in_the_order_of_the_table(checks: tuple[Check, ...]) -> None:
    assert [check.number for check in checks] == sorted(check.number for check in checks)


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.code)
def test_a_check_says_what_is_right_and_where_that_comes_from(check: Check) -> None:
    assert check.title[0].isupper()
    assert not check.title.endswith(".")
    assert check.source


GRAVITIES = {
    "B": (1, 4, 6, 12, 13, 14, 15, 22, 23, 25, 27, 31, 32, 33, 43, 44, 51, 55, 58, 59, 60, 61),
    "C": (3, 8, 9, 10, 16, 17, 20, 21, 24, 26, 29, 30, 34, 35, 38, 39, 40, 45, 47, 49, 50, 52, 54),
    "V": (2, 5, 7, 18, 28, 37, 41, 42, 46, 48, 57, 64, 65),
    "A": (11, 19, 36, 53, 56, 62, 63),
}


def test_gravities_are_those_of_the_table() -> None:
    """The share of indirect costs is the one advice beside a check that is to be corrected."""
    expected = {number: letter for letter, numbers in GRAVITIES.items() for number in numbers}
    assert set(expected) == set(range(1, 66))
    for check in OF_THE_TABLE:
        letter = "A" if check.code == "BUD-40B" else expected[check.number]
        assert check.gravity.value == letter, check.code


def every_finding() -> list[Finding]:
    sessions = [told(case) for case in CASES.values()]
    sessions += [a_session(nothing_yet(name), a_reference(name)) for name in EXAMPLES]
    return [finding for session in sessions for finding in session.findings]


def test_every_sentence_is_kind_complete_and_set_in_french() -> None:
    """The space before double punctuation never breaks, nor the one inside an amount.

    What the applicant wrote is quoted as it is.
    """
    for message in {finding.message for finding in every_finding()}:
        ours = re.sub("«\u00a0.*?\u00a0»", "«»", message)
        assert ours.endswith((".", "?")), message
        assert not re.search(r"erreur|invalide|interdit|[!'{}]|None", ours), message
        assert not re.search(r" [:;?»€%]|« |\d \d{3}\b", ours), message


def test_every_finding_lights_answers_that_exist_or_opens_a_step() -> None:
    """The keys are those of the form: a rule that names a field nobody has would light nothing."""
    fields = {field for name in EXAMPLES for field in a_reference(name).form.places}
    steps = {section.id for name in EXAMPLES for section in a_reference(name).form.sections}
    for finding in every_finding():
        assert {key.field for key in finding.keys} <= fields, finding.code
        assert finding.keys or finding.section in steps, finding.code


def test_blocking_findings_come_first_then_those_to_correct_questions_and_advice() -> None:
    session = a_sample(SAMPLE_B, {"siret": "1", "nom": "LFQE"})
    gravities = [finding.gravity for finding in session.findings]
    assert gravities == sorted(gravities, key=list(Gravity).index)
    assert {Gravity.BLOCKING, Gravity.CORRECT, Gravity.QUESTION, Gravity.ADVICE} == set(gravities)


def test_all_checks_of_the_agreement_are_cheap_enough_for_each_keystroke() -> None:
    facts = a_sample(SAMPLE_B).facts
    times = []
    for _ in range(11):
        fresh = facts.fresh()
        start = perf_counter()
        run_checks(fresh, ALL_CHECKS)
        times.append((perf_counter() - start) * 1000)
    assert median(times) < SLOWEST_MS
