"""What the window asks of the application about backups."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol


class Backup(Protocol):
    """A backup that was read back."""

    @property
    def path(self) -> Path:
        """Its file."""
        ...

    @property
    def dossiers(self) -> int:
        """How many dossiers it holds."""
        ...

    @property
    def pieces(self) -> int:
        """How many pieces it holds."""
        ...

    @property
    def former(self) -> Path | None:
        """Where the file that was there before is now."""
        ...


class SafetyCopy(Protocol):
    """A copy that CVDesk made by itself."""

    @property
    def path(self) -> Path:
        """Its file."""
        ...

    @property
    def day(self) -> date:
        """The day it was made."""
        ...


class Backups(Protocol):
    """Copies of the espace worked in. Every method but the last two may raise a UserError."""

    def save_to(self, target: Path) -> Backup:
        """Write a copy of the espace; the file that was there stays beside it."""
        ...

    def restore(self, source: Path) -> Backup:
        """Put a backup in place of the espace, which stays beside it."""
        ...

    def copy_of_the_day(self) -> Path | None:
        """Make the copy of today if there is none; the oldest ones go."""
        ...

    def safety_copies(self) -> tuple[SafetyCopy, ...]:
        """Return the copies that CVDesk made, the latest first."""
        ...

    def rescue(self, error: Exception) -> SafetyCopy | None:
        """Return the copy to offer when opening the espace failed, if it is damaged."""
        ...
