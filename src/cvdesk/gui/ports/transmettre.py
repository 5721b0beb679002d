"""What the screen « Transmettre » asks of the application."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.app.session import Session
    from cvdesk.app.sorties import Sortie
    from cvdesk.domain.portail import Portail


class Transmission(Protocol):
    """Everything that leaves with a dossier."""

    def portails(self) -> tuple[Portail, ...]:
        """Return every portal known."""
        ...

    def read_portail(self, path: Path) -> Portail:
        """Read the file of another portal.

        Raises:
            UserError: If it has mistakes, each told with its line.
        """
        ...

    def outputs_here(self, session: Session) -> tuple[Sortie, ...]:
        """Return every output of a dossier of this computer."""
        ...
