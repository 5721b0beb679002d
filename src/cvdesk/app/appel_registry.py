"""The calls of this computer: those that ship, those received, those kept for old dossiers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from cvdesk.domain.appel import Appel, DateAnnoncee
from cvdesk.domain.sources import Source
from cvdesk.domain.wording import plain
from cvdesk.errors import UserError

_YEARS = range(2000, 2100)
"""Those that a call, a form or a command may name."""

LARGEST_BYTES = 100_000
"""Of the file of a call: more than any needs; a larger one is something else."""

LARGEST_DRAFT_BYTES = 1_000_000
"""Of a call being written, which says of each answer who typed it and when."""

TO_CHECK = "à vérifier"
"""What stands beside everything that was carried over from another year."""

_LONGEST_ID = 50


class Sert(Enum):
    """Which call serves in the place of the one of the same name that a paquet carries."""

    LIVRE = "celui que CVDesk livre, qui sert ici"
    INSTALLE = (
        "celui de cet ordinateur, qui sert ici. La commande «\u00a0appel-installer\u00a0», avec ce "
        "paquet, dit ce qui change"
    )
    PREMIER = "celui du premier paquet, qui sert ici pour les deux"


@dataclass(frozen=True, slots=True)
class AppelConnu:
    """A call of this computer.

    Attributes:
        installe: Whether it was received or written here, and may be taken away.
    """

    appel: Appel
    installe: bool


@dataclass(frozen=True, slots=True)
class AppelEcarte:
    """A call file that cannot be used any more.

    Attributes:
        fichier: Its name.
        pourquoi: What is wrong in it, one sentence for each place.
    """

    fichier: str
    pourquoi: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppelBrouillon:
    """A call being written, kept as it is typed.

    Attributes:
        id: Its name here.
        titre: What was typed of its title, or an empty text.
        contrat: Id of its contract.
    """

    id: str
    titre: str
    contrat: str


@dataclass(frozen=True, slots=True)
class AppelRecu:
    """A call file that was looked at; nothing is installed yet.

    Attributes:
        avant: The call of the same name that is here, or None.
        changements: What it changes in that one, one sentence for each term.
        livre: Whether a call that ships has its name: this one cannot be installed.
        propose: Whether the one that is here is offered: neither taken away, nor only carried by a
            paquet.
    """

    appel: Appel
    avant: Appel | None
    changements: tuple[str, ...]
    livre: bool = False
    propose: bool = True

    @property
    def deja(self) -> bool:
        """Whether this very call is here already."""
        return self.avant == self.appel


def call_id(title: str) -> str:
    """Return the name of a call's file for a title: ``appel-a-projets-2027``."""
    return re.sub(r"[^a-z0-9]+", "-", plain(title))[:_LONGEST_ID].strip("-")


def next_campaign(appel: Appel, year: int) -> Appel:
    """Return a call carried over to another year: dates moved, everything to be checked again.

    Nothing of last year's call is a fact of this one: the source says so, in the words that the
    screen and the file show, and no longer has a day on which it was read.

    Args:
        appel: The call to start from.
        year: The first year of the new one.

    Raises:
        UserError: If no call can be of that year.
    """
    if year not in _YEARS:
        raise UserError(
            f"{year} ne peut pas être l’année d’un appel.",
            remedy=f"Donnez par exemple {appel.annees[0] + 1}.",
        )
    shift = year - appel.annees[0]
    moved = {str(old): str(old + shift) for old in appel.annees}
    title = re.sub(r"\b20\d\d\b", lambda found: moved.get(found[0], found[0]), appel.titre)
    return replace(
        appel,
        id=call_id(title),
        titre=title,
        annees=tuple(old + shift for old in appel.annees),
        source=Source(f"Repris de «\u00a0{appel.titre}\u00a0», {TO_CHECK}"),
        exemple=appel.exemple,
        ouverture=_moved(appel.ouverture, shift),
        cloture=_moved(appel.cloture, shift),
        dates=tuple(
            DateAnnoncee(one.quoi, _moved(one.jour, shift), _to_check(one.phrase))
            for one in appel.dates
        ),
    )


def _to_check(phrase: str) -> str:
    return phrase if not phrase or TO_CHECK in phrase else f"{phrase} ({TO_CHECK})"


def _moved(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
