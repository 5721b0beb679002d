"""Text that only speaks: labels that wrap, never read markup, and take no more room than needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from cvdesk.gui.look import Look


class Words(QLabel):
    """A text in one of the roles of the style sheet (title, label, help, body …).

    The text is plain: what people type is never read as markup.
    """

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        ink: str = "",
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if ink:
            self.setProperty("ink", ink)
        if wrap:
            self.setWordWrap(True)
            self.setMinimumHeight(1)  # or a phantom scroll bar appears around wrapped labels
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def set_ink(self, ink: str) -> None:
        """Change the ink; the style sheet looks at it only when polished anew."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            repolish(self)

    def say(self, text: str) -> None:
        """Change the text if it differs: an unchanged label costs no layout."""
        if self.text() != text:
            self.setText(text)


class Steady(Words):
    """A text that changes at every key: it is drawn again in its place, and nothing else moves.

    Any other label asks for a layout of the whole window at each new text. This one asks only when
    its text needs more lines, or more room than there is: on one line, room comes by two digits.

    Implementation notes
        It draws its text itself, the text of QLabel stays empty; a reader of the screen finds it in
        the accessible name.
    """

    def __init__(self, role: str = "body", *, wrap: bool = True, look: Look | None = None) -> None:
        self._heights: dict[int, int] = {}  # first: a change of font may come at once
        super().__init__(role=role, wrap=wrap)
        self._said = ""
        self._ink = ""
        self._look = look
        if wrap:
            policy = self.sizePolicy()
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def text(self) -> str:
        """Return what is said."""
        return self._said

    def say(self, text: str) -> None:
        """Change the text if it differs."""
        if text == self._said:
            return
        before, self._said = self._needed(), text
        self._heights.clear()
        self.setAccessibleName(text)
        if self._needed() != before:
            self.updateGeometry()
        self.update()

    def set_ink(self, ink: str) -> None:
        """Change the ink, one of the theme: nothing but the text is drawn again."""
        if ink != self._ink:
            self._ink = ink
            self.update()

    def _needed(self) -> int:
        if self.wordWrap():
            return max(self.heightForWidth(self.width()), self.minimumHeight())
        return max(self.sizeHint().width(), self.width())

    def hasHeightForWidth(self) -> bool:
        """Whether there may be several lines."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """As many lines as the text takes, at least one; measured once for each width."""
        if width not in self._heights:
            self._heights[width] = self._measured(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style: other heights."""
        self._heights.clear()
        super().changeEvent(event)

    def _measured(self, width: int) -> int:
        metrics, margins = self.fontMetrics(), self.contentsMargins()
        room = QRect(0, 0, max(width - margins.left() - margins.right(), 1), 1)
        flags = int(Qt.TextFlag.TextWordWrap)
        text = max(metrics.boundingRect(room, flags, self._said).height(), metrics.lineSpacing())
        return text + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """The text on one line, and a little more; when it wraps, whatever there is."""
        if self.wordWrap():
            return QSize(40, self.heightForWidth(max(self.width(), 40)))
        metrics = self.fontMetrics()
        digit = metrics.horizontalAdvance("0")
        room = metrics.horizontalAdvance(self._said) // (2 * digit) + 1
        return QSize(room * 2 * digit, metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        hint = self.sizeHint()
        return QSize(hint.width(), 1) if self.wordWrap() else hint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text."""
        painter = QPainter(self)
        painter.setPen(
            self._look.color(self._ink)
            if self._look is not None and self._ink
            else self.palette().color(self.foregroundRole())
        )
        wrap = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), int(self.alignment() | wrap), self._said)
        painter.end()


class Elided(Words):
    """A line that gives way: its end is cut when there is no room, its tool tip says it whole."""

    def __init__(self, text: str = "", *, role: str) -> None:
        super().__init__(role=role, wrap=False)
        self._whole = ""
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.say(text)

    def say(self, text: str) -> None:
        """Show ``text``, cut to the room there is."""
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._cut()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Cut again."""
        self._cut()

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, hint.height())

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 40)
        )
        if cut != self.text():
            self.setText(cut)


def repolish(widget: QWidget) -> None:
    """Apply the style sheet again after a property it selects on has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def frame(role: str, parent: QWidget | None = None) -> QFrame:
    """Return a box in one of the roles of the style sheet."""
    box = QFrame(parent)
    box.setProperty("role", role)
    return box


def set_role(widget: QWidget, role: str) -> None:
    """Change the role of a box already on screen; its words follow."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        for one in (widget, *widget.findChildren(QLabel)):
            repolish(one)


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say ``text`` without moving the focus."""
    # Not at the top: the first window says nothing, and must not wait for it.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
