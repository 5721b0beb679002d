"""What the window asks about the associations whose dossiers are kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.app.session import Session
    from cvdesk.domain.dossier import Dossier
    from cvdesk.domain.ids import DossierId


class Associations(Protocol):
    """The records, and the dossiers that start from them."""

    def records(self) -> tuple[Dossier, ...]:
        """Return the record of every association, the latest edited first."""
        ...

    def requests(self) -> tuple[Dossier, ...]:
        """Return every dossier that is not a record."""
        ...

    def new_record(self) -> Dossier:
        """Return an empty record, kept."""
        ...

    def record_from(self, dossier: Dossier) -> Dossier:
        """Return a record made of what a dossier says of its association, kept."""
        ...

    def record_of(self, dossier: Dossier) -> Session | None:
        """Return the record a dossier goes with, ready to read and to change, or None."""
        ...

    def start(self, dossier: Dossier, record: DossierId) -> Dossier:
        """Return a new dossier with the record of its association copied in."""
        ...
