"""Everything that leaves with a dossier: what each output is for, its files, how far it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from cvdesk.app.portal import Screen
from cvdesk.app.portal_copies import progress
from cvdesk.domain.dossier import Version
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import DateType
from cvdesk.domain.frozen import current_version
from cvdesk.domain.pieces import pieces
from cvdesk.domain.portail import Portail
from cvdesk.domain.vie import signing_day

_LONGEST_STEM = 40


class Etat(Enum):
    """How far an output is."""

    READY = "prêt"
    DRAFT = "brouillon"
    ANYTIME = "à tout moment"
    WAITING = "attend quelque chose"


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file that an output makes.

    Attributes:
        name: What it is called, without any sign that a system or a portal refuses.
        what: What it is, in a few words.
        make: Composes its bytes; may take a second.
    """

    name: str
    what: str
    make: Callable[[], bytes]

    @property
    def kind(self) -> str:
        """What the name ends with, such as ``pdf`` or ``docx``."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Sortie:
    """One output.

    Attributes:
        id: Stable: the screen and the command line name it so.
        title: What it is called.
        purpose: What it is for, and for whom.
        state: How far it is.
        said: The same in words.
        files: What it writes.
        optional: Whether it is left out when everything is written at once.
    """

    id: str
    title: str
    purpose: str
    state: Etat
    said: str
    files: tuple[Fichier, ...] = ()
    optional: bool = False


def dossier_state(facts: Facts) -> tuple[Etat, str]:
    """Return how far the dossier itself is."""
    version, signed = current_version(facts), signing_day(facts)
    if version is None:
        return Etat.DRAFT, "Brouillon\u00a0: figez et signez avant de déposer."
    if version.signed_by:
        return Etat.READY, f"Version {version.number}, signée par {version.signed_by}."
    if signed is None:
        return Etat.DRAFT, f"Version {version.number} figée, pas encore signée."
    by_hand = f"Version {version.number}, signée à la main le {DateType().show(signed)}"
    return Etat.READY, f"{by_hand}\u00a0: c’est l’exemplaire signé qui se dépose."


def slip_state(facts: Facts, version: Version | None) -> tuple[Etat, str]:
    """Return how far the slip of the pieces is."""
    joined = [one for one in pieces(facts) if one.file is not None]
    told = f"{len(joined)} fichiers, chacun avec son empreinte."
    if len(joined) < 2:  # noqa: PLR2004 - the French plural
        told = "1 fichier avec son empreinte." if joined else "Aucun fichier joint."
    if version is None:
        return Etat.DRAFT, f"{told} Sans l’empreinte du dossier tant qu’il n’est pas figé."
    return Etat.READY, f"{told} Empreinte de la version {version.number}."


def portal_state(facts: Facts, portail: Portail, found: tuple[Screen, ...]) -> tuple[Etat, str]:
    """Return how much of a portal was copied."""
    done, total = progress(facts, portail.id, found)
    return (Etat.READY if done == total else Etat.ANYTIME), copied_of(done, total)


def copied_of(done: int, total: int) -> str:
    """Return the progress of a copy in words: « 12 cases sur 38 copiées »."""
    if total and done == total:
        return f"Les {total} cases sont copiées."
    if done < 2:  # noqa: PLR2004 - the French plural
        return f"{done} case sur {total} copiée."
    return f"{done} cases sur {total} copiées."


def stem_of(text: str) -> str:
    """Return a text as the name of a file that every system and portal takes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
    return words[:_LONGEST_STEM].rstrip("-") or "sans-nom"


def suffix_of(facts: Facts) -> str:
    """Return what tells the files of one dossier from those of another: ``LM8M-2027``."""
    who = stem_of(facts.shown("sigle") or facts.shown("nom") or "association")
    ends = dict.fromkeys((*facts.years[:1], *facts.years[-1:]))
    return "-".join((who, *map(str, ends)))
