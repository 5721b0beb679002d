"""How long is left before a call closes, in the words of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cvdesk.domain.appel import Appel

SOON_DAYS = 14
"""From then on the date is shown in the ink of what is to complete."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is said of the closing day.

    Attributes:
        short: « 14 jours », « aujourd’hui », « clos ».
        long: « dépôt le 18/12/2026 ».
        soon: Whether little time is left, or none.
    """

    short: str
    long: str
    soon: bool


def deadline(appel: Appel | None, today: date) -> Deadline | None:
    """Return what to say of the closing day, or None when no call gives one."""
    if appel is None or appel.cloture is None:
        return None
    days = (appel.cloture - today).days
    if days < 0:
        short = "clos"
    elif days == 0:
        short = "aujourd’hui"
    else:
        short = "1 jour" if days == 1 else f"{days} jours"
    return Deadline(short, f"dépôt le {appel.cloture:%d/%m/%Y}", days <= SOON_DAYS)
