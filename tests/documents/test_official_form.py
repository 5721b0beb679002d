"""Filling an official form: what is recognised is filled exactly, what is not is said.

The official PDF could not be obtained: these forms are made for the tests.
"""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvdesk.app.cerfa import Plan, labelled, plan, told, words_of
from cvdesk.app.session import Session
from cvdesk.attachments.lines import text_lines
from cvdesk.catalog.cerfa_load import load_cerfa
from cvdesk.catalog.yamltext import FileFaults
from cvdesk.documents.form_boxes import FormNotFilled, fill_boxes, read_boxes
from cvdesk.domain.cerfa import BoxKind
from tests.documents.made_forms import (
    COMB,
    MULTILINE,
    READ_ONLY,
    Made,
    a_form,
    changed,
    encrypted,
    looping,
    signed_already,
    values,
    without_form,
    xfa_beside,
    xfa_only,
)
from tests.support.builders import FORMS, SAMPLE_B, a_sample
from tests.support.builders import a_form as our_form
from tests.support.laws import cases

PATH = FORMS / "cerfa" / "cerfa-12156-06.yaml"
MODELE = load_cerfa(PATH, [our_form("annuel"), our_form("cpo")])
NAME = "blanc.pdf"


def filled(boxes: list[Made], session: Session | None = None) -> tuple[dict[str, str], Plan]:
    blank = a_form(boxes)
    found = labelled(read_boxes(blank, NAME), text_lines(blank, NAME))
    made = plan((session or a_sample()).facts, MODELE, found)
    content = fill_boxes(blank, NAME, [(one.box, one.value) for one in made.puts])
    return values(content), made


def test_a_box_is_recognised_by_its_tooltip_its_name_or_its_label() -> None:
    read, made = filled([
        Made("a1", tooltip="Numéro SIRET"),
        Made("NomAssociation"),
        Made("x3", label="Sigle"),
        Made("x4", above="Intitulé du projet"),
        Made("mystere"),
    ])  # fmt: skip
    assert read == {
        "a1": "000 001 248 00012",
        "NomAssociation": "Les Mots du 8-Mai (association fictive)",
        "x3": "LM8M",
        "x4": "Langue, numérique et droits : des ateliers pour agir au quotidien",
        "mystere": "",
    }
    assert made.unknown == ("mystere",)
    assert len(made.filled) == 4


def test_ticks_and_choices_follow_the_answers() -> None:
    read, made = filled([
        Made("numeraire", "tick", label="En numéraire"),
        Made("renouv", "tick", tooltip="Renouvellement (ou poursuite)"),
        Made("prem", "tick", tooltip="Première demande"),
        Made("periodicite", "choice", tooltip="Période", options=("Annuelle", "Pluriannuelle")),
    ])  # fmt: skip
    assert read["numeraire"] == "/Yes"
    assert read["renouv"] == "/Yes"
    assert read["prem"] == "/Off"
    assert read["periodicite"] == "/Annuelle"
    assert made.unticked == 1
    agreement, _ = filled(
        [Made("p", "choice", tooltip="Période", options=("Annuelle", "Pluriannuelle"))],
        a_sample(SAMPLE_B),
    )
    assert agreement["p"] == "/Pluriannuelle"


def test_cells_of_one_character_take_digits_alone() -> None:
    read, _ = filled([
        Made("siret", flags=COMB, most=14),
        Made("x", tooltip="Code postal", flags=COMB, most=5),
    ])  # fmt: skip
    assert read == {"siret": "00000124800012", "x": "94400"}


def test_a_text_that_does_not_fit_is_never_cut() -> None:
    read, made = filled([Made("Denomination", most=10), Made("siret", most=14)])
    assert read == {"Denomination": "", "siret": "00000124800012"}
    assert "la case prend 10 caractères" in made.refused[0]


def test_several_lines_go_only_where_several_lines_fit() -> None:
    session = a_sample(changes={"description@P1": "Une ligne.\nUne autre."})
    one, made = filled([Made("Description du projet")], session)
    assert one["Description du projet"] == ""
    assert "plusieurs lignes" in made.refused[0]
    many, _ = filled([Made("Description du projet", flags=MULTILINE)], session)
    assert many["Description du projet"] == "Une ligne.\nUne autre."


