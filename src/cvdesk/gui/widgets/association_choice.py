"""« Pour quelle association ? »: one of the records of this computer, or none for now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cvdesk.app.association_cards import AssociationCard
from cvdesk.domain.ids import DossierId
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.words import Words

LATER = "Je remplirai l’association dans le dossier"
FILLED = "Ses réponses, son budget et ses papiers seront recopiés dans le dossier."
NONE_YET = "Aucune fiche pour l’instant\u00a0: «\u00a0Mes associations\u00a0» en fait une."


class AssociationChoice(QWidget):
    """A question and its answer.

    Signals:
        chosen: The id of a record, or an empty text.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = Words("Pour quelle association\u00a0?", role="label")
        column.addWidget(label)
        self._said = Words(role="help")
        column.addWidget(self._said)
        self.combo = DropDown()
        self.combo.setAccessibleName("Pour quelle association\u00a0?")
        label.setBuddy(self.combo)
        self.combo.activated.connect(self._on_chosen)
        column.addWidget(self.combo)
        self.offer(())

    @property
    def record(self) -> DossierId | None:
        """The record chosen, or None."""
        found = self.combo.currentData()
        return DossierId(found) if found else None

    def offer(self, cards: Sequence[AssociationCard]) -> None:
        """List the associations; the choice made stays, when it still can."""
        before = self.record
        self.combo.clear()
        for card in cards:
            name = f"{card.name} (exemple)" if card.exemple else card.name
            self.combo.addItem(name, card.id)
        self.combo.addItem(LATER, "")
        said = FILLED if cards else NONE_YET
        self._said.say(said)
        self.combo.setAccessibleDescription(said)
        if before is not None:
            self.choose(before)

    def choose(self, record: str) -> None:
        """Choose an association by its record; nothing changes when it is not listed."""
        place = self.combo.findData(record)
        if place >= 0:
            self.combo.setCurrentIndex(place)

    def _on_chosen(self) -> None:
        self.chosen.emit(self.record or "")
