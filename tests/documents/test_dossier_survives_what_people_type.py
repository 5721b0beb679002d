from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvdesk.app.session import Session
from cvdesk.documents.characters import MissingGlyph
from cvdesk.documents.style import Style
from cvdesk.domain.fieldtypes import TextType
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId
from cvdesk.domain.money import Euros
from tests.documents.printed_dossiers import (
    FONTS,
    packed,
    page_texts,
    printed,
    text_of,
)
from tests.documents.tagged_pdf import assert_tree_and_pages_agree, opened
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_sample
from tests.support.laws import cases

STYLE = Style.load(FONTS / "source-sans-3")
LETTERS = sorted(set(map(chr, STYLE.drawable)) - {"\u00ad", "\ufffe"})
SENTENCE = "Trois groupes de niveau de vingt personnes se réunissent deux fois par semaine. "
SLOW = settings(max_examples=cases(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
SAMPLES = pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])


@SLOW
@given(st.text(st.sampled_from("abcdeéèàç ,.;:!?«»<>&'\"/\\%(){}[]\n"), max_size=600))
def test_what_is_typed_is_what_is_printed(typed: str) -> None:
    session = a_sample(changes={"droit_commun@P1": f"début {typed} fin"})
    shown = session.facts.shown("droit_commun", RowId("P1"))
    assert packed(shown) in packed(text_of(printed(session)))


@SLOW
@given(st.lists(st.integers(0, 99_999_999), min_size=3, max_size=3))
def test_totals_are_the_exact_sum_of_what_is_typed(amounts: list[int]) -> None:
    lines = ("604", "623", "647")
    changes = {f"projet_{line}.2027@P1": str(a) for line, a in zip(lines, amounts, strict=True)}
    page = next(
        page
        for page in page_texts(printed(a_sample(changes=changes)))[2:]
        if "6.15 Budget du projet" in page
    )
    known = Euros.whole(21_000 - 300 - 300 + sum(amounts))
    assert f"TOTAL DES CHARGES {known.digits}".replace("\u00a0", " ") in page
    assert ("écart de" in page) == (known != Euros.whole(21_000))


def test_markup_is_text() -> None:
    typed = '<b>gras</b> <img src="file:///etc/passwd"/> <a href="x">y</a> <para/> &amp; ]]>'
    session = a_sample(
        changes={"description@P1": typed, "intitule@P1": typed, "nom": typed, "lieu@P1": typed}
    )
    pdf = printed(session)
    assert packed(text_of(pdf)).count(packed(typed)) >= 4
    with opened(pdf) as document:
        assert not any("/XObject" in page.obj.Resources for page in document.pages)


def test_a_draft_shows_a_box_for_a_character_that_cannot_be_printed() -> None:
    session = a_sample(changes={"description@P1": "Atelier 🍲 partagé"})
    assert packed("Atelier □ partagé") in packed(text_of(printed(session, frozen=False)))


def test_a_character_that_cannot_be_printed_is_told_with_its_place() -> None:
    session = a_sample(changes={"description@P1": "Atelier 🍲"})
    with pytest.raises(MissingGlyph, match=r"la réponse 6\.4 Description"):
        printed(session)


@SAMPLES
def test_an_answer_of_ten_thousand_characters_goes_on_over_its_pages(name: str) -> None:
    typed = (SENTENCE * 200)[:10_000].strip()
    pages = page_texts(printed(a_sample(name, {"description@P1": typed})))
    holding = [page for page in pages if "vingt personnes se réunissent" in page]
    assert len(holding) >= 3
    assert sum("6.4 Description (suite)" in page for page in pages) == len(holding) - 2


