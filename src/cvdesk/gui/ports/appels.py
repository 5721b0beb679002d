"""What the window asks of the register of calls."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.app.appel_registry import AppelBrouillon, AppelConnu, AppelEcarte, AppelRecu
    from cvdesk.app.session import Session
    from cvdesk.domain.appel import Appel, PieceAttendue
    from cvdesk.domain.appel_faults import AppelFault
    from cvdesk.domain.contrat import Contrat
    from cvdesk.domain.dossier import Dossier
    from cvdesk.domain.voie import Question, Voie


class RegistreAppels(Protocol):
    """The calls of this computer, and the paths that contracts give."""

    @property
    def voies(self) -> tuple[Voie, ...]:
        """The paths that contracts give."""
        ...

    @property
    def questions(self) -> tuple[Question, ...]:
        """The small questions that lead to a path."""
        ...

    @property
    def national(self) -> tuple[PieceAttendue, ...]:
        """The national list of papers."""
        ...

    def connus(self) -> tuple[AppelConnu, ...]:
        """Return the calls offered."""
        ...

    def ecartes(self) -> tuple[AppelEcarte, ...]:
        """Return the installed files that cannot be used any more, and why."""
        ...

    def voie_of(self, appel: Appel) -> Voie | None:
        """Return the path of a call."""
        ...

    def contrat_of(self, contrat_id: str) -> Contrat | None:
        """Return the current edition of a contract, or None when it is not here."""
        ...

    def faults(self, appel: Appel) -> tuple[AppelFault, ...]:
        """Return everything to correct in a call being written."""
        ...

    def editing(self, contrat_id: str, appel: Appel | None = None) -> Session:
        """Return a session that writes a call of a contract, empty or started from another.

        Raises:
            UserError: If the contract is not on this computer.
        """
        ...

    def keep_draft(self, dossier: Dossier) -> None:
        """Keep a call being written. May be called from any thread.

        Raises:
            UserError: If the disk does not let it.
        """
        ...

    def drafts(self) -> tuple[AppelBrouillon, ...]:
        """Return the calls being written."""
        ...

    def open_draft(self, name: str) -> Session:
        """Return the session of a call being written.

        Raises:
            UserError: If it cannot be read, or its contract is not on this computer.
        """
        ...

    def drop_draft(self, name: str) -> None:
        """Forget a call being written."""
        ...

    def look_at(self, path: Path) -> AppelRecu:
        """Read and check a call file, or the call that a paquet carries; nothing changes.

        Raises:
            UserError: With everything there is to correct, each with its line.
        """
        ...

    def look_at_carried(self, content: bytes, wanted: str) -> AppelRecu:
        """Read and check the call that a paquet carries; nothing changes.

        Raises:
            UserError: If it is not the call ``wanted``, or with everything there is to correct.
        """
        ...

    def install(self, appel: Appel) -> None:
        """Keep a call.

        Raises:
            UserError: If it has something to correct, or the name of one that ships.
        """
        ...

    def retire(self, appel_id: str) -> None:
        """Offer a call no longer; the dossiers that follow it still read it.

        Raises:
            UserError: If it ships with CVDesk, or is not installed.
        """
        ...

    def give(self, appel: Appel, path: Path) -> None:
        """Write the file of a call.

        Raises:
            UserError: If the disk does not let it.
        """
        ...
