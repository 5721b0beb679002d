"""The follow-up of a dossier as values to draw: its state, how it came there, what is granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from cvdesk.app.freeze import obstacles
from cvdesk.app.session import Session
from cvdesk.domain.budget import percent
from cvdesk.domain.check import run_checks
from cvdesk.domain.checks.refus import refusals
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding
from cvdesk.domain.ids import FieldId, Key, RowId
from cvdesk.domain.money import NBSP, ZERO, Euros
from cvdesk.domain.rappels import Reminder, reminders
from cvdesk.domain.vie import Vie, read_vie
from cvdesk.domain.vie_etats import (
    ETATS,
    Etat,
    next_step,
    sentence,
    state_of,
    state_of_exercise,
)
from cvdesk.domain.vie_remarques import FOLLOW_UP_CHECKS

SOON_DAYS = 14
_WHY_SHORTFALL = "reprendre le budget en version {version}\u00a0?"


class Urgency(Enum):
    """How near a reminder is; the value is the word shown beside it."""

    LATE = "en retard"
    SOON = "bientôt"
    LATER = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A state that was reached, or the one to come.

    Attributes:
        when: The day it was reached, « jour non noté », or empty for the first ones.
        current: Whether it is the state of the dossier.
    """

    etat: Etat
    when: str
    current: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder as shown on a given day.

    Attributes:
        left: « dans 12 jours », « il y a 3 jours », « aujourd’hui ».
    """

    reminder: Reminder
    left: str
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Share:
    """What one funder grants for one exercise, beside what was asked and received.

    Attributes:
        part: « 75,00 % », or « – ».
        consequence: What to do of the difference, or empty.
    """

    financeur: str
    annee: int
    demande: Euros | None
    accorde: Euros
    verse: Euros
    part: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody did not sign: who and when, the words, and where it is noted as settled."""

    said: str
    reason: str
    settled: Key


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Where one exercise stands: « 2027 · Versé »."""

    annee: int
    mot: str
    etat: str
    accorde: Euros | None
    verse: Euros


@dataclass(frozen=True, slots=True)
class Life:
    """The whole follow-up.

    Attributes:
        phrase: What the state says.
        suite: What its button says.
        vers: Where the button leads: ``atelier``, ``signer``, ``reconduire``,
            ``justifier``, a field or list.
    """

    vie: Vie
    etat: Etat
    phrase: str
    suite: str
    vers: str
    stages: tuple[Stage, ...]
    years: tuple[YearEnd, ...]
    shares: tuple[Share, ...]
    dues: tuple[Due, ...]
    remarks: tuple[Finding, ...]
    refusals: tuple[Refusal, ...]


def life_of(session: Session, *, certificate_until: date | None = None) -> Life:
    """Return the follow-up of a dossier."""
    facts = session.facts
    vie = read_vie(facts, pret=not obstacles(session.findings))
    etat = state_of(vie)
    where = etat.vers
    if where == "suivi_justifie_le" and vie.exercice is not None:
        where = str(vie.exercice.justifie_key)
    return Life(
        vie=vie,
        etat=etat,
        phrase=sentence(etat, vie),
        suite=next_step(etat, vie),
        vers=where,
        stages=_stages(vie, etat),
        years=_years(vie),
        shares=_shares(vie),
        dues=tuple(_due(one, facts.today) for one in reminders(facts, vie, certificate_until)),
        remarks=run_checks(facts, FOLLOW_UP_CHECKS),
        refusals=tuple(_refusal(facts, row) for row in refusals(facts)),
    )


def _refusal(facts: Facts, row: RowId) -> Refusal:
    who = facts.shown("suivi_remarque_de", row) or "La personne qui signe"
    day = facts.shown("suivi_remarque_le", row)
    return Refusal(
        said=f"{who} n’a pas signé" + (f" le {day}" if day else ""),
        reason=facts.shown("suivi_remarque_texte", row),
        settled=Key(FieldId("suivi_remarque_reglee"), row),
    )


def _stages(vie: Vie, current: Etat) -> tuple[Stage, ...]:
    place = ETATS.index(current)
    return tuple(
        Stage(etat, _when(etat.quand(vie)), etat is current)
        for etat in ETATS[: place + 1]
        if etat.atteint(vie) and (etat.quand(vie) is not None or etat is current)
    )


def _when(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _years(vie: Vie) -> tuple[YearEnd, ...]:
    if not vie.accorde:
        return ()
    states = [(one, state_of_exercise(one, vie.today)) for one in vie.exercices]
    return tuple(
        YearEnd(one.annee, state.mot, state.id, one.accorde, one.verse) for one, state in states
    )


def _shares(vie: Vie) -> tuple[Share, ...]:
    found = []
    for one in vie.octrois:
        for year, granted in one.montants.items():
            asked = one.demandes.get(year)
            paid = Euros.total(
                v.montant
                for v in vie.versements
                if v.exercice == year and (v.de == one.de or len(vie.octrois) == 1)
            )
            found.append(
                Share(
                    financeur=one.financeur or "Financeur sollicité",
                    annee=year,
                    demande=asked,
                    accorde=granted,
                    verse=paid,
                    part=percent(granted, asked) if asked else "–",
                    consequence=_consequence(vie, granted, asked),
                )
            )
    return tuple(found)


def _consequence(vie: Vie, granted: Euros, asked: Euros | None) -> str:
    if asked is None or granted >= asked:
        return ""
    said = f"{granted} accordés sur {asked} demandés{NBSP}: "
    if granted == ZERO:
        return f"{said}l’action peut-elle se faire sans cette aide{NBSP}?"
    return said + _WHY_SHORTFALL.format(version=vie.version + 1)


def _due(one: Reminder, today: date) -> Due:
    days = (one.day - today).days
    if days < 0:
        many = "1 jour" if days == -1 else f"{-days} jours"
        return Due(one, f"il y a {many}", Urgency.LATE)
    if days == 0:
        return Due(one, "aujourd’hui", Urgency.SOON)
    left = "demain" if days == 1 else f"dans {days} jours"
    return Due(one, left, Urgency.SOON if days <= SOON_DAYS else Urgency.LATER)
