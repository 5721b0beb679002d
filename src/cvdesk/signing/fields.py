"""The signature fields of a PDF: opening the file, listing who signed where and what is empty."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils import misc
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.fields import enumerate_sig_fields

from cvdesk.signing.refusals import UnreadablePdf

# pyHanko logs a whole traceback for each unknown certificate and each change it refuses: both are
# ordinary answers here, and the log must not carry names.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

HOSTILE_INPUT_ERRORS = (
    misc.PdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
)
"""What parsing a damaged or forged file can raise, in pyHanko and the decoders below it.

Wide on purpose: whatever the parser trips over in a stranger's file is a fact about that file. It
surrounds calls that parse, and nothing else.
"""

_DAMAGED_REMEDY = (
    "Redemandez le fichier, de préférence sur une clé ou en pièce jointe, sans passer par un outil "
    "qui le réécrit."
)


@dataclass(frozen=True, slots=True)
class SignatureField:
    """One signature field; ``dictionary`` is pyHanko's own object for it."""

    name: str
    filled: bool
    dictionary: DictionaryObject


def open_pdf(content: bytes) -> PdfFileReader:
    """Open a PDF, strictly: a file that can be read in two ways cannot be vouched for.

    Raises:
        UnreadablePdf: If it is not a PDF, is cut short, or is protected by a password.
    """
    if b"%PDF-" not in content[:1024]:
        raise UnreadablePdf(
            "Ce fichier n’est pas un PDF.",
            remedy="Choisissez le dossier au format PDF, tel que CVDesk l’a écrit.",
        )
    try:
        reader = PdfFileReader(BytesIO(content), strict=True)
        encrypted = reader.encrypted
        if not encrypted:
            # A file whose catalogue cannot be reached has no fields to speak of.
            _ = reader.root["/Pages"]
    except HOSTILE_INPUT_ERRORS as error:
        raise UnreadablePdf(
            "Ce PDF est coupé, abîmé ou construit d’une façon que CVDesk ne sait pas contrôler : "
            "on ne peut rien affirmer de ses signatures.",
            remedy=_DAMAGED_REMEDY,
        ) from error
    if encrypted:
        raise UnreadablePdf(
            "Ce PDF est protégé par un mot de passe ou par des restrictions.",
            remedy="Enregistrez-en une copie sans protection, puis recommencez.",
        )
    return reader


def signature_fields(handler: PdfHandler) -> tuple[SignatureField, ...]:
    """List the signature fields of a file, or of one of its earlier states.

    Raises:
        UnreadablePdf: If the form of the file is damaged.
    """
    try:
        return tuple(_fields(handler))
    except HOSTILE_INPUT_ERRORS as error:
        raise UnreadablePdf(
            "Le formulaire de ce PDF est abîmé : on ne peut pas y trouver les signatures.",
            remedy=_DAMAGED_REMEDY,
        ) from error


def withdrawn_signatures(reader: PdfFileReader) -> tuple[str, ...]:
    """Name the fields that were signed in an earlier state of the file and no longer are.

    A file is a pile of states (each update is appended): hiding a signature takes an update, and
    the state below still shows it. Cutting the top states off leaves no trace at all.
    """
    now = {field.name for field in signature_fields(reader) if field.filled}
    before: dict[str, None] = {}
    for revision in range(reader.xrefs.total_revisions - 1):
        for field in signature_fields(reader.get_historical_resolver(revision)):
            if field.filled and field.name not in now:
                before[field.name] = None
    return tuple(before)


def _fields(handler: PdfHandler) -> Iterator[SignatureField]:
    for name, value, reference in enumerate_sig_fields(handler):
        yield SignatureField(str(name), bool(value), reference.get_object())
