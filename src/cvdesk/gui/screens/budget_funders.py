"""Choosing a funder among those of the call and of the contract, while its name is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.funder_names import FunderProposal, funders_for
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import RowId
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.fitting import fit
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words
from cvdesk.gui.widgets.wrapped_list import WrappedList


class FunderDialog(QDialog):
    """A name to type, the funders that answer it, and a button that adds one.

    Attributes:
        name: What to add, once accepted.
    """

    def __init__(self, look: Look, facts: Facts, project: RowId, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ajouter un financeur")
        fit(self, look, 560, 460)
        self._facts = facts
        self._project = project
        self._found: tuple[FunderProposal, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        label = Words("Quel financeur\u00a0?", role="label")
        column.addWidget(label)
        self.typed = Line()
        self.typed.setAccessibleName("Nom du financeur")
        self.typed.setAccessibleDescription("La liste se réduit pendant la frappe.")
        label.setBuddy(self.typed)
        self.typed.textChanged.connect(self._draw)
        column.addWidget(self.typed)
        column.addWidget(
            Words(
                "Ceux de l’appel d’abord, puis ceux du contrat qui servent votre commune. La "
                "nature et le département se remplissent avec le nom.",
                role="help",
            )
        )
        self.list = WrappedList("Financeurs connus", 3)
        self.list.itemActivated.connect(self.accept)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        cancel = Button(look, "Ne rien ajouter")
        cancel.clicked.connect(self.reject)
        self.add = Button(look, "", kind="primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addStretch()
        buttons.addWidget(self.add)
        column.addLayout(buttons)
        self.list.currentRowChanged.connect(self._offer)
        self._draw()
        self.typed.setFocus()

    @property
    def name(self) -> str:
        """The funder chosen in the list, else the name as typed."""
        row = self.list.currentRow()
        return self._found[row].name if 0 <= row < len(self._found) else self.typed.text().strip()

    def _draw(self) -> None:
        self._found = funders_for(self._facts, self._project, self.typed.text())
        self.list.clear()
        for one in self._found:
            outside = "" if one.serves else " · n’intervient pas dans cette commune"
            item = QListWidgetItem(f"{one.name}\n{one.why}{outside}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.name}, {one.why}{outside}")
            self.list.addItem(item)
        self._offer()

    def _offer(self) -> None:
        self.add.say(f"Ajouter «\u00a0{self.name}\u00a0»" if self.name else "Ajouter")
        self.add.setEnabled(bool(self.name))
