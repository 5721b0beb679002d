"""How to sign: with a certificate, on paper, or not, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Drawing
from cvdesk.gui.widgets.words import Words

WAYS = (
    ("certificat", "crayon", "Avec mon certificat",
     "Le financeur lira peut-être «\u00a0identité non vérifiée\u00a0»\u00a0: c’est normal."),
    ("papier", "document", "Sur papier",
     "Le dossier est figé et imprimé avec son empreinte\u00a0; vous signez à la main."),
    ("refus", "refus", "Je ne signe pas, voici pourquoi",
     "Votre remarque revient à la personne qui prépare. Rien n’est figé, rien n’est perdu."),
)  # fmt: skip


class SigningWays(QFrame):
    """The three ways.

    Signals:
        chosen: Another way was chosen.
    """

    chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "card")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 10, 16, 12)
        inside.setSpacing(6)
        inside.addWidget(Words("Comment voulez-vous signer\u00a0?", role="subtitle"))
        self._group = QButtonGroup(self)
        self.radios: dict[str, QRadioButton] = {}
        for name, icon, title, said in WAYS:
            line = QHBoxLayout()
            line.setSpacing(8)
            radio = QRadioButton()
            radio.setAccessibleName(title)
            radio.setAccessibleDescription(said)
            radio.toggled.connect(self.chosen)
            self._group.addButton(radio)
            self.radios[name] = radio
            line.addWidget(radio, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Drawing(look, icon, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            label = Words(title, role="strong")
            label.setBuddy(radio)
            words.addWidget(label)
            words.addWidget(Words(said, role="help"))
            line.addLayout(words, 1)
            inside.addLayout(line)

    @property
    def way(self) -> str:
        """The name of the way chosen, or an empty text."""
        return next((name for name, radio in self.radios.items() if radio.isChecked()), "")
