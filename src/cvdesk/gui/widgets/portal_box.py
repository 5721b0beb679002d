"""One box of a portal: its text exactly, its length, « Copier », and whether it was copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.portal import Box
from cvdesk.app.portal_text import measured
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words, frame, set_role

_SPOKEN = 120
"""Characters of a text that a screen reader says with the button."""


class PortalBox(QWidget):
    """A box to fill in the portal.

    Signals:
        copied: The person wants its text on the clipboard.
        ticked: Whether the person says that it is copied.
        pointed: The person wants to go to the answer.
    """

    copied = Signal()
    ticked = Signal(bool)
    pointed = Signal()

    def __init__(self, look: Look, box: Box) -> None:
        super().__init__()
        self.box = box
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._frame = frame("card")
        outer.addWidget(self._frame)
        line = QHBoxLayout(self._frame)
        line.setContentsMargins(16, 10, 12, 10)
        line.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(box.label, role="caption"))
        told = Words(box.shown or "Rien dans le dossier", role="body" if box.text else "help")
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(told)
        words.addWidget(Words(self._about(), role="help", ink="fix" if box.excess else ""))
        if box.doubt:
            words.addWidget(
                Words(f"À vérifier dans le portail\u00a0: {box.doubt}", role="help", ink="todo")
            )
        line.addLayout(words, 1)
        side = QVBoxLayout()
        side.setSpacing(4)
        self.copy = Button(look, "Copier")
        self.copy.setAccessibleName(f"Copier\u00a0: {box.label}")
        self.copy.setAccessibleDescription(self._spoken())
        self.copy.clicked.connect(self.copied)
        self.tick = QCheckBox("copié")
        self.tick.setAccessibleName(f"Copié\u00a0: {box.label}")
        self.tick.clicked.connect(self.ticked)
        self.go = Button(look, "Aller à la réponse", kind="link")
        self.go.setAccessibleName(f"Aller à la réponse\u00a0: {box.label}")
        self.go.clicked.connect(self.pointed)
        side.addWidget(self.copy)
        side.addWidget(self.tick)
        side.addWidget(self.go)
        side.addStretch(1)
        line.addLayout(side)
        full = bool(box.text)
        self.copy.setVisible(full)
        self.tick.setVisible(full)
        self.go.setVisible(box.key is not None and (not full or box.excess > 0))

    def _about(self) -> str:
        parts = [measured(self.box)] if self.box.text else []
        parts += [self.box.help] if self.box.help else []
        return " · ".join((*parts, self.box.origin))

    def _spoken(self) -> str:
        text = self.box.shown
        cut = text if len(text) <= _SPOKEN else f"{text[:_SPOKEN]}…"
        return f"{cut}. {measured(self.box)}"

    def render_state(self, *, copied: bool, current: bool) -> None:
        """Show whether it is copied, and whether it is the one to copy now."""
        if self.tick.isChecked() != copied:
            self.tick.setChecked(copied)
        set_role(self._frame, "soft" if current else "card")
        self.copy.set_kind("primary" if current and not copied else "")
