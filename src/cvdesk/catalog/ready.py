"""Open the catalogue, compiling it first when its sources are not those it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cvdesk.catalog.catalogue import FORMAT, Catalogue

_SQLITE_HEADER_BYTES = 100
_NAMED_BY = 24


def open_catalogue(
    sources: Sequence[Path], besoins: Path, cache: Path, installed: Path | None = None
) -> Catalogue:
    """Return the catalogue of the contracts found in some folders.

    The compiled file is named after what it was made from: sources that change make another file,
    and nothing is ever rewritten under a reader.

    Args:
        sources: Folders that each hold one folder per contract; an absent one holds none. When two
            hold the same edition of a contract, the last one wins.
        besoins: The file of everyday words.
        cache: Where the compiled file may be written; created if needed.
        installed: A folder of contracts that came from elsewhere, read after the others. One that
            cannot be used is left out, and told by :meth:`Catalogue.ecartes`.

    Raises:
        FileFaults: If the sources have faults (all told at once).
    """
    folders = [path.parent for source in sources for path in sorted(source.glob("*/contrat.yaml"))]
    others = _installed(installed)
    path = cache / f"contrats-{_fingerprint((*folders, *others), besoins)}.sqlite"
    if not _is_whole(path):
        # Compiling needs pydantic and yaml, whose import alone costs more than opening may.
        from cvdesk.catalog.compile import compile_catalogue  # noqa: PLC0415

        cache.mkdir(parents=True, exist_ok=True)
        compile_catalogue(folders, besoins, path, others)
        _forget_others(path)
    return Catalogue(path)


def _is_whole(path: Path) -> bool:
    """Tell whether the file is as long as its own header says: a full disk may have cut it."""
    try:
        with path.open("rb") as file:
            header = file.read(_SQLITE_HEADER_BYTES)
        page_bytes = int.from_bytes(header[16:18], "big")
        # SQLite writes 1 for the largest page, which two bytes cannot hold.
        expected = (65_536 if page_bytes == 1 else page_bytes) * int.from_bytes(
            header[28:32], "big"
        )
        return len(header) == _SQLITE_HEADER_BYTES and path.stat().st_size == expected
    except OSError:
        return False


def _installed(where: Path | None) -> tuple[Path, ...]:
    """Return the folders installed, those without ``contrat.yaml`` too: they are to be told."""
    try:
        found = () if where is None else tuple(where.iterdir())
    except OSError:  # nothing was ever installed, or that disk is gone
        return ()
    return tuple(sorted(one for one in found if one.is_dir() and not one.name.startswith(".")))


def _fingerprint(folders: Sequence[Path], besoins: Path) -> str:
    digest = hashlib.sha256(str(FORMAT).encode())  # what processors compute fastest
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            content = _content(path)
            digest.update(f"\n{folder.name}/{path.name} {len(content)}\n".encode())
            digest.update(content)
    digest.update(besoins.read_bytes())
    return digest.hexdigest()[:_NAMED_BY]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # compiling tells it, with its place
        return b"?"


def _forget_others(path: Path) -> None:
    for other in path.parent.glob("contrats-*.sqlite"):
        if other != path:
            with suppress(OSError):  # another CVDesk may be reading it; it will go next time
                other.unlink()
