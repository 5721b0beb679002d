"""A zip whose every byte is accounted for: what a paquet and a pack of a contract have in common.

Nothing is compressed, nothing is dated: the same files give the same bytes. The comment at the end
is a seal, the SHA-256 of all that precedes: one byte changed anywhere shows, even one that no file
inside depends on. A file that somebody unzipped and zipped again has no seal; it is read if all it
holds agrees with its manifest, which is for the caller to check.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

from cvdesk.exchange.refusals import PaquetRefuse, altered, cut_short, unexpected

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE_FILE = 0o100644 << 16
_START, _END, _END_BYTES = b"PK\x03\x04", b"PK\x05\x06", 22
_DIRECTORY_BYTES = slice(12, 16)
_MAX_ENTRY_BYTES = 300
_SEAL, _SEAL_DIGITS = b"cvdesk-sha256:", 64
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises on a file that is cut, altered or made to harm."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a sealed file is meant to be.

    Attributes:
        max_bytes: Most bytes it may hold once unzipped.
        max_files: Most files it may hold.
        folder: The one folder it has; who zips it again adds an entry for the folder itself.
        stranger: Says that a file is something else; takes its name.
        too_large: Says that it holds more than a limit; takes its name and the limit, in words.
    """

    max_bytes: int
    max_files: int
    folder: str
    stranger: Callable[[str], PaquetRefuse]
    too_large: Callable[[str, str], PaquetRefuse]


def sealed(files: Mapping[str, bytes]) -> bytes:
    """Return ``files``, in their order, as one sealed file."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as opened:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_FILE
            opened.writestr(entry, content)
        opened.comment = _SEAL + b"0" * _SEAL_DIGITS
    content = buffer.getvalue()[:-_SEAL_DIGITS]
    return content + hashlib.sha256(content).hexdigest().encode()


def unsealed(content: bytes, name: str, kind: Kind) -> dict[str, bytes]:
    """Return the files of a sealed file, by names that nothing has checked yet.

    Args:
        content: The zip.
        name: The file as the user knows it, for the sentence of a refusal.
        kind: What it is meant to be.

    Raises:
        PaquetRefuse: If it is not of that kind, is cut short, altered, encrypted, or too large
            once unzipped.
    """
    _check_ends(content, name, kind)
    try:
        with zipfile.ZipFile(BytesIO(content)) as opened:
            entries = _entries(opened, name, kind)
            return {file: _read(opened, entry) for file, entry in entries.items()}
    except UNREADABLE_ZIP as error:
        raise altered(name, "une partie ne se lit plus") from error


def _check_ends(content: bytes, name: str, kind: Kind) -> None:
    """Check the first bytes, the last ones and the seal, without trusting any length inside."""
    if not content.startswith(_START):
        raise kind.stranger(name)
    sealed_end = len(content) - _END_BYTES - len(_SEAL) - _SEAL_DIGITS
    plain_end = len(content) - _END_BYTES
    if content.startswith(_END, max(sealed_end, 0)):
        body, seal = content[:-_SEAL_DIGITS], content[-_SEAL_DIGITS:]
        if not body.endswith(_SEAL) or hashlib.sha256(body).hexdigest().encode() != seal:
            raise altered(name, "son sceau ne correspond plus")
        end = sealed_end
    elif content.startswith(_END, max(plain_end, 0)) and content.endswith(b"\0\0"):
        end = plain_end
    elif _END in content:
        raise altered(name, "ses derniers octets ne sont plus ceux d’un paquet")
    else:
        raise cut_short(name)
    record = content[end : end + _END_BYTES]
    if int.from_bytes(record[_DIRECTORY_BYTES], "little") > _MAX_ENTRY_BYTES * kind.max_files:
        raise kind.too_large(name, f"{kind.max_files} fichiers")


def _entries(opened: zipfile.ZipFile, name: str, kind: Kind) -> dict[str, zipfile.ZipInfo]:
    entries = [entry for entry in opened.infolist() if entry.filename != kind.folder]
    found = {entry.filename: entry for entry in entries}
    if len(found) != len(entries):
        raise unexpected(name, "deux fois le même fichier")
    if len(entries) > kind.max_files:
        raise kind.too_large(name, f"{kind.max_files} fichiers")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise unexpected(name, "un fichier protégé par un mot de passe")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise unexpected(name, "un fichier compressé d’une façon inhabituelle")
    if sum(entry.file_size for entry in entries) > kind.max_bytes:
        raise kind.too_large(name, f"{kind.max_bytes // 1_000_000}\u00a0Mo une fois décompressé")
    return found


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with opened.open(entry) as file:
        # Never more than declared, whose sum was checked; a content longer than that fails its CRC.
        return file.read(entry.file_size)
