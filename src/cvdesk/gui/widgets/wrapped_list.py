"""A list whose rows are sentences: each is as high as its text needs, at any width."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

Index = QModelIndex | QPersistentModelIndex


class WrappedList(QListWidget):
    """Rows that wrap; in a row of several lines, the first one names it and is bold.

    Args:
        name: What a screen reader calls the list.
        spacing: Pixels around each row.
    """

    def __init__(self, name: str, spacing: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setSpacing(spacing)
        self.setItemDelegate(_AsDrawn(self))


class _AsDrawn(QStyledItemDelegate):
    """Measures a row at the width it is drawn: Qt leaves the spacing of the list out."""

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how much room a row needs."""
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -2 * self._rows.spacing(), 0)
        sizes = [size for _, size in self._parts(narrow, index)]
        return QSize(max(one.width() for one in sizes), sum(one.height() for one in sizes))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the name, and what is said of it below."""
        top, bottom = option.rect.top(), option.rect.bottom() + 1
        for part, size in self._parts(option, index):
            end = min(top + size.height(), bottom)
            part.rect = QRect(option.rect.left(), top, option.rect.width(), end - top)
            self._rows.style().drawControl(
                QStyle.ControlElement.CE_ItemViewItem, part, painter, self._rows
            )
            top = end

    def _parts(
        self, option: QStyleOptionViewItem, index: Index
    ) -> Iterator[tuple[QStyleOptionViewItem, QSize]]:
        """Yield the name of a row and the rest of it, each as the style draws and measures it."""
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        name, _, rest = whole.text.partition("\u2028")  # what Qt makes of a new line
        for text in (name, rest) if rest else (name,):
            part = QStyleOptionViewItem(whole)
            part.text = text
            if rest and text is name:
                bold = QFont(whole.font)
                bold.setWeight(QFont.Weight.DemiBold)
                part.font, part.fontMetrics = bold, QFontMetrics(bold)
            size = self._rows.style().sizeFromContents(
                QStyle.ContentsType.CT_ItemViewItem, part, QSize(), self._rows
            )
            yield part, size
