import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, pdfa
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para, Rubric, section
from cvdesk.documents.figures import SignatureFrame
from cvdesk.documents.finish import Attachment, finish, prepare
from cvdesk.documents.fonts import SEMIBOLD
from cvdesk.documents.pages import Composed, compose, draft_watermark
from cvdesk.documents.stacks import LabelledAnswer, SideBySide
from cvdesk.documents.style import Style
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.xmp import Metadata
from tests.documents.tagged_pdf import elements, kids, opened, parent_tree, roles, told_by

ANSWERS = Attachment(
    "dossier-é.json", '{"intitulé": "œuvre"}'.encode(), "application/json", "Data", "Les réponses"
)
PIECE = Attachment("statuts.pdf", b"%PDF-1.4 bytes", "application/pdf", "Supplement", "Statuts")


def story(style: Style, *, signed: bool = False) -> list[Flowable]:
    columns = [Column(100 * mm), Column(70 * mm, number=True)]
    head = [style.text("Charges"), style.text("2027 (€)")]
    frames = [
        SideBySide(
            SignatureFrame("signature_1", "Signature de la présidente", 81 * mm, 35 * mm),
            SignatureFrame("signature_2", "Signature du trésorier", 81 * mm, 35 * mm),
            8 * mm,
        )
    ]
    return section(
        [
            Para(style.text("Demande de subvention"), style.title, "H1"),
            Rubric(style.text("6"), style.text("Le projet"), style, anchor="projet"),
            LabelledAnswer(
                style.text("6.1 Intitulé"),
                [
                    Para(
                        style.strong("Langue")
                        + style.italic(" et ")
                        + style.strong(style.italic("droits "))
                        + style.link("écrire", "mailto:dossier@exemple.invalid"),
                        style.answer,
                    )
                ],
                style,
            ),
            DataTable(columns, head, [Row([style.text("Achats"), style.text("1 600")])], style),
            *(frames if signed else []),
        ]
    )


@pytest.fixture(scope="module")
def composed(style: Style) -> Composed:
    return compose(lambda _: story(style), background=draft_watermark(SEMIBOLD))


@pytest.fixture(scope="module")
def to_sign(style: Style) -> Composed:
    return compose(lambda _: story(style, signed=True))


def test_the_same_dossier_gives_the_same_bytes(style: Style, metadata: Metadata) -> None:
    def once() -> bytes:
        made = compose(lambda _: story(style, signed=True), background=draft_watermark(SEMIBOLD))
        return finish(made, metadata, [ANSWERS, PIECE])

    assert once() == once()


def test_the_same_dossier_gives_the_same_bytes_in_another_process(metadata: Metadata) -> None:
    script = (
        "import hashlib; from tests.documents import test_finished_document as t;"
        "from tests.documents.conftest import FONTS; from cvdesk.documents.style import Style;"
        "from cvdesk.documents.pages import compose; from cvdesk.documents.finish import finish;"
        "from cvdesk.documents.xmp import Metadata; from datetime import *;"
        "style = Style.load(FONTS); m = Metadata('t', 'a', 's', datetime(2026, 1, 2, tzinfo=UTC));"
        "c = compose(lambda _: t.story(style, signed=True));"
        "print(hashlib.sha256(finish(c, m, [t.ANSWERS, t.PIECE])).hexdigest())"
    )
    root = Path(__file__).parents[2]
    prints = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert len(prints) == 1


def test_a_validator_finds_nothing_against_pdf_a_3b(composed: Composed, metadata: Metadata) -> None:
    with prepare(composed, metadata, [ANSWERS, PIECE]) as pdf:
        report = pdfa.check(pdf, "3b", deterministic_id=True, min_version="1.7")

    assert (report.verdict, report.findings) == ("pass", [])


def test_signature_fields_are_all_that_the_validator_does_not_know(
    to_sign: Composed, metadata: Metadata
) -> None:
    with prepare(to_sign, metadata) as pdf:
        report = pdfa.check(pdf, "3b")

    assert report.verdict == "not_checked"
    assert [finding.message for finding in report.findings] == [
        "interactive forms (/AcroForm) are not supported"
    ]


def test_the_finished_file_differs_from_the_validated_one_by_its_claim_only(
    composed: Composed, metadata: Metadata
) -> None:
    with prepare(composed, metadata) as pdf, opened(finish(composed, metadata)) as finished:
        before = pdf.Root.Metadata.read_bytes().decode()
        after = finished.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:conformance>B<" in before
        assert "<pdfaid:conformance>A<" in after
        assert "<pdfuaid:part>1<" in after
        assert "pdfaExtension:schemas" in after
        assert roles(pdf) == roles(finished)


def test_qpdf_finds_the_file_sound(to_sign: Composed, metadata: Metadata, tmp_path: Path) -> None:
    path = tmp_path / "dossier.pdf"
    path.write_bytes(finish(to_sign, metadata, [ANSWERS]))

    assert "No syntax or stream encoding errors found" in told_by("qpdf", "--check", str(path))