def test_what_is_read_only_or_filled_already_is_left_alone() -> None:
    read, made = filled([Made("siret", flags=READ_ONLY), Made("Sigle", value="ABC")])
    assert read == {"siret": "", "Sigle": "ABC"}
    assert len(made.refused) == 2
    assert made.filled == ()


def test_two_boxes_as_good_as_each_other_are_both_left_and_said() -> None:
    read, made = filled([Made("a", tooltip="Sigle"), Made("b", tooltip="Sigle")])
    assert read == {"a": "", "b": ""}
    assert made.unknown == ("Sigle", "Sigle")
    assert "Sigle" in made.unplaced


def test_the_name_of_the_representative_is_not_that_of_the_association() -> None:
    read, _ = filled([
        Made("a", tooltip="Nom de l’association"),
        Made("b", tooltip="Nom du représentant légal"),
        Made("c", tooltip="Prénom du représentant légal"),
    ])  # fmt: skip
    assert read == {
        "a": "Les Mots du 8-Mai (association fictive)", "b": "SYLLA-MARTIN", "c": "Fatoumata",
    }  # fmt: skip


def test_the_lines_of_both_budgets_are_told_apart() -> None:
    read, made = filled([
        Made("BudgetProjet_641"), Made("BudgetAssociation_641"), Made("Projet_613_Locations"),
        Made("641"),
    ])  # fmt: skip
    assert read == {
        "BudgetProjet_641": "9 800", "BudgetAssociation_641": "26 000",
        "Projet_613_Locations": "600", "641": "",
    }  # fmt: skip
    assert made.unknown == ("641",)


def test_the_report_says_all_that_was_not_done() -> None:
    _, made = filled([Made("siret"), Made("mystere"), Made("Denomination", most=4)])
    lines = told(made, MODELE, 1)
    text = " ".join(lines)
    assert lines[0] == "1\u00a0case remplie sur 3."
    assert "mystere" in text
    assert "Nom de l’association" in text
    assert "n’a pas pu être obtenu" in text
    assert "Intitulé du projet" in text
    assert "le premier seul" in " ".join(told(made, MODELE, 2))


@settings(max_examples=cases(30))
@given(st.lists(st.text("abcdefgh SIRETnom0123", max_size=20), max_size=8, unique=True))
def test_no_box_receives_what_was_not_planned(names: list[str]) -> None:
    boxes = [Made(f"{name}x", tooltip=name) for name in names] or [Made("vide")]
    blank = a_form(boxes)
    made = plan(a_sample().facts, MODELE, read_boxes(blank, NAME))
    read = values(fill_boxes(blank, NAME, [(one.box, one.value) for one in made.puts]))
    planned = {one.box: one.value for one in made.puts}
    assert {name: value for name, value in read.items() if value} == planned
    assert len(made.filled) + len(made.unknown) + len(made.refused) + made.unticked == len(boxes)


def test_what_is_filled_is_seen_on_the_page() -> None:
    blank = a_form([Made("Denomination"), Made("Description projet", flags=MULTILINE)])
    content = fill_boxes(blank, NAME, [("Denomination", "Les Élèves d’Orly")])
    assert picture(content) != picture(blank)


def picture(content: bytes) -> bytes:
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        page = document[0]
        return bytes(page.render(scale=1, may_draw_forms=True).buffer)


@pytest.mark.parametrize(
    ("change", "said"),
    [(without_form, "n’a pas de cases"), (xfa_only, "XFA"), (signed_already, "déjà signé")],
)
def test_a_form_that_cannot_be_filled_is_refused_in_one_sentence(change: Any, said: str) -> None:
    blank = changed(a_form([Made("siret")]), change)
    with pytest.raises(FormNotFilled, match=said):
        read_boxes(blank, NAME)
    with pytest.raises(FormNotFilled, match=said):
        fill_boxes(blank, NAME, [])


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_protected_form_is_refused(user: str) -> None:
    with pytest.raises(FormNotFilled, match="protégé"):
        read_boxes(encrypted(a_form([Made("siret")]), user), NAME)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"bonjour", b"\x00" * 900])
