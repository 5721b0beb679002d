"""What the budgets give when counted: each figure with its lines, to correct and to discuss."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from cvdesk.app.corrections import correct_count
from cvdesk.app.session import Changes
from cvdesk.domain.computations import computations
from cvdesk.domain.counted import CORRECTABLE, Computation, CountedLine
from cvdesk.errors import UserError
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.lines_table import LinesTable
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce
from cvdesk.gui.widgets.wrapped_list import WrappedList

LIST = 340
COUNTED, LEFT = "comptée", "laissée"


class BudgetFigures(BesideScreen):
    """The figures on the left; on the right, the lines of one, and its question."""

    def lay(self) -> None:
        """Build the widgets."""
        self._found: tuple[Computation, ...] = ()
        look = self.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Revenir au dossier")
        self.top.left.connect(self.left)
        self.top.render_names("Ce que donnent les budgets", "Des chiffres à discuter", None)
        outer.addWidget(self.top)
        page = QWidget()
        page.setProperty("role", "page")
        outer.addWidget(page, 1)
        sides = QHBoxLayout(page)
        sides.setContentsMargins(24, 20, 24, 20)
        sides.setSpacing(20)
        self.list = WrappedList("Calculs", 3)
        self.list.setFixedWidth(look.px(LIST))
        self.list.currentRowChanged.connect(self._show)
        sides.addWidget(self.list)
        column = QVBoxLayout()
        column.setSpacing(8)
        sides.addLayout(column, 1)
        self.title = Words(role="subtitle")
        self.result = Words(role="body")
        self.question = Words(role="body", ink="ask")
        self.source = Words(role="help")
        for words in (self.title, self.result, self.question):
            column.addWidget(words)
        self.table = LinesTable(
            look, "Lignes regardées", ("Ligne", "Montant", "", "Pourquoi"), (1,)
        )
        self.table.currentCellChanged.connect(self._offer)
        self.table.doubleClicked.connect(self._go)
        column.addWidget(self.table, 1)
        column.addWidget(self.source)
        buttons = QHBoxLayout()
        self.go = Button(look, "Aller à la ligne", kind="primary")
        self.go.clicked.connect(self._go)
        self.change = Button(look, "")
        self.change.clicked.connect(self._change)
        buttons.addWidget(self.go)
        buttons.addWidget(self.change)
        buttons.addStretch()
        column.addLayout(buttons)
        self.destroyed.connect(self.session.subscribe(self._refresh))
        self._refresh(Changes(everything=True))
        self.list.setFocus()

    def _refresh(self, _changes: Changes) -> None:
        place = max(self.list.currentRow(), 0)
        self._found = computations(self.session.facts)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._found:
            item = QListWidgetItem(f"{one.title}\n{one.total}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.title}, {one.total}")
            self.list.addItem(item)
        self.list.setCurrentRow(min(place, len(self._found) - 1))
        self.list.blockSignals(False)
        self._show(self.list.currentRow())

    @property
    def _current(self) -> Computation | None:
        place = self.list.currentRow()
        return self._found[place] if 0 <= place < len(self._found) else None

    def _lines(self) -> tuple[CountedLine, ...]:
        one = self._current
        return () if one is None else (*one.counted, *one.left_out)

    def _show(self, _place: int) -> None:
        one = self._current
        if one is None:
            self.title.say("Rien à compter pour l’instant")
            self.result.say(
                "Remplissez d’abord un budget\u00a0: les totaux et les seuils suivront."
            )
            self.table.show_rows(())
            self._offer()
            return
        self.title.say(one.title)
        self.result.say(one.result)
        self.question.say(one.question)
        self.source.say(f"Source\u00a0: {one.source}")
        counted = len(one.counted)
        rows = [
            (line.name, str(line.amount), COUNTED if rank < counted else LEFT, line.reason)
            for rank, line in enumerate(self._lines())
        ]
        self.table.show_rows(rows, muted=range(counted, len(rows)))
        self._offer()

    def _line(self) -> tuple[int, CountedLine] | None:
        place, lines = self.table.currentRow(), self._lines()
        return (place, lines[place]) if 0 <= place < len(lines) else None

    def _offer(self) -> None:
        one, found = self._current, self._line()
        self.go.setEnabled(found is not None)
        in_group = found is not None and (
            self.session.facts.form.places[found[1].key.field].group is not None
        )
        can = one is not None and one.id in CORRECTABLE and in_group
        self.change.setVisible(can)
        if one is not None and found is not None and can:
            counted = found[0] < len(one.counted)
            self.change.say("Ne pas compter cette ligne" if counted else "Compter cette ligne")

    def _go(self) -> None:
        found = self._line()
        if found is not None:
            self.pointed.emit(str(found[1].key))

    def _change(self) -> None:
        one, found = self._current, self._line()
        if one is None or found is None:
            return
        place, line = found
        try:
            correct_count(self.session, one.id, str(line.key), counts=place >= len(one.counted))
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        announce(self.table, self.result.text())


SCREEN = BudgetFigures
