"""The parts around the grid of a budget: the banner, the totals, the shares as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.whopays import WhoPays
from cvdesk.domain.budget import percent
from cvdesk.domain.money import Euros
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.words import Steady, Words, frame

BESIDE = 720
"""Narrowest width, in pixels at 100 %, for the buttons of the banner beside its sentence."""


class Banner(QWidget):
    """What does not add up, in a sentence, with a button that goes there.

    Signals:
        explained: The person asks what a total is made of.
        went: The person wants to go to the line.
    """

    explained = Signal()
    went = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("fix")
        outer.addWidget(box)
        self._look = look
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, box)
        self._lines.setContentsMargins(16, 8, 12, 8)
        self._lines.setSpacing(12)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(Drawing(look, "a_corriger", "fix", 24))
        self._words = Steady()
        said.addWidget(self._words, 1)
        self._lines.addLayout(said, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        self.why = Button(look, "Pourquoi ce total\u00a0?")
        self.why.clicked.connect(self.explained)
        buttons.addWidget(self.why)
        self.go = Button(look, "")
        self.go.clicked.connect(self.went)
        buttons.addWidget(self.go)
        self._lines.addLayout(buttons)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons beside the sentence, or below it."""
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(BESIDE)
        self._lines.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def say(self, message: str, action: str) -> None:
        """Show a sentence and where its button goes (empty for nowhere)."""
        self._words.say(message)
        self.go.say(action)
        self.go.setVisible(bool(action))

    @property
    def message(self) -> str:
        """What is said."""
        return self._words.text()


_LINES_OF_YEARS = 2


class TotalCard(QFrame):
    """The total of one side, without and with the voluntary contributions."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 5, 14, 5)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.addWidget(Words(name, role="strong", wrap=False))
        self._amount = Steady("amount", wrap=False, look=look)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._amount, 1)
        column.addLayout(line)
        self._below = Steady("help")
        column.addWidget(self._below)
        self._name = name

    @property
    def amount(self) -> str:
        """The total shown."""
        return self._amount.text()

    def render_total(
        self, years: Sequence[int], totals: Sequence[Euros], whole: Sequence[Euros],
        over: Sequence[str], beside: str = "",
    ) -> None:  # fmt: skip
        """Show the totals of each exercise; ``over`` says what exceeds the other side.

        ``beside`` is told first: what was planned, when something was.
        """
        self._amount.say("   ".join(str(total) for total in totals))
        several = len(years) > 1
        if several:  # one more line for an excess must not move the grid at every key
            self._below.setMinimumHeight(_LINES_OF_YEARS * self._below.fontMetrics().lineSpacing())
        excess = [
            f"{year}\u00a0: {more}" if several else more
            for year, more in zip(years, over, strict=True)
            if more
        ]
        with_gifts = ", ".join(str(total) for total in whole)
        if several:
            excess.append(f"{Euros.total(totals)} pour {len(years)} ans")
        parts = [*([beside] if beside else []), *excess, f"{with_gifts} avec bénévolat et prêts"]
        self._below.say(" · ".join(parts))
        self._amount.set_ink("fix" if any(over) else "text")
        self._amount.setAccessibleName(f"{self._name}\u00a0: {self._amount.text()}")
        self._amount.setAccessibleDescription(self._below.text())


class SharesTable(QTableWidget):
    """The figures of the chart, written while they are asked for."""

    def __init__(self, look: Look) -> None:
        super().__init__(0, 3)
        self._look = look
        self._view: WhoPays | None = None
        self.setAccessibleName("Qui paie quoi, en tableau")
        self.setHorizontalHeaderLabels(["Qui", "Montant", "Part"])
        self.verticalHeader().hide()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setMaximumHeight(look.px(160))

    def render_view(self, view: WhoPays) -> None:
        """Show ``view``, now or when the table is."""
        self._view = view
        if not self.isHidden():
            self._write(view)

    def showEvent(self, event: QShowEvent) -> None:
        """Write what was computed meanwhile."""
        super().showEvent(event)
        if self._view is not None:
            self._write(self._view)

    def _write(self, view: WhoPays) -> None:
        self.setRowCount(len(view.shares))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, share in enumerate(view.shares):
            cells = (share.name, str(share.amount), percent(share.amount, view.total))
            for column, text in enumerate(cells):
                item = self.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    if column:
                        item.setTextAlignment(right)
                    self.setItem(row, column, item)
                if item.text() != text:
                    item.setText(text)
