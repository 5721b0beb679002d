"""The budget: two sides typed in place, totals at every key, who pays what."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.budget_labels import Labels
from cvdesk.app.budgetview import BudgetView, GridRow, budget_view
from cvdesk.app.navigation import label_of
from cvdesk.app.pasting import pasted_answers
from cvdesk.app.session import Changes, Session
from cvdesk.app.whopays import who_pays
from cvdesk.domain.budget import PROJECT, is_functioning
from cvdesk.domain.findings import Finding
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.gui.screens.budget_actions import BudgetActions
from cvdesk.gui.screens.paged_grid import PagedGrid
from cvdesk.gui.tables.budget_model import ADD_ROW, BudgetModel, SideView
from cvdesk.gui.widgets.budget_parts import SharesTable, TotalCard
from cvdesk.gui.widgets.budget_tree import ROW, BudgetTree
from cvdesk.gui.widgets.buttons import Button, Counting
from cvdesk.gui.widgets.who_pays_chart import WhoPaysChart
from cvdesk.gui.widgets.words import Elided, Words, announce, frame

TWO_SIDES = 860
"""Narrowest width for both sides at once, in pixels at 100 %."""
TITLE = 170
"""Narrowest title, in pixels at 100 %: buttons go to the menu first."""
FEWEST_ROWS = 7
"""Rows of the grid that are always seen; below that, the page scrolls."""
WITH_CHART = 560
"""Lowest height for the chart under the grid."""


class BudgetScreen(PagedGrid):
    """A step that holds a budget."""

    def lay(self) -> None:
        """Title and actions, banner, the two sides, totals, chart; the questions behind a tab."""
        self._budget = next(i for i in self.step.section.items if isinstance(i, Budget))
        self._shown: BudgetView | None = None
        self._year: int | None = None
        self._blocking: Finding | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 14, 24, 12)
        outer.setSpacing(10)
        self.tools = BudgetActions(self, self._budget)
        self.tools.pasted.connect(self._paste)
        self.tools.said.connect(self._say)
        outer.addLayout(self._lay_head())
        outer.addWidget(self.tools.busy)
        self._pages = QStackedWidget()
        outer.addWidget(self._pages, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._lay_grid())
        self._pages.addWidget(scroll)
        self.refresh(Changes(everything=True))
        self.charges.unfold()
        self.produits.unfold()

    def _lay_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        self._title = Elided(self.title, role="title")
        self._title.setMinimumWidth(self.look.px(TITLE))
        first.addWidget(self._title, 100)
        first.addStretch(1)
        first.addWidget(self.tools)
        look = self.look
        self.remarks = Counting(look, "Ce que voit le financeur")
        self.remarks.clicked.connect(self.asked_for_panel)
        first.addWidget(self.remarks)
        head.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(16)
        self._intro = Words(role="help")
        second.addWidget(self._intro, 100)
        second.addStretch(1)
        self.questions_tab = Button(look, "Dates et explications", kind="link")
        self.questions_tab.clicked.connect(self._turn_page)
        for button in (self.tools.help, self.questions_tab):
            second.addWidget(button)
        head.addLayout(second)
        return head

    def _lay_grid(self) -> QWidget:
        look = self.look
        page, column = self._lay_page(self._explain)
        self._tabs = QHBoxLayout()
        self._tab_buttons: list[Button] = []
        for rank, text in enumerate(("Charges", "Produits", "Qui paie quoi")):
            tab = Button(look, text, kind="tab")
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tab.clicked.connect(partial(self._show_tab, rank))
            self._tab_buttons.append(tab)
            self._tabs.addWidget(tab)
        self._tabs.addStretch()
        self._tab_buttons[0].setChecked(True)
        column.addLayout(self._tabs)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        column.addLayout(sides, 1)
        self._charges_model = BudgetModel(look, self.session, self._budget, self)
        self._produits_model = BudgetModel(look, self.session, self._budget, self)
        self.models = (self._charges_model, self._produits_model)
        self.charges = BudgetTree(look, self._charges_model, "Charges")
        self.produits = BudgetTree(look, self._produits_model, "Produits")
        self._side_boxes = []
        for tree, model, stretch in (
            (self.charges, self._charges_model, 42), (self.produits, self._produits_model, 58),
        ):  # fmt: skip
            box = frame("card")
            inside = QVBoxLayout(box)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(tree)
            sides.addWidget(box, stretch)
            self._side_boxes.append(box)
            tree.selectionModel().currentChanged.connect(partial(self._follow_cell, model))
            tree.removed.connect(lambda row: self.session.remove_row(RowId(row)))
            tree.added.connect(self._add_funder)
            tree.setMinimumHeight(look.px(FEWEST_ROWS * ROW))
        totals = QHBoxLayout()
        totals.setSpacing(16)
        self.total_charges = TotalCard(look, "Total des charges")
        self.total_produits = TotalCard(look, "Total des produits")
        totals.addWidget(self.total_charges, 42)
        totals.addWidget(self.total_produits, 58)
        column.addLayout(totals)
        self._chart_box = self._lay_chart()
        column.addWidget(self._chart_box)
        return page

    def _lay_chart(self) -> QWidget:
        box = frame("card")
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 8, 16, 6)
        column.setSpacing(2)
        head = QHBoxLayout()
        self._who = Words(role="strong", wrap=False)
        head.addWidget(self._who)
        self._effort = Elided(role="help")
        self._as_table = Button(self.look, "En tableau", kind="link")
        self._as_table.setCheckable(True)
        head.addStretch(1)
        head.addWidget(self._effort, 100)
        head.addSpacing(12)
        head.addWidget(self._as_table)
        column.addLayout(head)
        self.chart = WhoPaysChart(self.look)
        column.addWidget(self.chart)
        self.shares = SharesTable(self.look)
        self.shares.hide()
        column.addWidget(self.shares)
        self._as_table.toggled.connect(self._show_table)
        return box

    # --- drawing --------------------------------------------------------------------------------

    def refresh(self, _changes: Changes) -> None:
        """Compute the budget again and draw what differs."""
        self._title.say(self.title)
        # What was said was true of the budget as it was.
        self._intro.say(self.step.section.intro or self._budget.help)
        facts = self.session.facts
        view = budget_view(facts, self._budget, self.step.row)
        charges = (*view.charges.rows, *view.emplois.rows)
        produits = (*_with_add(view.produits.rows), *view.contributions.rows)
        self._charges_model.show_side(SideView("Charges", view.years, charges, funders=False))
        side = SideView("Produits", view.years, produits, funders=True)
        opened = [] if self._produits_model.has_rows_of(side) else self._opened()
        self._produits_model.show_side(side)
        for row_id in opened:
            self.produits.setExpanded(self._produits_model.index_of(row_id), True)
        if self._shown is None or view.years != self._shown.years:
            self.charges.fit_columns()
            self.produits.fit_columns()
        self._shown = view
        self._draw_totals(view)
        self._draw_banner()
        self._draw_chart(view)
        if self._pages.currentIndex():
            self._questions().refresh()

    def _draw_chart(self, view: BudgetView) -> None:
        """Show who pays the exercise of the cell one is in, at first the first one."""
        if not view.per_year:
            return
        one = next((one for one in view.per_year if one.year == self._year), view.per_year[0])
        form, appel = self.session.reference.form, self.session.reference.appel
        asked = self._budget.id == PROJECT or is_functioning(form)  # a call caps what it pays for
        shown = who_pays(one, appel if asked else None)
        self._who.say(
            "Qui paie quoi" if len(view.per_year) == 1 else f"Qui paie quoi en {one.year}"
        )
        self.chart.render_view(shown)
        self.shares.render_view(shown)
        self._effort.say(shown.sentence)

    def _follow_cell(self, model: BudgetModel, index: QModelIndex, _before: QModelIndex) -> None:
        key = model.key_at(index)
        year = None if key is None else key.year  # a name or a total is of no exercise
        if year is not None and year != self._year and self._shown is not None:
            self._year = year
            self._draw_chart(self._shown)

    def _opened(self) -> list[str]:
        tops = [row.id for row in self._produits_model.side.rows if row.level == 0]
        index_of = self._produits_model.index_of
        return [row for row in tops if self.produits.isExpanded(index_of(row))]

    def _draw_totals(self, view: BudgetView) -> None:
        charges, produits = view.charges.totals, view.produits.totals
        over = [_more(mine, other) for mine, other in zip(charges, produits, strict=True)]
        under = [_more(mine, other) for mine, other in zip(produits, charges, strict=True)]
        whole = [a + b for a, b in zip(charges, view.emplois.totals, strict=True)]
        other = [a + b for a, b in zip(produits, view.contributions.totals, strict=True)]
        self.total_charges.render_total(view.years, charges, whole, over)
        self.total_produits.render_total(view.years, produits, other, under)

    def _way_there(self, finding: Finding) -> str:
        target = finding.keys[0] if finding.keys else None
        named = "" if target is None else label_of(self.session.facts, target).partition(" ")[0]
        return f"Aller à la ligne {named}" if named.isdigit() else super()._way_there(finding)

    # --- moving ---------------------------------------------------------------------------------

    def commit(self) -> None:
        """Send what is still being typed."""
        self.charges.finish()
        self.produits.finish()
        super().commit()

    def focus_key(self, key: Key | None) -> bool:
        """Start typing in the cell of ``key``, or put the cursor in its question."""
        if key is None:
            self.charges.setFocus()
            return True
        for rank, (tree, model) in enumerate(
            ((self.charges, self._charges_model), (self.produits, self._produits_model))
        ):
            index = model.index_of_key(key)
            if index.isValid():
                self._turn_to(0)
                if self._tab_buttons[0].isVisible():
                    self._tab_buttons[rank].setChecked(True)
                    self._show_tab(rank)
                tree.edit_key_at(index)
                return True
        self._turn_to(1)
        return self._questions().focus_key(key)

    def current_key(self) -> Key | None:
        """Return the answer that has the focus: a cell, or a question of the form view."""
        focused = self.focusWidget()
        for tree, model in (
            (self.charges, self._charges_model),
            (self.produits, self._produits_model),
        ):
            if focused is tree or (focused is not None and tree.isAncestorOf(focused)):
                return model.key_at(tree.currentIndex())
        return super().current_key()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both sides and the chart when there is room; else tabs."""
        super().resizeEvent(event)
        together = self.width() >= self.look.px(TWO_SIDES)
        tall = self.height() >= self.look.px(WITH_CHART)
        for tab in self._tab_buttons:
            tab.setVisible(not together)
        self._tab_buttons[2].setVisible(not together or not tall)
        self._together, self._tall = together, tall
        checked = next(rank for rank, tab in enumerate(self._tab_buttons) if tab.isChecked())
        self._show_tab(checked)

    def _show_tab(self, rank: int) -> None:
        chart_only = rank == 2 and not (self._together and self._tall)  # noqa: PLR2004
        for place, box in enumerate(self._side_boxes):
            shown = (self._together or place == rank) and not chart_only
            box.setVisible(shown)
        self._chart_box.setVisible(chart_only or (self._together and self._tall))
        self._effort.setVisible(self._together)

    # --- doing ----------------------------------------------------------------------------------

    def _add_funder(self) -> None:
        row = self.session.add_row(self._budget.funders.id, self.step.row)
        index = self._produits_model.index_of(row)
        if index.isValid():
            self.produits.edit_key_at(index)

    def _paste(self) -> None:
        tree = self.produits if self.produits.hasFocus() else self.charges
        model = self._produits_model if tree is self.produits else self._charges_model
        rows = [row for row in model.side.rows if row.id != ADD_ROW]
        here = model.row_at(tree.currentIndex())
        start = rows.index(here) if here in rows else 0
        column = max(tree.currentIndex().column() - model.first_year_column, 0)
        text = QGuiApplication.clipboard().text()
        labels = Labels(self._budget.grid, self.desk.tableurs.livres)
        answers = pasted_answers(text, rows, start, column, labels)
        read = 0

        def edit(apart: Session) -> None:
            nonlocal read
            read = sum(apart.answer(key, typed) for key, typed in answers)

        self.session.together(edit)
        many = "Un montant collé" if read == 1 else f"{read} montants collés"
        self._say(f"{many}." if read else "Le presse-papiers ne contient pas de montant.")

    @property
    def said(self) -> str:
        """What is said under the title."""
        return self._intro.text()

    def _say(self, said: str) -> None:
        announce(self, said)
        self._intro.say(said)

    def _explain(self) -> None:
        tree = self.produits if self.produits.hasFocus() else self.charges
        index = tree.currentIndex()
        model = self._produits_model if tree is self.produits else self._charges_model
        found = model.row_at(index.parent() if index.parent().isValid() else index)
        row = "" if found is None else found.id
        accounts = {account.key for account in self._budget.grid.accounts}
        side = "produits" if tree is self.produits else "charges"
        self.tools.explain(row if row in accounts else side)

    def _show_table(self, shown: bool) -> None:  # noqa: FBT001 - the signal of a button
        self.shares.setVisible(shown)
        self.chart.setVisible(not shown)
        self._as_table.say("En image" if shown else "En tableau")


def _more(mine: Euros, other: Euros) -> str:
    return f"{mine - other} de plus" if mine.cents > other.cents else ""


def _with_add(rows: tuple[GridRow, ...]) -> tuple[GridRow, ...]:
    """Return the rows with a line that adds a funder, after the last one."""
    found = list(rows)
    last = max((place for place, row in enumerate(found) if row.funder is not None), default=-1)
    if last < 0:
        last = next((place for place, row in enumerate(found) if row.id == "74"), len(found) - 1)
    cells = tuple(type(cell)(amount=Euros(0)) for cell in found[last].cells)
    found.insert(last + 1, GridRow(ADD_ROW, "Ajouter un financeur", 1, cells))
    return tuple(found)


SCREEN = BudgetScreen
