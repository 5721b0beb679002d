"""Signed PDFs that come back to the computer where their dossier is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvdesk.app.retour import Retour, keep_retour, retour_of
from cvdesk.domain.dossier import Dossier

if TYPE_CHECKING:
    from cvdesk.bootstrap import Cvdesk


@dataclass(frozen=True, slots=True)
class Retours:
    """What is done with a signed PDF received."""

    app: Cvdesk

    def look(self, pdf: bytes, here: Dossier | None = None) -> Retour:
        """Return what a signed PDF is for a dossier; nothing changes.

        Args:
            pdf: The file.
            here: The dossier, that of the espace by default.

        Raises:
            UserError: Why it may not be kept with that dossier.
        """
        received = self.app.embedded(pdf)
        if here is None and received is not None:
            here = self.app.copies.here(received)
        return retour_of(here, received, self.app.verify(pdf).report)

    def keep(self, pdf: bytes) -> Dossier:
        """Keep a signed PDF with its dossier of the espace, whose version is marked as signed.

        Raises:
            UserError: Why it may not be kept; nothing changes.
        """
        dossier = self.app.copies.here(self.app.reopen(pdf))
        retour = self.look(pdf, dossier)
        assert dossier is not None  # noqa: S101 - look would have refused
        session = self.app.session(dossier)
        self.app.espace.put_piece(pdf)
        keep_retour(session, retour)
        self.app.espace.save(session.dossier)
        return session.dossier
