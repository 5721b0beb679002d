"""What the window asks of the application about copies received, and dossiers erased."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from cvdesk.app.merge import Merged, Place, Side
from cvdesk.domain.dossier import Dossier, Record
from cvdesk.domain.ids import Key


class Copies(Protocol):
    """The copy kept in the espace, beside one received."""

    def here(self, received: Dossier) -> Dossier | None:
        """Return the copy that the espace holds of a dossier received, if it holds one."""
        ...

    def merged(self, here: Dossier, received: Dossier) -> Merged:
        """Return both copies as one.

        Raises:
            UserError: If they do not follow the same revision of the form.
        """
        ...

    def settled(self, merged: Merged, choices: Mapping[Place, Side]) -> Dossier:
        """Return the merged dossier with what the person preferred."""
        ...

    def set_aside(self, dossier: Dossier, answers: Iterable[tuple[Key, Record]]) -> None:
        """Keep in the history of a dossier the answers that a merge left out."""
        ...

    def delete(self, dossier: Dossier) -> None:
        """Erase a dossier, its history and the pieces that no other dossier names."""
        ...
