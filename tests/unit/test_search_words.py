"""Words are compared as a person in a hurry types them."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.catalog.words import fold, is_one_slip, stem, stems

WORDS = st.text(string.ascii_lowercase, min_size=2, max_size=12)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'hay les roses", "L’Haÿ-les-Roses"),
        ("oeuvrer", "Œuvrer"),
        ("LUTECE bergerie", "Lutèce- Bergerie"),
        ("jardins parisiens - stade", "Jardins Parisiens–Stade"),
    ],
)
def test_accents_case_dashes_and_ligatures_do_not_count(typed: str, printed: str) -> None:
    assert fold(typed) == fold(printed)


def test_plural_and_feminine_do_not_count() -> None:
    assert stems("Actions sportives") == stems("action sportif")
    assert stem("2024") == "2024"


@given(WORDS, st.data())
def test_one_slip_is_recognised_both_ways(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    slips = {
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
    } - {word}
    assert all(is_one_slip(word, slip) and is_one_slip(slip, word) for slip in slips)


@given(WORDS)
def test_a_word_is_no_slip_of_itself_nor_of_one_two_letters_longer(word: str) -> None:
    assert not is_one_slip(word, word)
    assert not is_one_slip(word, f"{word}zz")
