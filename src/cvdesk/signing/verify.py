"""Checking the signatures of a PDF, offline: intact? by whom? do I know them?

Implementation notes:
    « Intact » is stricter here than in most readers. Beyond the cryptography it takes that every
    later state of the file holds nothing but what the signature permits (pyHanko's analysis of
    differences: other checkers call a file valid whose pages were replaced by an update), and that
    not one byte follows the last signed state.
    A certificate is judged at the moment the signature claims, since dossiers are kept longer than
    certificates last. That moment is the signer's own clock: it proves nothing by itself.
    The analysis takes seconds on long tagged files: run it off the main thread.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from cvdesk.domain.signature import (
    Identity,
    Modifications,
    SignatureReport,
    VerificationReport,
    day_and_hour,
)
from cvdesk.signing.certificate import (
    der,
    fingerprint,
    identity_of,
    is_authority,
    load_certificates,
)
from cvdesk.signing.fields import (
    HOSTILE_INPUT_ERRORS,
    SignatureField,
    open_pdf,
    signature_fields,
    withdrawn_signatures,
)
from cvdesk.signing.integrity import (
    TRAILING,
    Status,
    bytes_follow,
    covers_whole_file,
    modifications_since,
    problem_of,
)

_UNCHECKABLE_ERRORS = (*HOSTILE_INPUT_ERRORS, UnsupportedAlgorithm, PathError, ValidationError)

_SIGNING_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})

_DAMAGED = (
    "Cette signature est abîmée, ou d’un type que CVDesk ne sait pas contrôler. Redemandez le "
    "fichier d’origine."
)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom the person checking knows.

    A certificate is trusted for itself; only one made to issue others also vouches for those it
    issued, so that knowing a president's certificate does not make her an authority.
    """

    fingerprints: frozenset[str]
    authorities: tuple[bytes, ...]

    @classmethod
    def of(cls, files: Iterable[bytes]) -> Trust:
        """Read the contents of certificate files, PEM or DER.

        Raises:
            IdentityRefused: If one of them holds no certificate.
        """
        certificates = [found for content in files for found in load_certificates(content)]
        return cls(
            frozenset(map(fingerprint, certificates)),
            tuple(der(found) for found in certificates if is_authority(found)),
        )

    def context(self, moment: datetime) -> ValidationContext:
        """Tell pyHanko whom to trust at an aware moment, without network."""
        roots = [
            root
            for authority in self.authorities
            for root in load_certs_from_pemder_data(authority)
        ]
        return ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)


def verify(
    pdf: bytes,
    *,
    trusted: Iterable[bytes] = (),
    expected: Mapping[str, str] | None = None,
    recorded_sha256: str | None = None,
    clock: Callable[[], datetime] = _now,
) -> VerificationReport:
    """Check every signature of a PDF.

    Args:
        pdf: The file.
        trusted: Contents of the certificate files (PEM or DER) of the people and authorities known.
        expected: Signature fields that must be signed, each with the name awaited in it (empty:
            whoever).
        recorded_sha256: Of the file as it was recorded when it was last signed, hexadecimal.
        clock: Today, aware.

    Raises:
        UnreadablePdf: If the file is not a PDF, is damaged, or protected by a password.
        IdentityRefused: If a trusted file holds no certificate.
    """
    trust = Trust.of(trusted)
    reader = open_pdf(pdf)
    fields = signature_fields(reader)
    sha256 = hashlib.sha256(pdf).hexdigest()
    return VerificationReport(
        sha256=sha256,
        signatures=report_signatures(pdf, reader, fields, trust, clock()),
        empty_fields=tuple(field.name for field in fields if not field.filled),
        expected=dict(expected or {}),
        withdrawn=withdrawn_signatures(reader),
        same_as_recorded=None if recorded_sha256 is None else recorded_sha256.lower() == sha256,
    )


