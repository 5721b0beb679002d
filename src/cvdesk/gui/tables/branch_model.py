"""Branches of a contract as a tree: the model keeps the words, the delegate paints them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cvdesk.app.contrattree import Branch, has_all, matches

Index = QModelIndex | QPersistentModelIndex

BRANCH = Qt.ItemDataRole.UserRole


class BranchModel(QAbstractItemModel):
    """A tree of places, with those a search found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._nodes: list[tuple[Branch, int, int]] = []  # branch, its row, its parent's rank or -1
        self._below: dict[int, list[int]] = {}
        self._roots: tuple[Branch, ...] = ()
        self.words: tuple[str, ...] = ()
        self.found: frozenset[str] = frozenset()
        self._extracts: Mapping[str, str] = {}

    def show_branches(self, roots: tuple[Branch, ...]) -> None:
        """Show a tree."""
        if roots == self._roots:
            return
        self.beginResetModel()
        self._roots = roots
        self._nodes, self._below = [], {-1: []}
        self._add(roots, -1)
        self.endResetModel()

    def _add(self, branches: tuple[Branch, ...], parent: int) -> None:
        for row, branch in enumerate(branches):
            rank = len(self._nodes)
            self._nodes.append((branch, row, parent))
            self._below[parent].append(rank)
            self._below[rank] = []
            self._add(branch.children, rank)

    def search(self, words: tuple[str, ...], also: Mapping[str, str]) -> int:
        """Mark the places that have ``words``, and those of ``also``; return how many.

        Args:
            words: As :func:`~cvdesk.app.contrattree.words_of` gives them.
            also: By place, best first: the sentence that answers, in the text's words.
        """
        self.words = words
        self._extracts = also
        known = {branch.id for branch, _, _ in self._nodes}
        self.found = matches(self._roots, words) | (also.keys() & known)
        return len(self.found)

    def extract(self, branch: Branch) -> str:
        """Return the sentence for which a place was found, when its title does not say it."""
        said = self._extracts.get(branch.id, "")
        return "" if said in branch.text or has_all(branch.text, self.words) else said

    def index_of(self, place: str) -> QModelIndex:
        """Return where a place is drawn."""
        for rank, (branch, row, _) in enumerate(self._nodes):
            if branch.id == place:
                return self.createIndex(row, 0, rank)
        return QModelIndex()

    def best_found(self) -> QModelIndex:
        """Return the place that answers best, or the first that has the words."""
        for place in self._extracts:
            if (index := self.index_of(place)).isValid():
                return index
        first = (branch.id for branch, _, _ in self._nodes if branch.id in self.found)
        return self.index_of(next(first, ""))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """A place below another."""
        ranks = self._below.get(int(parent.internalId()) if parent.isValid() else -1, [])
        if column or not 0 <= row < len(ranks):
            return QModelIndex()
        return self.createIndex(row, 0, ranks[row])

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        """The place above."""
        if not child.isValid():
            return QModelIndex()
        above = self._nodes[int(child.internalId())][2]
        return QModelIndex() if above < 0 else self.createIndex(self._nodes[above][1], 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many places stand just below."""
        return len(self._below.get(int(parent.internalId()) if parent.isValid() else -1, []))

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One column; the line number is painted in it."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, or the whole sentence for a screen reader."""
        if not index.isValid():
            return None
        branch = self._nodes[int(index.internalId())][0]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return branch.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = f", ligne {branch.lignes[0]}" if branch.lignes else ""
            match = ", trouvé" if branch.id in self.found else ""
            extract = f"\u00a0: {said}" if (said := self.extract(branch)) else ""
            return f"{branch.text}{line}{match}{extract}"
        return branch if role == BRANCH else None
