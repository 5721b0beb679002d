"""The paquet ``.cvdesk``: a dossier, its call and its pieces, to carry to another computer.

A zip that holds::

    manifest.json      {"format": "cvdesk-paquet", "version": 1, "logiciel": "CVDesk …",
                        "fichiers": {"dossier.json": "sha-256", "pieces/<sha-256>": "sha-256"}}
    dossier.json       the dossier (see ``dossier_json``)
    appel.yaml         the call that the dossier answers, as ``appel-donner`` writes it; it may be
                       absent, and is in the manifest like the others
    pieces/<sha-256>   the bytes of each piece, named by their fingerprint

It may be given as the folder it unzips to, or as its ``dossier.json`` alone. What the call says is
not read here, and reading a paquet never installs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from cvdesk import __version__
from cvdesk.app.appel_registry import LARGEST_BYTES
from cvdesk.app.whole_file import FileNotWritten, not_written, read_whole, write_whole
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.papertypes import FileType, PieceFile
from cvdesk.exchange.dossier_json import canonical_bytes, read_dossier
from cvdesk.exchange.manifest import (
    APPEL,
    DOSSIER,
    MANIFEST,
    PIECES,
    check_file,
    manifest_of,
    read_manifest,
)
from cvdesk.exchange.refusals import altered, not_a_paquet, too_large
from cvdesk.exchange.zipped import MAX_BYTES, MAX_FILES, unzipped, zipped

SOFTWARE = f"CVDesk {__version__}"

_OVERHEAD_BYTES = 1_000_000
_JSON_SUFFIX = ".json"
_SPACES = b" \t\r\n\xef\xbb\xbf"


def _no_pieces() -> Mapping[str, bytes]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Paquet:
    """A dossier and the files joined to it.

    Attributes:
        pieces: The bytes of each piece, by their SHA-256 in lower-case hexadecimal.
        appel: The file of the call that the dossier answers, not read yet, or empty.
    """

    dossier: Dossier
    pieces: Mapping[str, bytes] = field(default_factory=_no_pieces, repr=False)
    appel: bytes = field(default=b"", repr=False)

    @property
    def missing(self) -> tuple[PieceFile, ...]:
        """The pieces that the dossier names and the paquet does not hold."""
        return tuple(one for one in joined_files(self.dossier) if one.sha256 not in self.pieces)


def joined_files(dossier: Dossier) -> tuple[PieceFile, ...]:
    """Return the files that the answers name, those of forms of another revision included."""
    found = []
    reader = FileType()
    for key in sorted(dossier.records, key=str):
        if (text := dossier.records[key].text) is not None:
            try:
                found.append(reader.restore(text))
            except ValueError:
                continue  # the answer to another kind of question
    return tuple(found)


def paquet_bytes(dossier: Dossier, pieces: Mapping[str, bytes], appel: bytes = b"") -> bytes:
    """Return a paquet: always the same bytes for the same dossier, pieces and call."""
    return zipped(_files(dossier, pieces, appel), SOFTWARE)


def _files(dossier: Dossier, pieces: Mapping[str, bytes], appel: bytes) -> dict[str, bytes]:
    joined = {f"{PIECES}{sha256}": content for sha256, content in pieces.items()}
    call = {APPEL: appel} if appel else {}
    return {DOSSIER: canonical_bytes(dossier), **call, **joined}


def read_paquet(content: bytes, name: str) -> Paquet:
    """Read a paquet; all of it is checked before any is returned.

    Args:
        content: What the file holds.
        name: The file as the user knows it, for the sentence of a refusal.

    Raises:
        PaquetRefuse: If it is not whole and as it was written.
    """
    return _paquet(unzipped(content, name), name)


def _paquet(files: dict[str, bytes], name: str) -> Paquet:
    dossier, appel = read_dossier(files.pop(DOSSIER), name), files.pop(APPEL, b"")
    if len(appel) > LARGEST_BYTES:
        raise too_large(name, f"{LARGEST_BYTES // 1_000}\u00a0ko pour son appel")
    return Paquet(dossier, {file.removeprefix(PIECES): files[file] for file in files}, appel)


def read_any(path: Path) -> Paquet:
    """Read a paquet, the folder it unzips to, or its ``dossier.json`` alone.

    Raises:
        PaquetRefuse: If it is none of them, or is not whole and as it was written.
        FileNotRead: If there is nothing there, or it cannot be read.
    """
    if path.is_dir():
        return _read_folder(path)
    content = read_whole(path, at_most_bytes=MAX_BYTES + _OVERHEAD_BYTES)
    if content.lstrip(_SPACES).startswith(b"{"):
        return Paquet(read_dossier(content, path.name))
    return read_paquet(content, path.name)


def _read_folder(folder: Path) -> Paquet:
    """Read the files that the manifest lists; what a system adds to folders is left alone."""
    name = folder.resolve().name
    if not (folder / MANIFEST).is_file():
        raise not_a_paquet(name)
    listed = read_manifest(read_whole(folder / MANIFEST, at_most_bytes=_OVERHEAD_BYTES), name)
    if len(listed) > MAX_FILES:
        raise too_large(name, f"{MAX_FILES} fichiers")
    files: dict[str, bytes] = {}
    room = MAX_BYTES
    for file in sorted(listed):
        # A link could show any file of this computer as a piece of the dossier.
        if not (folder / file).is_file() or (folder / file).is_symlink():
            raise altered(name, f"« {file} » y manque")
        files[file] = read_whole(folder / file, at_most_bytes=room)
        room -= len(files[file])
        check_file(file, files[file], listed[file], name)
    return _paquet(files, name)


def write_paquet(
    path: Path, dossier: Dossier, pieces: Mapping[str, bytes], appel: bytes = b""
) -> None:
    """Write a paquet in the form that ``path`` has: folder, JSON alone, else one file.

    The JSON alone goes without the call, which is not the dossier's own.

    Raises:
        FileNotWritten: If it cannot be written, or would lose something; ``path`` is as before.
    """
    if path.is_dir():
        _write_folder(path, _files(dossier, pieces, appel))
    elif path.suffix.lower() != _JSON_SUFFIX:
        write_whole(path, paquet_bytes(dossier, pieces, appel))
    elif pieces:
        raise FileNotWritten(
            f"« {path.name} » n’a pas été écrit : un fichier .json ne peut pas porter les pièces.",
            remedy="Donnez-lui un nom qui se termine par .cvdesk.",
        )
    else:
        write_whole(path, canonical_bytes(dossier))


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    if not (folder / MANIFEST).is_file() and any(folder.iterdir()):
        raise FileNotWritten(
            f"« {folder.resolve().name} » contient déjà autre chose qu’un paquet : rien n’y a été "
            "écrit.",
            remedy="Choisissez un répertoire vide, ou un nom qui se termine par .cvdesk.",
        )
    try:
        (folder / PIECES).mkdir(exist_ok=True)
    except OSError as error:
        raise not_written(folder / PIECES, error) from error
    # The manifest is last: until it is there, what is read is refused, never half new.
    for file in sorted(files, reverse=True):
        if not (file.startswith(PIECES) and (folder / file).is_file()):
            write_whole(folder / file, files[file])
    write_whole(folder / MANIFEST, manifest_of(files, SOFTWARE))
