"""What a call says, term by term, in a page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cvdesk.app.appel_view import Part
from cvdesk.gui.look import LARGE_TEXT, Look
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words, empty

LABEL_WIDTH = 220
SIDE_BY_SIDE = 480
"""Narrowest width for a label beside what it says, in pixels at 100 %."""

_ANY = 16_777_215
"""As wide as it likes: Qt's own number, which PySide does not name."""


class AppelTerms(Page):
    """The terms of one call; the keyboard scrolls it."""

    def __init__(self, look: Look) -> None:
        super().__init__((0, 0, 12, 0), 4, name="Ce que dit l’appel")
        self._look = look
        self._lines: list[tuple[QBoxLayout, Words]] = []

    def render_view(self, parts: tuple[Part, ...], said: str = "") -> None:
        """Show the terms of a call, or one sentence when there is none to show."""
        empty(self.column)
        self._lines = []
        if said:
            self.column.addWidget(Words(said, role="body"))
        for part in parts:
            self.column.addWidget(Words(part.title, role="label"))
            for term in part.terms:
                self.column.addWidget(self._line(term.label, term.value, said=term.said))
            self.column.addSpacing(8)
        self.column.addStretch(1)
        self._arrange()
        self.verticalScrollBar().setValue(0)

    def _line(self, label: str, value: str, *, said: bool) -> QWidget:
        holder = QWidget()
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        line.setContentsMargins(0, 0, 0, 0)
        name = Words(label, role="caption")
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Words(value, role="body" if said else "help"), 1)
        self._lines.append((line, name))
        return holder

    def _arrange(self) -> None:
        """Put each label beside what it says, or above where there is little room."""
        wide = self.width() >= self._look.px(SIDE_BY_SIDE) and self._look.factor < LARGE_TEXT
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        width = self._look.px(LABEL_WIDTH)
        for line, name in self._lines:
            line.setDirection(way)
            line.setSpacing(12 if wide else 0)
            name.setMinimumWidth(width if wide else 0)
            name.setMaximumWidth(width if wide else _ANY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._arrange()
