"""Everything that leaves with a dossier, beside its own pages."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.session import Session
from cvdesk.bootstrap.sheets import Sheets
from cvdesk.bootstrap.sorties import Fetch, Outputs


@dataclass(frozen=True)
class Transmettre(Sheets):
    """The outputs of a dossier, made by the assembled application."""

    def outputs(self, session: Session, fetch: Fetch) -> Outputs:
        """Return the outputs of a dossier.

        Args:
            session: The dossier.
            fetch: Where the bytes of its pieces and of its signed PDF are.
        """
        return Outputs(self, session, fetch)