@pytest.mark.parametrize(
    ("name", "size", "frozen"),
    [
        (SAMPLE_A, 300, False),
        (SAMPLE_A, 2500, True),
        (SAMPLE_B, 300, True),
        (SAMPLE_B, 2500, False),
    ],
)
def test_no_text_is_too_long_wherever_it_is(name: str, size: int, frozen: bool) -> None:  # noqa: FBT001
    session = a_sample(name)
    for _, field, key in list(session.facts.questions()):
        if isinstance(field.type, TextType):
            assert session.answer(key, ("W" * 90 + " mot ") * (size // 95))
    with opened(printed(session, frozen=frozen)) as pdf:
        assert_tree_and_pages_agree(pdf)


def add(session: Session, group: str, parent: RowId, number: int, **answers: str) -> None:
    row = session.add_row(GroupId(group), parent, RowId(f"{group[:6]}{number}"))
    for name, typed in answers.items():
        field, _, year = name.partition("__")
        key = Key(FieldId(field), row, int(year) if year else None)
        assert session.answer(key, typed), name


@SAMPLES
def test_forty_funders_are_all_in_the_grid_and_in_who_pays(name: str) -> None:
    session = a_sample(name)
    for number in range(40):
        asked = {f"projet_financeur_montant__{year}": "1 000" for year in session.facts.years}
        add(session, "projet_financeurs", RowId("P1"), number, projet_financeur_type="com",
            projet_financeur_nom=f"Commune numéro {number} !", projet_financeur_statut="demande",
            **asked)  # fmt: skip
    pdf = printed(session)
    pages = text_of(pdf)
    for number in range(40):
        assert pages.count(f"Commune numéro {number} !") >= 2
    with opened(pdf) as document:
        assert_tree_and_pages_agree(document)


def many_steps(session: Session) -> None:
    for number in range(60):
        add(session, "etapes", RowId("P1"), number,
            etape_libelle=f"Étape {number} " + "mot " * number, etape_debut="01/03/2027",
            etape_fin="15/04/2031")  # fmt: skip


def many_pieces(session: Session) -> None:
    for number in range(60):
        add(session, "pieces", RowId(""), number, piece_nature="autre", piece_etat="jointe",
            piece_libelle="Attestation " * 20)  # fmt: skip


def many_quarters(session: Session) -> None:
    for number in range(60):
        add(session, "territoires", RowId("P1"), number, territoire_quartier="QN09412M",
            territoire_commune="Vitry-sur-Seine")  # fmt: skip


def many_people(session: Session) -> None:
    for number in range(30):
        add(session, "corepresentants", RowId(""), number, corepresentant_nom="SILVA")


def many_objectives(session: Session) -> None:
    for number in range(60):
        add(session, "objectifs", RowId("P1"), number, objectif_texte="Objectif " * 20)
        add(session, "agrements", RowId(""), number, agrement_type="Agrément " * 10)


@SAMPLES
@pytest.mark.parametrize(
    "more", [many_steps, many_pieces, many_quarters, many_people, many_objectives]
)
def test_no_list_is_too_long(name: str, more: Callable[[Session], None]) -> None:
    session = a_sample(name)
    more(session)
    with opened(printed(session)) as pdf:
        assert_tree_and_pages_agree(pdf)


def test_each_project_fills_a_rubrique_of_its_own() -> None:
    session = a_sample()
    session.add_row(GroupId("projet"), RowId(""), RowId("P2"))
    assert session.answer(Key(FieldId("intitule"), RowId("P2")), "Jardin partagé")
    pages = page_texts(printed(session))
    assert "Dossier de deux projets" in pages[0]
    text = " ".join(pages)
    assert "6 Projet 1 sur 2" in text
    assert "6 Projet 2 sur 2" in text
    assert "6.1 Intitulé Jardin partagé" in text
    assert text.count("6.15 Budget du projet, année 2027, projet") == 2


def test_an_action_of_many_years_keeps_its_steps() -> None:
    session = a_sample()
    add(session, "etapes", RowId("P1"), 1, etape_libelle="Suivi", etape_debut="01/01/1990",
        etape_fin="31/12/2090")  # fmt: skip
    assert "Suivi, du 01/01/1990 au 31/12/2090" in text_of(printed(session))
