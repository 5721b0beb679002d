"""A detached signature says whose it is, and is refused at the first byte that changed."""

import base64
import shutil
import subprocess
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtensionOID, NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from cvdesk.signing.certificate import load_certificates
from cvdesk.signing.detached import (
    MAX_BYTES,
    DetachedReport,
    DetachedSignatureRefused,
    sign_detached,
    verify_detached,
)
from cvdesk.signing.refusals import IdentityRefused, WrongPassword
from tests.signing.foreign_signatures import Issued, authority, issue
from tests.signing.signable_pdfs import (
    DRAWN,
    PASSWORD,
    PRESIDENT,
    TODAY,
    TREASURER,
    certificate_of,
    identity_files,
)
from tests.support.laws import cases

CONTENT = "Le contrat de l’agglomération.".encode()
CURVE = issue("Inès ÇELIK")
BY_CURVE = sign_detached(CONTENT, CURVE.p12(), PASSWORD, TODAY)


@cache
def by_president() -> bytes:
    return sign_detached(CONTENT, identity_files(PRESIDENT)[0], PASSWORD, TODAY)


@pytest.fixture(params=["rsa", "ec"])
def signature(request: pytest.FixtureRequest) -> bytes:
    return by_president() if request.param == "rsa" else BY_CURVE


def checked(signature: bytes, *trusted: bytes, content: bytes = CONTENT) -> DetachedReport:
    return verify_detached(content, signature, claimed_at=TODAY, trusted=trusted, now=TODAY)


def signed_by(issued: Issued) -> bytes:
    return sign_detached(CONTENT, issued.p12(), PASSWORD, TODAY)


def test_what_is_signed_is_read_back(signature: bytes) -> None:
    report = checked(signature)
    assert not report.known
    assert report.remarks == ()


@settings(max_examples=cases(60))
@given(content=st.binary().filter(lambda one: one != CONTENT))
def test_any_other_content_is_refused(content: bytes) -> None:
    for signature in (by_president(), BY_CURVE):
        with pytest.raises(DetachedSignatureRefused, match="pas celle de ce contenu"):
            checked(signature, content=content)


@given(noise=st.binary(max_size=400))
def test_a_signature_that_is_not_one_is_refused(noise: bytes) -> None:
    for signature in (noise, BY_CURVE[:60] + noise, BY_CURVE.split(b"-----BEGIN C")[0] + noise):
        with pytest.raises(DetachedSignatureRefused) as refusal:
            checked(signature)
        assert refusal.value.remedy


def test_no_letter_of_the_signature_itself_may_change() -> None:
    start = BY_CURVE.index(b"\n") + 1
    end = BY_CURVE.index(b"\n-----END")
    for place in range(start, end):
        changed = bytearray(BY_CURVE)
        changed[place] = ord("A") if changed[place] != ord("A") else ord("B")
        if place < end - 3:  # the last letters of base64 hold bits that nobody reads
            with pytest.raises(DetachedSignatureRefused):
                checked(bytes(changed))


def test_a_signature_larger_than_any_is_not_read() -> None:
    with pytest.raises(DetachedSignatureRefused, match="ne se lit pas"):
        checked(BY_CURVE + b"\n" * MAX_BYTES)


def test_a_signature_without_its_certificate_or_with_too_many_is_not_read() -> None:
    bare = BY_CURVE[: BY_CURVE.index(b"-----BEGIN CERT")]
    with pytest.raises(DetachedSignatureRefused, match="ne se lit pas"):
        checked(bare)
    with pytest.raises(DetachedSignatureRefused, match="ne se lit pas"):
        checked(BY_CURVE + CURVE.pem * 6)


def test_another_certificate_in_its_place_is_refused() -> None:
    stranger = issue("Inès ÇELIK")
    swapped = BY_CURVE[: BY_CURVE.index(b"-----BEGIN CERT")] + stranger.pem
    with pytest.raises(DetachedSignatureRefused, match="quelqu’un d’autre"):
        checked(swapped)


# Who, and do I know them.


def test_who_signed_and_do_i_know_them_are_two_answers() -> None:
    unknown = checked(by_president())
    assert unknown.signer_answer.startswith(
        "Étienne ROBILLARD-N’GUESSAN, Président, Association Les Cœurs d’Orly, le 21/11/2026 à "
    )
    assert unknown.signer_answer.endswith("(certificat créé par la personne elle-même).")
    assert unknown.trust_answer.startswith("Non, pas encore")
    assert unknown.signer.fingerprint_groups in unknown.trust_answer

    known = checked(by_president(), certificate_of(PRESIDENT))
    assert known.known
    assert known.trust_answer.startswith("Oui.")
    assert known.signer == unknown.signer


def test_the_same_name_on_another_certificate_is_not_known() -> None:
    assert not checked(BY_CURVE, issue("Inès ÇELIK").pem).known
    assert not checked(by_president(), certificate_of(TREASURER)).known


