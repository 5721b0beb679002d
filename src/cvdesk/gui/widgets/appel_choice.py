"""For which contract a call is written."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cvdesk.domain.contrat import Contrat
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.words import Words


class AppelChoice(QDialog):
    """One question before an empty call."""

    def __init__(self, contrats: Iterable[Contrat], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Écrire un appel")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        label = Words("Pour quel contrat de ville\u00a0?", role="label")
        column.addWidget(label)
        self.box = DropDown()
        self.box.setAccessibleName("Pour quel contrat de ville\u00a0?")
        label.setBuddy(self.box)
        for contrat in sorted(contrats, key=lambda one: one.statut != "en_vigueur"):
            over = "" if contrat.statut == "en_vigueur" else " (échu)"
            self.box.addItem(f"{contrat.titre_court}{over}", contrat.id)
        column.addWidget(self.box)
        buttons = QHBoxLayout()
        buttons.addStretch()
        no = QPushButton("Ne rien écrire")
        no.clicked.connect(self.reject)
        yes = QPushButton("Écrire cet appel", default=True)
        yes.setProperty("kind", "primary")
        yes.clicked.connect(self.accept)
        buttons.addWidget(no)
        buttons.addWidget(yes)
        column.addLayout(buttons)

    @property
    def contrat(self) -> str:
        """Id of the contract chosen."""
        return str(self.box.currentData())
