"""A step whose grid takes the whole screen, its other questions on a second page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cvdesk.app.glance import findings_at_a_glance, refused_at_a_glance
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.facts import FIRST_EXERCISE
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.ids import Key
from cvdesk.gui.screens.section_screen import Questions
from cvdesk.gui.screens.step_screens import StepScreen
from cvdesk.gui.tables.budget_model import BudgetModel
from cvdesk.gui.widgets.budget_parts import Banner
from cvdesk.gui.widgets.buttons import Button, Counting
from cvdesk.gui.widgets.words import Elided, Words, announce

_NO_YEAR = Finding(
    "",
    None,
    Gravity.BLOCKING,
    "Un montant s’écrit dans la colonne de son année\u00a0: dites d’abord de quelle année est ce "
    "budget.",
    (Key(FIRST_EXERCISE),),
)
"""Without a year the grid has no column to type in."""


class PagedGrid(StepScreen):
    """What such a step does whatever its grid; its own ``lay`` makes the widgets.

    Attributes:
        banner: What keeps this grid from being signed, above it.
        models: The sides of the grid.
        questions_tab: Turns to the other page, and says which.
        remarks: Opens what the funder sees.
    """

    closes_panel: ClassVar[bool] = True

    banner: Banner
    models: Sequence[BudgetModel]
    questions_tab: Button
    remarks: Counting
    _title: Elided
    _intro: Words
    _pages: QStackedWidget
    _made: Questions | None = None
    _blocking: Finding | None

    def _lay_page(self, explain: Callable[[], None]) -> tuple[QWidget, QVBoxLayout]:
        """Return the page of the grid and its column, the banner in it; it can be explained."""
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.banner = Banner(self.look)
        self.banner.explained.connect(explain)
        self.banner.went.connect(self._go_to_blocking)
        column.addWidget(self.banner)
        return page, column

    def _questions(self) -> Questions:
        """Return the other page, made when it is first turned to: it holds more than the grid."""
        if self._made is None:
            self._made = Questions(self.look, self.session, self.step, self._pages, funders=True)
            self._made.set_margin(16, 8)
            self._made.arranged.connect(self.arranged)
            self._made.remarked.connect(self.asked_to_remark)
            self._pages.addWidget(self._made)
            self.arranged.emit()
        return self._made

    def commit(self) -> None:
        """Send what is still being typed."""
        if self._made is not None:
            self._made.commit()

    def _way_there(self, finding: Finding) -> str:
        if finding is _NO_YEAR:
            return "Dire l’année"
        return "Aller à la ligne" if finding.keys else ""

    def _shows(self, key: Key) -> bool:
        return any(model.index_of_key(key).isValid() for model in self.models)

    def _draw_banner(self) -> None:
        found = findings_at_a_glance(self.session, self.step)
        blocking = [] if self.session.facts.years else [_NO_YEAR]
        blocking += [*refused_at_a_glance(self.session, self._shows)]
        ruled = [f for f in found if f.gravity is Gravity.BLOCKING and f.code != MISSING]
        # What is seen on this screen, two totals that differ, goes before what is said elsewhere.
        blocking += sorted(ruled, key=lambda finding: not finding.of_totals)
        before, self._blocking = self._blocking, blocking[0] if blocking else None
        if self._blocking is None:
            self.banner.hide()
            return
        self.banner.say(self._blocking.message, self._way_there(self._blocking))
        self.banner.why.setVisible(self._blocking.of_totals)
        self.banner.show()
        if before is None or before.message != self._blocking.message:
            announce(self.banner, self._blocking.message)

    def _go_to_blocking(self) -> None:
        if self._blocking is not None and self._blocking.keys:
            self.asked_to_go.emit(str(self._blocking.keys[0]))

    def show_remarks(self, count: int) -> None:
        """Show how many remarks wait behind the closed panel."""
        self.remarks.count(count)

    def show_title(self, *, visible: bool) -> None:
        """Hide the title where a combo box already names the step."""
        self._title.setVisible(visible)
        self._intro.setVisible(visible)
        self.remarks.setVisible(visible)

    def _turn_page(self) -> None:
        self._turn_to(1 - self._pages.currentIndex())

    def _turn_to(self, page: int) -> None:
        if page:
            self._questions().refresh()
        self._pages.setCurrentIndex(page)
        self.questions_tab.say("Revenir à la grille" if page else "Dates et explications")
