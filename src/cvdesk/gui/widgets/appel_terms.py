"""What a call says, term by term, in a page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cvdesk.app.appel_view import Part
from cvdesk.gui.look import LARGE_TEXT, Look
from cvdesk.gui.widgets.words import Words, empty

LABEL_WIDTH = 220


class AppelTerms(QScrollArea):
    """The terms of one call; the keyboard scrolls it."""

    def __init__(self, look: Look) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Ce que dit l’appel")
        page = QWidget()
        page.setProperty("role", "page")
        self._terms = QVBoxLayout(page)
        self._terms.setContentsMargins(0, 0, 12, 0)
        self._terms.setSpacing(4)
        self.setWidget(page)

    def render_view(self, parts: tuple[Part, ...], said: str = "") -> None:
        """Show the terms of a call, or one sentence when there is none to show."""
        empty(self._terms)
        if said:
            self._terms.addWidget(Words(said, role="body"))
        for part in parts:
            self._terms.addWidget(Words(part.title, role="label"))
            for term in part.terms:
                self._terms.addWidget(self._line(term.label, term.value, said=term.said))
            self._terms.addSpacing(8)
        self._terms.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _line(self, label: str, value: str, *, said: bool) -> QWidget:
        holder = QWidget()
        large = self._look.factor >= LARGE_TEXT
        line = QVBoxLayout(holder) if large else QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0 if large else 12)
        name = Words(label, role="caption")
        if not large:
            name.setFixedWidth(self._look.px(LABEL_WIDTH))
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Words(value, role="body" if said else "help"), 1)
        return holder
