"""One side of a budget as a tree: accounts, their lines, the funders, one column an exercise.

The model draws what :mod:`cvdesk.app.budgetview` computed and passes on what is typed; a change
draws again only the rows that differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from cvdesk.app.budgetview import Cell, GridRow
from cvdesk.app.review import open_remarks
from cvdesk.app.session import Session
from cvdesk.domain.choicetypes import ChoiceType, Option
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import Key
from cvdesk.domain.money import Euros
from cvdesk.gui.look import Look

Index = QModelIndex | QPersistentModelIndex

LABEL = 0
WHOLE = "Ensemble"
ADD_ROW = "ajouter"
"""The id of the line that adds a funder."""
OPTIONS = Qt.ItemDataRole.UserRole + 1
CANONICAL = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class SideView:
    """One side to draw.

    Attributes:
        title: The heading of the first column.
        rows: Accounts (level 0), each followed by its lines (level 1).
        funders: Whether the side has the columns of the funders.
        heads: The headings of the columns of amounts, when they are not the exercises.
    """

    title: str
    years: tuple[int, ...]
    rows: tuple[GridRow, ...]
    funders: bool
    heads: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of the columns of amounts; the last one adds several exercises up."""
        whole = (WHOLE,) if len(self.years) > 1 else ()
        return self.heads or (*map(str, self.years), *whole)


