"""The catalogue of the shipped contracts."""

from __future__ import annotations

import os
from pathlib import Path

from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.ready import open_catalogue
from tests.support.contrats import CONTRATS, ROOT

BESOINS = ROOT / "resources" / "listes" / "besoins.yaml"


def shipped_catalogue(cache_folder: Path) -> Catalogue:
    """Open what ships, compiled into ``cache_folder`` if it is not there yet."""
    return open_catalogue([CONTRATS], BESOINS, cache_folder)


def a_cache(folder: Path, compiled: Path) -> Path:
    """Make the cache of a computer where the catalogue is already compiled.

    The file is shared, the folder is not: a computer that installs contracts forgets the file.
    """
    folder.mkdir()
    os.link(compiled, folder / compiled.name)
    return folder
