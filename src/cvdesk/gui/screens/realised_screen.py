"""The budget of an account: planned beside done, the gaps at every key, in euros and in words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from cvdesk.app.budget_labels import Labels
from cvdesk.app.budgetview import GridRow
from cvdesk.app.compared_view import (
    CHARGE_HEADS,
    DONE,
    PRODUCT_HEADS,
    ComparedView,
    ToldCell,
    compared_view,
)
from cvdesk.app.pasting import pasted_answers
from cvdesk.app.session import Changes, Session
from cvdesk.domain.comparison import Gap
from cvdesk.domain.findings import Finding
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.gui.screens.paged_grid import PagedGrid
from cvdesk.gui.tables.budget_model import ADD_ROW, SideView
from cvdesk.gui.tables.compared_model import ComparedModel
from cvdesk.gui.widgets.budget_parts import TotalCard
from cvdesk.gui.widgets.budget_tree import ROW, BudgetTree
from cvdesk.gui.widgets.buttons import Button, Counting
from cvdesk.gui.widgets.words import Elided, Words, announce, frame

FEWEST_ROWS = 7
_PLAN_HELD = (
    "Le prévu est celui de la demande\u00a0; il se corrige si le budget a été revu avec le "
    "financeur (Dates et explications)."
)


class RealisedScreen(PagedGrid):
    """A step that compares what was done with what was planned."""

    def lay(self) -> None:
        """Title and actions, banner, one side at a time, the gap in words, totals; questions."""
        self._budget = next(i for i in self.step.section.items if isinstance(i, Budget))
        self._blocking: Finding | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 14, 24, 12)
        outer.setSpacing(10)
        outer.addLayout(self._lay_head())
        self._pages = QStackedWidget()
        outer.addWidget(self._pages, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._lay_grid())
        self._pages.addWidget(scroll)
        self.refresh(Changes(everything=True))
        for tree in self.trees:
            tree.expandAll()
        self._show_side(0)

    def _lay_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._title = Elided(self.title, role="title")
        names.addWidget(self._title)
        self._intro = Words(self.step.section.intro or self._budget.help, role="help")
        names.addWidget(self._intro)
        head.addLayout(names, 1)
        self.paste = Button(self.look, "Coller le réalisé")
        self.paste.clicked.connect(self._paste)
        self.questions_tab = Button(self.look, "Dates et explications")
        self.questions_tab.clicked.connect(self._turn_page)
        self.remarks = Counting(self.look, "Ce que voit le financeur")
        self.remarks.clicked.connect(self.asked_for_panel)
        for button in (self.paste, self.questions_tab, self.remarks):
            head.addWidget(button)
        return head

    def _lay_grid(self) -> QWidget:
        look = self.look
        page, column = self._lay_page(self._explain)
        tabs = QHBoxLayout()
        self.tabs: list[Button] = []
        self.trees: list[BudgetTree] = []
        self.models: list[ComparedModel] = []
        self._boxes: list[QWidget] = []
        for rank, text in enumerate(("Charges", "Produits")):
            tab = Button(look, text, kind="tab")
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tab.clicked.connect(partial(self._show_side, rank))
            self.tabs.append(tab)
            tabs.addWidget(tab)
            self._lay_side(text)
        tabs.addStretch(1)
        self.plan_words = Elided(role="help")
        tabs.addWidget(self.plan_words, 100)
        column.addLayout(tabs)
        for box in self._boxes:
            column.addWidget(box, 1)
        self.gap_words = Words(role="strong")
        self.gap_words.setAccessibleName("Écart de la ligne")
        column.addWidget(self.gap_words)
        totals = QHBoxLayout()
        totals.setSpacing(16)
        self.totals = (
            TotalCard(self.look, "Charges réalisées"),
            TotalCard(self.look, "Produits réalisés"),
        )
        for card in self.totals:
            totals.addWidget(card, 1)
        column.addLayout(totals)
        return page

    def _lay_side(self, name: str) -> None:
        model = ComparedModel(self.look, self.session, self._budget, self)
        tree = BudgetTree(self.look, model, name)
        box = frame("card")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(tree)
        tree.removed.connect(lambda row: self.session.remove_row(RowId(row)))
        tree.added.connect(self._add_funder)
        tree.setMinimumHeight(self.look.px(FEWEST_ROWS * ROW))
        tree.selectionModel().currentChanged.connect(self._say_gap)
        self.models.append(model)
        self.trees.append(tree)
        self._boxes.append(box)

    # --- drawing --------------------------------------------------------------------------------

    def refresh(self, _changes: Changes) -> None:
        """Compare again and draw what differs."""
        self._title.say(self.title)
        view = compared_view(self.session.facts, self._budget, self.step.row)
        if view is not None:
            self._draw(view)
        self._draw_banner()
        self._say_gap()
        if self._pages.currentIndex():
            self._questions().refresh()

    def _draw(self, view: ComparedView) -> None:
        sides = (
            SideView("Charges", (view.year,), view.charges, funders=False, heads=CHARGE_HEADS),
            SideView("Produits", (view.year,), _with_add(view.produits), funders=False,
                     heads=PRODUCT_HEADS),
        )  # fmt: skip
        for model, tree, side in zip(self.models, self.trees, sides, strict=True):
            model.gaps = view.gaps
            if model.show_side(side):
                tree.expandAll()
                tree.fit_columns()
        self.plan_words.say("Le prévu peut se corriger." if view.plan_editable else _PLAN_HELD)
        gaps = (view.total_charges, view.total_produits)
        for card, gap, whole, other, there in zip(
            self.totals, gaps, view.with_gifts, reversed(gaps), ("produits", "charges"), strict=True
        ):
            more = gap.done.cents > other.done.cents
            over = (f"{gap.done - other.done} de plus que les {there}" if more else "",)
            card.render_total((view.year,), (gap.done,), (whole.done,), over, _beside(gap))

    def _say_gap(self, current: QModelIndex | None = None, _old: QModelIndex | None = None) -> None:
        rank = 0 if self.tabs[0].isChecked() else 1
        index = current if current is not None else self.trees[rank].currentIndex()
        said = self.models[rank].sentence(index) if index.isValid() else ""
        self.gap_words.say(said or "Choisissez une ligne\u00a0: son écart s’écrit ici en mots.")

    # --- moving ---------------------------------------------------------------------------------

    def commit(self) -> None:
        """Send what is still being typed."""
        for tree in self.trees:
            tree.finish()
        super().commit()

    def focus_key(self, key: Key | None) -> bool:
        """Start typing in the cell of ``key``, or put the cursor in its question."""
        if key is None:
            self.trees[0].setFocus()
            return True
        for rank, (tree, model) in enumerate(zip(self.trees, self.models, strict=True)):
            index = model.index_of_key(key)
            if index.isValid():
                self._turn_to(0)
                self.tabs[rank].setChecked(True)
                self._show_side(rank)
                tree.edit_key_at(index)
                return True
        self._turn_to(1)
        return self._questions().focus_key(key)

    def _show_side(self, rank: int) -> None:
        self.tabs[rank].setChecked(True)
        for place, box in enumerate(self._boxes):
            box.setVisible(place == rank)
        self._say_gap()

    # --- doing ----------------------------------------------------------------------------------

    def _add_funder(self) -> None:
        row = self.session.add_row(self._budget.funders.id, self.step.row)
        index = self.models[1].index_of(row)
        if index.isValid():
            self.trees[1].edit_key_at(index)

    def _paste(self) -> None:
        """Put a column of amounts into « Réalisé », from the current line on."""
        rank = 0 if self.tabs[0].isChecked() else 1
        tree, model = self.trees[rank], self.models[rank]
        column = model.side.columns.index(DONE)
        rows = [
            replace(row, cells=(row.cells[column],)) for row in model.side.rows if row.id != ADD_ROW
        ]
        here = model.row_at(tree.currentIndex())
        start = next((n for n, row in enumerate(rows) if here and row.id == here.id), 0)
        labels = Labels(self._budget.grid, self.desk.tableurs.livres)
        answers = pasted_answers(QGuiApplication.clipboard().text(), rows, start, 0, labels)

        def edit(apart: Session) -> None:
            for key, typed in answers:
                apart.answer(key, typed)

        self.session.together(edit)
        many = "Un montant collé" if len(answers) == 1 else f"{len(answers)} montants collés"
        said = many if answers else "Le presse-papiers ne contient pas de montant"
        announce(tree, said)
        self._intro.say(f"{said}.")

    def _explain(self) -> None:
        view = compared_view(self.session.facts, self._budget, self.step.row)
        if view is None:
            return
        lines = []
        for title, rows, total in (
            ("Charges", view.charges, view.total_charges),
            ("Produits", view.produits, view.total_produits),
        ):
            lines.append(f"{title}\u00a0:")
            lines += [
                f"    {row.label}\u00a0: {view.gaps[row.id].done}, {view.gaps[row.id].words}"
                for row in rows
                if row.level == 0 and (view.gaps[row.id].planned or view.gaps[row.id].done)
            ]
            lines.append(f"    Total\u00a0: {_told(total)}")
        self.dialogs.tell(self, "Pourquoi ce total\u00a0?", "\n".join(lines))


def _told(gap: Gap) -> str:
    return f"{gap.done}, {gap.planned} prévus, {gap.words}"


def _beside(gap: Gap) -> str:
    return f"{gap.planned} prévus, {gap.words}"


def _with_add(rows: tuple[GridRow, ...]) -> tuple[GridRow, ...]:
    """Return the rows with a line that adds a funder, after the last one."""
    found = list(rows)
    last = max((place for place, row in enumerate(found) if row.funder is not None), default=-1)
    if last < 0:
        last = next(place for place, row in enumerate(found) if row.id == "74")
    cells = tuple(ToldCell(Euros(0)) for _ in found[last].cells)
    found.insert(last + 1, GridRow(ADD_ROW, "Ajouter un financeur", 1, cells))
    return tuple(found)


SCREEN = RealisedScreen
