"""« Pourquoi ce total ? »: the lines of any total of a budget, and the way to each of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.domain.budget import BudgetYear
from cvdesk.domain.computations import why
from cvdesk.domain.counted import Computation
from cvdesk.domain.ids import Key
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.fitting import fit
from cvdesk.gui.widgets.lines_table import LinesTable
from cvdesk.gui.widgets.words import Words


class WhyDialog(QDialog):
    """Which total, of which year; its lines; accepted when the person goes to one.

    Attributes:
        key: Where to go, once accepted.
    """

    def __init__(
        self, look: Look, years: Sequence[BudgetYear], total: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Pourquoi ce total\u00a0?")
        fit(self, look, 600, 520)
        self.key: Key | None = None
        self._years = {str(one.year): one for one in years}
        self._found: Computation | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        choices = QHBoxLayout()
        self.total = DropDown()
        self.total.setAccessibleName("Total")
        grid = years[0].budget.grid
        for name, label in (("charges", "Total des charges"), ("produits", "Total des produits")):
            self.total.addItem(label, name)
        for account in grid.accounts:
            label = f"{account.number} – {account.label}" if account.number else account.label
            self.total.addItem(label, account.key)
        self.total.setCurrentIndex(max(self.total.findData(total), 0))
        self.total.currentIndexChanged.connect(self._draw)
        choices.addWidget(self.total, 1)
        self.year = DropDown()
        self.year.setAccessibleName("Exercice")
        for year in self._years:
            self.year.addItem(year, year)
        self.year.setVisible(len(years) > 1)
        self.year.currentIndexChanged.connect(self._draw)
        choices.addWidget(self.year)
        column.addLayout(choices)
        self.said = Words(role="body")
        column.addWidget(self.said)
        self.table = LinesTable(look, "Lignes de ce total", ("Ligne", "Montant"), (1,))
        self.table.doubleClicked.connect(self._go)
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        close = Button(look, "Fermer")
        close.clicked.connect(self.reject)
        self.go = Button(look, "Aller à la ligne", kind="primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._go)
        buttons.addWidget(close)
        buttons.addStretch()
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        self._draw()
        self.table.setFocus()

    def _draw(self) -> None:
        one = self._years[str(self.year.currentData())]
        self._found = why(one, str(self.total.currentData()))
        self.said.say(f"{self._found.result} {self._found.question}")
        self.table.show_rows([(line.name, str(line.amount)) for line in self._found.counted])
        self.go.setEnabled(bool(self._found.counted))

    def _go(self) -> None:
        place = self.table.currentRow()
        if self._found is not None and 0 <= place < len(self._found.counted):
            self.key = self._found.counted[place].key
            self.accept()
