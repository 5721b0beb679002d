"""Buttons with a drawing, redrawn with the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cvdesk.gui import icons
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.words import repolish

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent

ICON = 18
ROOM = 5
"""Pixels between a drawing and its text, beside the 4 that Qt leaves."""


class Button(QPushButton):
    """A button that says its consequence, with a drawing or not.

    A drawing alone has an accessible name and a tool tip.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        icon: str = "",
        ink: str = "text",
        kind: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._ink = "on" if kind == "primary" else ink
        if kind:
            self.setProperty("kind", kind)
        self.setText(text)
        if name:
            self.setAccessibleName(name)
            self.setToolTip(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self._redraw()
            look.changed.connect(self._redraw)

    def set_kind(self, kind: str) -> None:
        """Become the filled button of the screen, or an ordinary one (empty)."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self._ink = "on" if kind == "primary" else "text"
            repolish(self)
            if self._icon:
                self._redraw()

    def set_ink(self, ink: str) -> None:
        """Change the ink of the drawing."""
        if self._ink != ink:
            self._ink = ink
            self._redraw()

    def say(self, text: str) -> None:
        """Change the text if it differs."""
        if self.text() != text:
            self.setText(text)

    def _redraw(self) -> None:
        side = self._look.px(ICON)
        room = ROOM if self.text() else 0
        self.setIconSize(QSize(side + room, side))
        ink = self._ink if self.isEnabled() else "text2"
        self.setIcon(QIcon(self._look.pixmap(self._icon, ink, ICON, room=room)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, not the default one of its dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A disabled button has the ink of captions."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange and self._icon:
            self._redraw()


class Counting(Button):
    """A button that ends with a number: as wide as two digits need, whatever the number is.

    A button that grows asks for a layout of the whole window; this one is only drawn again.
    """

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look, text)
        self._counted = text
        look.changed.connect(self._hold)

    def count(self, number: int) -> None:
        """Show a number after the text; none for zero."""
        self.say(f"{self._counted} ({number})" if number else self._counted)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room for good, now that the style sheet has been read."""
        super().showEvent(event)
        self._hold()

    def _hold(self) -> None:
        shown = self.text()
        self.setText(f"{self._counted} (88)")
        self.setFixedSize(self.sizeHint())
        self.setText(shown)


class Drawing(QWidget):
    """A drawing that repeats a word beside it: it has no accessible name of its own."""

    def __init__(
        self, look: Look, icon: str, ink: str, size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._ink = ink
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._resize)
        self._resize()

    def show_icon(self, icon: str, ink: str) -> None:
        """Change the drawing."""
        if (icon, ink) != (self._icon, self._ink):
            self._icon, self._ink = icon, ink
            self.update()

    def _resize(self) -> None:
        side = self._look.px(self._size)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the ink of the theme."""
        painter = QPainter(self)
        tokens = self._look.tokens
        icons.paint(
            painter,
            self.rect().toRectF(),
            self._icon,
            getattr(tokens, self._ink),
            tokens.surface,
        )
        painter.end()
