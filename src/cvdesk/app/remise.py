"""An account that was handed in, noted in the follow-up of the request it accounts for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cvdesk.app.session import Session
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import DateType
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import Key
from cvdesk.domain.money import NBSP
from cvdesk.domain.vie import read_vie
from cvdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Remise:
    """What an account lets the request it comes from say.

    Attributes:
        annee: The exercise accounted for.
        le: When it was handed in, or signed when no handing in is noted.
        signe_seulement: Whether only its signature is known.
        key: Where the request notes it.
    """

    annee: int
    le: date
    signe_seulement: bool
    key: Key

    @property
    def said(self) -> str:
        """What is known of the account, in a sentence."""
        event = "signé" if self.signe_seulement else "noté remis"
        return f"Le compte rendu financier {self.annee} est {event} le {DateType().show(self.le)}."

    @property
    def action(self) -> str:
        """What the button that notes it says."""
        return f"Noter la remise dans le dossier d’origine{NBSP}: {DateType().show(self.le)}"


def remise_of(request: Facts, account: Facts) -> Remise | None:
    """Return what ``account`` lets ``request`` note, or None.

    Nothing is offered for another kind of document, one that comes from another request, one that
    is neither signed nor handed in, nor for an exercise whose account is noted already.
    """
    if account.form.nature is not Nature.REPORT:
        return None
    if account.value("suivi_origine") != request.dossier.id:
        return None
    vie = read_vie(account, pret=False)
    day = vie.depose_le or vie.signe_le
    if day is None:
        return None
    exercises = read_vie(request, pret=False).exercices
    for one in exercises:
        if one.annee in account.years and one.justifie_le is None:
            return Remise(one.annee, day, vie.depose_le is None, one.justifie_key)
    return None


def remise_on(request: Facts, year: int, day: date) -> Remise:
    """Return the handing in of the account of one exercise, on a day that a person says.

    Raises:
        UserError: If ``request`` is not a request for that exercise.
    """
    exercises = read_vie(request, pret=False).exercices
    found = [one for one in exercises if one.annee == year]
    if request.form.nature is not Nature.REQUEST or not found:
        raise UserError(
            f"Ce dossier n’est pas une demande pour {year}.",
            remedy="Donnez la demande d’origine, et un de ses exercices avec --exercice.",
        )
    return Remise(year, day, signe_seulement=False, key=found[0].justifie_key)


def note_remise(request: Session, remise: Remise) -> None:
    """Note it: one step of undo."""
    request.answer(remise.key, DateType().store(remise.le))
