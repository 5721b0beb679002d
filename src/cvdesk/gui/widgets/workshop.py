"""The frame of the workshop: bars, steps, centre, panel, and how they share the room there is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cvdesk.gui.look import LARGE_TEXT, Look
from cvdesk.gui.tables.step_model import StepModel
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.finder import Finder
from cvdesk.gui.widgets.panel import Panel
from cvdesk.gui.widgets.step_list import StepList
from cvdesk.gui.widgets.topbar import FootBar, TopBar
from cvdesk.gui.widgets.words import Elided, Words, frame

THREE_COLUMNS = 1200
TWO_COLUMNS = 900
WHOLE_FOOT = 1020
"""Narrowest widths, in logical pixels."""
STEPS_WIDTH, PANEL_WIDTH = 264, 352
WIDE, MEDIUM, SMALL = "wide", "medium", "small"


class Workshop(QWidget):
    """Bars that never scroll, three columns; the panel becomes a tab, the steps a combo box.

    Attributes:
        mode: ``WIDE``, ``MEDIUM`` or ``SMALL``; empty before the first arrangement.
        stack: The screens of the steps.
        centre: The stack, or the panel when it is a tab.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.mode = ""
        self.model = StepModel(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Mes dossiers", searching=True)
        outer.addWidget(self.top)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        outer.addLayout(body, 1)
        self._left = frame("left")
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 12, 0, 16)
        left.setSpacing(0)
        title = Words("Étapes", role="strongcaption")
        self.done = Words(role="help")
        self._version = Words(role="strongcaption")
        for words in (title, self.done, self._version):
            words.setContentsMargins(24, 0, 8, 0)
            left.addWidget(words)
        left.addSpacing(4)
        self.steps = StepList(look, self.model)
        left.addWidget(self.steps, 1)
        self.draft = Button(look, "Imprimer un brouillon", icon="document")
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 8, 16, 0)
        holder.addWidget(self.draft)
        left.addLayout(holder)
        body.addWidget(self._left)
        centre = QVBoxLayout()
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        body.addLayout(centre, 1)
        self._tabs = frame("bar")
        tabs = QHBoxLayout(self._tabs)
        tabs.setContentsMargins(16, 0, 16, 0)
        tabs.setSpacing(4)
        self.questions_tab = Button(look, "Questions", kind="tab")
        self.panel_tab = Button(look, "Ce que voit le financeur", kind="tab")
        for tab in (self.questions_tab, self.panel_tab):
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tabs.addWidget(tab)
        self._version_beside = Elided(role="strongcaption")
        tabs.addWidget(self._version_beside, 1)
        self.questions_tab.setChecked(True)
        centre.addWidget(self._tabs)
        self.centre = QStackedWidget()
        centre.addWidget(self.centre, 1)
        self.stack = QStackedWidget()
        self.centre.addWidget(self.stack)
        self._tab_page = QWidget()
        self._tab_column = QVBoxLayout(self._tab_page)
        self._tab_column.setContentsMargins(16, 0, 16, 0)
        self.centre.addWidget(self._tab_page)
        self._right = frame("right")
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._right)
        self.panel = Panel(look)
        self._right_column.addWidget(self.panel)
        self.busy = Busy(look)
        outer.addWidget(self.busy)
        self.foot = FootBar(look)
        outer.addWidget(self.foot)
        self.finder = Finder(look, self)

    def show_version(self, said: str) -> None:
        """Say how far the last version is: under the progress, or beside the tabs."""
        self._version.say(said)
        self._version.setVisible(bool(said))
        self._version_beside.say(said if self.mode == SMALL else "")

    def arrange(self, width: int, panel_open: bool) -> None:  # noqa: FBT001 - what it is told
        """Share the room: three columns, two, or one.

        Args:
            width: In logical pixels.
            panel_open: Whether the panel is wanted beside the questions, when there is room.
        """
        if self._look.factor >= LARGE_TEXT or width < TWO_COLUMNS:
            self.mode = SMALL
        else:
            self.mode = WIDE if width >= THREE_COLUMNS else MEDIUM
        wide = self.mode == WIDE
        self._left.setVisible(self.mode != SMALL)
        self._left.setFixedWidth(self._look.px(STEPS_WIDTH))
        self._right.setFixedWidth(self._look.px(PANEL_WIDTH))
        self._right.setVisible(wide and panel_open)
        self._tabs.setVisible(not wide)
        home = self._right_column if wide else self._tab_column
        if home.indexOf(self.panel) < 0:
            home.addWidget(self.panel)
            self.panel.show()
        if wide:
            self.centre.setCurrentIndex(0)
        self.panel.show_title(visible=wide)
        self.top.be_narrow(narrow=self.mode == SMALL)
        self.foot.be_narrow(narrow=self.mode == SMALL or width < WHOLE_FOOT)
