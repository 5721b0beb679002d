"""Filling a signature field of a PDF, PAdES baseline B, and reading the result back.

Nothing of the file is rewritten: the signature is appended. The first one certifies the document
and permits nothing afterwards but filling what is there, which is how the second signature, in the
other field, leaves the first one intact. Hence fields are created before any signature, never here.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils import misc
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import FormFillingError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import read_certification_data
from pyhanko.sign.validation.errors import SignatureValidationError

from cvdesk.domain.signature import SignatureReport, SignatureRequest
from cvdesk.signing.appearance import stamp_style
from cvdesk.signing.certificate import der, fingerprint
from cvdesk.signing.fields import (
    SignatureField,
    open_pdf,
    signature_fields,
    withdrawn_signatures,
)
from cvdesk.signing.keyfile import check_usable
from cvdesk.signing.refusals import SigningRefused, UnreadablePdf
from cvdesk.signing.verify import Trust, report_signatures


class SignatureNotReadBack(RuntimeError):
    """The signature just made does not read back as intact: a defect, nothing may be kept of it."""


class _DiscreetWriter(IncrementalPdfFileWriter):
    """Appends to a PDF without touching what it says of itself, on which PDF/A and PDF/UA rest.

    For an elliptic-curve key pyHanko would write ``/Version /2.0``, which PDF/A-2 and 3 refuse; the
    signature is checked just as well in a file that says 1.7. It would also write the XMP metadata
    anew in its own way (``namespaceURI`` of extension schemas as a resource), with its own name as
    the producer and the time of this computer, whatever moment the signature claims.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Keep the version the file has."""

    def _update_meta(self) -> None:
        """Keep the metadata the file has."""


def sign(
    pdf: bytes,
    request: SignatureRequest,
    signer: Signer,
    certificate: x509.Certificate,
    now: datetime,
) -> bytes:
    """Sign an empty field and return the whole file, read back: intact, every byte covered.

    Args:
        pdf: The file, with the empty field in it.
        request: Which field, and what the signature says.
        signer: What holds the key.
        certificate: The signer's, as the key's holder presents it.
        now: The clock of this computer, aware.

    Raises:
        UnreadablePdf: If the file is not a PDF, is damaged, or protected by a password.
        IdentityRefused: If the certificate may not sign documents at that moment.
        SigningRefused: If the field does not exist or is signed already, if a signature already
            there is not intact, or if the file forbids it.
        SignatureNotReadBack: If the result does not verify.
    """
    signed_at = _in_local_time(request.signed_at or now)
    for moment in (now, signed_at):
        check_usable(certificate, moment)
    reader = open_pdf(pdf)
    fields = signature_fields(reader)
    earlier = report_signatures(pdf, reader, fields, Trust.of([]), now)
    _check_earlier(earlier, withdrawn_signatures(reader))
    _check_field(request.field_name, fields)
    style = stamp_style(request.appearance)
    try:
        permission = read_certification_data(reader)
        if permission is not None and permission.permission is MDPPerm.NO_CHANGES:
            raise SigningRefused(
                "La première signature de ce PDF n’en permet pas d’autre.",
                remedy="Demandez à son auteur un PDF préparé pour plusieurs signatures.",
            )
        # Read again: pyHanko's reader keeps objects that the analysis above may have touched.
        writer = _DiscreetWriter(BytesIO(pdf))
        metadata = PdfSignatureMetadata(
            field_name=request.field_name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=request.reason or None,
            location=request.location or None,
            certify=not earlier,
            docmdp_permissions=MDPPerm.FILL_FORMS,
        )
        pdf_signer = PdfSigner(metadata, signer=signer, stamp_style=style)
        signed = asyncio.run(_append(pdf_signer, writer, signed_at))
    except (misc.PdfError, FormFillingError, SignatureValidationError) as error:
        raise SigningRefused(
            "Ce PDF impose à ses signatures des conditions que CVDesk ne sait pas remplir.",
            remedy="Signez-le avec le logiciel qui l’a préparé, ou sur papier.",
        ) from error
    _read_back(signed, request.field_name, certificate, signed_at)
    return signed


def _in_local_time(moment: datetime) -> datetime:
    """Claim a moment given in UTC in the time zone of this computer: people read the hour."""
    return moment if moment.utcoffset() else moment.astimezone()


async def _append(
    pdf_signer: PdfSigner, writer: IncrementalPdfFileWriter, signed_at: datetime
) -> bytes:
    """Run pyHanko's steps one by one, the only way to choose the moment the signature claims."""
    session = pdf_signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = signed_at
    reserved = await session.estimate_signature_container_size(None, tight=False)
    document = session.prepare_tbs_document(None, reserved)
    digest, output = document.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=signed_at)
    await document.perform_signature(digest.document_digest, attributes)
    content: Any = output
    return bytes(content.getbuffer())


def _check_field(wanted: str, fields: tuple[SignatureField, ...]) -> None:
    empty = [field.name for field in fields if not field.filled]
    if any(field.name == wanted and field.filled for field in fields):
        raise SigningRefused(
            f"Le champ « {wanted} » est déjà signé.",
            remedy="Une signature ne se remplace pas : repartez du PDF à signer d’origine.",
        )
    if wanted not in empty:
        names = ", ".join(f"« {name} »" for name in empty)
        raise SigningRefused(
            f"Ce PDF n’a pas de champ de signature « {wanted} ».",
            remedy=f"Champs encore vides : {names}."
            if names
            else "Figez le dossier pour obtenir un PDF à signer, avec ses champs de signature.",
        )


def _check_earlier(reports: tuple[SignatureReport, ...], withdrawn: tuple[str, ...]) -> None:
    if withdrawn:
        raise SigningRefused(
            f"La signature du champ « {withdrawn[0]} » a été retirée de ce PDF après coup.",
            remedy="Repartez du PDF à signer d’origine.",
        )
    for report in reports:
        if not report.intact:
            signer = report.signer or f"du champ « {report.field} »"
            raise SigningRefused(
                f"La signature déjà présente ({signer}) n’est plus intacte : signer à côté lui "
                "donnerait l’air de tenir.",
                remedy=report.problem,
            )


def _read_back(
    signed: bytes, field: str, certificate: x509.Certificate, signed_at: datetime
) -> None:
    try:
        reader = open_pdf(signed)
        this = [candidate for candidate in signature_fields(reader) if candidate.name == field]
    except UnreadablePdf as error:
        raise SignatureNotReadBack(field) from error
    trust = Trust.of([der(certificate)])
    reports = report_signatures(signed, reader, this, trust, signed_at.astimezone(UTC))
    if not (
        len(reports) == 1
        and reports[0].intact
        and reports[0].covers_whole_file
        and reports[0].identity_known
        and reports[0].fingerprint == fingerprint(certificate)
    ):
        raise SignatureNotReadBack(field)
