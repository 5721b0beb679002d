"""What an answer is given with: one input for each kind of field, all with the same three ends.

``draw`` shows a view and emits nothing; ``edited`` carries what was typed, as typed; ``commit``
sends what is still being typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.viewmodel import FieldView
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.typing import Line, Text
from cvdesk.gui.widgets.words import Words

IDLE_MS = 350
"""A number or a date is read when the typing pauses; a free text at every key."""

FREE = {"texte", "texte_long"}
WIDTHS = {
    "date": 150, "annee": 110, "entier": 120, "decimal": 120, "euros": 150, "code_postal": 110,
    "insee": 110, "siret": 220, "rna": 180, "ape": 120, "bic": 180, "telephone": 190,
    "quartier": 160, "iban": 340,
}  # fmt: skip
"""Widths in pixels at 100 %: a field is as wide as its answer."""

ON_ONE_LINE = 40
"""Characters of all choices together that still fit side by side."""

MOST_RADIOS = 4
"""More choices than that become a list that opens."""


class Input(QWidget):
    """The common part of all inputs.

    Signals:
        edited: What the person typed or chose, as typed.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sending = False

    @property
    def focused(self) -> QWidget:
        """The widget that takes the focus and bears the names."""
        raise NotImplementedError

    def draw(self, view: FieldView) -> None:
        """Show ``view``; emits nothing, and never takes away what is being typed."""
        raise NotImplementedError

    def commit(self) -> None:
        """Send what is still being typed."""

    def describe(self, name: str, description: str) -> None:
        """Give the input its accessible name and description."""
        self.focused.setAccessibleName(name)
        self.focused.setAccessibleDescription(description)

    def send(self, text: str) -> None:
        """Emit ``edited``; what is drawn in answer leaves the text alone."""
        self._sending = True
        try:
            self.edited.emit(text)
        finally:
            self._sending = False


