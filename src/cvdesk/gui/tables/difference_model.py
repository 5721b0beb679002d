"""What a dossier and the record of its association do not say alike, one line each, to tick."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from cvdesk.app.association import Difference

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Réponse", "Ce dossier", "La fiche")
NOTHING = "rien"


class DifferenceModel(QAbstractTableModel):
    """The differences, with a box before each.

    Signals:
        ticked: A box changed.
    """

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[Difference, ...] = ()
        self._chosen: set[str] = set()

    @property
    def chosen(self) -> tuple[Difference, ...]:
        """The differences whose box is ticked."""
        return tuple(one for one in self._lines if one.id in self._chosen)

    def show_lines(self, lines: tuple[Difference, ...]) -> None:
        """Show ``lines``, all ticked: what is not wanted is taken off."""
        self.beginResetModel()
        self._lines = lines
        self._chosen = {one.id for one in lines}
        self.endResetModel()
        self.ticked.emit()

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every box, or none."""
        self._chosen = {one.id for one in self._lines} if ticked else set()
        if self._lines:
            last = self.index(len(self._lines) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a difference."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """What it is, and what each side says."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has a box."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, the whole sentence for a screen reader, the box."""
        if not index.isValid():
            return None
        one = self._lines[index.row()]
        words = (f"{one.label}\n{one.section}", one.here or NOTHING, one.there or NOTHING)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return words[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                spoken = (f"{one.label}, {one.section}", *words[1:])
                return f"{HEADS[index.column()]}\u00a0: {spoken[index.column()]}"
            case Qt.ItemDataRole.CheckStateRole if index.column() == 0:
                ticked = one.id in self._chosen
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a box, or take the tick off."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        one = self._lines[index.row()]
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._chosen.add(one.id)
        else:
            self._chosen.discard(one.id)
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True
