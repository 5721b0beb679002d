"""A paquet as one file: a zip whose every byte is accounted for.

Nothing is compressed (pieces already are), nothing is dated: the same dossier gives the same bytes.
The comment at the end is a seal, the SHA-256 of all that precedes: one byte changed anywhere shows,
even one that no file inside depends on. A paquet that somebody unzipped and zipped again has no
seal; it is read if all it holds agrees with its manifest.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from cvdesk.exchange.manifest import (
    FILE_NAME,
    MANIFEST,
    PIECES,
    check_file,
    manifest_of,
    read_manifest,
)
from cvdesk.exchange.refusals import altered, cut_short, not_a_paquet, too_large, unexpected

MAX_BYTES = 500_000_000
MAX_FILES = 1_000

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE_FILE = 0o100644 << 16
_START, _END, _END_BYTES = b"PK\x03\x04", b"PK\x05\x06", 22
_DIRECTORY_BYTES = slice(12, 16)
_MAX_DIRECTORY_BYTES = 300 * MAX_FILES
_SEAL, _SEAL_DIGITS = b"cvdesk-sha256:", 64
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def zipped(files: Mapping[str, bytes], software: str) -> bytes:
    """Return ``files`` as a sealed paquet; ``software`` is who writes it."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as paquet:
        _add(paquet, MANIFEST, manifest_of(files, software))
        for name in sorted(files):
            _add(paquet, name, files[name])
        paquet.comment = _SEAL + b"0" * _SEAL_DIGITS
    content = buffer.getvalue()[:-_SEAL_DIGITS]
    return content + hashlib.sha256(content).hexdigest().encode()


def _add(paquet: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE_FILE
    paquet.writestr(entry, content)


def unzipped(content: bytes, name: str) -> dict[str, bytes]:
    """Return the files of a paquet but its manifest, every one checked.

    Args:
        content: The zip.
        name: The file as the user knows it, for the sentence of a refusal.

    Raises:
        PaquetRefuse: If it is not a paquet, is cut short, altered, encrypted, too large once
            unzipped, made by a later version, or holds anything that a paquet does not.
    """
    _check_ends(content, name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as paquet:
            entries = _entries(paquet, name)
            if MANIFEST not in entries:
                raise not_a_paquet(name)
            # Before the names: a later version may have files that this one does not know.
            listed = read_manifest(_read(paquet, entries.pop(MANIFEST)), name)
            for file in entries:
                if re.fullmatch(FILE_NAME, file) is None:
                    raise unexpected(name, f"« {file[:80]} »")
            if entries.keys() != listed.keys():
                raise altered(name, "il y manque un fichier, ou il y en a un de trop")
            files = {file: _read(paquet, entry) for file, entry in entries.items()}
    except _UNREADABLE as error:
        raise altered(name, "une partie ne se lit plus") from error
    for file, read in files.items():
        check_file(file, read, listed[file], name)
    return files


def _check_ends(content: bytes, name: str) -> None:
    """Check the first bytes, the last ones and the seal, without trusting any length inside."""
    if not content.startswith(_START):
        raise not_a_paquet(name)
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
    if int.from_bytes(record[_DIRECTORY_BYTES], "little") > _MAX_DIRECTORY_BYTES:
        raise too_large(name, f"{MAX_FILES} fichiers")


def _entries(paquet: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    # Who zips a folder again adds an entry for « pieces/ » itself.
    entries = [entry for entry in paquet.infolist() if entry.filename != PIECES]
    found = {entry.filename: entry for entry in entries}
    if len(found) != len(entries):
        raise unexpected(name, "deux fois le même fichier")
    if len(entries) > MAX_FILES:
        raise too_large(name, f"{MAX_FILES} fichiers")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise unexpected(name, "un fichier protégé par un mot de passe")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise unexpected(name, "un fichier compressé d’une façon inhabituelle")
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise too_large(name, f"{MAX_BYTES // 1_000_000} Mo une fois décompressé")
    return found


def _read(paquet: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with paquet.open(entry) as file:
        # Never more than declared, whose sum was checked; a content longer than that fails its CRC.
        return file.read(entry.file_size)
