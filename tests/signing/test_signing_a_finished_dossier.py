"""The PDF CVDesk really makes, tagged and locked, is signed by two people and checked."""

import io
import subprocess
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pikepdf
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para, section
from cvdesk.documents.figures import SignatureFrame
from cvdesk.documents.finish import Attachment, finish
from cvdesk.documents.pages import Pages, compose
from cvdesk.documents.style import Style
from cvdesk.documents.xmp import Metadata
from cvdesk.domain.signature import Modifications, SignatureRequest
from cvdesk.signing.verify import verify
from tests.signing import forged_pdfs as forged
from tests.signing.signable_pdfs import (
    FIRST,
    PRESIDENT,
    SECOND,
    TODAY,
    TREASURER,
    certificate_of,
    drawn_appearance,
    signer_for,
)

FONTS = Path(__file__).parents[2] / "resources/polices/source-sans-3"
SENTENCE = "Les ateliers de français réunissent chaque semaine douze adultes du quartier. " * 6


@cache
def finished(paragraphs: int = 150) -> bytes:
    style = Style.load(FONTS)

    def story(pages: Pages) -> list[Flowable]:
        return section(
            [
                *(Para(style.text(SENTENCE), style.answer) for _ in range(paragraphs)),
                SignatureFrame(FIRST, "Signature du président", 81 * mm, 35 * mm),
                SignatureFrame(SECOND, "Signature de la mandataire", 81 * mm, 35 * mm),
            ]
        )

    metadata = Metadata(
        title="Dossier de subvention 2027",
        author="Les Mots du 8-Mai",
        subject="Demande de subvention",
        created_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    )
    answers = Attachment("dossier.json", b"{}", "application/json", "Data", "Les réponses")
    return finish(compose(story), metadata, [answers])


@cache
def signed_by_both() -> bytes:
    pdf = finished()
    for applicant, field in ((PRESIDENT, FIRST), (TREASURER, SECOND)):
        drawing = drawn_appearance(f"Signé par {applicant.holder}")
        request = SignatureRequest(field, "Lu et approuvé", "Orly", drawing)
        pdf = signer_for(applicant).sign(pdf, request)
    return pdf


def test_both_signatures_are_intact_known_and_cover_the_file() -> None:
    report = verify(
        signed_by_both(),
        trusted=[certificate_of(PRESIDENT), certificate_of(TREASURER)],
        expected={FIRST: PRESIDENT.holder, SECOND: TREASURER.holder},
        clock=lambda: TODAY + timedelta(days=1),
    )

    assert not report.needs_attention
    assert [s.covers_whole_file for s in report.signatures] == [True, True]
    assert [s.identity_known for s in report.signatures] == [True, True]
    assert [s.modifications for s in report.signatures] == [
        Modifications.PERMITTED,
        Modifications.NONE,
    ]


def test_the_pages_the_tags_and_the_claims_are_those_of_the_finished_file() -> None:
    with (
        pikepdf.open(io.BytesIO(finished())) as before,
        pikepdf.open(io.BytesIO(signed_by_both())) as after,
    ):
        assert len(before.pages) >= 15
        assert len(after.pages) == len(before.pages)
        assert after.pdf_version == before.pdf_version
        assert "/Version" not in after.Root
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.trailer.Info) == dict(before.trailer.Info)
        assert after.attachments["dossier.json"].get_file().read_bytes() == b"{}"
        assert "/StructTreeRoot" in after.Root
    assert signed_by_both().startswith(finished())


def test_pdfsig_agrees(tmp_path: Path) -> None:
    file = tmp_path / "dossier.pdf"
    file.write_bytes(signed_by_both())

    said = subprocess.run(
        ["/usr/bin/pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert said.count("Signature is Valid.") == 2
    assert "Total document signed" in said


def test_a_page_replaced_in_a_tagged_file_is_seen() -> None:
    report = verify(forged.page_content_replaced(signed_by_both()))

    assert [s.intact for s in report.signatures] == [False, False]


def test_signing_it_takes_less_than_half_a_second() -> None:
    signer = signer_for(PRESIDENT)
    pdf = finished()
    durations = []
    for _ in range(3):
        started = time.perf_counter()
        signer.sign(pdf, SignatureRequest(FIRST))
        durations.append(time.perf_counter() - started)

    assert min(durations) < 0.5
