"""A step whose grid takes the whole screen, its other questions on a second page."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget

from cvdesk.domain.findings import Finding
from cvdesk.gui.screens.section_screen import Questions
from cvdesk.gui.screens.step_screens import StepScreen
from cvdesk.gui.widgets.buttons import Button, Counting
from cvdesk.gui.widgets.words import Elided, Words


class PagedGrid(StepScreen):
    """What such a step does whatever its grid; its own ``lay`` makes the widgets.

    Attributes:
        questions_tab: Turns to the other page, and says which.
        remarks: Opens what the funder sees.
    """

    closes_panel: ClassVar[bool] = True

    questions_tab: Button
    remarks: Counting
    _title: Elided
    _intro: Words
    _pages: QStackedWidget
    _questions: Questions
    _blocking: Finding | None

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
        self._pages.setCurrentIndex(page)
        self.questions_tab.say("Revenir à la grille" if page else "Dates et explications")
        if page:
            self._questions.refresh()