def test_every_font_is_embedded_and_ours(composed: Composed, metadata: Metadata) -> None:
    with opened(finish(composed, metadata)) as pdf:
        fonts = [
            each
            for each in pdf.objects
            if isinstance(each, Dictionary) and each.get("/Type") == Name.Font
        ]
        names = {str(font.BaseFont) for font in fonts}

        assert len(names) == 4
        assert all("SourceSans3" in name for name in names)
        assert all(isinstance(font.FontDescriptor.FontFile2, Stream) for font in fonts)


def test_the_document_says_its_language_title_and_that_it_is_tagged(
    composed: Composed, metadata: Metadata
) -> None:
    with opened(finish(composed, metadata)) as pdf:
        assert str(pdf.Root.Lang) == "fr-FR"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title) == metadata.title
        assert str(pdf.docinfo.Author) == metadata.author
        assert pdf.pdf_version == "1.7"
        assert all(page.obj.Tabs == Name.S for page in pdf.pages)
        assert all("/Trans" not in page.obj for page in pdf.pages)
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == metadata.title
            assert xmp["dc:creator"] == [metadata.author]
            assert xmp["xmp:CreateDate"] == "2026-12-11T09:30:15+00:00"


def test_both_dates_of_the_file_are_the_moment_given(
    composed: Composed, metadata: Metadata
) -> None:
    moment = datetime(2026, 7, 1, 8, 5, tzinfo=timezone(timedelta(hours=2)))
    with opened(finish(composed, replace(metadata, created_at=moment))) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20260701080500+02'00'"
        assert str(pdf.docinfo.ModDate) == "D:20260701080500+02'00'"
        assert b"2026-07-01T08:05:00+02:00" in pdf.Root.Metadata.read_bytes()


def test_a_moment_without_time_zone_is_a_defect() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Metadata("t", "a", "s", created_at=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))


def test_attachments_come_out_as_they_went_in(composed: Composed, metadata: Metadata) -> None:
    with opened(finish(composed, metadata, [ANSWERS, PIECE])) as pdf:
        for attachment in (ANSWERS, PIECE):
            spec = pdf.attachments[attachment.name]
            assert spec.get_file().read_bytes() == attachment.content
            assert spec.get_file().mime_type == attachment.mime
            assert spec.description == attachment.description
            assert str(spec.obj.AFRelationship) == f"/{attachment.relationship}"
        associated = pdf.Root.AF
        assert isinstance(associated, Array)
        assert [str(spec.UF) for spec in associated] == [ANSWERS.name, PIECE.name]
        assert json.loads(pdf.attachments[ANSWERS.name].get_file().read_bytes()) == {
            "intitulé": "œuvre"
        }


def test_two_attachments_of_one_name_are_a_defect(composed: Composed, metadata: Metadata) -> None:
    with pytest.raises(ValueError, match="same name"):
        finish(composed, metadata, [PIECE, PIECE])


def test_a_signature_field_is_read_where_it_stands(to_sign: Composed, metadata: Metadata) -> None:
    with opened(finish(to_sign, metadata)) as pdf:
        forms = [each for each in elements(pdf) if str(each.S) == "/Form"]
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == ["signature_1", "signature_2"]
        for form, field in zip(forms, fields, strict=True):
            (reference,) = kids(form)
            assert reference.Obj.objgen == field.objgen
            assert parent_tree(pdf)[int(field.StructParent)].objgen == form.objgen
            assert (field.FT, int(field.F)) == (Name.Sig, 132)
            assert str(field.TU).startswith("Signature d")
            assert field.AP.N.read_bytes() == b""
            assert "/V" not in field
            assert field.objgen in [each.objgen for each in pdf.pages[0].Annots]


def test_two_fields_of_one_name_are_a_defect(style: Style, metadata: Metadata) -> None:
    def frame() -> SignatureFrame:
        return SignatureFrame("signature", "Signe ici", 81 * mm, 35 * mm)

    with pytest.raises(ValueError, match="same name"):
        finish(compose(lambda _: [frame(), frame()]), metadata)


def test_poppler_reads_the_tree(to_sign: Composed, metadata: Metadata, tmp_path: Path) -> None:
    path = tmp_path / "dossier.pdf"
    path.write_bytes(finish(to_sign, metadata))
    lines = [line.strip() for line in told_by("pdfinfo", "-struct-text", str(path)).splitlines()]

    assert lines[:4] == ["Document", "Sect", "H1 (block)", '"Demande de subvention"']
    assert '"6.1 Intitulé"' in lines
    assert '"Langue et droits "' in lines
    assert '"écrire"' in lines
    assert '"1 600"' in lines


def test_pages_keep_their_words_when_the_tree_is_thrown_away(
    composed: Composed, metadata: Metadata
) -> None:
    with Pdf.open(io.BytesIO(finish(composed, metadata))) as pdf:
        del pdf.Root.StructTreeRoot
        stripped = io.BytesIO()
        pdf.save(stripped)

    assert "Demande de subvention" in told_by("pdftotext", "-", "-", given=stripped.getvalue())
