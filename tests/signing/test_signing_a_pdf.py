"""A PDF is signed whole, in its own fields, and refused kindly when it should not be."""

import io
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pikepdf import pdfa
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from cvdesk.domain.signature import SignatureRequest
from cvdesk.signing import sign as sign_module
from cvdesk.signing.pkcs12 import Pkcs12Signer
from cvdesk.signing.refusals import IdentityRefused, SigningRefused, UnreadablePdf, WrongPassword
from cvdesk.signing.sign import SignatureNotReadBack
from cvdesk.signing.verify import verify
from tests.signing import forged_pdfs as forged
from tests.signing.foreign_signatures import authority, issue, signed_elsewhere
from tests.signing.signable_pdfs import (
    FIRST,
    PASSWORD,
    PRESIDENT,
    SECOND,
    TODAY,
    TREASURER,
    drawn_appearance,
    identity_files,
    pdf_without_fields,
    signer_for,
    two_field_pdf,
)


def signed(*, field: str = FIRST) -> bytes:
    return signer_for(PRESIDENT).sign(two_field_pdf(), SignatureRequest(field))


def test_signing_appends_and_touches_nothing_before() -> None:
    assert signed().startswith(two_field_pdf())


def test_pyhanko_itself_finds_a_certification_that_permits_filling_only() -> None:
    reader = PdfFileReader(io.BytesIO(signed()))
    (signature,) = reader.embedded_signatures

    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[]))
    assert status.intact
    assert status.valid
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert signature.docmdp_level is MDPPerm.FILL_FORMS
    assert str(signature.sig_object["/SubFilter"]) == "/ETSI.CAdES.detached"


def test_the_second_signature_takes_the_other_field_whichever_came_first() -> None:
    both = signer_for(TREASURER).sign(signed(field=SECOND), SignatureRequest(FIRST))

    report = verify(both)
    assert [s.field for s in report.signatures] == [SECOND, FIRST]
    assert report.intact


def test_the_moment_claimed_is_the_one_asked_for_in_its_own_time_zone() -> None:
    paris = timezone(timedelta(hours=1))
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=paris)
    pdf = signer_for(PRESIDENT).sign(two_field_pdf(), SignatureRequest(FIRST, signed_at=noon))

    (signature,) = verify(pdf).signatures
    assert signature.claimed_at == noon
    assert "le 20/11/2026 à 12 h 00" in signature.signer_answer


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps its time zone to itself")
def test_the_moment_claimed_is_in_the_time_of_this_computer_when_it_comes_in_utc(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    try:
        (signature,) = verify(signed()).signatures
    finally:
        monkeypatch.undo()
        time.tzset()
    assert signature.claimed_at == TODAY
    assert "à 15 h 05" in signature.signer_answer


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()])
def test_an_elliptic_curve_key_signs_without_raising_the_version(curve: ec.EllipticCurve) -> None:
    person = issue("Inès ÇELIK", by=authority(), key=ec.generate_private_key(curve))
    signer = Pkcs12Signer(person.p12(), PASSWORD, clock=lambda: TODAY)

    pdf = signer.sign(two_field_pdf(), SignatureRequest(FIRST))
    assert verify(pdf, trusted=[authority().pem]).signatures[0].identity_known
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.pdf_version == pikepdf.open(io.BytesIO(two_field_pdf())).pdf_version
        assert "/Version" not in opened.Root


def test_signing_brings_nothing_pdf_a_refuses() -> None:
    pdf = two_field_pdf()
    for applicant, field in ((PRESIDENT, FIRST), (TREASURER, SECOND)):
        drawing = drawn_appearance(f"Signé par {applicant.holder}")
        pdf = signer_for(applicant).sign(pdf, SignatureRequest(field, appearance=drawing))

    findings = pdfa.validate_written(io.BytesIO(pdf), "2b").findings
    # pikepdf's list of what it knows stops short of forms; it finds nothing else to say.
    assert {finding.kind for finding in findings} == {"unsupported"}
    assert all("/AcroForm" in f.where or "/Perms" in f.where for f in findings)


