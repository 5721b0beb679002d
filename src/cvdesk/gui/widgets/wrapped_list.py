"""A list whose rows are sentences: each is as high as its text needs, at any width."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem


class WrappedList(QListWidget):
    """Rows that wrap.

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

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return how much room a row needs."""
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -2 * self._rows.spacing(), 0)
        return super().sizeHint(narrow, index)
