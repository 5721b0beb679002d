"""A portal: its screens in order, and what goes into each of their boxes.

A portal is data (``forms/portails/<portail>.yaml``): adding one asks for no Python. Nothing of it
is certain for ever: every box can say what is still to be checked in the portal itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cvdesk.domain.ids import FieldId, GroupId
from cvdesk.domain.sources import Source


@dataclass(frozen=True, slots=True)
class Case:
    """One box of a portal. It is filled from ``champ``, ``calcul`` or ``fixe``, exactly one.

    Attributes:
        id: Stable in its screen: what was copied is remembered under it.
        label: What the portal writes beside the box.
        champ: The answer that goes there.
        calcul: The name of a value computed from the answers (``app.portal_values``).
        fixe: A choice that is the same in every dossier.
        choix: The portal's own words, by canonical answer.
        saisie: Whether the box takes digits alone (``12500``, ``00000124800012``)
            rather than what a reader expects (``12 500 €``).
        a_choisir: Whether it is picked from a list of the portal, and not pasted.
        limite: Most characters, spaces included, or None when nobody found it written.
        a_verifier: What is not certain of this box, as a sentence; empty when it was seen.
        aide: What to know when filling it.
    """

    id: str
    label: str
    champ: FieldId | None = None
    calcul: str = ""
    fixe: str = ""
    choix: Mapping[str, str] = field(default_factory=dict)
    saisie: bool = False
    a_choisir: bool = False
    limite: int | None = None
    a_verifier: str = ""
    aide: str = ""


@dataclass(frozen=True, slots=True)
class Bloc:
    """Boxes that come again for each row of a list of the dossier.

    Attributes:
        titre: One of them, in the singular (« Financeur »).
    """

    chaque: GroupId
    titre: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Grille:
    """A budget of the form, line after line; a line left at zero is not told.

    Attributes:
        id: Stable in its screen.
        budget: ``projet`` or ``asso``.
        titre: What stands above its lines.
    """

    id: str
    budget: str
    titre: str


Element: TypeAlias = Case | Bloc | Grille


@dataclass(frozen=True, slots=True)
class Ecran:
    """One screen of a portal.

    Attributes:
        par_projet: Whether it is filled again for each project of the dossier.
        note: What to know before filling it.
        a_verifier: What is not certain of the whole screen.
    """

    id: str
    titre: str
    elements: tuple[Element, ...]
    par_projet: bool = False
    note: str = ""
    a_verifier: str = ""

    @property
    def cases(self) -> Iterator[Case]:
        """Every box that is written in the file, those of the blocks included."""
        for element in self.elements:
            if isinstance(element, Case):
                yield element
            elif isinstance(element, Bloc):
                yield from element.cases


@dataclass(frozen=True, slots=True)
class Portail:
    """A portal, as it was on the day its source was read.

    Attributes:
        id: Stable: what was copied is remembered under it.
        adresse: Where it is, or empty.
        note: What to know before starting.
        a_verifier: What is not certain of the whole.
    """

    id: str
    titre: str
    source: Source
    ecrans: tuple[Ecran, ...]
    adresse: str = ""
    note: str = ""
    a_verifier: str = ""
