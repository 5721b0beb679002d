"""Whatever text is read: no crash, every line exists, nothing is placed twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from cvdesk.catalog.contrat_schema import IdentityFile, PartsFile
from cvdesk.catalog.reading import read as reading
from cvdesk.catalog.reading.draft import Draft, Guess
from cvdesk.catalog.reading.read import read_contrat
from cvdesk.catalog.reading.report import draft_json, report
from cvdesk.catalog.reading.sources import contrat_id, source_files
from cvdesk.catalog.reading.texts import TextRefused, text_of_bytes
from cvdesk.catalog.words import fold
from cvdesk.catalog.yamltext import Fault, FileFaults, parse_yaml, validate
from tests.bench.reading import main_levels, score
from tests.support.contrats import SHIPPED, TEXTS, load_shipped
from tests.support.fictitious import WITH_LISTS, WITH_TABLES
from tests.support.laws import cases

TODAY = date(2026, 1, 1)
WORDS = [
    "Orientation", "Axe", "Objectif stratégique", "OBJECTIFS OPERATIONNELS", "Les enjeux",
    "Article", "Commune", "QPV", "QPV QVA", "Les Lilas", "Valmont", "la commune de Valmont", "X ",
    "  X", "1", "1.1", "2.", "n° 3", ":", "\t", "\t\t", "|", "- ", "• ", "**", "<td>", "</tr>",
    "<table>", "</table>", "<tr><td rowspan=2>", "....... 12", "Population (2022)", "3 130",
    "12,5 %", "transversal", "Soutenir les parents", "engagements", "« Les Lilas »",
    "quartier prioritaire", "2024-2030", "Contrat de ville", "", " ", "\n", "\n\n", "Page 3", "é",
    "\u2028", "\x0c", "\x85", "\ufeff", "'", '"', "&", "*", "# ", "%", "{", "}", "[", "]", "@",
    "!", "\\", "\x07",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=60).map("".join)


def drafted(text: str) -> Draft | None:
    try:
        return read_contrat(text_of_bytes(text.encode("utf-8", "surrogatepass"), "a.txt"))
    except TextRefused:
        return None


def pieces(value: Any) -> Iterator[Any]:
    """Walk every dataclass of a draft."""
    if is_dataclass(value):
        yield value
        for one in fields(value):
            yield from pieces(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from pieces(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from pieces(item)


def assert_sound(draft: Draft) -> None:
    """Check what holds for any text."""
    last = draft.source.lignes
    for piece in pieces(draft):
        lines = getattr(piece, "lignes", getattr(piece, "lines", ()))
        if isinstance(lines, tuple):
            assert all(1 <= line <= last for line in lines)
    placed: tuple[Guess[Any], ...] = (
        *draft.nodes, *draft.quarters, *draft.communes, *draft.sheets,
    )  # fmt: skip
    for guess in placed:
        assert guess.piece.lignes
        assert 0 < guess.confidence <= 1
        assert guess.reason
    ids = Counter(guess.piece.id for guess in draft.nodes)
    ids.update(guess.piece.id for guess in draft.principles)
    ids.update(f"quartier {guess.piece.id}" for guess in draft.quarters)
    ids.update(f"fiche {guess.piece.id}" for guess in draft.sheets)
    assert [name for name, times in ids.items() if times > 1] == []
    above: set[str | None] = {None}
    for guess in draft.nodes:
        assert guess.piece.parent in above
        above.add(guess.piece.id)


def faults_of(shape: type[BaseModel], text: str, name: str) -> tuple[Fault, ...]:
    """Return what a file has to correct."""
    try:
        validate(shape, parse_yaml(text, name=name))
    except FileFaults as error:
        return error.faults
    return ()


def assert_written(draft: Draft) -> None:
    """Check that the files read back, but for what the text does not say."""
    for name, text in source_files(draft, "exemple", TODAY).items():
        shape = IdentityFile if name == "contrat.yaml" else PartsFile
        told = [fault.message for fault in faults_of(shape, text, name)]
        assert [one for one in told if not re.match("la rubrique .* manque", one)] == []
    assert report(draft, "exemple", TODAY)
    assert draft_json(draft, "exemple", TODAY)


@settings(max_examples=cases(150))
@given(texts)
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    draft = drafted(text)
    if draft is not None:
        assert_sound(draft)
        assert_written(draft)


@settings(max_examples=cases(60))
@given(st.data())
def test_a_contract_whose_lines_were_shuffled_or_cut_is_still_read(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from([WITH_TABLES, WITH_LISTS])).split("\n")
    kept = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines)))
    draft = drafted("\n".join(kept))
    if draft is not None:
        assert_sound(draft)
        assert_written(draft)


@given(st.sampled_from([WITH_TABLES, WITH_LISTS]), st.integers(min_value=0, max_value=400))
@settings(max_examples=cases(20))
def test_blank_lines_before_a_contract_move_its_lines_and_nothing_else(
    text: str, blank: int
) -> None:
    first, moved = drafted(text), drafted("\n" * blank + text)
    assert first is not None
    assert moved is not None
    assert [(one.piece.titre, one.piece.lignes[0] + blank) for one in first.nodes] == [
        (one.piece.titre, one.piece.lignes[0]) for one in moved.nodes
    ]


@pytest.mark.parametrize("text", [WITH_TABLES, WITH_LISTS])
def test_no_place_of_the_text_is_given_to_two_pieces(text: str) -> None:
    draft = drafted(text)
    assert draft is not None
    told = [(guess.piece.lignes[0], guess.piece.titre) for guess in draft.nodes]
    for guess in draft.sheets:
        for axis in guess.piece.axes:
            told += [(one.lignes[0], one.texte) for one in axis.objectifs]
            told += [(one.lignes[0], one.texte) for one in axis.actions]
            told += [(one.lignes[0], one.texte) for one in axis.indicateurs]
        told += [(one.lignes[0], one.texte) for one in guess.piece.engagements]
    told += [(guess.piece.lignes[0], guess.piece.nom) for guess in draft.quarters]
    assert [place for place, times in Counter(told).items() if times > 1] == []
    left = {(one.lines[0], one.text) for one in draft.leftovers}
    assert left.isdisjoint(told)


@given(st.text(max_size=80))
def test_any_folder_name_gives_an_id_that_a_contract_may_have(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", contrat_id(name))


def words_of(name: str) -> Iterator[str]:
    """Give the titles and names that the curated data of a contract holds."""
    contrat = load_shipped(name)
    for node in contrat.noeuds:
        yield node.titre
    for quarter in contrat.quartiers:
        yield quarter.nom
    for commune in contrat.communes:
        yield commune.nom
    yield contrat.territoire
    yield contrat.titre


@pytest.mark.parametrize("name", SHIPPED)
def test_the_code_that_reads_knows_nothing_of_the_contracts_it_is_measured_on(name: str) -> None:
    folder = Path(reading.__file__).parent
    code = " ".join(fold(path.read_text(encoding="utf-8")) for path in folder.glob("*.py"))
    usual = {"centre", "sante", "education", "logement"}  # words of any contract
    told = {fold(words) for words in words_of(name)} - usual
    assert [words for words in told if f" {words} " in f" {code} "] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_titles_of_a_real_contract_do_not_get_lost_again(name: str) -> None:
    path = TEXTS / load_shipped(name).source.fichier
    if not path.is_file():
        pytest.skip(f"le texte du contrat n’est pas sur ce poste ({path})")
    draft = read_contrat(text_of_bytes(path.read_bytes(), path.name))
    assert_sound(draft)
    assert_written(draft)
    for level in main_levels(name)[:2]:
        found, expected, right, said = score(name, draft, level)
        assert found >= 0.9 * expected
        assert right >= 0.9 * said
