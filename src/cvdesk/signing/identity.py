"""The signing identities of a person: made here or received from an authority, kept in one folder.

An identity is two files of the same name. ``.p12`` holds the private key, encrypted with the
person's password, which is stored nowhere. ``.crt`` holds the public certificate alone, so that
identities are listed without a password, and can be given to those who will check signatures.
The folder belongs to the person, never to a dossier nor to its backups.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from cvdesk.domain.signature import Identity
from cvdesk.signing.certificate import identity_of, load_certificates
from cvdesk.signing.keyfile import (
    KeyMaterial,
    check_password,
    check_usable,
    open_pkcs12,
    seal_pkcs12,
)
from cvdesk.signing.refusals import IdentityRefused

_RSA_BITS = 3072
_YEARS = 3
_SHORTEST_FINGERPRINT_START = 8
# Upper bounds of X.520 for the attributes of a name (RFC 5280, appendix A).
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Applicant:
    """Whom a new certificate is to speak of; all but the holder may be empty."""

    holder: str
    function: str = ""
    organisation: str = ""
    email: str = ""


def _now() -> datetime:
    return datetime.now(UTC)


class Identities:
    """The identities kept in one folder, which is created when the first one comes."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime] = _now) -> None:
        self._folder = folder
        self._clock = clock

    def create(self, applicant: Applicant, password: str) -> Identity:
        """Make a key pair and a certificate that the person issues alone, valid three years.

        RSA 3072 takes from a tenth of a second to two seconds to draw.

        Raises:
            IdentityRefused: If a name is missing or too long for a certificate, the e-mail address
                does not fit one, or the password is shorter than eight characters.
        """
        subject = _subject(applicant)
        alternative = _alternative_names(applicant.email.strip())
        check_password(password)
        key = rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS)
        certificate = _self_issued(key, subject, alternative, self._clock())
        return self._store(KeyMaterial(key, certificate, ()), password)

    def import_file(self, source: Path, password: str, *, new_password: str = "") -> Identity:
        """Keep a copy of a ``.p12`` or ``.pfx`` file, encrypted anew.

        Args:
            source: The file received from an authority; it is not changed.
            password: What opens it today; empty if it has none.
            new_password: What is to open the copy; empty to keep ``password``.

        Raises:
            WrongPassword: If ``password`` does not open the file.
            IdentityRefused: If the file holds no usable signing identity, or is stored already.
        """
        try:
            content = source.read_bytes()
        except OSError as error:
            raise IdentityRefused(
                f"Le fichier « {source.name} » ne se lit pas.",
                remedy="Vérifiez qu’il est toujours là et que vous avez le droit de l’ouvrir.",
            ) from error
        material = open_pkcs12(content, password)
        check_usable(material.certificate, self._clock())
        if new_password or not password:
            check_password(new_password)
        return self._store(material, new_password or password)

    def all(self) -> tuple[Identity, ...]:
        """List the identities, by holder then end of validity; other files are left out."""
        found = []
        for path in sorted(self._folder.glob("*.crt")):
            if not path.with_suffix(".p12").is_file():
                continue
            try:
                certificate = load_certificates(path.read_bytes())[0]
            except IdentityRefused:
                continue
            found.append(identity_of(certificate, path.stem))
        return tuple(sorted(found, key=lambda identity: (identity.holder, identity.valid_until)))

    def find(self, wanted: str) -> Identity:
        """Find an identity by its key, its holder's name, or the start of its fingerprint.

        Raises:
            IdentityRefused: If none or several answer.
        """
        known = self.all()
        plain = wanted.strip().casefold()
        digits = plain.replace(" ", "")
        matches = [identity for identity in known if identity.key == wanted] or [
            identity
            for identity in known
            if identity.holder.casefold() == plain
            or (
                len(digits) >= _SHORTEST_FINGERPRINT_START
                and identity.fingerprint.startswith(digits)
            )
        ]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise IdentityRefused(
                f"Plusieurs identités répondent à « {wanted} ».",
                remedy="Précisez laquelle : " + ", ".join(match.key for match in matches) + ".",
            )
        names = ", ".join(identity.key for identity in known)
        raise IdentityRefused(
            f"Aucune identité de signature ne répond à « {wanted} ».",
            remedy=f"Celles de cet ordinateur : {names}."
            if names
            else "Créez d’abord votre identité de signature, ou importez la vôtre.",
        )

    def key_file(self, identity: Identity) -> bytes:
        """Read the encrypted PKCS#12 file of a listed identity."""
        return self._folder.joinpath(f"{identity.key}.p12").read_bytes()

    def certificate_file(self, identity: Identity) -> bytes:
        """Read the public certificate (PEM) of a listed identity, to give away or to trust."""
        return self._folder.joinpath(f"{identity.key}.crt").read_bytes()

    def _store(self, material: KeyMaterial, password: str) -> Identity:
        facts = identity_of(material.certificate)
        # Part of the fingerprint in the name: two certificates never meant for the same file.
        identity = identity_of(
            material.certificate, f"{_slug(facts.holder)}-{facts.fingerprint[:16]}"
        )
        key_path = self._folder / f"{identity.key}.p12"
        if key_path.exists():
            raise IdentityRefused(
                f"L’identité de {identity.holder} est déjà sur cet ordinateur.",
                remedy="Il n’y a rien à faire : vous pouvez signer avec elle.",
            )
        encrypted = seal_pkcs12(material, password)
        public = material.certificate.public_bytes(serialization.Encoding.PEM)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # The certificate first: without its key file it is not listed, so that a power cut
            # between the two leaves nothing that looks like an identity.
            _write_whole(key_path.with_suffix(".crt"), public)
            _write_whole(key_path, encrypted)
        except OSError as error:
            raise IdentityRefused(
                f"L’identité ne peut pas être enregistrée dans « {self._folder} ».",
                remedy="Vérifiez qu’il reste de la place et que vous avez le droit d’y écrire.",
            ) from error
        return identity


