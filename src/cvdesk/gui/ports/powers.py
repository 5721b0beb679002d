"""What the window asks about powers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.domain.dossier import Dossier


class Powers(Protocol):
    """Powers made from a dossier, and joined to it."""

    def start(self, dossier: Dossier) -> Dossier:
        """Return a power filled with what a dossier says, kept."""
        ...

    def signed(self, power: Dossier) -> bytes | None:
        """Return the last PDF signed of a power as it stands, or None."""
        ...

    def resumed(self, power: Dossier, pdf: bytes) -> Dossier:
        """Return a power that knows a PDF signed on another computer.

        Raises:
            UserError: If it is not this very power, or its signatures are not intact.
        """
        ...

    def origin(self, power: Dossier) -> Dossier | None:
        """Return the dossier a power was made for, if this computer keeps it."""
        ...

    def join(self, dossier: Dossier, pdf: bytes) -> Dossier:
        """Return a dossier with a power that both people signed; both are kept.

        Raises:
            UserError: If it is not a power that both have signed.
        """
        ...
