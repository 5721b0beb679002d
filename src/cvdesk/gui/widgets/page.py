"""A page that scrolls up and down, with one column to fill: what most screens are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]


class Page(QScrollArea):
    """A page.

    Args:
        margins: Around the column, in pixels: left, top, right, bottom.
        spacing: Between two things of the column.
        widest: The column stays in the middle of a page wider than that; 0 takes all its width.
        name: What a screen reader calls it. A page that has one takes the keyboard, to be scrolled
            even where nothing on it does.

    Attributes:
        column: What to fill.
    """

    def __init__(self, margins: Margins, spacing: int, *, widest: int = 0, name: str = "") -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        if not name:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "page")
        if widest:
            around = QHBoxLayout(inside)
            holder = QWidget()
            holder.setMaximumWidth(widest)
            around.addWidget(holder)
            self.column = QVBoxLayout(holder)
            self.column.setContentsMargins(0, 0, 0, 0)
            around.setContentsMargins(*margins)
        else:
            self.column = QVBoxLayout(inside)
            self.column.setContentsMargins(*margins)
        self.column.setSpacing(spacing)
        self.setWidget(inside)
