"""« Permanence »: every association on one screen, what is missing, days left, who has the file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.deadline import SOON_DAYS
from cvdesk.app.permanence import Followed, Listing, urgency
from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import CSV, Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.tables.permanence_model import (
    LINE,
    Column,
    PermanenceFilter,
    PermanenceModel,
    within,
)
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.followed_card import FollowedCard
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words, announce, frame

FORM_WIDTH = 320
BESIDE = 900
"""Narrowest width of the screen for the form beside the table, in pixels at 100 %."""
DAYS = (
    ("Toutes les échéances", None),
    (f"Dans {SOON_DAYS} jours", SOON_DAYS),
    ("Dans 30 jours", 30),
)
WIDTHS = {
    Column.ASSOCIATION: 160, Column.DOSSIER: 175, Column.STATE: 165, Column.DAYS: 80,
    Column.HOLDER: 90, Column.LEFT: 230,
}  # fmt: skip


class Table(QTableView):
    """The list; Enter opens a dossier.

    Signals:
        opened: The person wants to work on the current row.
        pointed: Another row is the current one.
    """

    opened = Signal()
    pointed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Tab goes on to the form, as on the rest of the screen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: object, previous: object) -> None:
        """Say that another row is the current one."""
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        self.pointed.emit()


class Permanence(QWidget):
    """The screen of the advisor.

    Signals:
        opened: The id of a dossier to work on; its espace is the one worked in.
    """

    opened = Signal(str)

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        self._refusals: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addLayout(self._filters())
        self.busy = Busy(look)
        column.addWidget(self.busy)
        self.model = PermanenceModel(look, self)
        self.rows = PermanenceFilter(self.model, self)
        self.table = self._table()
        self.card = FollowedCard(look)
        self.card.opened.connect(self.open)
        self.card.entrusted.connect(self._entrust)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(16)
        holder = frame("card")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.table)
        self._body.addWidget(holder, 3)
        self._body.addWidget(self.card, 2)
        column.addLayout(self._body, 1)
        look.changed.connect(self._widen)
        self._widen()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words("Permanence", role="title"))
        self._said = Words("Lecture des dossiers…", role="help")
        titles.addWidget(self._said)
        head.addLayout(titles, 1)
        write = Button(self._look, "Écrire la liste", icon="document")
        write.clicked.connect(self._write)
        head.addWidget(write, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _filters(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        self.words = Line()
        self.words.setPlaceholderText("Un nom, une étape, une personne")
        self.association, self.state, self.days = DropDown(), DropDown(), DropDown()
        self.association.addItem("Toutes", "")
        self.state.addItem("Tous", "")
        for label, days in DAYS:
            self.days.addItem(label, days)
        self.association.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._asked = (
            ("Chercher", self.words), ("Association", self.association),
            ("État", self.state), ("Échéance", self.days),
        )  # fmt: skip
        self._captions = [Words(name, role="caption", wrap=False) for name, _ in self._asked]
        for caption, (name, widget) in zip(self._captions, self._asked, strict=True):
            caption.setBuddy(widget)
            widget.setAccessibleName(name)
        self._grid = grid
        self.words.textChanged.connect(self._filter)
        for box in (self.association, self.state, self.days):
            box.currentIndexChanged.connect(self._filter)
        return grid

    def _table(self) -> Table:
        table = Table()
        table.setModel(self.rows)
        table.setAccessibleName("Dossiers suivis")
        table.setAccessibleDescription("Entrée ouvre le dossier, Tab va à sa fiche.")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.setSortingEnabled(True)
        table.sortByColumn(Column.DAYS, Qt.SortOrder.AscendingOrder)
        table.opened.connect(self.open)
        table.doubleClicked.connect(self.open)
        table.pointed.connect(self._show_current)
        return table

    # --- reading --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed since; what did not is there at once."""
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Read every dossier again, rows coming as they are read."""
        permanence = self._desk.permanence

        def listed(listing: Listing) -> None:
            self._refusals = listing.refusals
            self.model.keep_only(frozenset(listing.places))
            batches = permanence.batches(listing)
            self.busy.run_each(
                f"Contrôle de {len(listing.places)} dossiers…",
                [partial(permanence.follow, batch) for batch in batches],
                each=self._add,
                done=self._settled,
                failed=self._refused,
            )

        self.busy.run("Liste des dossiers…", permanence.listing, listed, self._refused)

    def _add(self, lines: tuple[Followed, ...]) -> None:
        self.model.show_lines(lines)
        self._offer(self.association, [line.association for line in self.model.lines])
        self._offer(self.state, self._states())
        self._summarise()
        if not self.table.currentIndex().isValid() and self.rows.rowCount():
            self.table.selectRow(0)
        self._show_current()

    def _settled(self) -> None:
        self._add(())
        announce(self, self._said.text())

    def _states(self) -> list[str]:
        """The words of the lives, and of how far the writing is."""
        lines = self.model.lines
        return [word for line in lines for word in (line.state, line.writing) if word]

    @staticmethod
    def _offer(box: QComboBox, names: list[str]) -> None:
        """Offer what is there, without losing what is chosen."""
        wanted = sorted(set(names), key=str.casefold)
        if [box.itemData(row) for row in range(1, box.count())] == wanted:
            return
        chosen = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for name in wanted:
            box.addItem(name, name)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)

    def _summarise(self) -> None:
        lines = self.model.lines
        shown = self.rows.rowCount()
        blocked = sum(bool(line.blocking or line.unanswered) for line in lines)
        soon = sum(within(line, SOON_DAYS) for line in lines)
        said = f"{_dossiers(len(lines))}, dont {blocked} à compléter ou corriger"
        if soon:
            said += f", {soon} à échéance dans les {SOON_DAYS} jours"
        if shown != len(lines):
            said += f" · {shown} dans cette liste"
        if not lines:
            said = "Aucun dossier dans les espaces de cet ordinateur."
        self._said.say(". ".join((said, *self._refusals)))

    def _filter(self) -> None:
        self.rows.want(
            association=self.association.currentData() or "",
            state=self.state.currentData() or "",
            days=self.days.currentData(),
            words=self.words.text(),
        )
        self._summarise()
        if self.rows.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._show_current()

    # --- the current row ------------------------------------------------------------------------

    @property
    def current(self) -> Followed | None:
        """The dossier of the current row."""
        line = self.table.currentIndex().data(LINE)
        return line if isinstance(line, Followed) else None

    def _show_current(self) -> None:
        self.card.render_view(self.current)

    def open(self) -> None:
        """Work on the dossier of the current row, in its own espace."""
        line = self.current
        if line is None:
            return
        self.busy.interrupt()
        path = Path(line.place.espace)
        try:
            if path not in [one.path for one in self._desk.espaces.known() if one.current]:
                self._desk.espaces.choose(path)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self.opened.emit(line.place.dossier)

    def _entrust(self, who: str) -> None:
        line = self.current
        if line is None or who == line.holder:
            return
        permanence, place = self._desk.permanence, line.place

        def done(changed: Followed) -> None:
            self.model.show_lines((changed,))
            self._show_current()
            name = changed.holder or "personne"
            announce(self, f"{changed.title}\u00a0: le dossier est chez {name}")

        run_in_background(
            lambda: permanence.entrust(place, who), owner=self, done=done, failed=self._refused
        )

    def _write(self) -> None:
        target = self._dialogs.ask_target(
            self, "Écrire la liste pour un tableur", "permanence.csv", CSV
        )
        if target is None:
            return
        try:
            self._desk.permanence.write_list(target, sorted(self.rows.shown(), key=urgency))
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self._dialogs.tell(
            self,
            f"La liste «\u00a0{target.name}\u00a0» est écrite.",
            "Elle contient ce que montre l’écran, filtres compris. Elle nomme des associations, ne "
            "la laissez pas sur un ordinateur partagé.",
        )

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._dialogs.show_refusal(self, error)

    # --- room -----------------------------------------------------------------------------------

    def _widen(self) -> None:
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, self._look.px(width))
        self.table.verticalHeader().setDefaultSectionSize(self._look.px(36))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form beside the table, or below it."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        beside = self.width() >= self._look.px(BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._body.setDirection(direction)
        side = len(self._asked) if beside else 2
        for rank, (caption, (_, widget)) in enumerate(
            zip(self._captions, self._asked, strict=True)
        ):
            self._grid.addWidget(caption, 2 * (rank // side), rank % side)
            self._grid.addWidget(widget, 2 * (rank // side) + 1, rank % side)
        for place in range(len(self._asked)):
            self._grid.setColumnStretch(place, 0 if place >= side else 1)
        self.card.setMaximumWidth(self._look.px(FORM_WIDTH) if beside else 16_777_215)


def _dossiers(number: int) -> str:
    return "1 dossier" if number == 1 else f"{number} dossiers"


SCREEN = Permanence
