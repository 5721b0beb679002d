"""The follow-up of a dossier on this computer: certificates, calendar file, next year's dossier."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cvdesk.app.heading import heading
from cvdesk.app.icalendar import calendar_file
from cvdesk.app.renew import Renewed, renew
from cvdesk.app.renew_offers import Offer, following, offers
from cvdesk.app.session import Reference, Session
from cvdesk.app.signatories import signatory
from cvdesk.app.vie import Life, life_of
from cvdesk.domain.appel import Appel
from cvdesk.domain.form import Form, Nature
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.bootstrap import Cvdesk


class Suivi:
    """What the screen and the commands of the follow-up ask of the application."""

    def __init__(self, cv: Cvdesk) -> None:
        self._cv = cv

    def life(self, session: Session) -> Life:
        """Return the follow-up of a dossier, the certificate of its signatory included."""
        return life_of(session, certificate_until=self.certificate_until(session))

    def calendar(self, session: Session) -> bytes:
        """Return the reminders of a dossier as a calendar file."""
        dossier, named = session.dossier, heading(session.facts)
        every = [due.reminder for due in self.life(session).dues]
        title = f"{named.title} ({named.line})"
        return calendar_file(dossier.id, title, every, self._cv.clock())

    def certificate_until(self, session: Session) -> date | None:
        """Return the last day of the certificate that will sign, if this computer has it."""
        holder = signatory(session.facts).holder
        mine = [one.valid_until for one in self._cv.identities() if one.holder == holder]
        return max(mine).astimezone().date() if mine else None

    def offers(self, session: Session) -> tuple[Offer, ...]:
        """Return what a dossier can be prepared again for, the most likely first."""
        return offers(session, self._forms(), self._cv.appels())

    def _forms(self) -> list[Form]:
        return [self._cv.form(ref) for ref in self._cv.form_refs()]

    def renew(
        self,
        session: Session,
        *,
        appel: str = "",
        years: tuple[int, ...] = (),
        formulaire: str = "",
    ) -> Renewed:
        """Return next year's dossier, or that of one year of an agreement; nothing is kept yet.

        Args:
            session: The former dossier.
            appel: The call it answers, or empty.
            years: Its exercises; those of the call, else the ones that follow, when empty.
            formulaire: Its form; the one that suits the years and the call, when empty.

        Raises:
            UserError: If the dossier is no request, or the call, the form or the years are
                unknown or do not agree.
        """
        self._refuse_unless_request(session.reference.form)
        call = self._cv.appel(appel) if appel else None
        asked = years or (() if call is None else call.annees) or following(session)
        form = self._cv.form_named(formulaire) if formulaire else self._form(session, call, asked)
        self._refuse_unless_request(form)
        if call is not None and call.periode != form.period:
            raise UserError(
                f"L’appel «\u00a0{call.titre}\u00a0» ne porte pas sur ce formulaire.",
                remedy="Choisissez un autre appel, ou aucun.",
            )
        contrat = self._cv.contrat(session.facts.contrat.id if call is None else call.contrat)
        return renew(
            session, Reference(form, contrat, call),
            years=asked, author=self._cv.author, clock=self._cv.clock,
        )  # fmt: skip

    @staticmethod
    def _refuse_unless_request(form: Form) -> None:
        if form.nature is not Nature.REQUEST:
            raise UserError(
                f"Seule une demande de subvention se prépare pour l’année suivante, et "
                f"«\u00a0{form.title}\u00a0» n’en est pas une.",
                remedy="Partez de la demande, et gardez un formulaire de demande.",
            )

    def _form(self, session: Session, call: Appel | None, years: tuple[int, ...]) -> Form:
        """The form of one year when it is one of the agreement's, else the same, else by period."""
        former = session.reference.form
        forms = self._forms()
        if former.period == "pluriannuelle" and len(years) == 1:
            found = [form for form in forms if form.year_of == former.ref.form]
            if years[0] in session.facts.years and found:
                return found[-1]
        wanted = former.period if call is None else call.periode
        wanted = "annuelle" if len(years) == 1 and call is None else wanted
        if wanted == former.period:
            return self._cv.form_named(former.ref.form)
        same = [
            form
            for form in forms
            if (form.period, form.nature, form.year_of) == (wanted, former.nature, "")
            and not form.given
        ]
        return same[-1] if same else self._cv.form_named(former.ref.form)
