"""Whether a signed PDF is intact: every byte covered by the signature, or permitted by it."""

from __future__ import annotations

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
)

from cvdesk.domain.signature import Modifications

Status = PdfSignatureStatus | DocumentTimestampStatus

_FORGEABLE_DIGESTS = frozenset({"md2", "md5", "sha1"})

_CHANGED = (
    "Le document a été modifié ou réécrit par un autre outil après cette signature. Redemandez le "
    "fichier d’origine, ou faites relire et signer de nouveau."
)
_FOREIGN = (
    "La signature n’a pas été faite avec le certificat qu’elle présente. Redemandez le fichier "
    "d’origine."
)
_PARTIAL = (
    "La signature ne couvre qu’une partie du document : le reste a pu changer. Redemandez le "
    "fichier d’origine."
)
_UPDATED = (
    "Après cette signature, un ajout au fichier a changé ce que l’on y lit, ou plus que ce qu’elle "
    "permet. Redemandez le fichier d’origine, ou faites relire et signer de nouveau."
)
TRAILING = (
    "Des octets ont été ajoutés à la fin du fichier après la signature. Redemandez le fichier "
    "d’origine."
)
_FORGEABLE = (
    "Cette signature utilise un procédé ancien que l’on sait aujourd’hui imiter. Faites signer de "
    "nouveau avec un logiciel récent."
)


def problem_of(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    status: Status,
) -> str:
    """Say in French why the signature is not intact; nothing when it is."""
    if not status.intact:
        return _CHANGED
    if not status.valid:
        return _FOREIGN
    if not _leaves_out_only_itself(pdf, signature) or (
        status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION
    ):
        return _PARTIAL
    if not _permits_changes(status):
        return _UPDATED
    if status.md_algorithm.lower() in _FORGEABLE_DIGESTS:
        return _FORGEABLE
    return ""


def _permits_changes(status: Status) -> bool:
    # None for a time stamp, which sets no rule of its own: only the nature of the changes counts.
    if status.docmdp_ok is None:
        return status.modification_level is not ModificationLevel.OTHER
    return status.docmdp_ok


def covers_whole_file(pdf: bytes, signature: EmbeddedPdfSignature, status: Status) -> bool:
    """Tell whether every byte is covered, later permitted additions apart."""
    return _leaves_out_only_itself(pdf, signature) and (
        status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        or (status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and _permits_changes(status))
    )


def modifications_since(status: Status) -> Modifications:
    """Say what became of the file after the signature."""
    if not status.valid:
        return Modifications.UNKNOWN
    if not status.intact or not _permits_changes(status):
        return Modifications.FORBIDDEN
    if status.modification_level is ModificationLevel.NONE:
        return Modifications.NONE
    return Modifications.PERMITTED


def _leaves_out_only_itself(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether the two signed ranges leave out the signature itself and nothing else.

    Readers differ on what else may hide in that gap (signature wrapping attacks): here, nothing.
    """
    start, length, resume, rest = signature.byte_range
    gap = pdf[length:resume]
    return bool(
        start == 0
        and resume + rest <= len(pdf)
        and gap[:1] == b"<"
        and gap[-1:] == b">"
        and bytes.fromhex(gap[1:-1].decode("ascii")) == signature.pkcs7_content
        and _padding_is_blank(signature.pkcs7_content)
    )


def _padding_is_blank(contents: bytes) -> bool:
    """Tell whether only zeros follow the signature in the room reserved for it.

    The length of a DER value is in its second byte, or in as many bytes as that byte says.
    """
    size = contents[1]
    header = 2
    if size == 0x80:  # noqa: PLR2004 -- BER « indefinite » length: the end is not announced
        return True
    if size > 0x80:  # noqa: PLR2004 -- long form of DER lengths, X.690, 8.1.3.5
        header += size - 0x80
        size = int.from_bytes(contents[2:header], "big")
    return not any(contents[header + size :])


def bytes_follow(pdf: bytes, reader: PdfFileReader, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether the last state of the file is a signed one, and bytes follow it all the same."""
    _, _, resume, rest = signature.byte_range
    is_last = signature.signed_revision == reader.xrefs.total_revisions - 1
    return bool(is_last and resume + rest < len(pdf))