def test_a_known_authority_vouches_for_those_it_issued() -> None:
    signature = signed_by(issue("Inès ÇELIK", by=authority()))
    report = checked(signature, authority().pem)
    assert report.known
    assert report.signer_answer.endswith("(certificat délivré par Autorité d’essai).")
    assert not checked(signature, issue("Autorité d’essai", authority=True).pem).known


def test_the_certificates_in_between_are_carried() -> None:
    middle = issue("Délégation d’essai", by=authority(), authority=True)
    signature = signed_by(issue("Inès ÇELIK", by=middle))
    assert checked(signature, authority().pem).known
    assert not checked(signature).known


def test_a_person_known_is_no_authority() -> None:
    president = issue("Le président")
    assert not checked(signed_by(issue("Une amie", by=president)), president.pem).known


def test_an_authority_that_was_not_valid_then_vouches_for_nobody() -> None:
    past = issue("Autorité close", authority=True, starts=DRAWN - timedelta(days=9),
                 lasts=timedelta(days=1))  # fmt: skip
    assert not checked(signed_by(issue("Inès ÇELIK", by=past)), past.pem).known


def limited_authority(by: Issued) -> Issued:
    """Issue an authority that may not make other authorities."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bureau")]))
        .issuer_name(by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(DRAWN)
        .not_valid_after(DRAWN + timedelta(days=900))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(by.key, hashes.SHA256())
    )
    return Issued(key, certificate, (by.certificate, *by.issuers))


def test_an_authority_may_not_go_past_its_limit() -> None:
    office = limited_authority(authority())
    assert checked(signed_by(issue("Inès ÇELIK", by=office)), authority().pem).known
    below = issue("Sous-bureau", by=office, authority=True)
    assert not checked(signed_by(issue("Inès ÇELIK", by=below)), authority().pem).known


def test_a_certificate_judged_out_of_its_time_is_not_held_for_known() -> None:
    late = TODAY + timedelta(days=3000)
    report = verify_detached(
        CONTENT, BY_CURVE, claimed_at=late, trusted=[CURVE.pem], now=late + timedelta(days=1)
    )
    assert not report.known
    [remark] = report.remarks
    assert "hors de la période" in remark


def test_a_date_in_the_future_is_remarked() -> None:
    report = verify_detached(
        CONTENT, BY_CURVE, claimed_at=TODAY, trusted=[], now=TODAY - timedelta(days=1)
    )
    [remark] = report.remarks
    assert "dans l’avenir" in remark


# Refusals.


def test_a_wrong_password_signs_nothing() -> None:
    with pytest.raises(WrongPassword):
        sign_detached(CONTENT, CURVE.p12(), "autre chose", TODAY)


def test_an_expired_identity_signs_nothing() -> None:
    with pytest.raises(IdentityRefused, match="a expiré"):
        sign_detached(CONTENT, CURVE.p12(), PASSWORD, TODAY + timedelta(days=3000))


def test_a_certificate_made_for_something_else_proves_nothing() -> None:
    other = issue("Serveur", usages=("key_encipherment",), key=CURVE.key)
    swapped = BY_CURVE[: BY_CURVE.index(b"-----BEGIN CERT")] + other.pem
    with pytest.raises(DetachedSignatureRefused, match="n’est pas fait pour signer"):
        checked(swapped)


def test_a_certificate_that_does_not_hold_together_is_refused() -> None:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Inès ÇELIK")])
    odd = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(CURVE.key.public_key())
        .serial_number(7)
        .not_valid_before(DRAWN)
        .not_valid_after(DRAWN + timedelta(days=900))
        .add_extension(x509.UnrecognizedExtension(ExtensionOID.KEY_USAGE, b"\xff"), critical=True)
        .sign(CURVE.key, hashes.SHA256())
    )
    swapped = BY_CURVE[: BY_CURVE.index(b"-----BEGIN CERT")] + Issued(CURVE.key, odd).pem
    with pytest.raises(DetachedSignatureRefused, match="ne se lit pas"):
        checked(swapped)


def test_a_trusted_file_that_is_no_certificate_is_refused() -> None:
    with pytest.raises(IdentityRefused):
        checked(BY_CURVE, b"bonjour")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="checks with another program")
def test_another_program_finds_the_signature_good(signature: bytes, tmp_path: Path) -> None:
    """Nothing of ours is needed to check a pack ten years from now."""
    body = signature.split(b"SIGNATURE-----")[1].removesuffix(b"-----END CVDESK ")
    (tmp_path / "signature").write_bytes(base64.b64decode(body))
    (tmp_path / "content").write_bytes(CONTENT)
    [certificate] = load_certificates(signature[signature.index(b"-----BEGIN CERT") :])
    key = certificate.public_key()
    (tmp_path / "key.pem").write_bytes(
        key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    pss = ["-sigopt", "rsa_padding_mode:pss"] if isinstance(key, rsa.RSAPublicKey) else []
    command = ["openssl", "dgst", "-sha256", "-verify", "key.pem", *pss]
    done = subprocess.run(
        [*command, "-signature", "signature", "content"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "Verified OK"
