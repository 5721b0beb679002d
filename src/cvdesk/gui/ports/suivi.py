"""What the window asks about the follow-up of dossiers: certificates, calendars, next year's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from cvdesk.app.renew import Renewed
    from cvdesk.app.renew_offers import Offer
    from cvdesk.app.session import Session


class Suivi(Protocol):
    """The follow-up of dossiers on this computer."""

    def certificate_until(self, session: Session) -> date | None:
        """Return the last day of the certificate that will sign, if this computer has it."""
        ...

    def calendar(self, session: Session) -> bytes:
        """Return the reminders of a dossier as a calendar file."""
        ...

    def offers(self, session: Session) -> tuple[Offer, ...]:
        """Return what a dossier can be prepared again for, the most likely first."""
        ...

    def renew(self, session: Session, *, appel: str, years: tuple[int, ...]) -> Renewed:
        """Return next year's dossier; nothing is kept yet.

        Raises:
            UserError: If the call and the years do not agree.
        """
        ...
