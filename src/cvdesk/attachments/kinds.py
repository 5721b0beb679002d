"""What a file is, by its first bytes: never by its name, which anyone can change."""

from __future__ import annotations

import unicodedata
from enum import Enum

_SEARCHED_BYTES = 1024
_LONGEST_NAME = 120


class Kind(Enum):
    """What CVDesk tells apart; the value is how a French sentence names it."""

    PDF = "un PDF"
    JPEG = "une photo JPEG"
    PNG = "une image PNG"
    TIFF = "une image TIFF"
    WEBP = "une image WebP"
    HEIC = "une photo HEIC"
    OFFICE = "un document de traitement de texte ou de tableur"
    OTHER = "un fichier d’un autre genre"
    EMPTY = "un fichier vide"

    @property
    def is_image(self) -> bool:
        """Whether it can be drawn as one picture, and become one page."""
        return self in {Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.WEBP}

    @property
    def is_taken(self) -> bool:
        """Whether it can be joined to a dossier."""
        return self is Kind.PDF or self.is_image


_STARTS = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"PK\x03\x04", Kind.OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OFFICE),
    (b"{\\rtf", Kind.OFFICE),
)
_OFFICE_NAMES = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/")
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}


def kind_of(content: bytes) -> Kind:
    """Return what ``content`` is.

    >>> kind_of(b"%PDF-1.7 ...")
    <Kind.PDF: 'un PDF'>
    """
    if not content:
        return Kind.EMPTY
    for start, kind in _STARTS:
        if content.startswith(start):
            is_office = any(name in content for name in _OFFICE_NAMES)
            return Kind.OTHER if start[:2] == b"PK" and not is_office else kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return Kind.HEIC
    # Readers take a PDF that does not begin at its first byte; so do the portals.
    return Kind.PDF if b"%PDF-" in content[:_SEARCHED_BYTES] else Kind.OTHER


def kept_name(name: str) -> str:
    r"""Return the name of a file as an answer keeps it: one line, printable, not too long.

    >>> kept_name("RIB\u202e\n2026.pdf")
    'RIB2026.pdf'
    """
    printable = "".join(
        c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C"
    )
    flat = " ".join(printable.replace("/", "-").replace("\\", "-").split()) or "fichier"
    stem, dot, suffix = flat.rpartition(".")
    if len(flat) <= _LONGEST_NAME or not dot or len(suffix) > _LONGEST_NAME // 2:
        return flat[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(suffix) - 1]}.{suffix}"
