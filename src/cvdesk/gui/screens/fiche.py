"""« Comparer avec la fiche de l’association »: what differs, brought over one way or the other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.association import bring, differences, follow
from cvdesk.app.session import Session
from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.tables.difference_model import DifferenceModel
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce, frame

ROW = 48


class FicheScreen(BesideScreen):
    """The table of the differences, and the two ways."""

    def lay(self) -> None:
        """Build the widgets."""
        self._record: Session | None = None
        look = self.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Revenir au dossier")
        self.top.left.connect(self.left)
        outer.addWidget(self.top)
        column = QVBoxLayout()
        column.setContentsMargins(32, 20, 32, 12)
        column.setSpacing(8)
        outer.addLayout(column, 1)
        self.said = Words("Lecture de la fiche…", role="subtitle")
        column.addWidget(self.said)
        self._more = Words(role="help")
        column.addWidget(self._more)
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self.model = DifferenceModel(self)
        self.model.ticked.connect(self._count)
        self._pages.addWidget(QWidget())
        self._pages.addWidget(self._lay_table())
        self._pages.addWidget(self._lay_offer())
        outer.addWidget(self._lay_foot())
        self.top.render_names(
            "Comparer avec la fiche de l’association",
            self.session.facts.shown("nom") or "Association à nommer",
            None,
        )
        dossier, desk = self.session.dossier, self.desk
        run_in_background(
            lambda: desk.associations.record_of(dossier),
            owner=self,
            done=self._show_record,
            failed=self._refused,
        )

    def _lay_table(self) -> QWidget:
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Différences entre ce dossier et la fiche")
        self.table.setAccessibleDescription("Espace coche ou décoche la ligne.")
        self.table.setWordWrap(True)
        self.table.setAlternatingRowColors(False)
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.look.px(ROW))
        self.table.setIconSize(QSize(20, 20))
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        return self.table

    def _lay_offer(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        line = QHBoxLayout()
        self.make = Button(self.look, "Faire une fiche d’après ce dossier", icon="plus")
        self.make.clicked.connect(self._make)
        line.addWidget(self.make)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        return page

    def _lay_foot(self) -> QWidget:
        self._foot = frame("foot")
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(24, 6, 16, 6)
        line.setSpacing(8)
        self.all = Button(self.look, "Tout cocher", kind="quiet")
        self.all.clicked.connect(lambda: self.model.tick_all(ticked=True))
        self.none = Button(self.look, "Tout décocher", kind="quiet")
        self.none.clicked.connect(lambda: self.model.tick_all(ticked=False))
        line.addWidget(self.all)
        line.addWidget(self.none)
        line.addStretch(1)
        self.to_record = Button(self.look, "")
        self.to_record.clicked.connect(self._teach)
        line.addWidget(self.to_record)
        self.to_dossier = Button(self.look, "", kind="primary")
        self.to_dossier.clicked.connect(self._take)
        line.addWidget(self.to_dossier)
        self._foot.hide()
        return self._foot

    # --- what is shown --------------------------------------------------------------------------

    def _show_record(self, record: Session | None) -> None:
        self._record = record
        if record is None:
            self.said.say("Aucune fiche ne correspond à l’association de ce dossier.")
            self._more.say(
                "Une fiche garde l’identité, les moyens, le budget et les papiers\u00a0: le "
                "prochain dossier partira d’elle, sans rien retaper."
            )
            self._pages.setCurrentIndex(2)
            self._foot.hide()
            self.make.setFocus()
            return
        self._compare()

    def _compare(self) -> None:
        if self._record is None:
            return
        found = differences(self.session.facts, self._record.facts)
        self.model.show_lines(found)
        self.said.say(_told(len(found)))
        mine, other = self.session.facts.years[:1], self._record.facts.years[:1]
        said = "Cochez ce que vous voulez reprendre, puis choisissez le sens."
        if mine != other:
            year = str(other[0]) if other else "sans année"
            said += f" Le budget n’est pas comparé\u00a0: celui de la fiche est de {year}."
        self._more.say(said if found else "")
        self._pages.setCurrentIndex(1 if found else 0)
        self._foot.setVisible(bool(found))
        if found:
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()

    def _count(self) -> None:
        count = len(self.model.chosen)
        self.to_dossier.say(f"Reprendre de la fiche ({count})")
        self.to_record.say(f"Mettre dans la fiche ({count})")
        for button in (self.to_dossier, self.to_record):
            button.setEnabled(count > 0)

    # --- what is done ---------------------------------------------------------------------------

    def _take(self) -> None:
        """The dossier says what the record says: one step of undo there."""
        if self._record is None:
            return
        count = bring(self.session, self._record.facts, self.model.chosen)
        follow(self.session, self._record.dossier.id)
        self._done(f"{_lines(count)} dans le dossier. «\u00a0Annuler\u00a0» y revient en arrière.")

    def _teach(self) -> None:
        """The record says what the dossier says; the dossier does not move."""
        if self._record is None:
            return
        count = bring(self._record, self.session.facts, [one.turned for one in self.model.chosen])
        try:
            self.desk.save(self._record.dossier)
        except UserError as refusal:
            self._record.undo()
            self.dialogs.show_refusal(self, refusal)
            return
        self._done(f"{_lines(count)} dans la fiche. Le dossier n’a pas bougé.")

    def _make(self) -> None:
        try:
            record = self.desk.associations.record_from(self.session.dossier)
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        follow(self.session, record.id)
        self._show_record(self.desk.session(record))
        self._done("La fiche est faite. Elle est dans «\u00a0Mes associations\u00a0».")

    def _done(self, said: str) -> None:
        self._compare()
        self._more.say(f"{said} {self._more.text()}".strip())
        announce(self, said)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.dialogs.show_refusal(self, error)


def _told(count: int) -> str:
    if not count:
        return "Le dossier et la fiche disent la même chose."
    return "1 différence" if count == 1 else f"{count} différences"


def _lines(count: int) -> str:
    return "1 réponse reprise" if count == 1 else f"{count} réponses reprises"


SCREEN = FicheScreen
