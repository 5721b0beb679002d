"""Comparing texts as people do."""

import string
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.given_names import GIVEN_NAMES
from cvdesk.domain.wording import likeness, plain, seems_to_identify_someone

WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=8), min_size=1, max_size=30)


@given(st.text())
def test_the_plain_form_of_a_text_is_its_own_plain_form(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text("abcdéèêëàâîïôöùûüçœæ’ -"))
def test_capitals_and_the_way_accents_are_written_do_not_count(text: str) -> None:
    assert plain(text.upper()) == plain(unicodedata.normalize("NFD", text)) == plain(text)


def test_a_name_is_the_same_with_or_without_its_punctuation() -> None:
    assert plain("Les Mots du 8-Mai") == plain("LES MOTS DU 8 MAI")
    assert plain("Œuvre d’Orly") == plain("OEUVRE D'ORLY") == "oeuvre d orly"


@given(WORDS)
def test_a_text_is_wholly_like_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert likeness(text, text.upper()) == 1


@given(WORDS, WORDS)
def test_likeness_goes_from_nothing_to_everything(one: list[str], other: list[str]) -> None:
    assert 0 <= likeness(" ".join(one), " ".join(other)) <= 1


def test_texts_without_a_common_word_are_not_alike() -> None:
    assert likeness("un besoin constaté", "trois ateliers ouverts") == 0


@pytest.mark.parametrize(
    "text",
    ["M. Perrot", "Monsieur Perrot", "une jeune femme prénommée Awa", "06.39.98.12.34",
     "+33 6 39 98 12 34", "écrire à awa.d@example.org", "Fatou Ndiaye, 34 ans", "JEAN PETIT"],
)  # fmt: skip
def test_what_seems_to_identify_someone(text: str) -> None:
    assert seems_to_identify_someone(text)


@pytest.mark.parametrize(
    "text",
    ["", "60 personnes en 2027", "le 12 34 56 78 90 12 34", "M. le maire", "la rue Jean Jaurès",
     "l’école Jules Ferry", "au gymnase Colette Besson", "Paris Habitat", "le CLAS de la CAF"],
)  # fmt: skip
def test_what_identifies_nobody(text: str) -> None:
    assert not seems_to_identify_someone(text)


def test_given_names_are_in_plain_letters() -> None:
    assert all(plain(name).replace(" ", "-") == name for name in GIVEN_NAMES)


@pytest.mark.parametrize("letters", ["x", "A", "x’", "A’", "a-", "@", "a@", "Jean "])
def test_a_long_text_without_spaces_is_looked_at_in_no_time(letters: str) -> None:
    text = letters * (100_000 // len(letters))
    began = process_time()
    seems_to_identify_someone(text)
    assert process_time() - began < 2.0


@pytest.mark.parametrize(
    "text", ["écrire à jean.martin+ville@exemple.org", "l’aide d’Alice Martin", "Jean Du-Pont"]
)
def test_an_address_and_a_name_are_seen_wherever_a_word_begins(text: str) -> None:
    assert seems_to_identify_someone(text)
