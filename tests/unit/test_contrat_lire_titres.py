"""What a line of a contract is taken for: a title, a number, a page, a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.catalog.reading.furniture import furniture
from cvdesk.catalog.reading.headings import Style, clean, hangs, headings
from cvdesk.catalog.reading.levels import column_of, is_infinitive, level_named_by, level_of
from cvdesk.catalog.reading.numbering import Counter


def titles(text: str) -> list[tuple[str, str, str]]:
    lines = text.split("\n")
    return [(one.style.name, one.number, one.title) for one in headings(lines, furniture(lines))]


@pytest.mark.parametrize(
    ("line", "level", "number", "title"),
    [
        ("Orientation 2 : vivre ensemble", "orientation", "2", "vivre ensemble"),
        ("Orientation 2. Vivre ensemble", "orientation", "2", "Vivre ensemble"),
        ("AXE 3 – SE SOIGNER", "axe", "3", "SE SOIGNER"),
        ("## Axe 3 – Se soigner", "axe", "3", "Se soigner"),
        ("**Pilier I : Emploi**", "pilier", "I", "Emploi"),
        (
            "Objectif stratégique 1.2 - Aider",
            "objectif stratégique", "1.2", "Aider",
        ),
        ("Enjeu stratégique n°1 : Former", "enjeu stratégique", "1", "Former"),
        ("Objectif n° 4 : Former", "objectif", "4", "Former"),
        (
            "Fiche opérationnelle n°1-2 : Lire",
            "fiche opérationnelle", "1.2", "Lire",
        ),
        ("Fiche action 12 : Lire", "fiche action", "12", "Lire"),
        ("Enjeu A2 : Bouger", "enjeu", "A.2", "Bouger"),
        ("- Objectif 1.1 : Bouger", "objectif", "1.1", "Bouger"),
        ("Orientation transversale : évaluer", "orientation", "", "évaluer"),
    ],
)  # fmt: skip
def test_a_title_that_names_its_level_is_read(
    line: str, level: str, number: str, title: str
) -> None:
    found = headings([line], furniture([line]))
    assert [(one.style, one.number, one.title) for one in found] == [(Style.LEVEL, number, title)]
    assert found[0].level is not None
    assert found[0].level.name == level


@pytest.mark.parametrize(
    "line",
    [
        "Orientation 2 du plan régional, adopté en 2022",
        "Les orientations du contrat sont au nombre de trois.",
        "- une action menée avec les habitants ;",
        "Objectif : réussir",
        "12 mars 2024",
        "1 708 1,5%",
        "2015-2020.",
    ],
)
def test_a_sentence_a_date_or_a_figure_is_no_numbered_title(line: str) -> None:
    wrong = {"LEVEL", "NUMBER", "SECTION"}
    assert not [style for style, _, _ in titles(line) if style in wrong]


def test_a_title_runs_on_over_the_lines_of_a_narrow_page() -> None:
    text = "Objectif 1.1 : Soutenir les familles et\n\nles enfants des quartiers\n\nLe texte suit."
    assert titles(text)[0] == (
        "LEVEL",
        "1.1",
        "Soutenir les familles et les enfants des quartiers",
    )


def test_a_title_on_two_lines_is_read_with_its_number_alone_on_the_first() -> None:
    assert titles("ORIENTATION 1\nVIVRE ENSEMBLE\n\nLe texte.")[0] == (
        "LEVEL",
        "1",
        "VIVRE ENSEMBLE",
    )


def test_two_lines_of_capitals_are_one_title() -> None:
    assert ("CAPITALS", "", "CADRE DE VIE ET HABITAT") in titles(
        "CADRE DE VIE\nET HABITAT\n\nTexte."
    )


def test_a_cell_with_the_number_of_a_title_is_no_title() -> None:
    assert titles("<tr><td>Orientation 1 : Vivre</td><td>Aider</td></tr>") == []
    assert titles("Orientation 1 : Vivre\tAider") == []


def test_the_table_of_contents_is_stepped_over_and_its_parts_are_known() -> None:
    lines = ["Préambule....4", "Axe 1 : Vivre\t6", "Axe 2 : Agir … 9", "Annexes....12", "", "Texte"]
    around = furniture(lines)
    assert around.contents == {1, 2, 3, 4}
    assert around.parts == ("preambule", "axe 1 vivre", "axe 2 agir", "annexes")


def test_key_figures_are_no_table_of_contents() -> None:
    rows = ["Population\t300", "Écoles\t12", "Crèches\t4", "Stades\t2"]
    assert furniture(rows).contents == frozenset()


def test_stamps_and_feet_are_stepped_over() -> None:
    feet = [line for n in range(1, 6) for line in (f"Contrat de ville – page {n}", "Le texte.", "")]
    lines = ["Accusé de réception en préfecture", "Envoyé en préfecture le 03/12/2024", *feet]
    assert furniture(lines).noise == {1, 2, 3, 6, 9, 12, 15}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("OBJECTIFS STRATEGIQUES", "objectif stratégique"),
        ("Orientations", "orientation"),
        ("axes prioritaires", "axe prioritaire"),
        ("Objectif du contrat", None),
        ("Quartier", None),
    ],
)
def test_a_level_is_named_by_its_word_and_nothing_else(words: str, name: str | None) -> None:
    level = level_of(words)
    assert (level.name if level else None) == name


def test_a_section_announces_the_level_of_its_list() -> None:
    told = level_named_by("LES OBJECTIFS OPERATIONNELS DU CONTRAT")
    assert told is not None
    assert told.name == "objectif opérationnel"
    assert level_named_by("LES PRINCIPAUX ENGAGEMENTS DES SIGNATAIRES") is None


def test_a_column_is_known_by_its_first_words() -> None:
    assert column_of("Programmations, dispositifs et structures existants") is not None
    assert column_of("Nom de la commune") is not None
    assert column_of("Développer les actions de prévention") is None


@pytest.mark.parametrize("title", ["Soutenir les parents", "S’appuyer sur", "Mieux connaître"])
def test_an_objective_says_what_to_do(title: str) -> None:
    assert is_infinitive(title)


@pytest.mark.parametrize("title", ["Quartier nord", "ENGAGEMENTS DE LA VILLE", "Notre projet", ""])
def test_a_name_does_not_say_what_to_do(title: str) -> None:
    assert not is_infinitive(title)


def test_a_list_inside_a_list_gives_the_hand_back() -> None:
    counter = Counter()
    assert [counter.take(n) for n in (1, 2, 1, 2, 3, 4, 3, 9)] == [0, 0, 1, 1, 1, 1, 0, -1]


def test_a_number_printed_twice_is_of_the_same_list() -> None:
    counter = Counter()
    assert [counter.take(n) for n in (1, 2, 2, 3)] == [0, 0, 0, 0]


def test_a_title_that_cannot_end_there_is_seen() -> None:
    assert hangs("Renforcer la place de")
    assert not hangs("Renforcer la place des femmes")


def test_the_words_of_a_line_are_kept_without_its_typography() -> None:
    assert clean("<p>Le **1 ^{er}** *janvier*</p>") == "Le 1er janvier"


@given(st.lists(st.text(), max_size=40))
def test_headings_stand_at_lines_that_exist_and_never_overlap(lines: list[str]) -> None:
    whole = "\n".join(lines).split("\n")
    last = 0
    for one in headings(whole, furniture(whole)):
        assert last < one.line <= one.last <= len(whole)
        assert one.title
        last = one.last
