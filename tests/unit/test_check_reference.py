"""The 65 checks beside the table of the domain note, which lies outside this tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from cvdesk.domain.findings import Finding
from cvdesk.domain.money import NBSP
from tests.cases.test_cases_of_the_field import CASES, told
from tests.support.builders import ROOT

NOTE = ROOT.parent / "shared" / "reference" / "domaine-dossiers.md"
NUMBERS = range(1, 66)
TRIALS: Mapping[int, Mapping[str, Any]] = {
    int(case["essai"]): case for case in CASES.values() if "essai" in case
}
COMPANIONS = {
    11: "le jour de l’essai est après la clôture de l’appel",
    14: "un euro de plus d’un seul côté du budget",
    20: "l’état d’une pièce est une réponse demandée",
    36: "un seul financeur public dépasse la part admise",
    43: "l’action de 2027 sort d’un budget de 2026",
    46: "le quartier, lui, reste à Vitry-sur-Seine",
    58: "un budget vidé ne porte plus ni la demande ni les heures",
    59: "des copies d’une même année ont le même total, et l’appel n’en aide que trois",
    60: "une cible est une réponse demandée",
    63: "la demande de 2029 augmente aussi, pas l’attestation",
    64: "une aide acquise se note dès la première année",
}
"""The trials of the table that change more than one thing, and why another check speaks too."""
SAID_OTHERWISE = {
    34: "rien n’est arrondi sans accord : « arrondissons » au lieu de « nous avons arrondi »"
}
"""The sentences that are not those of the table, and why."""


class Line(NamedTuple):
    """One line of the table."""

    gravity: str
    sentence: str


def table() -> dict[int, Line]:
    """Return the lines of section 9 by number."""
    if not NOTE.is_file():
        pytest.skip(f"la note du domaine n’est pas à côté du projet ({NOTE})")
    section = NOTE.read_text(encoding="utf-8").partition("\n# 9. ")[2].partition("\n# 10. ")[0]
    found = {}
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].isdigit():
            found[int(cells[0])] = Line(cells[2], cells[4].removeprefix("« ").removesuffix(" »"))
    return found


def plain(text: str) -> str:
    """Return a sentence with the spaces and the apostrophes that people type."""
    return text.replace(NBSP, " ").replace("\u202f", " ").replace("’", "'")


def pattern(template: str) -> re.Pattern[str]:
    """Return what a sentence of the table admits: a value in each brace, a plural that is one."""
    parts = re.split(r"(\{[^}]*\}|\(s\))", plain(template))
    rules = {"(s)": "s?"}
    said = "".join(
        rules.get(part, ".+?") if part.startswith(("{", "(s)")) else re.escape(part)
        for part in parts
    )
    return re.compile(said)


def of_number(number: int) -> list[Finding]:
    """Return what the check says in its trial."""
    return [one for one in told(TRIALS[number]).findings if one.number == number]


def test_each_check_has_the_trial_that_the_table_gives_it() -> None:
    assert sorted(TRIALS) == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_trial_makes_its_check_speak_and_no_other(number: int) -> None:
    case = TRIALS[number]
    codes = {one.code for one in of_number(number)}
    expected = {*case["attendu"], *case.get("deja", ())}
    assert codes & expected
    assert (expected - codes != set()) == (number in COMPANIONS), expected


@pytest.mark.parametrize("number", NUMBERS)
def test_a_check_weighs_what_the_table_says(number: int) -> None:
    assert {one.gravity.value for one in of_number(number)} == {table()[number].gravity}


@pytest.mark.parametrize("number", [n for n in NUMBERS if n not in SAID_OTHERWISE])
def test_a_check_speaks_in_the_words_of_the_table_with_the_values_filled(number: int) -> None:
    expected = pattern(table()[number].sentence)
    messages = [plain(one.message) for one in of_number(number)]
    assert any(expected.fullmatch(message) for message in messages), (expected.pattern, messages)


def test_the_table_has_65_lines() -> None:
    assert sorted(table()) == list(NUMBERS)
