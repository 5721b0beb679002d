"""One question of the conversation that begins a dossier."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLayout, QRadioButton, QVBoxLayout, QWidget

from cvdesk.app.association_cards import AssociationCard
from cvdesk.app.beginning import Beginning
from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import SANS_CONTRAT, Contrat
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Known:
    """What the questions choose from, read once in the background."""

    contrats: tuple[Contrat, ...]
    appels: tuple[Appel, ...]
    associations: tuple[AssociationCard, ...] = ()

    def contrat(self, name: str) -> Contrat:
        """Return one of the contracts; an empty one when none is chosen."""
        return next((one for one in self.contrats if one.id == name), SANS_CONTRAT)

    def appel(self, name: str) -> Appel | None:
        """Return one of the calls, or None when none is chosen."""
        return next((one for one in self.appels if one.id == name), None)


class BeginPage(QWidget):
    """A question, and what the person answers.

    Attributes:
        title: The question.
        said: One line below it.

    Signals:
        changed: The answer changed.
    """

    title = ""
    said = ""
    changed = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.look = look
        self.desk = desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.lay()

    def lay(self) -> None:
        """Build the widgets."""
        raise NotImplementedError

    def enter(self, known: Known, beginning: Beginning) -> None:
        """Show what is known so far."""
        raise NotImplementedError

    def answer(self, beginning: Beginning) -> Beginning:
        """Return what is known once this question is answered."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return what is chosen so far, in a few words always in sight."""
        return ""

    def forget(self, beginning: Beginning) -> Beginning:
        """Return what is known when this question is left for later."""
        raise NotImplementedError


def question(column: QVBoxLayout, label: str, said: str) -> QComboBox:
    """Add a list to choose from, below its question."""
    box = DropDown()
    box.setAccessibleName(label)
    box.setAccessibleDescription(said)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    words = Words(label, role="label")
    words.setBuddy(box)
    group = QVBoxLayout()
    group.setSpacing(3)
    group.addWidget(words)
    if said:
        group.addWidget(Words(said, role="help"))
    group.addWidget(box)
    column.addLayout(group)
    return box


def choice(column: QLayout, title: str, said: str) -> QRadioButton:
    """Add one of several answers, with a line that explains it."""
    radio = QRadioButton()
    radio.setAccessibleName(title)
    radio.setAccessibleDescription(said)
    line = QWidget()
    inside = QHBoxLayout(line)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(4)
    inside.addWidget(radio, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    label = Words(title, role="body" if not said else "strong")
    label.setBuddy(radio)
    words.addWidget(label)
    if said:
        words.addWidget(Words(said, role="help"))
    inside.addLayout(words, 1)
    column.addWidget(line)
    return radio
