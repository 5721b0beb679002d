"""How the window looks now: theme, size of text, fonts. Changing one redraws what is on screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from cvdesk.gui import icons
from cvdesk.gui.stylesheet import stylesheet
from cvdesk.gui.tokens import LIGHT, Tokens

FAMILY = "Noto Sans"
FIRST_FONTS = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")
BODY_POINTS = 10.5
"""14 px at 96 dpi. Points, so that the size of text chosen in Windows applies."""

LARGE_TEXT = 1.5
"""From this factor on, the list of steps becomes a combo box."""


class Look(QObject):
    """The theme and the size of text of the whole application.

    Signals:
        changed: Colours or sizes changed: draw again what was drawn by hand.
    """

    changed = Signal()

    def __init__(self, application: QApplication, resources: Path) -> None:
        super().__init__(application)
        self._application = application
        self._pixmaps: dict[tuple[str, str, str, int, float, int], QPixmap] = {}
        self._inks: dict[str, QColor] = {}
        self._written: dict[tuple[float, bool, bool], QFont] = {}
        self.tokens: Tokens = LIGHT
        self.factor = 1.0
        QDir.addSearchPath("icones", str(resources / "icones"))
        self._fonts = resources / "polices" / "noto-sans"
        for name in FIRST_FONTS:
            QFontDatabase.addApplicationFont(str(self._fonts / name))

    def load_other_fonts(self) -> None:
        """Load what the first window does not show."""
        QFontDatabase.addApplicationFont(str(self._fonts / "NotoSans-Italic.ttf"))

    def wear(self, tokens: Tokens, factor: float) -> None:
        """Put on a theme and a size of text (1.0 is the size of the system)."""
        self.tokens = tokens
        self.factor = factor
        self._inks.clear()
        self._written.clear()
        font = QFont(FAMILY)
        font.setPointSizeF(BODY_POINTS * factor)
        self._application.setFont(font)
        self._application.setPalette(_palette(tokens))
        self._application.setStyleSheet(stylesheet(tokens, factor))
        self.changed.emit()

    def px(self, pixels: float) -> int:
        """Return a length that follows the size of text."""
        return round(pixels * self.factor)

    def color(self, token: str) -> QColor:
        """Return a colour of the theme by the name of its token."""
        if token not in self._inks:
            self._inks[token] = QColor(getattr(self.tokens, token))
        return self._inks[token]

    def font(self, pixels: float, *, strong: bool = False, italic: bool = False) -> QFont:
        """Return the font of a text drawn by hand; ``pixels`` is its size at 96 dpi and 100 %."""
        wanted = pixels, strong, italic
        if wanted not in self._written:  # a font that is made anew is looked for anew when drawn
            self._written[wanted] = self._font(pixels, strong=strong, italic=italic)
        return self._written[wanted]

    def _font(self, pixels: float, *, strong: bool, italic: bool) -> QFont:
        font = QFont(FAMILY)
        font.setPointSizeF(pixels * 0.75 * self.factor)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setItalic(italic)
        return font

    def pixmap(
        self, name: str, ink: str, size: int, *, paper: str = "surface", room: int = 0
    ) -> QPixmap:
        """Return a drawing in the ink of a token, sharp on this screen."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        inks = getattr(self.tokens, ink), getattr(self.tokens, paper)
        key = (name, *inks, self.px(size), ratio, room)
        if key not in self._pixmaps:
            self._pixmaps[key] = icons.pixmap(*key)
        return self._pixmaps[key]

    def icon(self, name: str, ink: str, size: int) -> QIcon:
        """Return a drawing for a list or a field."""
        return QIcon(self.pixmap(name, ink, size))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.bg,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text2,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.fix,
        role.Highlight: tokens.soft,
        role.HighlightedText: tokens.soft_t,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Light: tokens.surface,
        role.Midlight: tokens.sunk,
        role.Mid: tokens.line,
        role.Dark: tokens.field,
        role.Shadow: tokens.text2,
    }
    for one, color in colors.items():
        palette.setColor(one, QColor(color))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.text2))
    return palette
