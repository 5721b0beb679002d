"""The settings of this computer: one small JSON file, and no secret in it.

The node names this computer in every stamp. It is drawn once, at the first start, and kept.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from cvdesk.app.whole_file import FileNotWritten, not_written, read_whole, write_whole
from cvdesk.errors import UserError

VERSION: Final = 1
FILE_NAME = "reglages.json"
MOST_RECENT = 12
"""How many recently opened files are remembered."""

_MAX_BYTES = 1_000_000
_NODE_BYTES = 6


_Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class SettingsRefused(UserError):
    """The file of the settings cannot be read as it is."""


def _draw_node() -> str:
    return secrets.token_hex(_NODE_BYTES)


class NamedEspace(BaseModel):
    """An espace of this computer, or of a disk that is plugged in now and then."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path
    name: _Line = ""


class Settings(BaseModel):
    """What this computer remembers beside its espace.

    Attributes:
        author: The name that answers are marked with, empty until it is chosen.
        node: This computer, in stamps.
        espace: The file of the espace worked in, or None for the default one.
        espace_par_defaut: The file of the default espace, or None for the usual place.
        espaces: The espaces known beside the usual one, and the name given to it.
        association: The association whose dossiers are shown (see ``app/wall.py``).
        recent: Files opened lately, the latest first.
        last_folder: Where a file was chosen last, or empty.
        text_size: Per cent of the system's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = VERSION
    author: _Line = ""
    node: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,26}$")] = Field(
        default_factory=_draw_node
    )
    espace: Path | None = None
    espace_par_defaut: Path | None = None
    espaces: tuple[NamedEspace, ...] = ()
    association: _Line = ""
    recent: tuple[Path, ...] = ()
    last_folder: str = ""
    theme: Literal["systeme", "clair", "sombre", "contraste"] = "systeme"
    text_size: Annotated[int, Field(ge=80, le=200)] = 100

    def with_recent(self, path: Path) -> Settings:
        """Return these settings with ``path`` as the file opened last."""
        others = tuple(one for one in self.recent if one != path)
        return self.model_copy(update={"recent": (path, *others)[:MOST_RECENT]})


def load_settings(folder: Path) -> Settings:
    """Read the settings kept in ``folder``; at the first start, make them.

    Raises:
        SettingsRefused: If the file cannot be read as settings, or a later version wrote it.
        FileNotRead: If the disk does not let it be read.
    """
    path = folder / FILE_NAME
    if not path.exists():
        settings = Settings()
        # On a computer where nothing can be kept, commands still work: the node is drawn each time.
        with suppress(FileNotWritten):
            save_settings(folder, settings)
        return settings
    content = read_whole(path, at_most_bytes=_MAX_BYTES)
    try:
        data = json.loads(content)
        if isinstance(data, dict) and isinstance(data.get("version"), int):
            _check_version(path, data["version"])
        return Settings.model_validate_json(content)
    except (ValueError, RecursionError, ValidationError) as error:
        raise SettingsRefused(
            f"Les réglages de CVDesk ne se lisent plus (« {path} »).",
            remedy="Renommez ce fichier : CVDesk repartira des réglages d’origine. Vos dossiers "
            "n’y sont pas.",
        ) from error


def _check_version(path: Path, version: int) -> None:
    if version > VERSION:
        raise SettingsRefused(
            f"Les réglages « {path} » ont été écrits par une version plus récente de CVDesk.",
            remedy="Installez cette version, ou renommez ce fichier pour repartir des réglages "
            "d’origine.",
        )


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep ``settings`` in ``folder``, made when it does not exist.

    Raises:
        FileNotWritten: If they cannot be written; the former ones are still there.
    """
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(path, error) from error
    write_whole(path, f"{settings.model_dump_json(indent=1)}\n".encode())
