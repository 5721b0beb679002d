from itertools import pairwise

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, pdfa

from cvdesk.documents.dossier_pdf import unfinished_dossier
from cvdesk.documents.embedded import embedded_dossier
from cvdesk.documents.finish import prepare
from cvdesk.domain.ids import FieldId, GroupId, Key
from tests.documents.printed_dossiers import DATA, FONTS, printed, printing, sample_pdf
from tests.documents.tagged_pdf import (
    assert_tree_and_pages_agree,
    elements,
    opened,
    roles,
)
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_sample

EVERY = pytest.mark.parametrize(
    ("name", "frozen"),
    [(SAMPLE_A, True), (SAMPLE_A, False), (SAMPLE_B, True), (SAMPLE_B, False)],
    ids=["annual", "annual draft", "agreement", "agreement draft"],
)


def fields_of(pdf: Pdf) -> dict[str, Object]:
    form = pdf.Root.get("/AcroForm")
    return {} if form is None else {str(field.T): field for field in form.Fields.as_list()}


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_the_validator_finds_nothing_in_a_draft(name: str) -> None:
    session = a_sample(name)
    with prepare(*unfinished_dossier(printing(session, frozen=False), FONTS)) as pdf:
        report = pdfa.check(pdf, "3b", deterministic_id=True, min_version="1.7")
    assert (report.verdict, report.findings) == ("pass", [])


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_signature_fields_are_all_that_the_validator_does_not_know(name: str) -> None:
    with prepare(*unfinished_dossier(printing(a_sample(name)), FONTS)) as pdf:
        report = pdfa.check(pdf, "3b", deterministic_id=True, min_version="1.7")
    assert report.verdict == "not_checked"
    assert {finding.kind for finding in report.findings} == {"unsupported"}
    assert "interactive forms (/AcroForm) are not supported" in {
        finding.message for finding in report.findings
    }


@EVERY
def test_everything_drawn_is_told_or_is_decoration(name: str, frozen: bool) -> None:  # noqa: FBT001
    with opened(sample_pdf(name, frozen=frozen)) as pdf:
        assert_tree_and_pages_agree(pdf)


@EVERY
def test_headings_never_skip_a_level(name: str, frozen: bool) -> None:  # noqa: FBT001
    with opened(sample_pdf(name, frozen=frozen)) as pdf:
        levels = [int(role[1]) for role in roles(pdf) if role in {"H1", "H2", "H3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EVERY
def test_figures_have_words_and_cells_have_heads(name: str, frozen: bool) -> None:  # noqa: FBT001
    with opened(sample_pdf(name, frozen=frozen)) as pdf:
        found = list(elements(pdf))
        for figure in (one for one in found if Name.Figure == one.S):
            assert len(str(figure.Alt)) > 40
        for table in (one for one in found if Name.Table == one.S):
            rows = [row for row in table.K.as_list() if isinstance(row, Dictionary)]
            head = rows[0].K
            cells = head.as_list() if isinstance(head, Array) else [head]
            assert {str(cell.S) for cell in cells} == {"/TH"}


def test_the_frozen_dossier_waits_for_the_only_signature_it_needs() -> None:
    with opened(sample_pdf(SAMPLE_A)) as pdf:
        fields = fields_of(pdf)
        assert list(fields) == ["SignatureRepresentant"]
        (field,) = fields.values()
        assert Name.Sig == field.FT
        assert str(field.TU) == "Signature de Mme Fatoumata SYLLA-MARTIN, présidente"
        left, bottom, right, top = (float(each) for each in field.Rect.as_list())
        assert (right - left) / 72 * 25.4 == pytest.approx(79, abs=0.05)
        assert (top - bottom) / 72 * 25.4 == pytest.approx(33, abs=0.05)


def test_a_delegate_and_the_representative_have_one_field_each() -> None:
    with opened(sample_pdf(SAMPLE_B)) as pdf:
        assert sorted(fields_of(pdf)) == ["SignatureMandataire", "SignatureRepresentant"]


def test_a_second_representative_has_a_field() -> None:
    session = a_sample()
    row = session.add_row(GroupId("corepresentants"))
    for part, typed in (("prenom", "Ana"), ("nom", "SILVA"), ("fonction", "co-présidente")):
        assert session.answer(Key(FieldId(f"corepresentant_{part}"), row), typed)
    with opened(printed(session)) as pdf:
        fields = fields_of(pdf)
        assert sorted(fields) == ["SignatureMandataire", "SignatureRepresentant"]
        assert str(fields["SignatureMandataire"].TU) == "Signature de Ana SILVA, co-présidente"


def test_a_draft_cannot_be_signed() -> None:
    for name in (SAMPLE_A, SAMPLE_B):
        with opened(sample_pdf(name, frozen=False)) as pdf:
            assert fields_of(pdf) == {}


def test_the_dossier_travels_inside_its_pages() -> None:
    pdf = sample_pdf()
    assert embedded_dossier(pdf) == DATA
    with opened(pdf) as document:
        (spec,) = document.Root.AF.as_list()
        assert spec.AFRelationship == Name.Data
        assert document.attachments["dossier.json"].get_file().mime_type == "application/json"


@EVERY
def test_the_same_printing_gives_the_same_bytes(name: str, frozen: bool) -> None:  # noqa: FBT001
    assert printed(a_sample(name), frozen=frozen) == sample_pdf(name, frozen=frozen)


def test_the_file_says_what_it_is() -> None:
    with opened(sample_pdf()) as pdf:
        title = "Langue, numérique et droits : des ateliers pour agir au quotidien"
        assert str(pdf.docinfo.Title).startswith(title)
        assert str(pdf.docinfo.Author) == "Les Mots du 8-Mai (association fictive)"
        assert str(pdf.Root.Lang) == "fr-FR"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_bookmarks_and_the_sommaire_lead_to_every_rubrique() -> None:
    with opened(sample_pdf(SAMPLE_B)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    for title in ("1 Identification de l’association", "5 Budget de l’association", "6.16 Qui paie",
                  "Ann. II Budgets du projet", "7 Attestations et signature"):  # fmt: skip
        assert any(one.startswith(title) for one in titles), title


def test_every_link_leads_somewhere() -> None:
    for name in (SAMPLE_A, SAMPLE_B):
        for frozen in (True, False):
            with opened(sample_pdf(name, frozen=frozen)) as pdf:
                pages = {page.objgen for page in pdf.pages}
                links = [
                    annotation
                    for page in pdf.pages
                    for annotation in page.obj.get("/Annots", [])
                    if annotation.Subtype == Name.Link
                ]
                assert links
                assert {link.Dest.as_list()[0].objgen for link in links} <= pages
