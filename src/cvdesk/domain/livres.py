"""How accounts and spreadsheets name the lines of the form: labels, never numbers.

The form keeps the numbers of the règlement CRC 99-01; the books follow ANC 2018-06, then the PCG of
2025, where 870 and 875 are swapped.
"""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.domain.sources import Source


@dataclass(frozen=True, slots=True)
class Libelle:
    """Labels that mean a line of the grid, or a kind of funder.

    Attributes:
        lignes: Keys of the grid: one, or several that the person chooses from.
        financeur: The kind of a line of account 74, or empty.
        compte: An account whose lines come below, or empty.
        dits: The labels, as people write them.
        note: What the screen says of that line, or empty.
    """

    lignes: tuple[str, ...]
    financeur: str
    dits: tuple[str, ...]
    note: str = ""
    compte: str = ""


@dataclass(frozen=True, slots=True)
class Livres:
    """Every label known."""

    source: Source
    libelles: tuple[Libelle, ...]
