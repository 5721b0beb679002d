"""Reading the public facts of an X.509 certificate."""

from __future__ import annotations

import unicodedata

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier

from cvdesk.domain.signature import Identity
from cvdesk.signing.refusals import IdentityRefused

_LONGEST_SHOWN_NAME = 120
_SMALLEST_RSA_BITS = 2048


def load_certificates(content: bytes) -> tuple[x509.Certificate, ...]:
    """Read the certificates of a file, PEM (one or several) or DER (one).

    Raises:
        IdentityRefused: If there is none.
    """
    try:
        if b"-----BEGIN" in content:
            return tuple(x509.load_pem_x509_certificates(content))
        return (x509.load_der_x509_certificate(content),)
    except ValueError as error:
        raise IdentityRefused(
            "Ce fichier ne contient pas de certificat.",
            remedy="Choisissez un fichier .crt, .cer ou .pem remis par la personne qui signe.",
        ) from error


def der(certificate: x509.Certificate) -> bytes:
    """Encode a certificate the way fingerprints are computed."""
    return certificate.public_bytes(serialization.Encoding.DER)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, 64 lower-case hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def identity_of(certificate: x509.Certificate, key: str = "") -> Identity:
    """State the facts of a certificate; ``key`` is the short name it is stored under."""
    subject = certificate.subject
    return Identity(
        key=key,
        holder=shown_name(subject),
        function=_attribute(subject, NameOID.TITLE),
        organisation=_attribute(subject, NameOID.ORGANIZATION_NAME),
        email=_email(certificate),
        issuer=shown_name(certificate.issuer),
        self_issued=subject == certificate.issuer,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        fingerprint=fingerprint(certificate),
        algorithm=_algorithm(certificate),
    )


def shown_name(name: x509.Name) -> str:
    """Show whom a certificate speaks of: the common name, else the organisation, else all of it."""
    return (
        _attribute(name, NameOID.COMMON_NAME)
        or _attribute(name, NameOID.ORGANIZATION_NAME)
        or _printable(name.rfc4514_string())
    )


def may_sign_documents(certificate: x509.Certificate) -> bool:
    """Tell whether the key usages allow to sign documents; a certificate without any allows all."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def is_authority(certificate: x509.Certificate) -> bool:
    """Tell whether the certificate may issue others."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def has_usual_key(certificate: x509.Certificate) -> bool:
    """Tell whether every PDF reader can check the key: RSA of 2048 bits or more, or EC."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= _SMALLEST_RSA_BITS
    return isinstance(key, ec.EllipticCurvePublicKey)


def _algorithm(certificate: x509.Certificate) -> str:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.curve.name}"
    return type(key).__name__.removesuffix("PublicKey")


def _email(certificate: x509.Certificate) -> str:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return _attribute(certificate.subject, NameOID.EMAIL_ADDRESS)
    addresses = names.get_values_for_type(x509.RFC822Name)
    return _printable(addresses[0]) if addresses else ""


def _attribute(name: x509.Name, oid: ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    return _printable(str(values[0].value)) if values else ""


def _printable(text: str) -> str:
    """Drop what a stranger's certificate could use to disguise itself on screen.

    Control and format characters (bidirectional marks among them) go, and length is bounded.
    """
    kept = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(kept.split())[:_LONGEST_SHOWN_NAME]
