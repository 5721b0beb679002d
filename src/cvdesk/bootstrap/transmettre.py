"""Everything that leaves with a dossier, beside its own pages."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.session import Session
from cvdesk.app.sorties import Sortie
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

    def outputs_here(self, session: Session) -> tuple[Sortie, ...]:
        """Return every output of a dossier of this computer, pieces from its espace."""
        return self.outputs(session, self._kept).all()

    def _kept(self, sha256: str) -> bytes | None:
        from cvdesk.storage.refusals import PieceNotFound

        try:
            return self.app.espace.piece(sha256)
        except PieceNotFound:
            return None
