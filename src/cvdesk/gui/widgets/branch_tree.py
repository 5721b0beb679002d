"""The tree of a contract: titles that wrap, matches marked, the line of the text at right.

A place found for what it says under its title shows that sentence.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPen,
    QResizeEvent,
    QShortcut,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from cvdesk.app.contrattree import Branch, spans
from cvdesk.gui.look import Look
from cvdesk.gui.tables.branch_model import BRANCH, BranchModel, Index

LINE_ROOM = 62
INDENT = 18
ABOVE, BELOW, SIDE = 5, 5, 6
_NEW_LINE = "\u2028"


class BranchTree(QTreeView):
    """A tree of places.

    Signals:
        chosen: The id of the place that was activated.
        pointed: The id of the place under the cursor, or an empty text.
    """

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(self, look: Look, model: BranchModel, name: str) -> None:
        super().__init__()
        self.branches = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(look.px(INDENT))
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_BranchDelegate(look, self))
        self.activated.connect(lambda index: self.chosen.emit(self._id(index)))
        model.modelReset.connect(self._settle)
        look.changed.connect(self.doItemsLayout)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which place is under the cursor."""
        super().currentChanged(current, previous)
        self.pointed.emit(self._id(current))

    def show_found(self) -> None:
        """Open the way to the places found, fold the rest, and show the best."""
        # A layout that is due is made once: without it, each place opened would make one.
        self.scheduleDelayedItemsLayout()
        self.collapseAll()
        found = self.branches.found
        for rank in range(self.branches.rowCount()):
            self._open(self.branches.index(rank, 0), found)
        self.executeDelayedItemsLayout()
        if (best := self.branches.best_found()).isValid():
            self.scrollTo(best, QTreeView.ScrollHint.PositionAtTop)

    def _open(self, index: QModelIndex, found: frozenset[str]) -> bool:
        branch: Branch = index.data(BRANCH)
        below = [
            self._open(self.branches.index(row, 0, index), found)
            for row in range(self.branches.rowCount(index))
        ]
        if any(below):
            self.setExpanded(index, True)
        return any(below) or branch.id in found

    def serve(self, search: QLineEdit) -> None:
        """Let Down and Enter go from a search to the place that answers best, when there is one."""
        down = QShortcut(Qt.Key.Key_Down, search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._enter)
        search.returnPressed.connect(self._enter)

    def _enter(self) -> None:
        if (best := self.branches.best_found()).isValid():
            self.setCurrentIndex(best)
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def point_at(self, place: str) -> bool:
        """Put the cursor on a place; tell whether it is in this tree."""
        index = self.branches.index_of(place)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index, QTreeView.ScrollHint.PositionAtCenter)
        return True

    @property
    def place(self) -> str:
        """The id of the place under the cursor, or an empty text."""
        return self._id(self.currentIndex())

    def _id(self, index: Index) -> str:
        branch = index.data(BRANCH)
        return branch.id if isinstance(branch, Branch) else ""

    def _settle(self) -> None:
        if self.branches.rowCount() == 1:
            self.expandToDepth(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other line breaks."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()

    def level(self, index: Index) -> int:
        """Return how far below the top a place stands, from 1."""
        level = 0
        above: Index = index
        while above.isValid():
            level += 1
            above = above.parent()
        return level


class _BranchDelegate(QStyledItemDelegate):
    """Lays the title out once, for its height and for its painting."""

    def __init__(self, look: Look, view: BranchTree) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as the title needs in the width there is."""
        view = self._view
        width = view.viewport().width() - view.level(index) * view.indentation()
        layout = self._laid_out(index, self._text_width(width))
        return QSize(width, int(layout.boundingRect().height()) + ABOVE + BELOW)

    def _text_width(self, width: int) -> float:
        return max(width - self._look.px(LINE_ROOM) - 2 * SIDE, 80)

    def _laid_out(self, index: Index, width: float) -> QTextLayout:
        branch: Branch = index.data(BRANCH)
        model = self._view.branches
        extract = model.extract(branch)
        text = f"{branch.text}{_NEW_LINE}{extract}" if extract else branch.text
        layout = QTextLayout(text, self._look.font(14, strong=branch.strong))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        formats = [self._extract(len(branch.text), len(text))] if extract else []
        layout.setFormats(formats + self._marks(text, model.words))
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    def _extract(self, start: int, end: int) -> QTextLayout.FormatRange:
        one = QTextLayout.FormatRange()
        one.start = start
        one.length = end - start
        shape = QTextCharFormat()
        shape.setFont(self._look.font(13))
        shape.setForeground(self._look.color("text2"))
        one.format = shape
        return one

    def _marks(self, text: str, words: tuple[str, ...]) -> list[QTextLayout.FormatRange]:
        marks = []
        for start, length in spans(text, words):
            one = QTextLayout.FormatRange()
            one.start = start
            one.length = length
            shape = QTextCharFormat()
            shape.setBackground(self._look.color("mark"))
            shape.setForeground(self._look.color("mark_t"))
            shape.setFontWeight(QFont.Weight.DemiBold)
            one.format = shape
            marks.append(one)
        return marks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the title, and the line of the text at right."""
        branch: Branch = index.data(BRANCH)
        look = self._look
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, -4, -1), 4, 4)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 2, -5, -2), 4, 4)
        painter.setPen(look.color("soft_t" if chosen else "text"))
        layout = self._laid_out(index, self._text_width(int(rect.width())))
        layout.draw(painter, QPointF(rect.left() + SIDE, rect.top() + ABOVE))
        if branch.lignes:
            painter.setFont(look.font(13))
            painter.setPen(look.color("soft_t" if chosen else "text2"))
            place = rect.adjusted(0, ABOVE, -SIDE - 4, 0)
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop,
                f"l. {branch.lignes[0]}",
            )
        painter.restore()