class LineInput(Input):
    """A text on one line; a number, a date or an identifier is read when the typing pauses."""

    def __init__(
        self, look: Look, view: FieldView, readable: Callable[[str], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._free = view.kind in FREE
        self._readable = readable
        self._typed = False
        self.line = Line(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        if view.kind in WIDTHS:
            self.line.setFixedWidth(look.px(WIDTHS[view.kind]))
            if view.unit:
                layout.addWidget(Words(view.unit, role="body", wrap=False))
            layout.addStretch()
        self._pause = QTimer(self, singleShot=True, interval=0 if self._free else IDLE_MS)
        self._pause.timeout.connect(self._try)
        self.line.textEdited.connect(self._on_typing)
        self.line.left.connect(self.commit)
        self.line.returnPressed.connect(self.commit)

    @property
    def focused(self) -> QWidget:
        """The line itself."""
        return self.line

    def draw(self, view: FieldView) -> None:
        """Show the answer, unless it is being typed."""
        if self._typed or self._sending or self.line.text() == view.text:
            return
        self.line.setText(view.text)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def commit(self) -> None:
        """Send what is still being typed, readable or not."""
        self._pause.stop()
        if self._typed:
            self._typed = False
            self.edited.emit(self.line.text())

    def _on_typing(self) -> None:
        self._typed = True
        if self._free:
            self._try()
        else:
            self._pause.start()

    def _try(self) -> None:
        # Half a date is not refused while it is typed: it is read when it can be.
        text = self.line.text()
        if self._free or not text or self._readable(text):
            self._typed = self._typed and not self._free
            self.send(text)


class TextInput(Input):
    """A text of several lines, sent at every key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = Text(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.text.textChanged.connect(self._on_typing)
        self._typed = False
        self.text.left.connect(self._on_leaving)

    @property
    def focused(self) -> QWidget:
        """The text itself."""
        return self.text

    def draw(self, view: FieldView) -> None:
        """Show the answer, unless it is what is being typed."""
        shown = self.text.raw_text()
        if self._sending or shown == view.text:
            return
        if self._typed and self.text.hasFocus() and shown.strip() == view.text:
            return
        self._typed = False
        blocked = QSignalBlocker(self.text)
        self.text.setPlainText(view.text)
        blocked.unblock()

    def _on_typing(self) -> None:
        self._typed = True
        self.send(self.text.raw_text())

    def _on_leaving(self) -> None:
        self._typed = False


class ChoiceInput(Input):
    """One of a few choices, all visible; « oui » and « non » side by side."""

    def __init__(self, view: FieldView, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        options = (
            [("oui", "Oui"), ("non", "Non")]
            if view.kind == "oui_non"
            else [(option.id, option.label) for option in view.options]
        )
        short = sum(len(label) for _, label in options) < ON_ONE_LINE
        layout = QHBoxLayout(self) if short else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20 if short else 4)
        for option, label in options:
            button = QRadioButton(label[:1].upper() + label[1:], self)
            button.clicked.connect(partial(self.send, option))
            self._group.addButton(button)
            self._buttons[option] = button
            layout.addWidget(button)
        if short:
            layout.addStretch()

    @property
    def focused(self) -> QWidget:
        """The chosen button, or the first."""
        chosen = self._group.checkedButton()
        return chosen or next(iter(self._buttons.values()))

    def describe(self, name: str, description: str) -> None:
        """Each button says the question and its own word."""
        self.setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name}\u00a0: {button.text()}")
            button.setAccessibleDescription(description)

    def draw(self, view: FieldView) -> None:
        """Check the answer, or none."""
        if view.canonical in self._buttons:
            self._buttons[view.canonical].setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)


class ListInput(Input):
    """One choice of a list that opens; the choices may change (rows of another list)."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = QComboBox(self)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(12)
        self.box.setMaximumWidth(look.px(440))
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box, 1)
        self.box.activated.connect(self._on_choice)

    @property
    def focused(self) -> QWidget:
        """The box itself."""
        return self.box

    def draw(self, view: FieldView) -> None:
        """Offer the choices of the view and show the answer."""
        offered = [("", "Choisissez"), *((o.id, o.label) for o in view.options)]
        if view.canonical and view.canonical not in dict(offered):
            offered.append((view.canonical, view.text))
        present = [(self.box.itemData(i), self.box.itemText(i)) for i in range(self.box.count())]
        if present != offered:
            self.box.clear()
            for option, label in offered:
                self.box.addItem(label[:1].upper() + label[1:], option)
        self.box.setCurrentIndex(max(self.box.findData(view.canonical), 0))

    def _on_choice(self, index: int) -> None:
        self.send(str(self.box.itemData(index)))


class ChoicesInput(Input):
    """Several choices of a closed list."""

    def __init__(self, view: FieldView, parent: QWidget) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for option in view.options:
            box = QCheckBox(option.label[:1].upper() + option.label[1:], self)
            box.clicked.connect(self._on_click)
            self._boxes[option.id] = box
            layout.addWidget(box)

    @property
    def focused(self) -> QWidget:
        """The first box."""
        return next(iter(self._boxes.values()))

    def describe(self, name: str, description: str) -> None:
        """Each box says the question and its own word."""
        self.setAccessibleName(name)
        for box in self._boxes.values():
            box.setAccessibleName(f"{name}\u00a0: {box.text()}")
            box.setAccessibleDescription(description)

    def draw(self, view: FieldView) -> None:
        """Check what is chosen."""
        chosen = view.canonical.split(";")
        for option, box in self._boxes.items():
            box.setChecked(option in chosen)

    def _on_click(self) -> None:
        self.send(";".join(option for option, box in self._boxes.items() if box.isChecked()))


class TickInput(Input):
    """A box and its sentence, which wraps; a click on the sentence ticks the box."""

    def __init__(self, view: FieldView, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self)
        self._words = _Clickable(view.label)
        self._words.setBuddy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.box.clicked.connect(self._on_click)
        self._words.clicked.connect(self.box.click)

    @property
    def focused(self) -> QWidget:
        """The box."""
        return self.box

    def draw(self, view: FieldView) -> None:
        """Tick the box, or not."""
        self.box.setChecked(view.canonical == "oui")

    def _on_click(self) -> None:
        self.send("oui" if self.box.isChecked() else "")


class _Clickable(Words):
    clicked = Signal()

    def mousePressEvent(self, _event: object) -> None:
        """Pass the click on."""
        self.clicked.emit()


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
