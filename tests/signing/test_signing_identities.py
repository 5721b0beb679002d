"""Identities are made, kept, listed and imported without ever showing or losing a key."""

import stat
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.signature import Identity, grouped_fingerprint
from cvdesk.signing import identity as identity_module
from cvdesk.signing.certificate import load_certificates
from cvdesk.signing.identity import Applicant, Identities
from cvdesk.signing.keyfile import open_pkcs12
from cvdesk.signing.refusals import IdentityRefused, WrongPassword
from tests.signing.foreign_signatures import authority, issue
from tests.signing.signable_pdfs import (
    DRAWN,
    PASSWORD,
    PRESIDENT,
    TODAY,
    TREASURER,
    identity_files,
)


def identities_in(folder: Path, *, today: datetime = TODAY) -> Identities:
    return Identities(folder, clock=lambda: today)


@cache
def received() -> bytes:
    return issue(PRESIDENT.holder).p12()


def kept(folder: Path, *, today: datetime = TODAY) -> Identity:
    """Keep an identity of the president, of a kind that opens in no time."""
    source = folder / "reçu.p12"
    source.write_bytes(received())
    return identities_in(folder / "identités", today=today).import_file(source, PASSWORD)


# Making one.


def test_a_new_identity_says_who_and_for_how_long(tmp_path: Path) -> None:
    made = identities_in(tmp_path, today=DRAWN).create(PRESIDENT, PASSWORD)

    assert made.holder == "Étienne ROBILLARD-N’GUESSAN"
    assert made.function == "Président"
    assert made.organisation == "Association Les Cœurs d’Orly"
    assert made.email == "presidence@coeurs-orly.example"
    assert made.self_issued
    assert made.issuer == made.holder
    assert made.algorithm == "RSA 3072"
    assert made.valid_from == DRAWN
    assert made.valid_until == DRAWN.replace(year=DRAWN.year + 3)
    assert made.key == f"etienne-robillard-n-guessan-{made.fingerprint[:16]}"
    assert identities_in(tmp_path).all() == (made,)


def test_a_new_certificate_may_sign_and_do_nothing_else() -> None:
    (certificate,) = load_certificates(identity_files(TREASURER)[1])
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value

    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert not usage.key_encipherment
    assert not constraints.ca
    assert certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "Inès ÇELIK"


