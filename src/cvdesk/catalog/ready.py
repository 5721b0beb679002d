"""Open the catalogue, compiling it first when its sources are not those it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cvdesk.catalog.catalogue import FORMAT, Catalogue


def open_catalogue(sources: Sequence[Path], besoins: Path, cache: Path) -> Catalogue:
    """Return the catalogue of the contracts found in some folders.

    The compiled file is named after what it was made from: sources that change make another file,
    and nothing is ever rewritten under a reader.

    Args:
        sources: Folders that each hold one folder per contract; an absent one holds none. When two
            hold the same edition of a contract, the last one wins.
        besoins: The file of everyday words.
        cache: Where the compiled file may be written; created if needed.

    Raises:
        FileFaults: If the sources have faults (all told at once).
    """
    folders = [path.parent for source in sources for path in sorted(source.glob("*/contrat.yaml"))]
    path = cache / f"contrats-{_fingerprint(folders, besoins)}.sqlite"
    if not path.is_file():
        # Compiling needs pydantic and yaml, whose import alone costs more than opening may.
        from cvdesk.catalog.compile import compile_catalogue  # noqa: PLC0415

        cache.mkdir(parents=True, exist_ok=True)
        compile_catalogue(folders, besoins, path)
        _forget_others(path)
    return Catalogue(path)


def _fingerprint(folders: Sequence[Path], besoins: Path) -> str:
    digest = hashlib.blake2b(str(FORMAT).encode(), digest_size=12)
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            content = path.read_bytes()
            digest.update(f"\n{folder.name}/{path.name} {len(content)}\n".encode())
            digest.update(content)
    digest.update(besoins.read_bytes())
    return digest.hexdigest()


def _forget_others(path: Path) -> None:
    for other in path.parent.glob("contrats-*.sqlite"):
        if other != path:
            with suppress(OSError):  # another CVDesk may be reading it; it will go next time
                other.unlink()
