"""The catalogue of the shipped contracts, compiled once per test session folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.ready import open_catalogue
from tests.support.contrats import CONTRATS, ROOT

BESOINS = ROOT / "resources" / "listes" / "besoins.yaml"


@cache
def shipped_catalogue(cache_folder: Path) -> Catalogue:
    """Compile what ships into ``cache_folder``."""
    return open_catalogue([CONTRATS], BESOINS, cache_folder)
