"""What every input has: one way in, one way out, a name for whoever hears."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cvdesk.app.viewmodel import FieldView


class Input(QWidget):
    """The common part of all inputs.

    Signals:
        edited: What the person typed or chose, as typed.
        going_on: The same, of a text that is still being typed.
    """

    edited = Signal(str)
    going_on = Signal(str)

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

    def send(self, text: str, *, going_on: bool = False) -> None:
        """Emit ``edited`` or ``going_on``; what is drawn in answer leaves the text alone."""
        self._sending = True
        try:
            (self.going_on if going_on else self.edited).emit(text)
        finally:
            self._sending = False
