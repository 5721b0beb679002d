"""The explorer of contracts: one contract, or two side by side, read by subject."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.explorer_citing import on_contrat
from cvdesk.app.session import Session
from cvdesk.domain.contrat import Contrat
from cvdesk.errors import UserError
from cvdesk.gui.actions import ActionSpec, install
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import CONTRAT, Dialogs
from cvdesk.gui.look import LARGE_TEXT, Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.explorer_citing import Citing
from cvdesk.gui.screens.explorer_head import make_room
from cvdesk.gui.screens.explorer_pane import ContratPane
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words, announce

TWO_PANES = 820
"""Narrowest width for two contracts side by side, in pixels at 100 %."""
COMPARE, CLOSE = "Comparer deux contrats", "Fermer le second contrat"


class Explorer(QWidget):
    """Everything the contracts say.

    Args:
        look: The theme.
        desk: Where the contracts and the dossiers are.
        dialogs: How to ask a question.
        session: The dossier being worked on, to cite in it; its contract is shown first.
        today: The day, for terms and dates that are past.

    Signals:
        received: The path of a contract to look at, and perhaps install.
    """

    received = Signal(str)

    def __init__(
        self,
        look: Look,
        desk: Desk,
        dialogs: Dialogs,
        *,
        session: Session | None = None,
        today: date | None = None,
    ) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        self._own = () if session is None else (session.reference.contrat,)
        self._today = today or date.today()  # noqa: DTZ011 - a day on this person's calendar
        self._contrats: tuple[Contrat, ...] = ()
        self._citing = Citing(look, desk, dialogs, session, self)
        self._first = self._pane("Premier contrat")
        self._second: ContratPane | None = None
        self._front = self._first
        self._lay()
        install(self, self._specs())
        self.read_again()
        look.changed.connect(self._rearrange)

    def read_again(self) -> None:
        """Read which contracts are there: one may have been installed."""
        run_in_background(self._known, owner=self, done=self._arrive, failed=_raise)

    def _known(self) -> tuple[Contrat, ...]:
        """The contracts of one's own dossiers come first: they are what one comes to read."""
        every = self._desk.editions.every()
        if self._own:
            return every
        try:
            dossiers = self._desk.dossiers()
        except UserError:
            return every  # a contract is read without any espace
        return tuple(sorted(every, key=lambda one: not on_contrat(dossiers, one)))

    def _arrive(self, known: tuple[Contrat, ...]) -> None:
        mine = {(one.id, one.version) for one in self._own}
        others = {(one.id, one.version): one for one in known}
        self._contrats = (
            *self._own, *(one for edition, one in others.items() if edition not in mine)
        )  # fmt: skip
        self._first.offer(self._contrats, 0)
        self.compare.setEnabled(len(self._contrats) > 1)
        if self._second is not None:
            self._second.offer(self._contrats, 1)

    def _install(self) -> None:
        path = self._dialogs.ask_source(self, "Installer un contrat reçu", CONTRAT)
        if path is not None:
            self.received.emit(str(path))

    def _pane(self, name: str) -> ContratPane:
        pane = ContratPane(self._look, self._desk, self._today, name)
        pane.citing.connect(partial(self._citing.cite, pane))
        return pane

    def _lay(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words("Contrats de ville", role="title"))
        self._help = Words(
            "Les mots exacts du texte, avec leurs lignes\u00a0; ce qu’il ne dit pas est "
            "«\u00a0non précisé\u00a0».",
            role="help",
        )
        titles.addWidget(self._help)
        head.addLayout(titles, 1)
        self.install = Button(look, "Installer un contrat reçu", icon="paquet")
        self.install.clicked.connect(self._install)
        self.install.setVisible(not self._own)
        head.addWidget(self.install)
        self.compare = Button(look, COMPARE, icon="contrat")
        self.compare.setEnabled(False)
        self.compare.clicked.connect(self.toggle_second)
        head.addWidget(self.compare)
        column.addLayout(head)
        self._switch = QWidget()
        switch = QHBoxLayout(self._switch)
        switch.setContentsMargins(0, 0, 0, 0)
        switch.setSpacing(4)
        self.fronts: list[Button] = []
        for rank, name in enumerate(("Premier contrat", "Second contrat")):
            tab = Button(look, name, kind="tab")
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tab.clicked.connect(partial(self._bring, rank))
            switch.addWidget(tab)
            self.fronts.append(tab)
        switch.addStretch()
        self.fronts[0].setChecked(True)
        self._switch.hide()
        column.addWidget(self._switch)
        self._panes = QHBoxLayout()
        self._panes.setSpacing(20)
        self._panes.addWidget(self._first, 1)
        column.addLayout(self._panes, 1)

    def _specs(self) -> tuple[ActionSpec, ...]:
        return (
            ActionSpec("chercher", "Chercher", ("Ctrl+F",), self._search),
            ActionSpec(
                "copier", "Copier la citation", ("Ctrl+Shift+C",),
                self._copy,
            ),
            ActionSpec(
                "citer", "Citer dans mon dossier", ("Ctrl+Return",),
                self._cite,
            ),
            ActionSpec("suivante", "Rubrique suivante", ("Ctrl+PgDown",), partial(self._walk, 1)),
            ActionSpec(
                "precedente", "Rubrique précédente", ("Ctrl+PgUp",), partial(self._walk, -1)
            ),
            ActionSpec("liste", "Revenir à la liste", ("Escape",), self._leave_reading),
            ActionSpec("comparer", "Comparer deux contrats", ("F8",), self.toggle_second),
            ActionSpec("autre", "L’autre contrat", ("F6",), self._other),
        )  # fmt: skip

    # --- two contracts --------------------------------------------------------------------------

    @property
    def first(self) -> ContratPane:
        """The contract that is always there."""
        return self._first

    @property
    def second(self) -> ContratPane | None:
        """The contract beside it, if there is one."""
        return self._second

    @property
    def pane(self) -> ContratPane:
        """The contract where the focus is; the one in front otherwise."""
        focus = QApplication.focusWidget()
        for pane in filter(None, (self._first, self._second)):
            if focus is not None and (pane is focus or pane.isAncestorOf(focus)):
                return pane
        return self._front

    def toggle_second(self) -> None:
        """Put a second contract beside the first, or take it away."""
        if not self.compare.isEnabled():
            return
        if self._second is None:
            self._second = self._pane("Second contrat")
            self._panes.addWidget(self._second, 1)
            self._second.open_subject(self._first.subject)
            self._second.offer(self._contrats, 0 if self._first.head.choice.currentIndex() else 1)
            self._front = self._second
            self._second.head.choice.setFocus()
        else:
            second, self._second = self._second, None
            self._panes.removeWidget(second)
            second.hide()
            second.deleteLater()
            self._front = self._first
            self._first.tree.setFocus()
        self.compare.say(COMPARE if self._second is None else CLOSE)
        self._rearrange()

    def _other(self) -> None:
        if self._second is not None:
            self._bring(1 if self.pane is self._first else 0)

    def _bring(self, rank: int) -> None:
        pane = self._second if rank and self._second is not None else self._first
        self._front = pane
        self._rearrange()
        pane.tree.setFocus()
        announce(pane, f"{self.fronts[rank].text()}\u00a0: {pane.head.choice.currentText()}")

    def _search(self) -> None:
        self.pane.search.setFocus()

    def _leave_reading(self) -> None:
        self.pane.leave_reading()

    def _copy(self) -> None:
        self.pane.copy_citation()

    def _cite(self) -> None:
        self.pane.ask_to_cite()

    def _walk(self, steps: int) -> None:
        self.pane.walk(steps)

    def go_to(self, place: str) -> None:
        """Read one place of the first contract."""
        self._first.go_to(place)

    # --- room -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two contracts beside each other, or one behind the other."""
        super().resizeEvent(event)
        self._rearrange()

    def _rearrange(self) -> None:
        beside = self.width() >= self._look.px(TWO_PANES)
        turns = self._second is not None and not beside
        self._switch.setVisible(turns)
        for tab in self.fronts:
            make_room(self._look, tab)
        self._help.setVisible(self._look.factor < LARGE_TEXT)
        self.fronts[int(self._front is self._second)].setChecked(True)
        for pane in filter(None, (self._first, self._second)):
            pane.setVisible(not turns or pane is self._front)


def _raise(error: Exception) -> None:
    raise error
