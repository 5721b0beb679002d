"""A spreadsheet as read: sheets of plain values, whatever file they come from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Valeur: TypeAlias = str | Decimal
"""A text (empty for an empty cell) or a number."""


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet, its rows of any length."""

    nom: str
    lignes: tuple[tuple[Valeur, ...], ...]


@dataclass(frozen=True, slots=True)
class Classeur:
    """What a file holds.

    Attributes:
        nom: The file, as the person knows it.
    """

    nom: str
    feuilles: tuple[Feuille, ...]


def cell_name(row: int, column: int) -> str:
    """Return how spreadsheets call a cell: ``C12`` (both counted from 0)."""
    letters = ""
    rank = column + 1
    while rank:
        rank, digit = divmod(rank - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def place_in_words(feuille: str, row: int, column: int) -> str:
    """Return where a cell is, in words: « Budget, C12 »."""
    return f"{feuille}, {cell_name(row, column)}"
