"""A list that opens, as every screen has it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class DropDown(QComboBox):
    """A list that opens; the wheel turns it only when the person is already in it.

    Elsewhere the wheel scrolls the page: it must not change an answer that passes under it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt would let the wheel come in

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
