"""Where things are on this computer."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "CVDESK_DOSSIER"
"""Environment variable: one folder for settings, espaces, cache and identities (tests, scratch)."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are on this computer.

    Attributes:
        forms: The forms, calls and grids shipped.
        resources: The contracts, lists, examples, fonts shipped.
        settings: The folder of the settings and of the signing identities.
        data: The folder of the espaces.
        cache: What can be made again: the compiled catalogue.
    """

    forms: Path
    resources: Path
    settings: Path
    data: Path
    cache: Path

    @classmethod
    def of_this_computer(cls) -> Paths:
        """Return the usual folders of the system, or those under ``CVDESK_DOSSIER``."""
        package = Path(__file__).parents[1]
        shipped = package / "_data"
        root = shipped if shipped.is_dir() else package.parents[1]
        if home := os.environ.get(HOME_VARIABLE):
            base = Path(home)
            settings, data, cache = base / "reglages", base / "espaces", base / "cache"
        else:
            import platformdirs

            settings = platformdirs.user_config_path("cvdesk", appauthor=False)
            data = platformdirs.user_data_path("cvdesk", appauthor=False)
            cache = platformdirs.user_cache_path("cvdesk", appauthor=False)
        return cls(root / "forms", root / "resources", settings, data, cache)
