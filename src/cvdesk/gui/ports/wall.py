"""What the window asks of the application about the associations of an espace."""

from __future__ import annotations

from typing import Protocol

from cvdesk.app.wall import Association
from cvdesk.domain.ids import DossierId


class Wall(Protocol):
    """One association at a time."""

    def associations(self) -> tuple[Association, ...]:
        """Return every association of the espace, by name."""
        ...

    def chosen(self) -> Association | None:
        """Return the association worked on."""
        ...

    def choose(self, key: str) -> None:
        """Work on another association from now on."""
        ...

    def enter(self, dossier: DossierId) -> None:
        """Work on the association of a dossier from now on."""
        ...
