"""The page that the signatory reads aloud."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from cvdesk.app.readback import Readback
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.words import Words, empty, frame


class ReadbackPage(QFrame):
    """What is asked, to whom, for when, and the lines that say what for."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "card")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(28, 16, 28, 16)
        inside.setSpacing(6)
        self._heading = Words(role="help")
        inside.addWidget(self._heading)
        self._title = Words(role="subtitle")
        inside.addWidget(self._title)
        soft = frame("soft")
        grid = QGridLayout(soft)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setVerticalSpacing(0)
        self._amount = Words(role="bigamount", wrap=False)
        self._to_whom = Words(role="strong")
        self._period = Words(role="bigamount", wrap=False)
        self._captions = [Words(role="help", ink="soft_t", wrap=False) for _ in range(3)]
        for place, words in enumerate((self._amount, self._to_whom, self._period)):
            grid.addWidget(self._captions[place], 0, place)
            grid.addWidget(words, 1, place, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(32)
        inside.addSpacing(4)
        inside.addWidget(soft)
        inside.addSpacing(8)
        self._said: list[Words] = []
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnMinimumWidth(0, look.px(110))
        self._lines.setColumnStretch(1, 1)
        inside.addLayout(self._lines)
        self._kept = QVBoxLayout()
        self._kept.setSpacing(4)
        self._kept_shown: tuple[tuple[str, str], ...] = ()
        inside.addLayout(self._kept)
        inside.addStretch(1)

    def render_view(self, page: Readback) -> None:
        """Show the page."""
        self._heading.say(page.heading)
        for words, said in zip(self._captions, page.captions, strict=True):
            words.say(said)
        self._title.say(page.title)
        self._amount.say(page.amount)
        self._to_whom.say(page.to_whom)
        self._period.say(page.period)
        if self._lines.count() == 0:
            for row, (head, _) in enumerate(page.lines):
                words = Words(head, role="caption")
                self._lines.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
                self._said.append(Words(role="body"))
                self._lines.addWidget(self._said[row], row, 1)
        for row, (_, text) in enumerate(page.lines):
            self._said[row].say(text)
        if page.kept != self._kept_shown:
            self._kept_shown = page.kept
            self._draw_kept()

    def _draw_kept(self) -> None:
        empty(self._kept)
        if self._kept_shown:
            self._kept.addSpacing(8)
            self._kept.addWidget(Words("Points gardés, et pourquoi", role="caption"))
        for message, reason in self._kept_shown:
            self._kept.addWidget(Words(message, role="help"))
            self._kept.addWidget(Words(f"Gardé\u00a0: {reason}", role="body"))
