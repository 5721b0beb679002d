"""The two fields a person types in, whose undo is the one of the dossier.

Implementation notes
    Ctrl+Z is left to the window: the dossier has one history, and a field that kept its own would
    undo something else. ``toPlainText`` turns U+00A0 into a plain space: the raw text is read.
"""

from __future__ import annotations

from html import escape
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QToolTip, QWidget

T = TypeVar("T", bound=QWidget)

_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_undo_or_redo(event: QEvent) -> bool:
    """Tell whether a key event asks to go back or forth in the history."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _HISTORY)


class Line(QLineEdit):
    """One line of text; what is longer than the line is read whole under the pointer.

    Signals:
        left: The focus went elsewhere.
    """

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window; show the whole of a text that is cut."""
        if isinstance(event, QHelpEvent) and self._is_cut():
            QToolTip.showText(event.globalPos(), f"<p>{escape(self.text())}</p>", self)
            return True
        if event.type() is QEvent.Type.ShortcutOverride and is_undo_or_redo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, but never undo alone."""
        if is_undo_or_redo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person went elsewhere; a menu over the line is not elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _is_cut(self) -> bool:
        shown = self.echoMode() is QLineEdit.EchoMode.Normal
        return shown and self.fontMetrics().horizontalAdvance(self.text()) > self.width()


class Text(QPlainTextEdit):
    """Several lines of text, as tall as what is in it, within bounds.

    Signals:
        left: The focus went elsewhere.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3, most: int = 12) -> None:
        super().__init__(parent)
        self._lines = lines
        self._most = most
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._shown = 0

    def raw_text(self) -> str:
        """Return what is typed, non-breaking spaces kept, lines parted by a line feed."""
        return self.document().toRawText().replace("\u2029", "\n")

    def sizeHint(self) -> QSize:
        """As many lines as the text has, between the fewest and the most."""
        line = self.fontMetrics().lineSpacing()
        frame = self.height() - self.viewport().height() + 2 * self.document().documentMargin()
        return QSize(320, int(self._wanted() * line + max(frame, 2 * line // 3)) + 6)

    def minimumSizeHint(self) -> QSize:
        """The same height: the page scrolls, not the field."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._grow()

    def _wanted(self) -> int:
        return min(max(int(self.document().size().height()), self._lines), self._most)

    def _grow(self) -> None:
        if self._shown != self._wanted():
            self._shown = self._wanted()
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and is_undo_or_redo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, but never undo alone."""
        if is_undo_or_redo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()
