"""The quarters a dossier can name: chosen by their name, kept by their national code."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.domain.contrat import Contrat


@dataclass(frozen=True, slots=True)
class QuarterChoice:
    """One quarter.

    Attributes:
        code: What is kept.
        label: Its name and its communes, what a person looks for.
    """

    code: str
    label: str


def quarter_choices(contrat: Contrat) -> tuple[QuarterChoice, ...]:
    """Return the quarters of a contract that have a national code, by name."""
    found = [
        QuarterChoice(quartier.code, f"{quartier.nom}, {' et '.join(quartier.communes)}")
        for quartier in contrat.quartiers
        if quartier.code
    ]
    return tuple(sorted(found, key=lambda choice: choice.label.casefold()))
