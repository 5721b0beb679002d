"""Signing bytes that are not a PDF, with the certificate of who signs carried beside.

A detached signature is a small text that any tool can read: the signature itself, then the signer's
certificate and those above it, each as a PEM block. RSA keys sign with PSS, curves with ECDSA, both
over SHA-256. As for a PDF, three questions stay apart: are these the bytes signed, by whom, and do
I know that certificate? Only the first one is a reason to refuse.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from cvdesk.domain.signature import Identity, day_and_hour
from cvdesk.errors import UserError
from cvdesk.signing.certificate import (
    fingerprint,
    has_usual_key,
    identity_of,
    is_authority,
    load_certificates,
    may_sign_documents,
)
from cvdesk.signing.keyfile import KeyMaterial, check_usable, open_pkcs12
from cvdesk.signing.refusals import IdentityRefused

MAX_BYTES = 64_000
"""No signature and its certificates come near it."""

_BEGIN, _END = "-----BEGIN CVDESK SIGNATURE-----", "-----END CVDESK SIGNATURE-----"
_BLOCK = re.compile(f"{_BEGIN}\r?\n([A-Za-z0-9+/=\r\n]+){_END}\r?\n", re.ASCII)
_LINE = 64
_MOST_CERTIFICATES = 6
_HASH = hashes.SHA256()
# What reading a certificate made to harm may raise.
_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension)


class DetachedSignatureRefused(UserError):
    """The signature cannot be read, or is not that of these bytes."""


@dataclass(frozen=True, slots=True)
class DetachedReport:
    """What an intact detached signature proves.

    Attributes:
        signer: The facts of the certificate.
        claimed_at: When the signer's computer says it was; aware.
        known: The certificate, or the authority that issued it, is among the trusted ones.
        remarks: French sentences on what surprises without breaking the signature.
    """

    signer: Identity
    claimed_at: datetime
    known: bool
    remarks: tuple[str, ...] = ()

    @property
    def signer_answer(self) -> str:
        """Answer in French: by whom, according to the certificate?"""
        who = self.signer
        facts = ", ".join(one for one in (who.holder, who.function, who.organisation) if one)
        origin = (
            "certificat créé par la personne elle-même"
            if who.self_issued
            else f"certificat délivré par {who.issuer}"
        )
        when = day_and_hour(self.claimed_at.astimezone())
        return f"{facts}, le {when} selon l’horloge de son ordinateur ({origin})."

    @property
    def trust_answer(self) -> str:
        """Answer in French: do I know that certificate?"""
        if self.known:
            return "Oui. Vous connaissez ce certificat, ou l’organisme qui l’a délivré."
        return (
            "Non, pas encore\u00a0: n’importe qui peut créer un certificat à ce nom. Comparez "
            f"cette empreinte, de vive voix, avec celle de {self.signer.holder}\u00a0: "
            f"{self.signer.fingerprint_groups}"
        )


def sign_detached(content: bytes, key_file: bytes, password: str, now: datetime) -> bytes:
    """Return the signature of ``content``, with the certificates that tell who made it.

    Args:
        content: What is signed.
        key_file: The encrypted PKCS#12 file of the identity.
        password: What opens it.
        now: The clock of this computer, aware.

    Raises:
        WrongPassword: If the password does not open the file.
        IdentityRefused: If the identity may not sign documents now.
    """
    material = open_pkcs12(key_file, password)
    check_usable(material.certificate, now)
    written = base64.b64encode(_raw_signature(content, material)).decode("ascii")
    lines = [written[start : start + _LINE] for start in range(0, len(written), _LINE)]
    certificates = (material.certificate, *material.chain)[:_MOST_CERTIFICATES]
    blocks = (one.public_bytes(serialization.Encoding.PEM).decode("ascii") for one in certificates)
    return "\n".join([_BEGIN, *lines, _END, "".join(blocks)]).encode("ascii")


def _raw_signature(content: bytes, material: KeyMaterial) -> bytes:
    if isinstance(material.key, rsa.RSAPrivateKey):
        pss = padding.PSS(padding.MGF1(_HASH), padding.PSS.DIGEST_LENGTH)
        return material.key.sign(content, pss, _HASH)
    return material.key.sign(content, ec.ECDSA(_HASH))


def verify_detached(
    content: bytes,
    signature: bytes,
    *,
    claimed_at: datetime,
    trusted: Iterable[bytes] = (),
    now: datetime,
) -> DetachedReport:
    """Check that ``signature`` is that of ``content``, and say whose it is.

    Args:
        content: What was signed.
        signature: What :func:`sign_detached` wrote.
        claimed_at: When the content says it was signed, aware; certificates are judged then.
        trusted: Contents of the certificate files (PEM or DER) of the people and authorities known.
        now: The clock of this computer, aware.

    Raises:
        DetachedSignatureRefused: If it cannot be read, or is not the signature of these bytes.
        IdentityRefused: If a trusted file holds no certificate.
    """
    raw, certificates = _read(signature)
    signer, *chain = certificates
    identity, usable = _judged(signer)
    if not usable:
        raise DetachedSignatureRefused(
            f"Le certificat de {identity.holder} n’est pas fait pour signer.",
            remedy="Demandez un fichier signé avec un certificat de signature (RSA d’au moins "
            "2048 bits, ou courbe elliptique).",
        )
    try:
        _check(signer, raw, content)
    except InvalidSignature as error:
        raise DetachedSignatureRefused(
            "La signature n’est pas celle de ce contenu\u00a0: il a été changé, ou quelqu’un "
            "d’autre l’a signé.",
            remedy="Demandez le fichier d’origine à la personne qui l’a fait.",
        ) from error
    in_force = identity.covers(claimed_at)
    roots = [found for file in trusted for found in load_certificates(file)]
    known = fingerprint(signer) in map(fingerprint, roots) or _is_vouched_for(
        signer, chain, [one for one in roots if is_authority(one)], claimed_at
    )
    return DetachedReport(
        identity, claimed_at, known and in_force, tuple(_remarks(identity, claimed_at, now))
    )


def _read(signature: bytes) -> tuple[bytes, tuple[x509.Certificate, ...]]:
    try:
        text = signature.decode("ascii") if len(signature) <= MAX_BYTES else ""
        block = _BLOCK.match(text)
        if block is None:
            raise _unreadable()
        raw = base64.b64decode(block[1], validate=False)
        certificates = load_certificates(signature[block.end() :])
    except (UnicodeDecodeError, binascii.Error, IdentityRefused) as error:
        raise _unreadable() from error
    if not 0 < len(certificates) <= _MOST_CERTIFICATES:
        raise _unreadable()
    return raw, certificates


def _judged(certificate: x509.Certificate) -> tuple[Identity, bool]:
    """Return the facts of a certificate, and whether it may sign."""
    try:
        usable = has_usual_key(certificate) and may_sign_documents(certificate)
        return identity_of(certificate), usable
    except _UNREADABLE as error:
        raise _unreadable() from error


def _unreadable() -> DetachedSignatureRefused:
    return DetachedSignatureRefused(
        "La signature ne se lit pas\u00a0: elle est abîmée, ou d’un type que CVDesk ne connaît "
        "pas.",
        remedy="Demandez le fichier d’origine à la personne qui l’a fait.",
    )


def _check(signer: x509.Certificate, raw: bytes, content: bytes) -> None:
    key = signer.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        pss = padding.PSS(padding.MGF1(_HASH), padding.PSS.DIGEST_LENGTH)
        key.verify(raw, content, pss, _HASH)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(raw, content, ec.ECDSA(_HASH))
    else:
        raise InvalidSignature


def _is_vouched_for(
    signer: x509.Certificate,
    chain: Sequence[x509.Certificate],
    authorities: Sequence[x509.Certificate],
    moment: datetime,
) -> bool:
    """Tell whether a known authority issued a certificate, itself or through those of its chain."""
    below = [signer]
    left = list(chain)
    while not any(_issued(root, below[-1], len(below) - 1, moment) for root in authorities):
        above = next((one for one in left if _issued(one, below[-1], len(below) - 1, moment)), None)
        if above is None:
            return False
        left.remove(above)
        below.append(above)
    return True


def _issued(
    authority: x509.Certificate, certificate: x509.Certificate, depth: int, moment: datetime
) -> bool:
    """Tell whether an authority, valid then, issued a certificate that has ``depth`` below it."""
    try:
        if not is_authority(authority) or not identity_of(authority).covers(moment):
            return False
        limits = authority.extensions.get_extension_for_class(x509.BasicConstraints).value
        if limits.path_length is not None and depth > limits.path_length:
            return False
        certificate.verify_directly_issued_by(authority)
    except (InvalidSignature, *_UNREADABLE):
        return False
    return True


def _remarks(identity: Identity, claimed_at: datetime, now: datetime) -> Iterator[str]:
    when = day_and_hour(claimed_at.astimezone())
    if not identity.covers(claimed_at):
        yield (
            f"La date annoncée ({when}) est hors de la période où le certificat vaut\u00a0: "
            "l’identité ne peut pas être tenue pour connue."
        )
    if claimed_at > now:
        yield (
            f"La date annoncée ({when}) est dans l’avenir\u00a0: une des deux horloges n’est pas "
            "à l’heure."
        )


def signer_of(signature: bytes) -> Identity:
    """Return the facts of the certificate a signature carries, proving nothing.

    Raises:
        DetachedSignatureRefused: If it cannot be read.
    """
    _, certificates = _read(signature)
    return _judged(certificates[0])[0]
