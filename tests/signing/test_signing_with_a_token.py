"""A card or a USB token signs with the chosen certificate, and its PIN is tried once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from cvdesk.domain.signature import SignatureRequest
from cvdesk.signing.pkcs11 import Pkcs11Signer, choose_certificate, token_certificates
from cvdesk.signing.refusals import SigningRefused, TokenRefused
from cvdesk.signing.verify import verify
from tests.signing.foreign_signatures import authority, issue
from tests.signing.plugged_tokens import DeviceRemoved, Driver, Token, modules
from tests.signing.signable_pdfs import FIRST, TODAY, two_field_pdf

DRIVER = Path("/opt/carte/pilote.so")
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "4321"


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Token:
    """Plug in a card with two certificates, one of them not for signing."""
    stored = {
        b"\x01": issue("Inès ÇELIK", by=authority(), usages=("key_encipherment",)),
        b"\x02": issue("Inès ÇELIK", by=authority()),
    }
    token = Token("Carte d’Inès", PIN, stored)
    for name, module in modules({str(DRIVER): Driver([token])}).items():
        monkeypatch.setitem(sys.modules, name, module)
    return token


def signer(pin: str = PIN) -> Pkcs11Signer:
    (chosen,) = token_certificates(DRIVER)
    return Pkcs11Signer(DRIVER, chosen, pin, clock=lambda: TODAY)


def test_only_certificates_that_may_sign_are_offered_and_without_a_pin(card: Token) -> None:
    (chosen,) = token_certificates(DRIVER)

    assert chosen.token == card.label
    assert chosen.identity.holder == "Inès ÇELIK"
    assert chosen.identity.issuer == "Autorité d’essai"
    assert chosen.identity.key == "02"


@pytest.mark.usefixtures("card")
def test_a_card_signs_as_a_file_does() -> None:
    pdf = signer().sign(two_field_pdf(), SignatureRequest(FIRST))

    (signature,) = verify(pdf, trusted=[authority().pem], clock=lambda: TODAY).signatures
    assert signature.intact
    assert signature.identity_known
    assert signature.signer == signer().identity.holder


def test_a_certificate_is_chosen_by_what_people_know_of_it(card: Token) -> None:
    card.plug(b"\x03", issue("Étienne ROBILLARD-N’GUESSAN", by=authority()))
    ines, etienne = token_certificates(DRIVER)

    assert choose_certificate((ines,)) is ines
    for wanted in ("étienne robillard-n’guessan", "03", etienne.identity.fingerprint_groups[:19]):
        assert choose_certificate((ines, etienne), wanted) is etienne


@pytest.mark.parametrize("wanted", ["", "Personne"])
def test_an_unclear_choice_names_the_certificates_there_are(card: Token, wanted: str) -> None:
    card.plug(b"\x03", issue("Étienne ROBILLARD-N’GUESSAN", by=authority()))

    with pytest.raises(
        TokenRefused, match=r"Inès ÇELIK \(02\), Étienne ROBILLARD-N’GUESSAN \(03\)"
    ):
        choose_certificate(token_certificates(DRIVER), wanted)


def test_no_certificate_to_choose_is_told() -> None:
    with pytest.raises(TokenRefused, match="Branchez"):
        choose_certificate(())


def test_a_wrong_pin_is_tried_once_and_told(card: Token) -> None:
    with pytest.raises(TokenRefused, match="trois essais"):
        signer("0000").sign(two_field_pdf(), SignatureRequest(FIRST))
    assert card.wrong_pins == 1


def test_a_locked_card_is_told(card: Token) -> None:
    card.wrong_pins = 3

    with pytest.raises(TokenRefused, match="bloquée"):
        signer().sign(two_field_pdf(), SignatureRequest(FIRST))


def test_a_card_pulled_out_before_signing_is_told(
    card: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = signer()
    card.label = "Une autre carte"

    with pytest.raises(TokenRefused, match="plus branchée"):
        chosen.sign(two_field_pdf(), SignatureRequest(FIRST))


def test_a_card_pulled_out_while_signing_is_told(
    card: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = signer()

    def gone(**_: str) -> None:
        raise DeviceRemoved

    monkeypatch.setattr(card, "open", gone)
    with pytest.raises(TokenRefused, match="DeviceRemoved"):
        chosen.sign(two_field_pdf(), SignatureRequest(FIRST))


@pytest.mark.usefixtures("card")
def test_a_file_that_is_no_driver_is_told() -> None:
    with pytest.raises(TokenRefused, match=r"autre\.so"):
        token_certificates(Path("/opt/autre.so"))


@pytest.mark.usefixtures("card")
def test_a_refusal_about_the_pdf_is_not_blamed_on_the_card() -> None:
    with pytest.raises(SigningRefused, match="SignatureMaire") as refused:
        signer().sign(two_field_pdf(), SignatureRequest("SignatureMaire"))
    assert not isinstance(refused.value, TokenRefused)


def test_without_the_optional_library_it_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pkcs11", None)

    with pytest.raises(TokenRefused, match="python-pkcs11"):
        token_certificates(DRIVER)


def test_a_software_token_signs_for_real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pkcs11 = pytest.importorskip("pkcs11")
    tool = shutil.which("softhsm2-util")
    driver = Path(os.environ.get("SOFTHSM2_MODULE", SOFTHSM))
    if tool is None or not driver.exists():
        pytest.skip("SoftHSM is not installed")
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    made = ("--init-token", "--free", "--label", "Carte", "--so-pin", "12345678", "--pin", PIN)
    subprocess.run([tool, "--module", driver, *made], check=True, capture_output=True)
    issued = issue("Inès ÇELIK", by=authority())
    key = issued.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    certificate = issued.certificate.public_bytes(serialization.Encoding.DER)
    common = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.ID: b"\x07"}
    token = pkcs11.lib(str(driver)).get_token(token_label="Carte")
    with token.open(user_pin=PIN, rw=True) as session:
        session.create_object({**pkcs11.util.ec.decode_ec_private_key(key), **common})
        session.create_object({**pkcs11.util.x509.decode_x509_certificate(certificate), **common})

    (chosen,) = token_certificates(driver)
    pdf = Pkcs11Signer(driver, chosen, PIN, clock=lambda: TODAY).sign(
        two_field_pdf(), SignatureRequest(FIRST)
    )
    assert verify(pdf, trusted=[authority().pem]).signatures[0].identity_known
