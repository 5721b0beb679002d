"""The four files of Source Sans 3 that everything printed is set in.

The files are embedded as subsets by ReportLab, which the SIL Open Font License allows by name;
the files themselves travel unmodified, since « Source » is a reserved font name.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from cvdesk.errors import UserError

REGULAR = "SourceSans3-Regular"
ITALIC = "SourceSans3-It"
SEMIBOLD = "SourceSans3-Semibold"
SEMIBOLD_ITALIC = "SourceSans3-SemiboldIt"

FILES = (REGULAR, ITALIC, SEMIBOLD, SEMIBOLD_ITALIC)


class _Font(TTFont):
    """A font that takes a text in one go: ReportLab stops at each letter, and reads it anew."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        # The words of a dossier come again and again, on its pages and as its lines are broken.
        self._width = functools.lru_cache(maxsize=8_192)(self._measured)

    def _measured(self, text: str) -> float:
        width_of, missing = self.face.charWidths.get, self.face.defaultWidth
        widths: list[float] = [width_of(ord(sign), missing) for sign in text]
        return sum(widths)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG002, N802 - its name and shape
        return 0.001 * size * self._width(text)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802 - its name and shape
        state: Any = self.state.get(doc)
        if state is not None:
            signs = map(ord, text.replace("\u00a0", " "))
            try:
                codes = bytes(map(state.assignments.__getitem__, signs))
            except (KeyError, ValueError):  # a sign not drawn yet, or that came after 255 others
                pass
            else:
                return [(0, codes)] if codes else []
        found: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return found


class FontsMissing(UserError):
    """The font files are not where the installation should have put them."""


@functools.cache
def register_fonts(folder: Path) -> frozenset[int]:
    """Register the four fonts with ReportLab, once per process.

    Args:
        folder: Where ``SourceSans3-Regular.ttf`` and its three sisters are.

    Returns:
        The code points that all four files can draw.

    Raises:
        FontsMissing: A file is absent or unreadable.
    """
    drawable: set[int] | None = None
    for name in FILES:
        path = folder / f"{name}.ttf"
        try:
            font = _Font(name, str(path))
        except (OSError, TTFError) as error:
            raise FontsMissing(
                f"La police {path.name} n’est pas dans {folder}.",
                remedy="Réinstallez CVDesk : il lui manque une partie de ses fichiers.",
            ) from error
        pdfmetrics.registerFont(font)
        covered = set(font.face.charToGlyph)
        drawable = covered if drawable is None else drawable & covered
    return frozenset(drawable or ())
