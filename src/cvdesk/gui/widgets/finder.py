"""Ctrl+K: a few letters, and one is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cvdesk.app.finder import Place, matching
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words, announce, frame

WIDTH = 560


class Finder(QWidget):
    """The search over questions, steps and actions, laid over the screen.

    Signals:
        found: The place chosen, by its rank among those shown.
    """

    found = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._below = parent
        self._every: tuple[Place, ...] = ()
        self.shown: tuple[Place, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("card")
        outer.addWidget(box)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.line = Line()
        self.line.setPlaceholderText("Une question, une étape, une action")
        self.line.setAccessibleName("Rechercher partout")
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._search)
        column.addWidget(self.line)
        self.results = QListWidget()
        self.results.setAccessibleName("Résultats")
        self.results.itemActivated.connect(self._choose)
        self.results.itemClicked.connect(self._choose)
        column.addWidget(self.results)
        self._none = Words("Rien ne porte ce nom. Essayez un autre mot.", role="help")
        column.addWidget(self._none)
        self._none.hide()
        self.hide()

    def open_on(self, every: tuple[Place, ...]) -> None:
        """Show the search over ``every`` place."""
        self._every = every
        width = min(self._look.px(WIDTH), self._below.width() - 32)
        height = min(self._look.px(420), self._below.height() - 80)
        left = (self._below.width() - width) // 2
        self.setGeometry(left, 56, width, height)
        self.line.clear()
        self._search("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the results while the letters stay in the line; Escape leaves."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    row = self.results.currentRow() + step
                    self.results.setCurrentRow(max(0, min(row, self.results.count() - 1)))
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose()
                    return True
                case Qt.Key.Key_Escape:
                    self.hide()
                    return True
        return super().eventFilter(watched, event)

    def _search(self, typed: str) -> None:
        self.shown = matching(self._every, typed) if typed.strip() else self._first()
        self.results.clear()
        for place in self.shown:
            item = QListWidgetItem(f"{place.label}  ·  {place.where}")
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{place.label}, {place.where}, {place.answer}"
            )
            self.results.addItem(item)
        self.results.setCurrentRow(0)
        self.results.setVisible(bool(self.shown))
        self._none.setVisible(not self.shown)
        if typed and not self.shown:
            announce(self.line, self._none.text())

    def _first(self) -> tuple[Place, ...]:
        return tuple(place for place in self._every if place.key is None)

    def _choose(self) -> None:
        row = self.results.currentRow()
        if 0 <= row < len(self.shown):
            self.hide()
            self.found.emit(row)
