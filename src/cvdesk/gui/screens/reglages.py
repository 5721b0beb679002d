"""« Réglages »: one's name, theme and size of text, worn at once and kept on this computer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words, frame

SYSTEM = "systeme"
THEMES = (
    (SYSTEM, "Comme le système", "Clair ou sombre, selon Windows."),
    ("clair", "Clair", "Fond de papier, encre sombre."),
    ("sombre", "Sombre", "Pour le soir."),
    ("contraste", "Contraste élevé", "Noir, blanc et jaune."),
)
SIZES = (100, 115, 130, 150, 175, 200)
"""Per cent."""

_TOKENS = {"clair": LIGHT, "sombre": DARK, "contraste": HIGH_CONTRAST}


class Reglages(QWidget):
    """The choices of this computer."""

    def __init__(self, look: Look, desk: Desk, _dialogs: Dialogs) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(Words("Réglages", role="title"))
        column.addWidget(self._who())
        theme = desk.preference("theme") or SYSTEM
        self.themes = self._choices(
            column, "Couleurs", [(name, label, said) for name, label, said in THEMES], theme
        )
        size = desk.preference("text_size") or "100"
        self.sizes = self._choices(
            column, "Taille du texte", [(str(one), f"{one}\u00a0%", "") for one in SIZES], size
        )
        column.addWidget(
            Words("Ctrl et + agrandissent le texte, Ctrl et - le réduisent, partout.", role="help")
        )
        column.addStretch(1)
        for name, button in self.themes.items():
            button.clicked.connect(lambda _=False, name=name: self._prefer("theme", name))
        for name, button in self.sizes.items():
            button.clicked.connect(lambda _=False, name=name: self._prefer("text_size", name))

    def _who(self) -> QWidget:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 12, 20, 12)
        inside.setSpacing(4)
        label = Words("Votre nom", role="label")
        inside.addWidget(label)
        said = "Il signe vos réponses et vos remarques, pour qui les reçoit. Un prénom suffit."
        inside.addWidget(Words(said, role="help"))
        self.author = Line(self._desk.preference("author"))
        self.author.setMaxLength(200)
        self.author.setAccessibleName("Votre nom")
        self.author.setAccessibleDescription(said)
        self.author.setMaximumWidth(self._look.px(360))
        self.author.editingFinished.connect(self._keep_name)
        label.setBuddy(self.author)
        inside.addWidget(self.author)
        return card

    def _keep_name(self) -> None:
        name = " ".join(self.author.text().split())
        if name != self._desk.preference("author"):
            self._desk.prefer("author", name)

    def _choices(
        self, column: QVBoxLayout, title: str, choices: list[tuple[str, str, str]], chosen: str
    ) -> dict[str, QRadioButton]:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 12, 20, 12)
        inside.addWidget(Words(title, role="label"))
        group = QButtonGroup(self)
        buttons = {}
        for name, label, said in choices:
            button = QRadioButton(f"{label}  –  {said}" if said else label)
            button.setAccessibleName(f"{title}\u00a0: {label}")
            button.setChecked(name == chosen)
            group.addButton(button)
            inside.addWidget(button)
            buttons[name] = button
        column.addWidget(card)
        return buttons

    def _prefer(self, name: str, value: str) -> None:
        self._desk.prefer(name, value)
        wear_preferences(self._look, self._desk)


def wear_preferences(look: Look, desk: Desk) -> None:
    """Wear what was chosen on this computer."""
    theme = _tokens(desk.preference("theme"))
    factor = int(desk.preference("text_size") or 100) / 100
    if (theme, factor) != (look.tokens, look.factor):
        look.wear(theme, factor)


def resize_text(look: Look, desk: Desk | None, steps: int) -> None:
    """Make the text larger or smaller by some steps, and remember it."""
    now = round(look.factor * 100)
    nearest = min(range(len(SIZES)), key=lambda rank: abs(SIZES[rank] - now))
    size = SIZES[max(0, min(nearest + steps, len(SIZES) - 1))]
    look.wear(look.tokens, size / 100)
    if desk is not None:
        desk.prefer("text_size", str(size))


def _tokens(theme: str) -> Tokens:
    if theme in _TOKENS:
        return _TOKENS[theme]
    dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


SCREEN = Reglages
