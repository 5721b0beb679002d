"""Answering a remark in its card: a reason, two buttons; and the points already kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cvdesk.app.panel import KeptRemark, Remark
from cvdesk.domain.kept import needs_a_reason
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words, announce, frame

_LINES = 3
_ASKED = {
    True: "Pourquoi le gardez-vous\u00a0? Une phrase suffit.",
    False: "Un mot de plus, si vous voulez.",
}


class KeepForm(QWidget):
    """The reason for which a remark is kept.

    Signals:
        kept: The reason typed, perhaps empty for a question or an advice.
        left: The person goes back without keeping.
        placed: The form has its place in the card, its buttons too: it can be scrolled to.
    """

    kept = Signal(str)
    left = Signal()
    placed = Signal()

    def __init__(self, look: Look, remark: Remark) -> None:
        super().__init__()
        self._needed = remark.finding is not None and needs_a_reason(remark.finding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        asked = Words(_ASKED[self._needed], role="label")
        self.reason = QPlainTextEdit(tabChangesFocus=True)
        self.reason.setObjectName("raison")
        self.reason.setAccessibleName(asked.text())
        self.reason.setAccessibleDescription(remark.message)
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * _LINES + look.px(20))
        asked.setBuddy(self.reason)
        column.addWidget(asked)
        column.addWidget(self.reason)
        line = QHBoxLayout()
        self.confirm = Button(look, "Garder ce point" if self._needed else remark.keep)
        self.confirm.clicked.connect(self._keep)
        back = Button(look, "Revenir", kind="link")
        back.clicked.connect(self.left)
        line.addWidget(self.confirm)
        line.addWidget(back)
        line.addStretch()
        column.addLayout(line)
        self.reason.textChanged.connect(self._look_again)
        self._look_again()

    @property
    def text(self) -> str:
        """The reason as typed."""
        return self.reason.toPlainText().strip()

    def _look_again(self) -> None:
        ready = bool(self.text) or not self._needed
        self.confirm.setEnabled(ready)
        why = "" if ready else "Écrivez d’abord pourquoi."
        self.confirm.setAccessibleDescription(why)
        self.confirm.setToolTip(why)

    def _keep(self) -> None:
        if self.confirm.isEnabled():
            self.kept.emit(self.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that the form has its place, once the page around it has grown."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.placed.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back; Ctrl+Enter keeps."""
        entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
        else:
            super().keyPressEvent(event)


class KeptCard(QWidget):
    """The points of a step that were kept, each with its reason.

    Signals:
        resumed: The row of a point to look at again.
    """

    resumed = Signal(str)

    def __init__(self, look: Look, kept: tuple[KeptRemark, ...]) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(4)
        column.addWidget(Words("Points gardés", role="strongcaption"))
        for one in kept:
            column.addSpacing(4)
            column.addWidget(Words(one.message, role="help"))
            column.addWidget(Words(f"Gardé\u00a0: {one.reason}", role="body"))
            resume = Button(look, "Reprendre ce point", kind="link")
            resume.setAccessibleDescription(one.message)
            resume.clicked.connect(partial(self.resumed.emit, str(one.row)))
            column.addWidget(resume, 0, Qt.AlignmentFlag.AlignLeft)


def say_kept(widget: QWidget) -> None:
    """Have a screen reader say that a point is kept."""
    announce(widget, "Le point est gardé. Il reste visible sous «\u00a0Points gardés\u00a0».")