class BudgetModel(QAbstractItemModel):
    """One side of the grid."""

    def __init__(self, look: Look, session: Session, budget: Budget, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self._budget = budget
        self._side = SideView("", (), (), funders=False)
        self._tops: list[GridRow] = []
        self._lines: list[list[GridRow]] = []
        self._refusals: Mapping[Key, str] = {}

    # --- what is drawn --------------------------------------------------------------------------

    def show_side(self, side: SideView) -> bool:
        """Show ``side``; return whether the list of rows itself changed."""
        before, same_rows = self._side, self.has_rows_of(side)
        self._side = side
        were_refused, self._refusals = self._refusals, self._session.refused
        if not same_rows:
            self.beginResetModel()
            self._sort(side)
            self.endResetModel()
            return True
        self._sort(side)
        for new, old in zip(side.rows, before.rows, strict=True):
            if new is not old and new != old:
                self.redraw(new.id, self._differing(new, old))
        for key in were_refused.keys() ^ self._refusals.keys():  # the amounts may be the same
            self.redraw(self._row_of(key))
        return False

    def has_rows_of(self, side: SideView) -> bool:
        """Whether ``side`` has the rows and exercises shown already, whatever their amounts."""
        shown = self._side
        return side.years == shown.years and [r.id for r in side.rows] == [r.id for r in shown.rows]

    def _differing(self, new: GridRow, old: GridRow) -> Sequence[int]:
        """Return the columns where a row differs: an amount, or every one for anything else.

        What stands after the exercises is computed from them.
        """
        if (new.label, new.status, new.nature) != (old.label, old.status, old.nature):
            return range(self.columnCount())
        first = self.first_year_column
        pairs = enumerate(zip(new.cells, old.cells, strict=True), first)
        found = [column for column, (one, other) in pairs if one != other]
        return [*found, *range(first + len(new.cells), self.columnCount())]

    def redraw(self, row_id: str, columns: Sequence[int] | None = None) -> None:
        """Draw cells of a row again, one by one: Qt draws the whole view for anything wider."""
        index = self.index_of(row_id)
        if index.isValid():
            for column in range(self.columnCount()) if columns is None else columns:
                cell = index.siblingAtColumn(column)
                self.dataChanged.emit(cell, cell)

    def _sort(self, side: SideView) -> None:
        self._tops, self._lines = [], []
        for row in side.rows:
            if row.level == 0:
                self._tops.append(row)
                self._lines.append([])
            else:
                self._lines[-1].append(row)

    @property
    def side(self) -> SideView:
        """What is shown."""
        return self._side

    @property
    def first_year_column(self) -> int:
        """The column of the first exercise."""
        return 3 if self._side.funders else 1

    def row_at(self, index: Index) -> GridRow | None:
        """Return the row drawn at ``index``."""
        if not index.isValid():
            return None
        parent = index.internalId()
        if parent == 0:
            return self._tops[index.row()]
        return self._lines[parent - 1][index.row()]

    def index_of(self, row_id: str, column: int = 0) -> QModelIndex:
        """Return where a row is drawn."""
        for top, account in enumerate(self._tops):
            if account.id == row_id and account.level == 0:
                return self.createIndex(top, column, 0)
            for line, row in enumerate(self._lines[top]):
                if row.id == row_id:
                    return self.createIndex(line, column, top + 1)
        return QModelIndex()

    def index_of_key(self, key: Key) -> QModelIndex:
        """Return where an answer is typed."""
        for row in self._side.rows:
            for year, cell in enumerate(row.cells):
                if cell.key == key:
                    return self._place(row, self.first_year_column + year)
            if row.funder is not None and key.row == row.funder:
                named = {
                    self._budget.funder_field("statut"): 1,
                    self._budget.funder_field("nature"): 2,
                }
                return self._place(row, named.get(key.field, LABEL))
        return QModelIndex()

    def _place(self, wanted: GridRow, column: int) -> QModelIndex:
        for top, account in enumerate(self._tops):
            if account is wanted:
                return self.createIndex(top, column, 0)
            for line, row in enumerate(self._lines[top]):
                if row is wanted:
                    return self.createIndex(line, column, top + 1)
        return QModelIndex()

    def key_at(self, index: Index) -> Key | None:
        """Return the answer typed at ``index``, or None for a total or a label."""
        row = self.row_at(index)
        if row is None or row.id == ADD_ROW:
            return None
        if index.column() >= self.first_year_column:
            year = index.column() - self.first_year_column
            return row.cells[year].key if year < len(row.cells) else None
        if row.funder is None:
            return None
        name = ("nom", "statut", "nature")[index.column()]
        return Key(self._budget.funder_field(name), row.funder)

    # --- Qt -------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Accounts at the top, lines below."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        """The account of a line."""
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Accounts, or the lines of one."""
        if not parent.isValid():
            return len(self._tops)
        return len(self._lines[parent.row()]) if parent.internalId() == 0 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Label, funder columns, exercises."""
        return self.first_year_column + len(self._side.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section >= self.first_year_column
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section >= self.first_year_column:
            return self._side.columns[section - self.first_year_column]
        return (self._side.title, "Statut", "Nature")[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Amounts, and the words of a funder, are typed in place."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.key_at(index) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What one cell shows and says."""
        row = self.row_at(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found: object = self._text(row, index)
            case Qt.ItemDataRole.EditRole:
                found = "" if row.id == ADD_ROW else self._text(row, index)
            case Qt.ItemDataRole.TextAlignmentRole:
                found = self._alignment(index)
            case Qt.ItemDataRole.FontRole:
                found = self._font(row, index.column())
            case Qt.ItemDataRole.ForegroundRole:
                found = self._ink(row, index)
            case Qt.ItemDataRole.AccessibleTextRole:
                found = f"{self._spoken(row, index)}{self._remarked(index)}"
            case Qt.ItemDataRole.ToolTipRole:
                refused = self._refused(index)
                found = refused[1] if refused else f"{_told(row)}{self._remarked(index)}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                found = row.about
            case _:
                found = self._own(index, role)
        return found

    def _own(self, index: Index, role: int) -> object:
        if role == OPTIONS:
            return self._options(index)
        key = self.key_at(index)
        if role == Qt.ItemDataRole.DecorationRole and self._remarked(index):
            return self._look.icon("remarque", "ask", 14)
        if role != CANONICAL or key is None:
            return None
        return self._session.dossier.text(key)

    def _remarked(self, index: Index) -> str:
        """Return how many remarks of a reader are open on a cell, to say after it."""
        key = self.key_at(index)
        count = 0 if key is None else open_remarks(self._session.facts).get(key, 0)
        if not count:
            return ""
        return ", 1 remarque ouverte" if count == 1 else f", {count} remarques ouvertes"

    def _alignment(self, index: Index) -> int:
        right = index.column() >= self.first_year_column
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def setData(self, index: Index, value: object, _role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass on what was typed."""
        key = self.key_at(index)
        return key is not None and self.type_at(key, str(value))

    def type_at(self, key: Key, typed: str, *, typing: bool = False) -> bool:
        """Answer ``key`` with a typed text; a text that cannot be read stays on screen."""
        read = self._session.answer(key, typed, typing=typing)
        if not read:
            self.redraw(self._row_of(key))
        return read

    def _row_of(self, key: Key) -> str:
        row = self.row_at(self.index_of_key(key))
        return "" if row is None else row.id

    def _text(self, row: GridRow, index: Index) -> str:
        if refused := self._refused(index):
            return refused[0]
        column = index.column()
        if column >= self.first_year_column:
            if row.id == ADD_ROW:
                return ""
            year = column - self.first_year_column
            if year == len(row.cells):
                return Euros.total(cell.amount for cell in row.cells).digits
            return self.shown(row.cells[year])
        if column == LABEL:
            return row.label
        word = row.status if column == 1 else row.nature
        return word[:1].upper() + word[1:]

    def shown(self, cell: Cell) -> str:
        """Return what a cell of an amount shows."""
        return "" if cell.key is not None and not cell.typed else cell.amount.digits

    def _refused(self, index: Index) -> tuple[str, str] | None:
        key = self.key_at(index)
        return None if key is None else self._session.rejected(key)

    def _font(self, row: GridRow, column: int) -> QFont:
        if self._side.funders and column in (1, 2):
            return self._look.font(13)
        return self._look.font(14, strong=row.level == 0)

    def _ink(self, row: GridRow, index: Index) -> QColor | None:
        if self._refused(index):
            return self._look.color("fix")
        return self._look.color("accent") if row.id == ADD_ROW else None

    def _spoken(self, row: GridRow, index: Index) -> str:
        if index.column() < self.first_year_column:
            return self._text(row, index) or row.label
        year = self._side.columns[index.column() - self.first_year_column]
        shown = self._text(row, index)
        amount = f"{shown} euros" if shown else "vide"
        total = "total, " if row.cells and index.column() and self.key_at(index) is None else ""
        return f"{row.label}, {year}, {total}{amount}"

    def _options(self, index: Index) -> tuple[Option, ...]:
        key = self.key_at(index)
        if key is None or not 1 <= index.column() < self.first_year_column:
            return ()
        field = self._session.reference.form.field(key.field)
        if field is None or not isinstance(field.type, ChoiceType):
            return ()
        return field.type.options


def _told(row: GridRow) -> str:
    return f"{row.label}\n{row.about}" if row.about else row.label
