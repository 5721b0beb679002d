"""An official form that the user supplies blank: its boxes, and how our answers recognise them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from cvdesk.domain.ids import FieldId
from cvdesk.domain.sources import Source


class BoxKind(Enum):
    """What a box takes."""

    TEXT = "texte"
    TICK = "case à cocher"
    CHOICE = "choix"


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on a page, in points from the bottom left.

    Attributes:
        page: From 1.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A piece of text printed on a page."""

    frame: Frame
    text: str


@dataclass(frozen=True, slots=True)
class FormBox:
    """One box of a form.

    Attributes:
        name: Its full name in the file, which also names it when it is filled.
        tooltip: What it says of itself, or empty.
        frame: Where it is; None when it is drawn nowhere, or in several places.
        options: For a choice: the value that the file keeps, and what it says of it.
        most: Most characters, or None.
        comb: Whether each character has a cell of its own.
        multiline: Whether it takes several lines.
        read_only: Whether the file keeps it for itself.
        filled: Whether something is in it already.
        label: What is printed beside it, or empty.
    """

    name: str
    kind: BoxKind
    tooltip: str = ""
    frame: Frame | None = None
    options: tuple[tuple[str, str], ...] = ()
    most: int | None = None
    comb: bool = False
    multiline: bool = False
    read_only: bool = False
    filled: bool = False
    label: str = ""

    @property
    def called(self) -> str:
        """What a person would call it."""
        return self.tooltip or self.label or self.name


@dataclass(frozen=True, slots=True)
class Reponse:
    """One of our answers, and the words by which its box is recognised.

    Attributes:
        champ: The answer, or None when it is computed.
        calcul: The name of a computed value (``app.portal_values``), or empty.
        motifs: Sets of words: every word of one of them is in the name, the tooltip or the label.
        jamais: Words that say that it is another box.
        quand: For a box to tick: the answer that ticks it; empty otherwise.
        choix: For a choice: the words of its option, by our answer.
    """

    id: str
    label: str
    motifs: tuple[tuple[str, ...], ...]
    champ: FieldId | None = None
    calcul: str = ""
    jamais: tuple[str, ...] = ()
    quand: str = ""
    choix: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def kind(self) -> BoxKind:
        """The kind of box it goes to."""
        if self.choix:
            return BoxKind.CHOICE
        return BoxKind.TICK if self.quand else BoxKind.TEXT


@dataclass(frozen=True, slots=True)
class LignesBudget:
    """The lines of a budget, recognised by their account number.

    Attributes:
        avec: Words of which one says which budget it is.
        jamais: Words that say that it is the other one.
    """

    budget: str
    avec: tuple[str, ...]
    jamais: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModeleCerfa:
    """How to recognise the boxes of one official form.

    Attributes:
        note: What is not certain of it.
    """

    id: str
    titre: str
    source: Source
    reponses: tuple[Reponse, ...]
    budgets: tuple[LignesBudget, ...] = ()
    note: str = ""
