"""What reading a contract gives: pieces, each with a confidence and a reason, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from cvdesk.domain.contrat_fiches import Fiche
from cvdesk.domain.contrat_parts import (
    AxeTransversal,
    Commune,
    Correspondance,
    Niveau,
    Noeud,
    Quartier,
    SourceTexte,
    Theme,
)

_T = TypeVar("_T")

DOUBTFUL = 0.7
"""Confidence below which a person is told to look first."""


@dataclass(frozen=True, slots=True)
class Guess(Generic[_T]):
    """A piece found in a text.

    Attributes:
        piece: Its lines say where.
        confidence: From 0 to 1; a figure to sort by, not a probability that was measured.
        reason: What it was recognised by, in French.
    """

    piece: _T
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that looks like a piece of the contract and found no place.

    Attributes:
        text: Its words, shortened.
        lines: Where it stands.
        reason: Why it was not placed, in French.
    """

    text: str
    lines: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What the text says of itself; an empty text or None is what it does not say.

    Attributes:
        dated: The day or month printed on the cover, in its own words.
        nature: As in :class:`~cvdesk.domain.contrat.Contrat`.
    """

    titre: str
    titre_lignes: tuple[int, ...]
    nature: str
    territoire: str
    dated: str
    debut: date | None = None
    fin: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A contract as far as its text could be read.

    Attributes:
        source: The text read.
        levels: From the top of the tree down.
        remarks: What a person must know of the text itself, in French.
    """

    identity: Identity
    source: SourceTexte
    levels: tuple[Niveau, ...]
    nodes: tuple[Guess[Noeud], ...]
    principles: tuple[Guess[AxeTransversal], ...]
    themes: tuple[Guess[Theme], ...]
    bridges: tuple[Guess[Correspondance], ...]
    communes: tuple[Guess[Commune], ...]
    quarters: tuple[Guess[Quartier], ...]
    sheets: tuple[Guess[Fiche], ...]
    leftovers: tuple[Leftover, ...]
    remarks: tuple[str, ...] = ()
