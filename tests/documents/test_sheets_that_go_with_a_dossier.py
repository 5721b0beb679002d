"""The slip, the portal sheet, the annexes: tagged like the dossier, with its figures."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Name

from cvdesk.app.freeze import Printing
from cvdesk.app.portal import screens
from cvdesk.app.session import Session
from cvdesk.catalog.portail_load import load_portail
from cvdesk.documents.annexes_docx import compose_annexes_docx
from cvdesk.documents.annexes_pdf import compose_annexes
from cvdesk.documents.bordereau_pdf import compose_slip, digest_in_groups
from cvdesk.documents.portail_pdf import compose_portal_sheet
from cvdesk.domain.budget import budgets
from cvdesk.domain.frozen import grouped_fingerprint
from cvdesk.domain.ids import Key
from tests.documents.printed_dossiers import AT, FONTS, packed, printing, text_of
from tests.documents.tagged_pdf import assert_tree_and_pages_agree, elements, opened, roles
from tests.support.builders import FORMS, SAMPLE_A, SAMPLE_B, a_form, a_sample
from tests.support.laws import cases

DAUPHIN = load_portail(FORMS / "portails" / "dauphin-2027.yaml", [a_form("annuel"), a_form("cpo")])
SHA = "0123456789abcdef" * 4
SLOW = settings(max_examples=cases(10), suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_printing(session: Session, *, frozen: bool = True) -> Printing:
    return replace(printing(session, frozen=frozen), data=b"")


def slip(session: Session, *, frozen: bool = True) -> bytes:
    return compose_slip(a_printing(session, frozen=frozen), FONTS)


def annexes(session: Session, *, frozen: bool = True) -> bytes:
    return compose_annexes(a_printing(session, frozen=frozen), FONTS)


def copy_sheet(session: Session, *, frozen: bool = True) -> bytes:
    return compose_portal_sheet(session.facts, DAUPHIN, screens(session.facts, DAUPHIN), AT, FONTS)


def word(session: Session) -> Any:
    return docx.Document(io.BytesIO(compose_annexes_docx(a_printing(session))))


def words_of(document: Any) -> str:
    told = [paragraph.text for paragraph in document.paragraphs]
    told += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(told)


EVERY = pytest.mark.parametrize(
    ("name", "make"),
    [(SAMPLE_A, slip), (SAMPLE_B, slip), (SAMPLE_A, copy_sheet), (SAMPLE_B, copy_sheet),
     (SAMPLE_B, annexes)],
    ids=["slip", "slip of an agreement", "copy", "copy of an agreement", "annexes"],
)  # fmt: skip


@EVERY
@pytest.mark.parametrize("frozen", [True, False])
def test_everything_drawn_is_told_under_one_title(name: str, make: Any, frozen: bool) -> None:  # noqa: FBT001
    with opened(make(a_sample(name), frozen=frozen)) as pdf:
        assert_tree_and_pages_agree(pdf)
        levels = [int(role[1]) for role in roles(pdf) if role in {"H1", "H2", "H3"}]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for table in (one for one in elements(pdf) if Name.Table == one.S):
            head = table.K.as_list()[0].K
            assert {str(cell.S) for cell in head.as_list()} == {"/TH"}


@EVERY
def test_the_same_values_give_the_same_bytes(name: str, make: Any) -> None:
    assert make(a_sample(name)) == make(a_sample(name))


def test_the_slip_has_each_piece_with_its_whole_fingerprint() -> None:
    session = a_sample()
    session.answer(Key.parse("piece_fichier@rib"), f"{SHA} 84000 rib.pdf")
    told = packed(text_of(slip(session)))
    assert SHA.upper() in told
    assert packed("84 ko") in told
    assert "rib.pdf" in told


def test_a_fingerprint_in_groups_loses_no_digit() -> None:
    grouped = digest_in_groups(SHA)
    assert packed(grouped) == SHA.upper()
    assert [len(line.split("\u00a0")) for line in grouped.split("\n")] == [4] * 4


def test_the_slip_tells_what_the_call_asks_and_the_dossier_lacks() -> None:
    whole, without = text_of(slip(a_sample())), text_of(slip(a_sample(without=["avis_sirene"])))
    assert "à joindre" not in whole
    assert "à joindre" in without
    assert "1 pièce demandée n’est" in " ".join(without.split("\u00a0")).replace("\n", " ")


def test_the_slip_tells_a_piece_that_is_no_longer_valid() -> None:
    session = a_sample(SAMPLE_B, today=date(2030, 1, 2))
    assert "périmée depuis le 31/12/2029" in text_of(slip(session))
    assert "périmée" not in text_of(slip(a_sample(SAMPLE_B)))


def test_the_slip_carries_the_fingerprint_of_the_frozen_version() -> None:
    session = a_sample()
    frozen = a_printing(session)
    assert frozen.version is not None
    told = text_of(compose_slip(frozen, FONTS))
    assert all(group in told for group in grouped_fingerprint(frozen.version.fingerprint))
    assert "NO_CERTIFICATE_CHAIN_FOUND" in told
    assert "n’a pas encore d’empreinte" in text_of(slip(session, frozen=False))


def test_the_annexes_have_the_figures_of_the_dossier() -> None:
    session = a_sample(SAMPLE_B)
    pdf, document = packed(text_of(annexes(session))), packed(words_of(word(session)))
    for year in budgets(session.facts, "projet"):
        for amount in (year.charges, year.produits, year.emplois, year.contributions, year.asked):
            assert packed(amount.digits) in pdf
            assert packed(amount.digits) in document
    for figure in ("229 500", "73 500", "50 457", "32,03 %", "79,22 %", "85,3 %", "12 250"):
        assert packed(figure) in document, figure


def test_the_document_to_paste_has_headings_tables_with_heads_and_a_language() -> None:
    document = word(a_sample(SAMPLE_B))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [one.partition("\u00a0:")[0] for one in headings] == [
        "Annexe I",
        "Annexe II",
        "Annexe III",
    ]
    assert len(document.tables) == 9
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert sum(cell.text != "" for cell in table.rows[0].cells) == len(table.columns)
    [language] = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert language == "fr-FR"
    assert document.core_properties.language == "fr-FR"
    assert document.core_properties.author == "Les Familles du Quartier Est (association fictive)"
    turns = [section.orientation for section in document.sections]
    assert turns == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_the_targets_are_those_of_the_dossier_row_by_row() -> None:
    session = a_sample(SAMPLE_B)
    [table] = [one for one in word(session).tables if one.rows[0].cells[2].text == "Indicateur"]
    read = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[3:7] for row in read[:2]] == [["54", "60", "66", "72"], ["82", "85", "85", "88"]]
    assert len(read) == 9


@SLOW
@given(st.text(st.sampled_from("abcdeéèàç ,.;:!?«»<>&'\"/\\%(){}[]\n"), max_size=300))
def test_whatever_is_typed_is_in_the_annexes(typed: str) -> None:
    session = a_sample(SAMPLE_B, {"suivi@P1": f"début {typed} fin"})
    shown = packed(session.facts.shown("suivi", session.facts.projects[0]))
    assert shown in packed(text_of(annexes(session)))


@SLOW
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_whatever_is_typed_is_in_the_document_to_paste(typed: str) -> None:
    session = a_sample(SAMPLE_B)
    session.answer(Key.parse("suivi@P1"), f"début {typed} fin")
    shown = packed(session.facts.shown("suivi", session.facts.projects[0]))
    assert shown in packed(words_of(word(session)))


def test_an_empty_agreement_makes_its_annexes_all_the_same() -> None:
    session = a_sample(SAMPLE_B, without=["P1"])
    assert annexes(session, frozen=False)[:5] == b"%PDF-"
    assert word(session).paragraphs


def test_a_very_long_name_does_not_keep_the_annexes_from_being_written() -> None:
    """The properties of a Word file hold 255 characters; an association may be named longer."""
    long = a_sample(SAMPLE_B, changes={"nom": "Association " + "très longue " * 40})
    assert "très longue" in words_of(word(long))


def test_a_text_pasted_as_a_name_is_cut_at_the_head_of_the_pages() -> None:
    """Within the time that a test may take: sign by sign, it took minutes."""
    long = a_sample(SAMPLE_A, changes={"nom": "x" * 20_000, "sigle": "y" * 20_000})
    with opened(slip(long)) as pdf:
        assert len(pdf.pages) > 1