def test_an_identity_made_on_the_29th_of_february_ends_on_the_28th(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(identity_module, "_RSA_BITS", 2048)
    leap_day = datetime(2028, 2, 29, 12, 0, tzinfo=UTC)

    made = identities_in(tmp_path, today=leap_day).create(TREASURER, PASSWORD)
    assert made.valid_until == datetime(2031, 2, 28, 12, 0, tzinfo=UTC)


def test_the_key_file_opens_for_its_owner_alone(tmp_path: Path) -> None:
    identity = kept(tmp_path)
    folder = tmp_path / "identités"

    assert stat.S_IMODE((folder / f"{identity.key}.p12").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(path.suffix for path in folder.iterdir()) == [".crt", ".p12"]


def test_the_key_is_encrypted_and_shown_nowhere() -> None:
    content, public = identity_files(PRESIDENT)
    material = open_pkcs12(content, PASSWORD)

    assert repr(material) == "KeyMaterial(…)"
    assert b"PRIVATE" not in public
    with pytest.raises(WrongPassword):
        open_pkcs12(content, "")


def test_a_password_opens_its_file_however_its_accents_are_typed() -> None:
    decomposed = PASSWORD.replace("é", "e\u0301").replace("à", "a\u0300")

    assert decomposed != PASSWORD
    assert open_pkcs12(identity_files(PRESIDENT)[0], decomposed).key.key_size == 3072


@pytest.mark.parametrize("password", ["", "1234567", "éàü"])
def test_a_short_password_is_refused_before_anything_is_written(
    tmp_path: Path, password: str
) -> None:
    with pytest.raises(IdentityRefused, match="au moins 8 caractères"):
        identities_in(tmp_path).create(PRESIDENT, password)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("applicant", "said"),
    [
        (Applicant("   "), "nom de la personne"),
        (Applicant("É" * 65), "65 caractères"),
        (Applicant("Inès ÇELIK", organisation="A" * 70), "70 caractères"),
        (Applicant("Inès ÇELIK", email="inès@example.org"), "inès@example.org"),
        (Applicant("Inès ÇELIK", email="ines"), "adresse"),
    ],
)
def test_what_does_not_fit_a_certificate_is_refused_kindly(
    tmp_path: Path, applicant: Applicant, said: str
) -> None:
    with pytest.raises(IdentityRefused, match=said):
        identities_in(tmp_path).create(applicant, PASSWORD)
    assert list(tmp_path.iterdir()) == []


# Listing and finding.


def test_an_empty_or_missing_folder_lists_nothing(tmp_path: Path) -> None:
    assert identities_in(tmp_path).all() == ()
    assert identities_in(tmp_path / "absent").all() == ()


def test_listing_leaves_out_what_is_not_an_identity(tmp_path: Path) -> None:
    identity = kept(tmp_path)
    folder = tmp_path / "identités"
    (folder / "seul.crt").write_bytes(identity_files(TREASURER)[1])
    (folder / "abîmé.crt").write_bytes(b"bonjour")
    (folder / "abîmé.p12").write_bytes(b"bonjour")

    assert identities_in(folder).all() == (identity,)


def test_an_identity_is_found_by_key_name_or_fingerprint(tmp_path: Path) -> None:
    identity = kept(tmp_path)
    identities = identities_in(tmp_path / "identités")

    for wanted in (
        identity.key,
        "étienne robillard-n’guessan",
        identity.fingerprint_groups[:14],
        identity.fingerprint,
    ):
        assert identities.find(wanted) == identity


def test_an_unknown_identity_is_refused_with_the_ones_there_are(tmp_path: Path) -> None:
    identity = kept(tmp_path)

    with pytest.raises(IdentityRefused, match=identity.key):
        identities_in(tmp_path / "identités").find("Personne")
    with pytest.raises(IdentityRefused, match="Créez"):
        identities_in(tmp_path / "vide").find("Personne")


def test_two_identities_of_one_person_must_be_told_apart(tmp_path: Path) -> None:
    for index in range(2):
        source = tmp_path / f"{index}.p12"
        source.write_bytes(issue("Inès ÇELIK", by=authority()).p12())
        identities_in(tmp_path / "clés").import_file(source, PASSWORD)

    with pytest.raises(IdentityRefused, match="Plusieurs"):
        identities_in(tmp_path / "clés").find("Inès ÇELIK")


# Importing.


def test_an_imported_identity_keeps_its_chain_and_opens_with_its_password(tmp_path: Path) -> None:
    source = tmp_path / "mairie.pfx"
    source.write_bytes(issue("Mairie d’Orly", by=authority()).p12())
    identities = identities_in(tmp_path / "clés")

    imported = identities.import_file(source, PASSWORD)
    assert imported.holder == "Mairie d’Orly"
    assert imported.issuer == "Autorité d’essai"
    assert not imported.self_issued
    assert imported.algorithm == "EC secp256r1"
    material = open_pkcs12(identities.key_file(imported), PASSWORD)
    assert material.chain == (authority().certificate,)
    assert load_certificates(identities.certificate_file(imported)) == (material.certificate,)


def test_an_identity_without_password_must_be_given_one(tmp_path: Path) -> None:
    source = tmp_path / "nu.p12"
    source.write_bytes(issue("Inès ÇELIK").p12(""))
    identities = identities_in(tmp_path / "clés")

    with pytest.raises(IdentityRefused, match="au moins 8"):
        identities.import_file(source, "")
    imported = identities.import_file(source, "", new_password=PASSWORD)
    assert open_pkcs12(identities.key_file(imported), PASSWORD)


def test_an_identity_is_never_written_over(tmp_path: Path) -> None:
    identity = kept(tmp_path)
    before = identities_in(tmp_path / "identités").key_file(identity)

    with pytest.raises(IdentityRefused, match="déjà"):
        kept(tmp_path)
    assert identities_in(tmp_path / "identités").key_file(identity) == before


def test_a_wrong_password_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "reçu.p12"
    source.write_bytes(identity_files(PRESIDENT)[0])

    with pytest.raises(WrongPassword, match="mot de passe"):
        identities_in(tmp_path / "clés").import_file(source, "quatre mots sans lien")
    assert not (tmp_path / "clés").exists()


def test_a_key_that_cannot_sign_documents_is_refused(tmp_path: Path) -> None:
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    cases = {
        "n’est pas fait pour signer": issue("Serveur", usages=("key_encipherment",)),
        "trop ancienne": issue("Ancienne", key=weak),
        "expiré": issue("Expirée", lasts=timedelta(days=5)),
        "ne commence": issue("Future", starts=TODAY + timedelta(days=5)),
    }
    for said, issued in cases.items():
        source = tmp_path / "reçu.p12"
        source.write_bytes(issued.p12())
        with pytest.raises(IdentityRefused, match=said):
            identities_in(tmp_path / "clés").import_file(source, PASSWORD)
    assert not (tmp_path / "clés").exists()


def test_a_certificate_without_any_usage_is_accepted(tmp_path: Path) -> None:
    source = tmp_path / "reçu.p12"
    source.write_bytes(issue("Inès ÇELIK", usages=None).p12())

    assert identities_in(tmp_path / "clés").import_file(source, PASSWORD).holder == "Inès ÇELIK"


def test_a_file_without_a_usable_key_is_refused() -> None:
    person = issue("Inès ÇELIK")
    cipher = BestAvailableEncryption(PASSWORD.encode())
    certificate_alone = pkcs12.serialize_key_and_certificates(
        b"", None, person.certificate, None, cipher
    )
    other_kind = pkcs12.serialize_key_and_certificates(
        b"", ed25519.Ed25519PrivateKey.generate(), None, None, cipher
    )
    key_alone = pkcs12.serialize_key_and_certificates(
        b"", ec.generate_private_key(ec.SECP256R1()), None, None, cipher
    )
    for content in (certificate_alone, other_kind, key_alone, b"bonjour", b""):
        with pytest.raises(IdentityRefused, match="clé de signature"):
            open_pkcs12(content, PASSWORD)


def test_a_missing_file_is_refused_kindly(tmp_path: Path) -> None:
    with pytest.raises(IdentityRefused, match=r"absent\.p12"):
        identities_in(tmp_path).import_file(tmp_path / "absent.p12", PASSWORD)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "identités").write_text("un fichier à la place du dossier")

    with pytest.raises(IdentityRefused, match="enregistrée"):
        kept(tmp_path)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(IdentityRefused, match="place"):
        kept(tmp_path)
    assert list((tmp_path / "identités").iterdir()) == []


@given(st.binary(min_size=32, max_size=32))
def test_a_grouped_fingerprint_says_the_same_digits(digest: bytes) -> None:
    groups = grouped_fingerprint(digest.hex()).split(" ")

    assert "".join(groups).lower() == digest.hex()
    assert {len(group) for group in groups} == {4}
