"""Signing with a key that never leaves a card or a USB token (PKCS#11).

The driver (``.dll``, ``.so``, ``.dylib``) comes from the maker of the token. Certificates are
public on a token: they are listed without a PIN. The PIN is given to the token once for each
signature and never again by itself, because three wrong ones lock the card.

python-pkcs11 is optional, being useful to few: it is looked for when a token is used, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from cvdesk.domain.signature import Identity, SignatureRequest
from cvdesk.signing.certificate import identity_of, may_sign_documents
from cvdesk.signing.refusals import TokenRefused
from cvdesk.signing.sign import sign


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A signing certificate found on a token.

    Attributes:
        token: Label of the token.
        object_id: What ties the certificate to its key on the token.
    """

    token: str
    object_id: bytes
    certificate: x509.Certificate

    @property
    def identity(self) -> Identity:
        """The facts of the certificate, to choose by."""
        return identity_of(self.certificate, self.object_id.hex())


def token_certificates(driver: Path) -> tuple[TokenCertificate, ...]:
    """List, without a PIN, the certificates of the tokens plugged in that may sign documents.

    Raises:
        TokenRefused: If python-pkcs11 is missing, or the driver does not load or answer.
    """
    pkcs11 = _library()
    criteria = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
    found = []
    with _answering(pkcs11):
        for token in _tokens(pkcs11, driver):
            with token.open() as session:
                for stored in list(session.get_objects(criteria)):
                    certificate = x509.load_der_x509_certificate(stored[pkcs11.Attribute.VALUE])
                    if may_sign_documents(certificate):
                        object_id = bytes(stored[pkcs11.Attribute.ID])
                        found.append(TokenCertificate(token.label, object_id, certificate))
    return tuple(found)


def choose_certificate(found: tuple[TokenCertificate, ...], wanted: str = "") -> TokenCertificate:
    """Choose by holder, number on the token or start of fingerprint; the only one if not said.

    Raises:
        TokenRefused: If none or several answer.
    """
    plain = wanted.strip().casefold()
    matches = [
        candidate
        for candidate in found
        if not plain
        or plain in (candidate.identity.holder.casefold(), candidate.identity.key)
        or candidate.identity.fingerprint.startswith(plain.replace(" ", ""))
    ]
    if len(matches) == 1:
        return matches[0]
    if not found:
        raise TokenRefused(
            "Aucune carte ni clé branchée ne porte de certificat pour signer.",
            remedy="Branchez-la, et vérifiez que ce pilote est bien le sien.",
        )
    choices = ", ".join(f"{one.identity.holder} ({one.identity.key})" for one in found)
    raise TokenRefused(
        "La carte ou la clé porte plusieurs certificats pour signer."
        if not plain
        else f"« {wanted} » ne désigne pas un seul certificat de la carte ou de la clé.",
        remedy=f"Dites lequel par son numéro : {choices}.",
    )


def _now() -> datetime:
    return datetime.now().astimezone()


class Pkcs11Signer:
    """Signs PDFs with one certificate of a token."""

    def __init__(
        self,
        driver: Path,
        chosen: TokenCertificate,
        pin: str,
        *,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._driver = driver
        self._chosen = chosen
        self._pin = pin
        self._clock = clock

    @property
    def identity(self) -> Identity:
        """The facts of the certificate, for the appearance and for confirmation before signing."""
        return self._chosen.identity

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Sign an empty field; see :func:`cvdesk.signing.sign.sign` for what is refused.

        Raises:
            TokenRefused: If the token is gone, its PIN is not the right one, or it does not sign.
        """
        pkcs11 = _library()
        bridge = import_module("pyhanko.sign.pkcs11")
        with _answering(pkcs11):
            token = self._token(pkcs11)
            with token.open(user_pin=self._pin) as session:
                signer = bridge.PKCS11Signer(
                    session,
                    cert_id=self._chosen.object_id,
                    key_id=self._chosen.object_id,
                    # Many tokens (SoftHSM among them) sign with an elliptic curve only what is
                    # hashed already; with RSA all of them hash.
                    use_raw_mechanism=isinstance(
                        self._chosen.certificate.public_key(), ec.EllipticCurvePublicKey
                    ),
                )
                return sign(pdf, request, signer, self._chosen.certificate, self._clock())

    def _token(self, pkcs11: Any) -> Any:
        for token in _tokens(pkcs11, self._driver):
            if token.label == self._chosen.token:
                return token
        raise TokenRefused(
            f"La carte ou la clé « {self._chosen.token} » n’est plus branchée.",
            remedy="Rebranchez-la, attendez que son voyant se stabilise, puis recommencez.",
        )


def _library() -> Any:
    try:
        return import_module("pkcs11")
    except ImportError as error:
        raise TokenRefused(
            "La signature par carte à puce ou clé USB n’est pas installée sur cet ordinateur.",
            remedy="Demandez à la personne qui a installé CVDesk d’ajouter le complément "
            "python-pkcs11 (version 0.9), ou signez avec un fichier .p12.",
        ) from error


def _tokens(pkcs11: Any, driver: Path) -> list[Any]:
    """List the tokens plugged in, blank ones apart (a blank one refuses to be opened)."""
    try:
        library = pkcs11.lib(str(driver))
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise TokenRefused(
            f"Le pilote « {driver.name} » de la carte ou de la clé ne se charge pas.",
            remedy="Choisissez le fichier .dll, .so ou .dylib fourni avec elle (version 64 bits).",
        ) from error
    return list(library.get_tokens(token_flags=pkcs11.TokenFlag.TOKEN_INITIALIZED))


@contextmanager
def _answering(pkcs11: Any) -> Iterator[None]:
    """Turn what a token refuses into a sentence."""
    try:
        yield
    except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid) as error:
        raise TokenRefused(
            "Ce code PIN n’est pas celui de la carte ou de la clé.",
            remedy="Vérifiez-le avant de recommencer : trois essais manqués la bloquent, et CVDesk "
            "ne réessaie jamais tout seul.",
        ) from error
    except pkcs11.PinLocked as error:
        raise TokenRefused(
            "La carte ou la clé est bloquée : trop de codes PIN manqués.",
            remedy="Débloquez-la avec le logiciel et le code de secours de son fournisseur.",
        ) from error
    except pkcs11.PKCS11Error as error:
        raise TokenRefused(
            f"La carte ou la clé n’a pas répondu comme attendu ({type(error).__name__}).",
            remedy="Débranchez-la, rebranchez-la, puis recommencez. Si cela continue, consultez "
            "son fournisseur avec le mot entre parenthèses.",
        ) from error
