"""What the window asks of the application about espaces."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from cvdesk.app.espaces import EspaceLine


class Espaces(Protocol):
    """The espaces this computer knows.

    Every method that changes something may raise a UserError; nothing is changed then.
    """

    def known(self) -> tuple[EspaceLine, ...]:
        """Return every espace, the usual one first."""
        ...

    def choose(self, path: Path) -> None:
        """Work in another espace from now on."""
        ...

    def create(self, path: Path, name: str) -> Path:
        """Make an empty espace and keep it in the list."""
        ...

    def add(self, path: Path, name: str) -> Path:
        """Keep an espace that exists in the list."""
        ...

    def rename(self, path: Path, name: str) -> None:
        """Give an espace another name."""
        ...

    def forget(self, path: Path) -> None:
        """Take an espace off the list; its file stays where it is."""
        ...
