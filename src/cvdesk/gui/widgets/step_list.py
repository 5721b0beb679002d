"""The list of steps: a shape, a title, a state in words; never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cvdesk.app.navigation import Step, StepView
from cvdesk.gui.look import Look
from cvdesk.gui.tables.step_model import SHAPES, STEP, StepModel

Index = QModelIndex | QPersistentModelIndex

ROW, TIGHT_ROW = 48, 40
MANY = 11
"""More steps than that are a little closer, so that all are seen at once."""


class StepList(QListView):
    """The steps on the left.

    Signals:
        chosen: The row of the step to open.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, model: StepModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("etapes")
        self.setAccessibleName("Étapes")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setModel(model)
        self.setItemDelegate(_StepDelegate(look, self))
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.activated.connect(lambda index: self.chosen.emit(index.row()))
        look.changed.connect(self.doItemsLayout)

    def dataChanged(self, first: Index, last: Index, _roles: object = ()) -> None:
        """Draw the rows that changed; the base class lays out and draws the whole list again."""
        for row in range(first.row(), last.row() + 1):
            self.update(self.model().index(row, 0))

    def select(self, row: int) -> None:
        """Show which step is open."""
        self.setCurrentIndex(self.model().index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the open step in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class _StepDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """48 px, with the size of text."""
        many = index.model().rowCount() > MANY
        return QSize(10, self._look.px(TIGHT_ROW if many else ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one step."""
        view: StepView = index.data(STEP)
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        place = QRectF(whole).adjusted(8, 1, -8, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("soft" if chosen else "sunk"))
            painter.drawRoundedRect(place, 6, 6)
        if chosen:
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(
                QRectF(place.left(), place.top() + 8, 4, place.height() - 16), 2, 2
            )
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(look.color("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)
        icon, ink = SHAPES[view.state]
        side = look.px(20)
        picture = look.pixmap(icon, ink, 20, paper="soft" if chosen else "bg")
        painter.drawPixmap(
            int(place.left()) + look.px(14), int(place.center().y()) - side // 2, picture
        )
        left = place.left() + look.px(46)
        width = place.right() - left - 4
        middle = place.center().y()
        title = look.font(14, strong=chosen)
        painter.setFont(title)
        painter.setPen(look.color("soft_t" if chosen else "text"))
        words = painter.fontMetrics().elidedText(
            f"{view.number}. {view.title}", Qt.TextElideMode.ElideRight, int(width)
        )
        half = place.height() / 2
        low = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        high = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, place.top(), width, half), low, words)
        painter.setFont(look.font(13))
        painter.setPen(look.color(ink))
        detail = painter.fontMetrics().elidedText(
            view.detail, Qt.TextElideMode.ElideRight, int(width)
        )
        painter.drawText(QRectF(left, middle, width, half), high, detail)
        painter.restore()


def row_of(model: StepModel, step: Step) -> int:
    """Return the row of a step, or -1."""
    return next((row for row, view in enumerate(model.views) if view.step == step), -1)
