"""How long is left before a dossier must leave, in the words of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cvdesk.domain.appel import Appel
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Nature
from cvdesk.domain.report_due import report_due

SOON_DAYS = 14
"""From then on the date is shown in the ink of what is to complete."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is said of that day.

    Attributes:
        short: « 14 jours », « aujourd’hui », « clos », « en retard ».
        long: « dépôt le 18/12/2026 », « à rendre le 30/06/2028 ».
        soon: Whether little time is left, or none.
        day: The day itself.
    """

    short: str
    long: str
    soon: bool
    day: date


def deadline(appel: Appel | None, today: date) -> Deadline | None:
    """Return what to say of the closing day, or None when no call gives one."""
    if appel is None or appel.cloture is None:
        return None
    return _until(appel.cloture, today, passed="clos", verb="dépôt")


def next_deadline(facts: Facts, today: date) -> Deadline | None:
    """Return what to say of the day a dossier must leave: of the call, or of the account due.

    A request that is deposited has left.
    """
    if facts.form.nature is Nature.REQUEST:
        left = facts.value("suivi_depose_le") is not None
        return None if left else deadline(facts.appel, today)
    due = report_due(facts)
    if due is None or facts.form.nature not in {Nature.REPORT, Nature.LETTER}:
        return None
    verb = "compte rendu dû" if facts.form.nature is Nature.LETTER else "à rendre"
    return _until(due, today, passed="en retard", verb=verb)


def _until(day: date, today: date, *, passed: str, verb: str) -> Deadline:
    days = (day - today).days
    if days < 0:
        short = passed
    elif days == 0:
        short = "aujourd’hui"
    else:
        short = "1 jour" if days == 1 else f"{days} jours"
    return Deadline(short, f"{verb} le {day:%d/%m/%Y}", days <= SOON_DAYS, day)
