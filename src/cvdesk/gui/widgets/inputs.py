"""What an answer is given with: one input for each kind of field, all with the same three ends.

``draw`` shows a view and emits nothing; ``edited`` carries what was typed, as typed; ``commit``
sends what is still being typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cvdesk.app.viewmodel import FieldView
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.choice_inputs import ChoiceInput, ChoicesInput, ListInput, TickInput
from cvdesk.gui.widgets.input import Input
from cvdesk.gui.widgets.typed_inputs import LineInput, TextInput
from cvdesk.gui.widgets.words import Words

MOST_RADIOS = 4
"""More choices than that become a list that opens."""


class AskInput(Input):
    """An answer that is chosen elsewhere: a file, a place of the contract.

    Signals:
        asked: The person wants to choose.
    """

    asked = Signal()

    def __init__(self, look: Look, view: FieldView, parent: QWidget) -> None:
        super().__init__(parent)
        is_file = view.kind == "fichier"
        self._empty = "Aucun fichier" if is_file else "Aucune orientation choisie"
        self.shown = Words(self._empty, role="body")
        self.button = Button(
            look,
            "Joindre un fichier" if is_file else "Choisir dans le contrat",
            icon="trombone" if is_file else "contrat",
        )
        self.clear = Button(look, "Retirer", kind="link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.shown, 1)
        layout.addWidget(self.clear)
        layout.addWidget(self.button)
        self.button.clicked.connect(self.asked)
        self.clear.clicked.connect(partial(self.send, ""))

    @property
    def focused(self) -> QWidget:
        """The button that opens the choice."""
        return self.button

    def describe(self, name: str, description: str) -> None:
        """Both buttons say what they are about."""
        self.button.setAccessibleName(f"{self.button.text()}\u00a0: {name}")
        self.button.setAccessibleDescription(description)
        self.clear.setAccessibleName(f"Retirer\u00a0: {name}")

    def draw(self, view: FieldView) -> None:
        """Name what is chosen."""
        self.shown.say(view.text or self._empty)
        self.clear.setVisible(bool(view.canonical))


def input_for(
    look: Look, view: FieldView, readable: Callable[[str], bool], parent: QWidget
) -> Input:
    """Return the input of a field, by its kind."""
    found: Input
    match view.kind:
        case "texte_long":
            found = TextInput(parent)
        case "case":
            found = TickInput(view, parent)
        case "oui_non":
            found = ChoiceInput(view, parent)
        case "choix" if len(view.options) <= MOST_RADIOS:
            found = ChoiceInput(view, parent)
        case "choix" | "ligne":
            found = ListInput(look, parent)
        case "choix_multiple":
            found = ChoicesInput(view, parent)
        case "fichier" | "orientation":
            found = AskInput(look, view, parent)
        case _:
            found = LineInput(look, view, readable, parent)
    return found