def _subject(applicant: Applicant) -> x509.Name:
    if not applicant.holder.strip():
        raise IdentityRefused(
            "Il manque le nom de la personne qui signera.",
            remedy="Écrivez son prénom et son nom, comme dans les statuts.",
        )
    attributes = []
    for oid, label, text in (
        (NameOID.COMMON_NAME, "Le nom", applicant.holder),
        (NameOID.TITLE, "La fonction", applicant.function),
        (NameOID.ORGANIZATION_NAME, "Le nom de l’association", applicant.organisation),
    ):
        value = " ".join(unicodedata.normalize("NFC", text).split())
        if len(value) > _LONGEST_NAME:
            raise IdentityRefused(
                f"{label} a {len(value)} caractères et un certificat n’en accepte que "
                f"{_LONGEST_NAME}.",
                remedy="Raccourcissez-le, par exemple avec un sigle.",
            )
        if value:
            attributes.append(x509.NameAttribute(oid, value))
    return x509.Name(attributes)


def _alternative_names(email: str) -> x509.SubjectAlternativeName | None:
    if not email:
        return None
    if re.fullmatch(r"[!-~]+@[!-~]+\.[!-~]+", email) is None:
        raise IdentityRefused(
            f"L’adresse « {email} » ne peut pas entrer dans un certificat.",
            remedy="Écrivez une adresse électronique sans espace ni accent, ou laissez vide.",
        )
    return x509.SubjectAlternativeName([x509.RFC822Name(email)])


def _self_issued(
    key: rsa.RSAPrivateKey,
    subject: x509.Name,
    alternative: x509.SubjectAlternativeName | None,
    moment: datetime,
) -> x509.Certificate:
    start = moment.astimezone(UTC).replace(microsecond=0)
    leap_day = (start.month, start.day) == (2, 29)
    end = start.replace(year=start.year + _YEARS, day=28 if leap_day else start.day)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if alternative is not None:
        builder = builder.add_extension(alternative, critical=False)
    return builder.sign(key, hashes.SHA256())


def _slug(name: str) -> str:
    spelled = name.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "-")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "identite"


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file of the owner alone (0600), whole or not at all."""
    # mkstemp creates 0600 and refuses to follow or reuse an existing file.
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
