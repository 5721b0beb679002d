"""The places of the window, on the left: one click, one screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QButtonGroup, QComboBox, QVBoxLayout, QWidget

from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words, frame

WIDTH = 248
PLACES = (
    ("dossiers", "dossier", "Mes dossiers"),
    ("associations", "personnes", "Mes associations"),
    ("contrats", "contrat", "Contrats de ville"),
    ("permanence", "ecran", "Permanence"),
    ("appels", "calendrier", "Appels à projets"),
    ("verifier", "bouclier", "Vérifier un PDF signé"),
    ("espaces", "cle", "Espaces et sauvegardes"),
    ("reglages", "reglages", "Réglages"),
)
"""Name of the screen's module, its drawing, what is written."""


class Places(QWidget):
    """The list of places.

    Signals:
        chosen: The name of a place.
        received: The person wants to open a paquet.
        walled: The key of the association to work on.
        moved: The path of the espace to work in.
    """

    chosen = Signal(str)
    received = Signal()
    walled = Signal(str)
    moved = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        side = frame("left")
        outer.addWidget(side)
        look.changed.connect(self._widen)
        self._widen()
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, 1, 0)
        page = Page((16, 24, 15, 12), 0)  # at 200 % the list is taller than a laptop
        column = page.column
        inside.addWidget(page)
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
        self._association, self.association = self._choice(column, "Association", self.walled)
        self._espace, self.espace = self._choice(column, "Espace", self.moved)
        column.addSpacing(8)
        column.addWidget(
            Words("Hors connexion\u00a0: rien n’est envoyé sans votre demande.", role="help")
        )

    @staticmethod
    def _choice(column: QVBoxLayout, name: str, chosen: SignalInstance) -> tuple[Words, QComboBox]:
        label, box = Words(name, role="caption"), DropDown()
        label.setBuddy(box)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda rank: chosen.emit(box.itemData(rank)))
        for widget in (label, box):
            column.addWidget(widget)
            widget.hide()
        return label, box

    def show_choices(
        self, associations: Sequence[tuple[str, str]], association: str,
        espaces: Sequence[tuple[str, str]], espace: str,
    ) -> None:  # fmt: skip
        """Offer the associations of the espace, and the espaces; one alone is no choice.

        Each is a key and a name; drawing emits nothing.
        """
        for label, box, offered, chosen in (
            (self._association, self.association, associations, association),
            (self._espace, self.espace, espaces, espace),
        ):
            if [(box.itemData(row), box.itemText(row)) for row in range(box.count())] != offered:
                box.clear()
                for key, name in offered:
                    box.addItem(name, key)
            box.setCurrentIndex(box.findData(chosen))
            box.setToolTip(box.currentText())
            label.setVisible(len(offered) > 1)
            box.setVisible(len(offered) > 1)

    def _widen(self) -> None:
        self.setFixedWidth(self._look.px(WIDTH))
