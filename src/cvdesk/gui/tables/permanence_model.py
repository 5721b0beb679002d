"""The permanence as a table: one row a dossier, sorted and filtered on raw values."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from cvdesk.app.finder import folded
from cvdesk.app.permanence import Followed, Place
from cvdesk.gui.look import Look
from cvdesk.gui.shapes import LIFE_SHAPES, SHAPES

LINE = Qt.ItemDataRole.UserRole
RAW = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex

CLOSED, UNDATED = 10_000, 20_000
"""Sorted after every number of days left."""
OTHER_SHAPE = ("document", "text2")


class Column(IntEnum):
    """The columns, in the order of the screen."""

    ASSOCIATION = 0
    DOSSIER = 1
    STATE = 2
    DAYS = 3
    HOLDER = 4
    LEFT = 5
    NEXT = 6


TITLES = {
    Column.ASSOCIATION: "Association",
    Column.DOSSIER: "Dossier",
    Column.STATE: "État",
    Column.LEFT: "Il manque",
    Column.DAYS: "Reste",
    Column.HOLDER: "Chez qui",
    Column.NEXT: "Prochaine étape",
}


class PermanenceModel(QAbstractTableModel):
    """The dossiers followed; rows come while others are still being read."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._lines: list[Followed] = []

    @property
    def lines(self) -> tuple[Followed, ...]:
        """What is shown."""
        return tuple(self._lines)

    def show_lines(self, lines: tuple[Followed, ...]) -> None:
        """Add lines, or draw again those that are there already."""
        rows = {line.place: row for row, line in enumerate(self._lines)}
        new = [line for line in lines if line.place not in rows]
        for line in lines:
            row = rows.get(line.place)
            if row is not None and self._lines[row] != line:
                self._lines[row] = line
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        if new:
            first = len(self._lines)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._lines += new
            self.endInsertRows()

    def keep_only(self, places: frozenset[Place]) -> None:
        """Take away the dossiers that are no longer there."""
        for row in reversed(range(len(self._lines))):
            if self._lines[row].place not in places:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a dossier."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns of the screen."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[Column(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, says, or is sorted by."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        found: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = _shown(line, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                found = f"{TITLES[column]}\u00a0: {_shown(line, column) or 'non précisé'}"
            case Qt.ItemDataRole.ToolTipRole:
                missing = column is Column.LEFT and line.missing
                found = "\n".join(line.missing) if missing else _shown(line, column)
                if column is Column.DAYS and line.about:
                    found = line.about
            case Qt.ItemDataRole.DecorationRole if column is Column.STATE:
                found = self._look.icon(*shape_of(line), 18)
            case _ if role == LINE:
                found = line
            case _ if role == RAW:
                found = _raw(line, column)
        return found


def shape_of(line: Followed) -> tuple[str, str]:
    """Return the icon and ink of a dossier: of its writing first, then of its life."""
    return SHAPES.get(line.writing) or LIFE_SHAPES.get(line.state, OTHER_SHAPE)


def _shown(line: Followed, column: Column) -> str:
    return {
        Column.ASSOCIATION: line.association,
        Column.DOSSIER: line.title,
        Column.STATE: " · ".join(part for part in (line.state, line.detail) if part),
        Column.DAYS: line.remaining,
        Column.HOLDER: line.holder,
        Column.LEFT: line.left,
        Column.NEXT: line.next_step,
    }[column]


def _raw(line: Followed, column: Column) -> object:
    match column:
        case Column.LEFT:
            return (line.blocking + line.unanswered) * 1000 + line.correct + line.questions
        case Column.DAYS:
            if line.days is None:
                return UNDATED
            return CLOSED - line.days if line.closed else line.days
        case _:
            return _shown(line, column).casefold()


def within(line: Followed, days: int) -> bool:
    """Tell whether the day of a dossier is at most so many days away, or passed, but not closed."""
    return line.days is not None and not line.closed and line.days <= days


class PermanenceFilter(QSortFilterProxyModel):
    """The rows wanted: an association, a state, a number of days, some words."""

    def __init__(self, model: PermanenceModel, parent: QObject) -> None:
        super().__init__(parent)
        self._association = self._state = ""
        self._days: int | None = None
        self._words: tuple[str, ...] = ()
        self._model = model
        self.setSourceModel(model)
        self.setSortRole(RAW)
        self.setSortLocaleAware(True)

    def want(self, *, association: str, state: str, days: int | None, words: str) -> None:
        """Show only what answers everything given.

        Args:
            association: Its name, or empty for all.
            state: The word of a state of the life or of the writing, or empty for all.
            days: At most so many days left, or late, but not closed; None for all.
            words: Each must be somewhere in the row, accents or not.
        """
        self.beginFilterChange()
        self._association, self._state, self._days = association, state, days
        self._words = tuple(folded(words).split())
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        """Tell whether a row is wanted."""
        line = self._model.lines[row]
        if self._association and line.association != self._association:
            return False
        if self._state and self._state not in (line.state, line.writing):
            return False
        if self._days is not None and not within(line, self._days):
            return False
        if not self._words:
            return True
        said = folded(
            " ".join((*(_shown(line, column) for column in Column), line.kind, line.place.name))
        )
        return all(word in said for word in self._words)

    def shown(self) -> tuple[Followed, ...]:
        """Return the rows wanted, in their order."""
        found = []
        for row in range(self.rowCount()):
            line = self.index(row, 0).data(LINE)
            if isinstance(line, Followed):
                found.append(line)
        return tuple(found)
