"""Lines of a budget in a table that only shows: a name, an amount, what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from cvdesk.gui.look import Look

ROW = 28


class LinesTable(QTableWidget):
    """Rows of texts, some columns to the right.

    Args:
        look: The look.
        name: What a screen reader calls it.
        headings: One for each column; the first takes the room that is left.
        numbers: The columns of amounts.
    """

    def __init__(
        self, look: Look, name: str, headings: Sequence[str], numbers: Sequence[int] = ()
    ) -> None:
        super().__init__(0, len(headings))
        self._look = look
        self._numbers = frozenset(numbers)
        self.setAccessibleName(name)
        for column, text in enumerate(headings):
            item = QTableWidgetItem(text)
            item.setTextAlignment(self._side(column))
            self.setHorizontalHeaderItem(column, item)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)

    def wrap(self, widths: Sequence[int]) -> None:
        """Keep the columns after the first to some widths, in pixels at 100 %: long texts wrap."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, self._look.px(width))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(self._look.px(ROW))

    def _side(self, column: int) -> Qt.AlignmentFlag:
        right = column in self._numbers
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def show_rows(self, rows: Sequence[Sequence[str]], *, muted: Sequence[int] = ()) -> None:
        """Show some rows; ``muted`` are those that do not count."""
        self.setRowCount(len(rows))
        quiet = frozenset(muted)
        for place, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setTextAlignment(self._side(column))
                ink = self._look.color("text2" if place in quiet else "text")
                item.setForeground(QColor(ink))
                self.setItem(place, column, item)
            self.setRowHeight(place, self._look.px(ROW))
        if rows and self.currentRow() < 0:
            self.setCurrentCell(0, 0)

    def show_text(self, row: int, column: int, text: str) -> None:
        """Change the text of one cell."""
        item = self.item(row, column)
        if item is not None and item.text() != text:
            item.setText(text)
            item.setToolTip(text)
