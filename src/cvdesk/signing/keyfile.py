"""The file that holds a private key: PKCS#12, opened and sealed with a person's password."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from cvdesk.domain.signature import day_and_hour
from cvdesk.signing.certificate import has_usual_key, identity_of, may_sign_documents
from cvdesk.signing.refusals import IdentityRefused, WrongPassword

SHORTEST_PASSWORD = 8
_DER_SEQUENCE = b"\x30"


@dataclass(frozen=True, slots=True)
class KeyMaterial:
    """What a PKCS#12 file holds once opened. The key is secret: never shown, never logged."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def __repr__(self) -> str:
        return "KeyMaterial(…)"


def open_pkcs12(content: bytes, password: str) -> KeyMaterial:
    """Open a PKCS#12 file, once: a wrong password is never tried again.

    Raises:
        WrongPassword: If the password does not open it.
        IdentityRefused: If it is no such file, lacks a key or its certificate, or the key is of an
            unusual kind.
    """
    if content[:1] != _DER_SEQUENCE:
        raise _no_key()
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(
            content, _secret(password) if password else None
        )
    except ValueError as error:
        raise WrongPassword(
            "Ce mot de passe n’ouvre pas ce certificat.",
            remedy="Vérifiez les majuscules et la disposition du clavier, puis recommencez. S’il "
            "est perdu, personne ne peut le retrouver : créez un nouveau certificat.",
        ) from error
    except UnsupportedAlgorithm as error:
        raise _no_key() from error
    if (
        key is None
        or certificate is None
        or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
        or key.public_key() != certificate.public_key()
    ):
        raise _no_key()
    return KeyMaterial(key, certificate, tuple(chain))


def check_usable(certificate: x509.Certificate, moment: datetime) -> None:
    """Check that a certificate may sign documents at an aware moment.

    Raises:
        IdentityRefused: If it is made for something else, too weak, not valid yet or no longer.
    """
    holder = identity_of(certificate).holder
    moment = moment.astimezone()
    if not may_sign_documents(certificate):
        raise IdentityRefused(
            f"Le certificat de {holder} n’est pas fait pour signer des documents.",
            remedy="Choisissez un certificat de signature (et non d’authentification ou de "
            "chiffrement).",
        )
    if not has_usual_key(certificate):
        raise IdentityRefused(
            f"La clé du certificat de {holder} est trop ancienne ou d’un type peu répandu : les "
            "financeurs ne pourraient pas contrôler la signature.",
            remedy="Utilisez un certificat RSA d’au moins 2048 bits, ou à courbe elliptique.",
        )
    if moment < certificate.not_valid_before_utc:
        start = day_and_hour(certificate.not_valid_before_utc.astimezone())
        raise IdentityRefused(
            f"Le certificat de {holder} ne commence à valoir que le {start}.",
            remedy=f"L’horloge de cet ordinateur indique le {day_and_hour(moment)} : "
            "est-elle à l’heure ?",
        )
    if moment > certificate.not_valid_after_utc:
        end = day_and_hour(certificate.not_valid_after_utc.astimezone())
        raise IdentityRefused(
            f"Le certificat de {holder} a expiré le {end}.",
            remedy="Créez un nouveau certificat, ou faites renouveler celui-ci. Si la "
            f"date du jour ({day_and_hour(moment)}) surprend, réglez l’horloge de l’ordinateur.",
        )


def seal_pkcs12(material: KeyMaterial, password: str) -> bytes:
    """Write a key and its certificates, encrypted with a password, as PKCS#12."""
    return pkcs12.serialize_key_and_certificates(
        identity_of(material.certificate).holder.encode(),
        material.key,
        material.certificate,
        material.chain,
        serialization.BestAvailableEncryption(_secret(password)),
    )


def check_password(password: str) -> None:
    """Check that a new password is long enough to protect a key on a lost computer.

    Raises:
        IdentityRefused: If it is shorter than eight characters.
    """
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST_PASSWORD:
        raise IdentityRefused(
            f"Ce mot de passe a {length} caractère{'s' if length > 1 else ''} : il protégerait mal "
            "votre signature.",
            remedy=f"Choisissez-en un d’au moins {SHORTEST_PASSWORD} caractères, par exemple "
            "quatre mots qui n’ont rien à voir entre eux.",
        )


def _no_key() -> IdentityRefused:
    return IdentityRefused(
        "Ce fichier ne contient pas une clé de signature utilisable avec son certificat.",
        remedy="Demandez à l’organisme un fichier .p12 ou .pfx « avec clé privée », RSA ou EC.",
    )


def _secret(password: str) -> bytes:
    # NFC: the same « é » typed on Windows, macOS or Linux must open the same file.
    return unicodedata.normalize("NFC", password).encode()