def report_signatures(
    pdf: bytes,
    reader: PdfFileReader,
    fields: Iterable[SignatureField],
    trust: Trust,
    now: datetime,
) -> tuple[SignatureReport, ...]:
    """Report on the signed fields among ``fields``, in the order they were signed.

    The ones that cannot be read at all come last.
    """
    readable: list[EmbeddedPdfSignature] = []
    unreadable: list[SignatureReport] = []
    trailing = False
    for field in fields:
        if not field.filled:
            continue
        try:
            signature = EmbeddedPdfSignature(reader, field.dictionary, field.name)
            trailing |= bytes_follow(pdf, reader, signature)
            readable.append(signature)
        except _UNCHECKABLE_ERRORS:
            unreadable.append(_unreadable(field.name))
    readable.sort(key=lambda signature: signature.signed_revision)
    reports = []
    for signature in readable:
        claimed_at = _claimed_at(signature)
        context = trust.context(claimed_at or now)
        try:
            status = asyncio.run(_status(signature, context))
            report = _report(pdf, signature, status, trust, now)
        except _UNCHECKABLE_ERRORS:
            reports.append(_unreadable(signature.fq_name))
            continue
        if trailing and report.intact:
            report = replace(
                report,
                intact=False,
                covers_whole_file=False,
                identity_known=False,
                modifications=Modifications.FORBIDDEN,
                problem=TRAILING,
            )
        reports.append(report)
    return (*reports, *unreadable)


async def _status(signature: EmbeddedPdfSignature, context: ValidationContext) -> Status:
    if str(signature.sig_object_type) == "/DocTimeStamp":
        return await async_validate_pdf_timestamp(signature, context)
    return await async_validate_pdf_signature(signature, context, key_usage_settings=_SIGNING_USAGE)


def _report(
    pdf: bytes, signature: EmbeddedPdfSignature, status: Status, trust: Trust, now: datetime
) -> SignatureReport:
    identity = identity_of(x509.load_der_x509_certificate(signature.signer_cert.dump()))
    claimed_at = (
        status.timestamp if isinstance(status, DocumentTimestampStatus) else _claimed_at(signature)
    )
    problem = problem_of(pdf, signature, status)
    in_force = claimed_at is None or identity.covers(claimed_at)
    known = identity.fingerprint in trust.fingerprints or status.trusted
    return SignatureReport(
        field=signature.fq_name,
        signer=identity.holder,
        claimed_at=claimed_at,
        level=_level(signature, status),
        issuer=identity.issuer,
        self_issued=identity.self_issued,
        fingerprint=identity.fingerprint,
        intact=not problem,
        covers_whole_file=covers_whole_file(pdf, signature, status),
        identity_known=known and in_force and not problem,
        modifications=modifications_since(status),
        reason=_text(signature, "/Reason"),
        location=_text(signature, "/Location"),
        problem=problem,
        remarks=_remarks(identity, claimed_at, now),
    )


def _claimed_at(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        claimed = signature.self_reported_timestamp
    except HOSTILE_INPUT_ERRORS:
        return None
    if claimed is not None and claimed.tzinfo is None:
        return claimed.replace(tzinfo=UTC)
    return claimed


def _level(signature: EmbeddedPdfSignature, status: Status) -> str:
    """Name the level reached, claiming nothing that was not checked here.

    A signature that also carries revocation data (B-LT, B-LTA) is named by its time stamp alone.
    """
    if isinstance(status, DocumentTimestampStatus):
        return "Horodatage PAdES"
    if str(signature.sig_object.get("/SubFilter")) != "/ETSI.CAdES.detached":
        return "Signature PDF (PKCS#7)"
    if get_signing_cert_attr(signature.signer_info["signed_attrs"]) is None:
        return "PAdES"
    stamped = status.timestamp_validity
    return "PAdES B-T" if stamped is not None and stamped.intact and stamped.valid else "PAdES B-B"


def _remarks(identity: Identity, claimed_at: datetime | None, now: datetime) -> tuple[str, ...]:
    if claimed_at is None:
        return ("La signature ne dit pas quand elle a été faite.",)
    said = []
    if not identity.covers(claimed_at):
        said.append(
            f"La date annoncée ({day_and_hour(claimed_at)}) est hors de la période où le certificat"
            " vaut : l’identité ne peut pas être tenue pour connue."
        )
    if claimed_at > now:
        said.append(
            f"La date annoncée ({day_and_hour(claimed_at)}) est dans l’avenir : une des deux "
            "horloges n’est pas à l’heure."
        )
    return tuple(said)


def _text(signature: EmbeddedPdfSignature, key: str) -> str:
    return str(signature.sig_object.get(key, ""))


def _unreadable(field: str) -> SignatureReport:
    return SignatureReport(
        field=field,
        signer="",
        claimed_at=None,
        level="",
        issuer="",
        self_issued=False,
        fingerprint="",
        intact=False,
        covers_whole_file=False,
        identity_known=False,
        modifications=Modifications.UNKNOWN,
        problem=_DAMAGED,
    )
