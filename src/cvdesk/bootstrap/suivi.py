"""The follow-up of a dossier on this computer: what the certificates say, the calendar file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cvdesk.app.heading import heading
from cvdesk.app.icalendar import calendar_file
from cvdesk.app.session import Session
from cvdesk.app.signatories import signatory
from cvdesk.app.vie import Life, life_of

if TYPE_CHECKING:
    from cvdesk.bootstrap import Cvdesk


class Suivi:
    """What the screen and the commands of the follow-up ask of the application."""

    def __init__(self, cv: Cvdesk) -> None:
        self._cv = cv

    def life(self, session: Session) -> Life:
        """Return the follow-up of a dossier, the certificate of its signatory included."""
        return life_of(session, certificate_until=self._certificate_until(session))

    def calendar(self, session: Session) -> bytes:
        """Return the reminders of a dossier as a calendar file."""
        dossier, named = session.dossier, heading(session.facts)
        every = [due.reminder for due in self.life(session).dues]
        title = f"{named.title} ({named.line})"
        return calendar_file(dossier.id, title, every, self._cv.clock())

    def _certificate_until(self, session: Session) -> date | None:
        holder = signatory(session.facts).holder
        mine = [one.valid_until for one in self._cv.identities() if one.holder == holder]
        return max(mine).astimezone().date() if mine else None