def test_the_drawing_is_placed_in_the_field_with_its_font(tmp_path: Path) -> None:
    drawing = drawn_appearance("Signé par Étienne ROBILLARD-N’GUESSAN")
    request = SignatureRequest(FIRST, appearance=drawing)
    file = tmp_path / "signé.pdf"
    file.write_bytes(signer_for(PRESIDENT).sign(two_field_pdf(), request))

    said = subprocess.run(
        ["/usr/bin/pdftotext", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    fonts = subprocess.run(
        ["/usr/bin/pdffonts", str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert "Signé par Étienne ROBILLARD-N’GUESSAN" in said
    assert " no " not in fonts


def test_without_a_drawing_the_field_keeps_its_empty_appearance() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        field = next(f for f in pdf.Root.AcroForm.Fields if f.T == FIRST)
        assert field.AP.N.read_bytes() == b""


def test_an_unknown_field_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(SigningRefused, match=SECOND):
        signer_for(PRESIDENT).sign(two_field_pdf(), SignatureRequest("SignatureMaire"))


def test_a_pdf_without_fields_is_refused_with_what_to_do() -> None:
    with pytest.raises(SigningRefused, match="Figez"):
        signer_for(PRESIDENT).sign(pdf_without_fields(), SignatureRequest(FIRST))


def test_a_signed_field_is_not_signed_again() -> None:
    with pytest.raises(SigningRefused, match="déjà signé"):
        signer_for(TREASURER).sign(signed(), SignatureRequest(FIRST))


@pytest.mark.parametrize("attack", forged.ATTACKS)
def test_nobody_signs_beside_a_broken_signature(attack: str) -> None:
    with pytest.raises((SigningRefused, UnreadablePdf)):
        signer_for(TREASURER).sign(forged.ATTACKS[attack](signed()), SignatureRequest(SECOND))


def test_nobody_signs_where_a_signature_was_taken_away() -> None:
    with pytest.raises(SigningRefused, match="retirée"):
        signer_for(TREASURER).sign(forged.signature_withdrawn(signed()), SignatureRequest(FIRST))


def test_a_pdf_certified_against_any_change_is_refused() -> None:
    sealed = signed_elsewhere(
        two_field_pdf(), issue("Une présidente"), permission=MDPPerm.NO_CHANGES
    )

    with pytest.raises(SigningRefused, match="n’en permet pas d’autre"):
        signer_for(TREASURER).sign(sealed, SignatureRequest(SECOND))


def test_a_field_that_asks_for_another_kind_of_signature_is_refused() -> None:
    with pikepdf.open(io.BytesIO(two_field_pdf())) as pdf:
        pdf.Root.AcroForm.Fields[0].SV = pikepdf.Dictionary(
            Type=pikepdf.Name.SV,
            SubFilter=pikepdf.Array([pikepdf.Name("/adbe.pkcs7.detached")]),
            Ff=2,  # the kind is mandatory
        )
        target = io.BytesIO()
        pdf.save(target)

    with pytest.raises(SigningRefused, match="conditions"):
        signer_for(PRESIDENT).sign(target.getvalue(), SignatureRequest(FIRST))


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_protected_pdf_is_refused(user: str) -> None:
    with pytest.raises(UnreadablePdf, match="protégé"):
        signer_for(PRESIDENT).sign(
            forged.encrypted(two_field_pdf(), user=user), SignatureRequest(FIRST)
        )


def test_what_is_not_a_pdf_is_refused() -> None:
    with pytest.raises(UnreadablePdf):
        signer_for(PRESIDENT).sign(b"bonjour", SignatureRequest(FIRST))


def test_a_wrong_password_opens_nothing() -> None:
    with pytest.raises(WrongPassword, match="mot de passe"):
        Pkcs12Signer(identity_files(PRESIDENT)[0], "quatre autres mots")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (datetime(2019, 1, 1, tzinfo=UTC), "horloge"),
        (datetime(2031, 1, 1, tzinfo=UTC), "expiré"),
    ],
)
def test_a_certificate_out_of_its_dates_does_not_sign(today: datetime, said: str) -> None:
    with pytest.raises(IdentityRefused, match=said):
        signer_for(PRESIDENT, today=today).sign(two_field_pdf(), SignatureRequest(FIRST))


def test_an_expired_certificate_is_not_rescued_by_an_earlier_date() -> None:
    expired = signer_for(PRESIDENT, today=datetime(2031, 1, 1, tzinfo=UTC))

    with pytest.raises(IdentityRefused, match="expiré"):
        expired.sign(two_field_pdf(), SignatureRequest(FIRST, signed_at=TODAY))


def test_a_signature_that_does_not_read_back_is_never_returned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = sign_module._append

    for careless in (
        lambda pdf: forged.with_byte_changed(pdf, 100),
        lambda pdf: forged.with_byte_changed(pdf, pdf.rindex(b"/Reason") + 9),
        forged.comment_appended,
        lambda pdf: pdf[:-8],
    ):

        async def append(*args: Any, careless: Callable[[bytes], bytes] = careless) -> bytes:
            return careless(await good(*args))

        monkeypatch.setattr(sign_module, "_append", append)
        with pytest.raises(SignatureNotReadBack):
            signer_for(PRESIDENT).sign(two_field_pdf(), SignatureRequest(FIRST, reason="Lu"))


def test_fifteen_pages_are_signed_in_half_a_second() -> None:
    signer = signer_for(PRESIDENT)
    pdf = two_field_pdf(15)
    started = time.perf_counter()
    signer.sign(pdf, SignatureRequest(FIRST))

    assert time.perf_counter() - started < 0.5
