"""A list that opens, as every screen has it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPaintEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

_BESIDE_DRAWING = 4
"""What Qt leaves between a drawing and the line beside it, in pixels."""


class DropDown(QComboBox):
    """A list that opens; the wheel turns it only when the person is already in it.

    Letters typed go to the line that begins with them, accents, capitals and hyphens forgiven;
    letters that begin no line bring back the line chosen before them.
    Elsewhere the wheel scrolls the page: it must not change an answer that passes under it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(_Lines(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt would let the wheel come in

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line chosen; where it is cut, an ellipsis says so."""
        # Not at the top: the first window draws no list, and the names of styles are long to build.
        from PySide6.QtWidgets import (  # noqa: PLC0415
            QStyle,
            QStyleOptionComboBox,
            QStylePainter,
        )

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style, kind = self.style(), QStyle.ComplexControl.CC_ComboBox
        room = style.subControlRect(kind, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        drawing = 0 if option.currentIcon.isNull() else option.iconSize.width() + _BESIDE_DRAWING
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - drawing
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _Lines(QStandardItemModel):
    """The lines of a list, as letters typed find them."""

    def __init__(self, owner: DropDown) -> None:
        super().__init__(0, 1, owner)
        self._owner = owner
        self._before = -1

    def match(
        self,
        start: QModelIndex | QPersistentModelIndex,
        role: int,
        value: Any,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchWrap,
    ) -> list[QModelIndex]:
        """Return the first line from ``start`` that begins with the letters; else as Qt does.

        Qt would stay on the line that the first letters found: « Marseille », which is not in the
        list, would choose Moissy. Going back to the line from before is the safe answer.
        """
        from cvdesk.domain.wording import plain  # noqa: PLC0415 - after first paint

        if flags != Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchWrap:
            return super().match(start, role, value, hits, flags)
        typed, count = plain(str(value)), self.rowCount()
        lines = (self.index((start.row() + step) % count, 0) for step in range(count))
        found = next(
            (line for line in lines if plain(str(line.data(role))).startswith(typed)), None
        )
        if len(str(value)) == 1:
            self._before = self._owner.currentIndex()
        if found is None and self._before >= 0:
            found = self.index(self._before, 0)
        return [] if found is None else [found]
