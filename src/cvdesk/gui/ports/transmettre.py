"""What the screen « Transmettre » asks of the application."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.app.cerfa import Plan
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

    def fill_cerfa(self, session: Session, blank: bytes, name: str) -> tuple[bytes, Plan]:
        """Fill the official form that the person supplies blank.

        Raises:
            UserError: If it is no form that can be filled.
        """
        ...

    def cerfa_report(self, session: Session, made: Plan) -> tuple[str, ...]:
        """Return what was filled and what was not, in sentences."""
        ...

    def outputs_here(self, session: Session) -> tuple[Sortie, ...]:
        """Return every output of a dossier of this computer."""
        ...
