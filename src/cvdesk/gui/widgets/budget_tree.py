"""The grid where a budget is typed: amounts in place, totals at every key, Tab moves on."""

from __future__ import annotations

from PySide6.QtCore import QLine, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from cvdesk.app.budgetview import GridRow
from cvdesk.gui.look import Look
from cvdesk.gui.tables.budget_model import ADD_ROW, CANONICAL, OPTIONS, WHOLE, BudgetModel, Index
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.typing import Line

ROW = 26
LABEL, YEAR, STATUS, NATURE = 180, 76, 88, 112
"""Widths of the columns in pixels at 100 %; the label takes what is left, at least that."""

Hint = QAbstractItemDelegate.EndEditHint


class BudgetTree(QTreeView):
    """One side of the grid.

    Attributes:
        editor: What is being typed in, or None.

    Signals:
        added: The person wants one more funder.
        removed: The row of a funder to remove.
    """

    added = Signal()
    removed = Signal(str)

    def __init__(self, look: Look, model: BudgetModel, name: str) -> None:
        super().__init__()
        self._look = look
        self._budget = model
        self.editor: QWidget | None = None
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(look.px(16))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setSelectionBehavior(QTreeView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        triggers = QAbstractItemView.EditTrigger
        # Not SelectedClicked: Qt then waits for a double click, and loses what is typed meanwhile.
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self._pressed = QPersistentModelIndex()
        self.setTabKeyNavigation(False)
        self._delegate = _CellDelegate(look, model, self)
        self.setItemDelegate(self._delegate)
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_clicked)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(10)
        header.setSectionsMovable(False)
        look.changed.connect(self.fit_columns)

    def fit_columns(self) -> None:
        """Give the label what the other columns leave."""
        model = self._budget
        header = self.header()
        if header.count() == 0:
            return
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        first = model.first_year_column
        widths = {1: STATUS, 2: NATURE} if first > 1 else {}
        whole = model.side.columns.index(WHOLE) if WHOLE in model.side.columns else None
        amounts = len(model.side.columns) - (whole is not None)
        room = self.width() - self._look.px(LABEL) - self._look.px(YEAR) * amounts
        for column in range(1, model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            width = self._look.px(widths.get(column, YEAR))
            if column < first:
                # The words of a funder are also in the form view: the name comes first.
                room -= width
                self.setColumnHidden(column, room < 0)
            elif whole is not None and column == first + whole:
                self.setColumnHidden(column, room < width)
            self.setColumnWidth(column, width)

    def unfold(self) -> None:
        """Open the heaviest account and fold the others: the whole side is seen at once."""
        model = self._budget
        tops = [model.index(top, 0) for top in range(model.rowCount())]
        weights = {top.row(): _weight(model.row_at(top)) for top in tops if model.rowCount(top)}
        heaviest = max(weights, key=lambda top: weights[top], default=None)
        for top in tops:
            self.setExpanded(top, top.row() == heaviest)

    def edit_key_at(self, index: QModelIndex) -> None:
        """Show a cell and start typing in it."""
        self.finish()
        self.setExpanded(index.parent(), True)
        self.setFocus()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    # --- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes a funder or empties an amount; Enter types; a digit goes to its amount.

        Qt, which selects whole rows here, would never leave the label with the arrows.
        """
        if self.editor is not None:
            # Enter comes here too, from the editor it is about to close.
            super().keyPressEvent(event)
            return
        index = self.currentIndex()
        row = self._budget.row_at(index)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter or event.text()[:1].isdigit()) and (amount := self._amount_beside(index)):
            self.setCurrentIndex(amount)
            index = amount
        if enter and row is not None:
            self._on_activated(index)
            return
        if (beside := self._beside(index, event)) is not None:
            self.setCurrentIndex(beside)
            return
        if event.key() == Qt.Key.Key_Delete and row is not None:
            if row.funder is not None and index.column() == 0:
                self.removed.emit(row.funder)
            elif (key := self._budget.key_at(index)) is not None:
                self._budget.type_at(key, "")
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Stay where nothing is typed: a digit must not go and overwrite the line it begins."""

    def _amount_beside(self, index: QModelIndex) -> QModelIndex | None:
        """Return the first amount of a row whose label, which is not typed, is the current cell."""
        if not index.isValid() or index.column() != 0 or self._is_typed(index):
            return None
        amount = index.siblingAtColumn(self._budget.first_year_column)
        return amount if self._is_typed(amount) else None

    def _beside(self, index: QModelIndex, event: QKeyEvent) -> QModelIndex | None:
        """Return the cell that an arrow goes to along its row, or None for what Qt does."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        folded = self.model().hasChildren(index) and not self.isExpanded(index)
        if not index.isValid() or (index.column() == 0 and (step < 0 or folded)):
            return None  # the label folds and unfolds
        column = index.column() + step
        while 0 <= column < self._budget.columnCount() and self.isColumnHidden(column):
            column += step
        there = index.siblingAtColumn(column)
        return there if there.isValid() else None

    def _is_typed(self, index: QModelIndex) -> bool:
        return bool(self._budget.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """After a value, go on: Enter down the column, Tab to the next cell."""
        if editor is not self.editor:
            return  # losing the focus closes it once more
        self.editor = None
        index = QPersistentModelIndex(self.currentIndex())
        if hint is Hint.RevertModelCache and isinstance(editor, QLineEdit):
            key = self._budget.key_at(index)
            before = editor.property("before")
            if key is not None and editor.text() != before:
                self._budget.type_at(key, str(before))
        super().closeEditor(editor, Hint.NoHint)
        if hint is Hint.EditNextItem:
            self._go_on(index, 1, along=True)
        elif hint is Hint.EditPreviousItem:
            self._go_on(index, -1, along=True)
        elif hint is Hint.SubmitModelCache:
            self._go_on(index, 1, along=False)

    def finish(self) -> None:
        """Send what is being typed and close its editor."""
        editor, self.editor = self.editor, None
        if editor is not None and isValid(editor):
            self.commitData(editor)
            super().closeEditor(editor, Hint.NoHint)

    def _go_on(self, index: QPersistentModelIndex, step: int, *, along: bool) -> None:
        cells = self._typed_cells()
        here = (self._budget.row_at(index), index.column())
        ranks = [
            rank
            for rank, cell in enumerate(cells)
            if (self._budget.row_at(cell), cell.column()) == here
        ]
        if not ranks:
            return
        if along:
            after = ranks[0] + step
            if 0 <= after < len(cells):
                self.edit_key_at(cells[after])
            return
        column = index.column()
        below = [cell for cell in cells[ranks[0] + 1 :] if cell.column() == column]
        if below:
            self.edit_key_at(below[0])

    def _typed_cells(self) -> list[QModelIndex]:
        """Every cell that is typed and visible, in reading order."""
        cells = []
        index = self._budget.index(0, 0)
        while index.isValid():
            for column in range(self._budget.columnCount()):
                cell = index.siblingAtColumn(column)
                if self._is_typed(cell) and not self.isColumnHidden(column):
                    cells.append(cell)
            index = self.indexBelow(index)
        return cells

    # --- mouse ----------------------------------------------------------------------------------

    def _on_activated(self, index: Index) -> None:
        row = self._budget.row_at(index)
        if row is None:
            return
        place = self._budget.index_of(row.id, index.column())
        if row.id == ADD_ROW:
            self.added.emit()
        elif self._budget.flags(place) & Qt.ItemFlag.ItemIsEditable:
            self.edit(place)
        else:
            first = place.siblingAtColumn(0)
            self.setExpanded(first, not self.isExpanded(first))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember whether the cell was already the current one: a click then opens it."""
        here = self.indexAt(event.position().toPoint())
        again = here == self.currentIndex() and self.selectionModel().isSelected(here)
        self._pressed = QPersistentModelIndex(here if again else QModelIndex())
        super().mousePressEvent(event)

    def _on_clicked(self, index: Index) -> None:
        row = self._budget.row_at(index)
        if row is not None and row.id == ADD_ROW:
            self.added.emit()
        elif self._pressed == index and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label what is left."""
        super().resizeEvent(event)
        self.fit_columns()


def _weight(row: GridRow | None) -> int:
    return 0 if row is None else sum(cell.amount.cents for cell in row.cells)


class _Choices(DropDown):
    """The list of a cell.

    Attributes:
        by_key: An arrow or a letter goes through the choices, without opening them: the next one
            may follow.
    """

    by_key = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say meanwhile that a key chooses."""
        self.by_key = True
        super().keyPressEvent(event)
        self.by_key = False


class _CellDelegate(QStyledItemDelegate):
    """Paints a line under each row and a frame around the current cell; types into the model."""

    def __init__(self, look: Look, model: BudgetModel, view: BudgetTree) -> None:
        super().__init__(view)
        self._look = look
        self._budget = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of 26 px, with the size of text."""
        return QSize(super().sizeHint(option, index).width(), self._look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        rect = option.rect
        painter.save()
        painter.setPen(self._look.color("line"))
        painter.drawLine(QLine(rect.left(), rect.bottom(), rect.right(), rect.bottom()))
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._look.color("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line for amounts and names, a list for the words of a funder."""
        options = index.data(OPTIONS)
        said = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        if options:
            box = _Choices(parent)
            box.setAccessibleName(said)
            box.addItem("", "")
            for option in options:
                box.addItem(option.label[:1].upper() + option.label[1:], option.id)
            box.activated.connect(lambda: self._choose(box))
            self._view.editor = box
            return box
        line = Line(parent)
        line.setAccessibleName(said)
        if index.column() >= self._budget.first_year_column:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        key = self._budget.key_at(index)
        if key is not None:
            # Totals, findings and the chart follow at every key.
            line.textEdited.connect(lambda text: self._type(index, text))
        self._view.editor = line
        return line

    def _type(self, index: Index, text: str) -> None:
        key = self._budget.key_at(index)
        if key is not None:
            self._budget.type_at(key, text, typing=True)

    def _choose(self, box: _Choices) -> None:
        if not box.by_key:  # else Enter, Tab or leaving keeps it, and Escape gives back the former
            self.commitData.emit(box)
            self.closeEditor.emit(box, Hint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the editor once; what is being typed stays."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(CANONICAL)), 0))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            text = str(index.data(Qt.ItemDataRole.EditRole) or "")
            editor.setProperty("before", text)
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Send the last state of the editor."""
        if isinstance(editor, QComboBox):
            self._budget.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit) and editor.isModified():
            self._budget.setData(index, editor.text())
        del model

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Cover the cell, no more."""
        rect = option.rect
        editor.setGeometry(rect.adjusted(0, -1, 0, 1))
