"""Signing with a key kept in an encrypted file (PKCS#12)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import CertificateRegistry

from cvdesk.domain.signature import Identity, SignatureRequest
from cvdesk.signing.certificate import der, identity_of
from cvdesk.signing.keyfile import KeyMaterial, open_pkcs12
from cvdesk.signing.sign import sign

# Longest EC signature of the curves in use (P-521): two numbers of 66 bytes and their DER wrapping.
_LONGEST_EC_SIGNATURE_BYTES = 144


def _now() -> datetime:
    return datetime.now().astimezone()


class _KeyHolder(Signer):
    """Lends an opened private key to pyHanko.

    pyHanko's own ``SimpleSigner`` writes the key out in clear and parses it again for each of the
    two signatures it makes (one only to measure), a tenth of a second each time for RSA 3072.
    """

    def __init__(self, material: KeyMaterial) -> None:
        (own,) = load_certs_from_pemder_data(der(material.certificate))
        chain = [
            authority
            for certificate in material.chain
            for authority in load_certs_from_pemder_data(der(certificate))
        ]
        super().__init__(signing_cert=own, cert_registry=CertificateRegistry.build(chain))
        self._key = material.key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 -- the shape pyHanko calls
    ) -> bytes:
        """Sign ``data``, or tell how long a signature may be."""
        if digest_algorithm != "sha256":
            raise NotImplementedError(digest_algorithm)
        if isinstance(self._key, rsa.RSAPrivateKey):
            if dry_run:
                return bytes(self._key.key_size // 8)
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        if dry_run:
            return bytes(_LONGEST_EC_SIGNATURE_BYTES)
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


class Pkcs12Signer:
    """Signs PDFs with the key of one ``.p12`` file, opened once at construction."""

    def __init__(
        self, content: bytes, password: str, *, clock: Callable[[], datetime] = _now
    ) -> None:
        """Open the file.

        Raises:
            WrongPassword: If the password does not open it.
            IdentityRefused: If it lacks a usable key or its certificate.
        """
        material = open_pkcs12(content, password)
        self._certificate = material.certificate
        self._signer = _KeyHolder(material)
        self._clock = clock

    @property
    def identity(self) -> Identity:
        """The facts of the certificate, for the appearance and for confirmation before signing."""
        return identity_of(self._certificate)

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Sign an empty field; see :func:`cvdesk.signing.sign.sign` for what is refused."""
        return sign(pdf, request, self._signer, self._certificate, self._clock())
