"""A paquet as one file: a sealed zip whose files are those of its manifest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cvdesk.exchange.manifest import (
    FILE_NAME,
    MANIFEST,
    PIECES,
    check_file,
    manifest_of,
    read_manifest,
)
from cvdesk.exchange.refusals import altered, not_a_paquet, too_large, unexpected
from cvdesk.exchange.sealed import Kind, sealed, unsealed

MAX_BYTES = 500_000_000
MAX_FILES = 1_000


def zipped(files: Mapping[str, bytes], software: str) -> bytes:
    """Return ``files`` as a sealed paquet; ``software`` is who writes it."""
    ordered = {name: files[name] for name in sorted(files)}
    return sealed({MANIFEST: manifest_of(files, software), **ordered})


def unzipped(content: bytes, name: str) -> dict[str, bytes]:
    """Return the files of a paquet but its manifest, every one checked.

    Args:
        content: The zip.
        name: The file as the user knows it, for the sentence of a refusal.

    Raises:
        PaquetRefuse: If it is not a paquet, is cut short, altered, encrypted, too large once
            unzipped, made by a later version, or holds anything that a paquet does not.
    """
    kind = Kind(MAX_BYTES, MAX_FILES, PIECES, not_a_paquet, too_large)
    files = unsealed(content, name, kind)
    if MANIFEST not in files:
        raise not_a_paquet(name)
    # Before the names: a later version may have files that this one does not know.
    listed = read_manifest(files.pop(MANIFEST), name)
    for file in files:
        if re.fullmatch(FILE_NAME, file) is None:
            raise unexpected(name, f"«\u00a0{file[:80]}\u00a0»")
    if files.keys() != listed.keys():
        raise altered(name, "il y manque un fichier, ou il y en a un de trop")
    for file, read in files.items():
        check_file(file, read, listed[file], name)
    return files