def test_what_is_not_a_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(FormNotFilled):
        read_boxes(content, NAME)


def test_a_form_with_a_second_copy_in_xfa_loses_that_copy() -> None:
    blank = changed(a_form([Made("siret")]), xfa_beside)
    content = fill_boxes(blank, NAME, [("siret", "1")])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/XFA" not in pdf.Root.AcroForm
    assert values(content) == {"siret": "1"}


def test_a_form_whose_fields_turn_in_a_circle_is_read_all_the_same() -> None:
    boxes = read_boxes(changed(a_form([Made("siret")]), looping), NAME)
    assert [box.name for box in boxes] == ["siret"]


def test_a_form_of_buttons_alone_has_nothing_to_fill() -> None:
    def only_a_button(pdf: pikepdf.Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            field.FT, field.Ff = pikepdf.Name.Btn, 1 << 16

    with pytest.raises(FormNotFilled, match="aucune case"):
        read_boxes(changed(a_form([Made("siret")]), only_a_button), NAME)


def test_words_are_found_in_names_of_every_make() -> None:
    assert words_of("NumSiretAssoc") == ("num", "siret", "assoc")
    assert words_of("Numéro_SIRET-14") == ("numero", "siret", "14")
    assert words_of("form1[0].p1[0].Denomination[0]")[-2:] == ("denomination", "0")


def test_every_answer_of_the_file_has_its_kind() -> None:
    kinds = {one.kind for one in MODELE.reponses}
    assert kinds == set(BoxKind)
    assert MODELE.note


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("champ: nom,", "champ: nomm,", "aucun champ"),
        ("calcul: objectifs", "calcul: buts", "aucun calcul"),
        ("champ: intitule,", "champ: objectif_texte,", "se répète"),
        ("budget: asso", "budget: maison", "aucun budget"),
        ("id: sigle", "id: nom", "deux fois"),
        ("champ: sigle", "calcul: siren, champ: sigle", "une seule chose"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Any, before: str, after: str, said: str) -> None:
    text = PATH.read_text("utf-8")
    assert before in text
    path = tmp_path / "cerfa.yaml"
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(FileFaults) as refused:
        load_cerfa(path, [our_form("annuel"), our_form("cpo")])
    assert any(said in fault.message and fault.line > 1 for fault in refused.value.faults)


def plain_bytes(content: bytes) -> bytes:
    """The file without compression, so that a changed byte changes what it says."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        output = io.BytesIO()
        pdf.save(output, compress_streams=False,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
        return output.getvalue()


SOME = plain_bytes(a_form([
    Made("a1", label="Nom"), Made("siret", flags=COMB, most=14), Made("num", "tick"),
    Made("p", "choice", options=("Annuelle", "Pluriannuelle")),
]))  # fmt: skip
DAMAGE = st.lists(
    st.tuples(st.integers(0, len(SOME) - 1), st.binary(max_size=4), st.integers(0, 8)),
    min_size=1, max_size=6,
)  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=cases(300))
@given(DAMAGE)
def test_a_damaged_form_is_filled_or_refused_in_one_sentence(
    damage: list[tuple[int, bytes, int]],
) -> None:
    content = bytearray(SOME)
    for at, put, taken in damage:
        content[at : at + taken] = put
    with suppress(FormNotFilled):
        boxes = read_boxes(bytes(content), NAME)
        fill_boxes(bytes(content), NAME, [(box.name, "oui") for box in boxes])


def test_a_font_that_the_form_lacks_keeps_no_box_from_being_filled() -> None:
    def without_fonts(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.DR = pikepdf.Dictionary()

    blank = changed(a_form([Made("siret")]), without_fonts)
    content = fill_boxes(blank, NAME, [("siret", "00000124800012")])
    assert values(content) == {"siret": "00000124800012"}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.AcroForm.NeedAppearances
