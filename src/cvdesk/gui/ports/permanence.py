"""What the permanence asks of the application."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from cvdesk.app.permanence import Followed, Listing, Place


class Permanence(Protocol):
    """The dossiers of every espace. Every method may be called from any thread."""

    def listing(self) -> Listing:
        """Return where every dossier is."""
        ...

    def batches(self, listing: Listing) -> tuple[tuple[Place, ...], ...]:
        """Return what to read at a time."""
        ...

    def follow(self, places: Iterable[Place]) -> tuple[Followed, ...]:
        """Return the line of each dossier."""
        ...

    def entrust(self, place: Place, who: str) -> Followed:
        """Note who has the file now.

        Raises:
            UserError: If the espace cannot be written.
        """
        ...

    def write_list(self, path: Path, lines: Iterable[Followed]) -> None:
        """Write the list for a spreadsheet.

        Raises:
            UserError: If it cannot be written.
        """
        ...
