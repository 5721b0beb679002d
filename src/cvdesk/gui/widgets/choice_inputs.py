"""Answers that are chosen: one, several, a box to tick."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
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
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.input import Input
from cvdesk.gui.widgets.words import Words

ON_ONE_LINE = 40
"""Characters of all choices together that still fit side by side."""


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
        self.box = DropDown(self)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(12)
        self.box.setMaximumWidth(look.px(440))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box, 1000)  # up to its greatest width, on the left
        layout.addStretch(1)
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
