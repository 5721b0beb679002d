"""Rates that a text fixes for a time: each value with its first day and its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cvdesk.domain.money import Euros
from cvdesk.domain.sources import Source


@dataclass(frozen=True, slots=True)
class Taux:
    """One value of a rate.

    Attributes:
        id: The rate; several values share it, one after the other.
        valeur: For one hour.
        depuis: The first day it holds.
        a_verifier: Whether nobody has read it in the official text yet: the screen says so.
    """

    id: str
    label: str
    valeur: Euros
    depuis: date
    source: Source
    a_verifier: bool = False

    @property
    def told(self) -> str:
        """The rate in words: « SMIC horaire brut, 12,02 € depuis le 01/01/2026 (à vérifier) »."""
        day = f"{self.depuis.day:02d}/{self.depuis.month:02d}/{self.depuis.year}"
        doubt = " (à vérifier)" if self.a_verifier else ""
        return f"{self.label}, {self.valeur} depuis le {day}{doubt}"


def in_force(known: Iterable[Taux], on: date) -> tuple[Taux, ...]:
    """Return the value of each rate that holds on a day; none for a rate that starts later."""
    found: dict[str, Taux] = {}
    for one in sorted(known, key=lambda value: value.depuis):
        if one.depuis <= on:
            found[one.id] = one
    return tuple(found.values())
