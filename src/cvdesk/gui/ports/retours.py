"""What the screen that checks a signed PDF asks of the application, once it was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.app.retour import Retour
    from cvdesk.domain.dossier import Dossier


class Retours(Protocol):
    """Signed PDFs that come back. Every method may be called from any thread."""

    def look(self, pdf: bytes) -> Retour:
        """Return what a signed PDF is for the dossier kept here; nothing changes.

        Raises:
            UserError: Why it may not be kept with a dossier.
        """
        ...

    def keep(self, pdf: bytes) -> Dossier:
        """Keep a signed PDF with its dossier, whose version is marked as signed.

        Raises:
            UserError: Why it may not be kept; nothing changes.
        """
        ...
