"""The steps of a dossier as a list: the model keeps the words, the delegate only paints."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cvdesk.app.navigation import State, StepView

STEP = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex

SHAPES = {
    State.EMPTY: ("vide", "text2"),
    State.STARTED: ("commence", "text"),
    State.TO_COMPLETE: ("a_completer", "todo"),
    State.TO_CORRECT: ("a_corriger", "fix"),
    State.QUESTION: ("question", "ask"),
    State.COMPLETE: ("complet", "accent"),
    State.FROZEN: ("fige", "fro"),
}


class StepModel(QAbstractListModel):
    """The steps, with their states in words."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._views: tuple[StepView, ...] = ()

    @property
    def views(self) -> tuple[StepView, ...]:
        """What is shown."""
        return self._views

    def show_steps(self, views: tuple[StepView, ...]) -> None:
        """Show ``views``; only the rows that differ are drawn again."""
        if [view.step for view in views] != [view.step for view in self._views]:
            self.beginResetModel()
            self._views = views
            self.endResetModel()
            return
        changed = [
            row
            for row, pair in enumerate(zip(views, self._views, strict=True))
            if pair[0] != pair[1]
        ]
        self._views = views
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a step."""
        return 0 if parent.isValid() else len(self._views)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, the whole sentence for a screen reader, or the view."""
        if not index.isValid():
            return None
        view = self._views[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{view.number}. {view.title}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"Étape {view.number} sur {len(self._views)}, {view.title}, {view.detail}"
        return view if role == STEP else None
