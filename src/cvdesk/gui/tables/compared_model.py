"""One side of an account as a tree: planned, granted, done, and what parts them, in words too."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from cvdesk.app.budgetview import Cell
from cvdesk.app.compared_view import APART, ToldCell
from cvdesk.domain.comparison import Gap
from cvdesk.gui.tables.budget_model import BudgetModel, Index

_SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_NO_GAPS: Mapping[str, Gap] = {}


class ComparedModel(BudgetModel):
    """The grid of :mod:`cvdesk.app.compared_view`.

    Attributes:
        gaps: The gap of each row, by its id.
    """

    gaps: Mapping[str, Gap] = _NO_GAPS

    def shown(self, cell: Cell) -> str:
        """An amount, or the words a cell has of its own."""
        return cell.shown if isinstance(cell, ToldCell) else super().shown(cell)

    def sentence(self, index: Index) -> str:
        """Return the gap of a row in words: « 622 Honoraires : 800 € de moins, 33,3 % »."""
        row = self.row_at(index)
        gap = None if row is None else self.gaps.get(row.id)
        return "" if row is None or gap is None else f"{row.label}\u00a0: {gap.words}."

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What one cell shows and says; a gap is said in words."""
        column = index.column() - self.first_year_column
        if column >= 0 and role in _SPOKEN:
            heads = self.side.columns
            if column < len(heads) and column >= heads.index(APART):
                return self.sentence(index)
        return super().data(index, role)
