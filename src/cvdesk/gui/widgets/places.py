"""The places of the window, on the left: one click, one screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words, frame

WIDTH = 248
PLACES = (
    ("dossiers", "dossier", "Mes dossiers"),
    ("contrats", "contrat", "Contrats de ville"),
    ("permanence", "ecran", "Permanence"),
    ("verifier", "bouclier", "Vérifier un PDF signé"),
    ("reglages", "reglages", "Réglages"),
)
"""Name of the screen's module, its drawing, what is written."""


class Places(QWidget):
    """The list of places.

    Signals:
        chosen: The name of a place.
        received: The person wants to open a paquet.
    """

    chosen = Signal(str)
    received = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        side = frame("left")
        outer.addWidget(side)
        look.changed.connect(self._widen)
        self._widen()
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 24, 16, 12)
        column.setSpacing(0)
        column.addWidget(Words("CVDesk", role="subtitle"))
        column.addWidget(Words("Vos dossiers restent sur cet ordinateur.", role="help"))
        column.addSpacing(14)
        group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        for name, icon, text in PLACES:
            button = Button(look, text, icon=icon, kind="nav")
            button.setObjectName(f"nav-{name}")
            button.setCheckable(True)
            button.clicked.connect(lambda _, chosen=name: self.chosen.emit(chosen))
            group.addButton(button)
            self.buttons[name] = button
            column.addWidget(button)
        self.buttons[PLACES[0][0]].setChecked(True)
        column.addSpacing(8)
        column.addWidget(frame("rule"))
        column.addSpacing(8)
        received = Button(look, "Ouvrir un paquet reçu", icon="paquet", kind="nav")
        received.clicked.connect(self.received)
        column.addWidget(received)
        column.addStretch(1)
        column.addWidget(
            Words("Hors connexion\u00a0: rien n’est envoyé sans votre demande.", role="help")
        )

    def _widen(self) -> None:
        self.setFixedWidth(self._look.px(WIDTH))
