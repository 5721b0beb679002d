"""One contract read by subject: its choice, its search, its branches, and the place being read."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cvdesk.app.contrattree import searched, told
from cvdesk.app.explorer import TERRITORIAL, Subject, counted, subject_branches
from cvdesk.app.explorer_items import quotation
from cvdesk.app.explorer_search import Explored
from cvdesk.app.explorer_territory import EVERYWHERE, Territory, term, territories
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.recherche import QuartierTrouve, Trouvaille
from cvdesk.gui.background import Task, run_in_background
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.explorer_head import ContratHead, SubjectTabs, choice, framed
from cvdesk.gui.screens.explorer_reading import ReadingView
from cvdesk.gui.tables.branch_model import BranchModel
from cvdesk.gui.widgets.branch_tree import BranchTree
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words, announce

BESIDE = 700
"""Narrowest width for the reading beside the branches, in pixels at 100 %."""
BELOW = 440
"""Least height for the reading below the branches; under it, one takes the place of the other."""
_Beyond: TypeAlias = tuple[tuple[Trouvaille, ...], tuple[QuartierTrouve, ...]]
"""What the catalogue adds to a search."""
WHY = "Un dossier cite les orientations, les objectifs, les actions locales et les principes."
READ, LIST = "Lire ce passage", "Revenir à la liste"
PAUSE_MS = 200


class ContratPane(QWidget):
    """Reads one contract at a time.

    Signals:
        shown: Another contract is ready on screen.
        citing: The id of a place that the person wants to cite.
    """

    shown = Signal()
    citing = Signal(str)

    def __init__(self, look: Look, desk: Desk, today: date, name: str) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._today = today
        self._name = name
        self._contrats: tuple[Contrat, ...] = ()
        self._wanted = ""
        self._ready: dict[tuple[str, str], Explored] = {}
        self._explored: Explored | None = None
        self._turns = False
        self._reads = False
        self._territories: tuple[tuple[str, Territory], ...] = ()
        self._subject = Subject.ORIENTATIONS
        self._preparing: Task | None = None
        self._asking: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask_catalogue)
        self._lay()
        look.changed.connect(self._wear)

    # --- what is on screen ----------------------------------------------------------------------

    def _lay(self) -> None:
        look, name = self._look, self._name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = ContratHead(look, self._today, name)
        self.head.chosen.connect(self._choose)
        column.addWidget(self.head)
        self._tabs = SubjectTabs(look, name)
        self._tabs.show_subject(self._subject)
        self._tabs.chosen.connect(self._open_named)
        column.addWidget(self._tabs)
        self._lay_search(column)
        self.count = Words(role="help")
        column.addWidget(self.count)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(12)
        self._model = BranchModel(self)
        self.tree = BranchTree(look, self._model, f"{name}\u00a0: passages")
        self.tree.pointed.connect(self._show)
        self.tree.chosen.connect(self._enter)
        self.tree.serve(self.search)
        self._list = framed(self.tree)
        self._body.addWidget(self._list, 50)
        self.reading = ReadingView(look)
        self.reading.setAccessibleName(f"{name}\u00a0: lecture du passage choisi")
        self.reading.went.connect(self.go_to)
        self._page = framed(self.reading)
        self._body.addWidget(self._page, 50)
        column.addLayout(self._body, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.said_done = Words(role="help")
        foot.addWidget(self.said_done, 1)
        self.turn = Button(look, READ)
        self.turn.clicked.connect(self._turn)
        foot.addWidget(self.turn)
        self.copy = Button(look, "Copier la citation", icon="document", name="Copier la citation")
        self.copy.clicked.connect(self.copy_citation)
        self.cite = Button(
            look, "Citer dans mon dossier", icon="plus", name="Citer dans mon dossier"
        )
        self.cite.clicked.connect(self.ask_to_cite)
        for button in (self.copy, self.cite):
            button.setEnabled(False)
            foot.addWidget(button)
        column.addLayout(foot)

    def _lay_search(self, column: QVBoxLayout) -> None:
        look = self._look
        line = QHBoxLayout()
        line.setSpacing(8)
        self.search = Line()
        self.search.setAccessibleName(f"{self._name}\u00a0: chercher dans tout le contrat")
        self.search.setPlaceholderText("Chercher dans tout le contrat, avec ou sans accents")
        self.search.setClearButtonEnabled(True)
        self._lens = self.search.addAction(
            look.icon("chercher", "text2", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self._lens.setText("Chercher dans tout le contrat")
        self.search.textChanged.connect(self._on_typing)
        line.addWidget(self._tabs.combo, 2)
        line.addWidget(self.search, 3)
        self.where = choice(f"{self._name}\u00a0: département ou commune", 12)
        self.where.activated.connect(lambda _: self._draw_branches())
        line.addWidget(self.where, 2)
        column.addLayout(line)

    # --- contracts ------------------------------------------------------------------------------

    @property
    def contrat(self) -> Contrat | None:
        """The contract on screen, or None while it is being read."""
        return None if self._explored is None else self._explored.contrat

    @property
    def subject(self) -> Subject:
        """The subject on screen."""
        return self._subject

    def offer(self, contrats: tuple[Contrat, ...], first: int) -> None:
        """Offer contracts, and show one of them."""
        self._contrats = contrats
        self.head.offer(contrats)
        if contrats:
            self.choose(min(first, len(contrats) - 1))
        else:
            self.reading.say("Aucun contrat n’est installé sur cet ordinateur.")

    def choose(self, rank: int) -> None:
        """Show one of the contracts offered."""
        self.head.choice.setCurrentIndex(rank)
        self._choose(rank)

    def _choose(self, rank: int) -> None:
        if rank >= len(self._contrats):
            return
        contrat, today = self._contrats[rank], self._today
        if self._preparing is not None:
            self._preparing.cancel()
        key = (contrat.id, contrat.version)
        if key in self._ready:
            self._render(self._ready[key])
            return
        self.count.say("Lecture du contrat…")
        self._preparing = run_in_background(
            lambda: Explored(contrat, today), owner=self, done=self._arrive, failed=_raise
        )

    def _arrive(self, explored: Explored) -> None:
        self._ready[explored.contrat.id, explored.contrat.version] = explored
        self._render(explored)

    def _render(self, explored: Explored) -> None:
        contrat = explored.contrat
        self._explored = explored
        self.head.render_contrat(contrat)
        self._territories = territories(contrat)
        self.where.clear()
        self.where.addItems([label for label, _ in self._territories])
        self.reading.say("Choisissez un passage pour le lire.")
        self._enable()
        if self.search.text():
            self._pause.start()
        self._draw_branches()
        if self._wanted:
            self.go_to(self._wanted)
        self._wanted = ""
        self.shown.emit()

    # --- subjects -------------------------------------------------------------------------------

    def open_subject(self, subject: Subject) -> None:
        """Show one subject; a search under way is left."""
        self._reads = False
        self._rearrange()
        self._subject = subject
        self._tabs.show_subject(subject)
        if self.search.text():
            self.search.clear()
        else:
            self._draw_branches()

    def _open_named(self, name: str) -> None:
        self.open_subject(Subject(name))

    def walk(self, steps: int) -> None:
        """Go to the next subject, or to the one before."""
        every = [*Subject]
        self.open_subject(every[(every.index(self._subject) + steps) % len(every)])

    def _territory(self) -> Territory:
        rank = self.where.currentIndex()
        chosen = 0 <= rank < len(self._territories)
        return self._territories[rank][1] if chosen else EVERYWHERE

    def _draw_branches(self) -> None:
        explored = self._explored
        if explored is None:
            return
        self.where.setVisible(self._subject in TERRITORIAL and not self.search.text().strip())
        if self.search.text().strip():
            self._show_found(((), ()))
            return
        where = self._territory()
        contrat, subject = explored.contrat, self._subject
        branches = (
            explored.branches[subject]
            if where == EVERYWHERE or subject not in TERRITORIAL
            else subject_branches(contrat, subject, self._today, where)
        )
        self._model.search((), {})
        self._model.show_branches(branches)
        self.count.say(counted(branches, subject, where))
        if subject in (Subject.CONTRAT, Subject.INSTANCES, Subject.REGLES, Subject.ERRATA):
            self.tree.expandAll()
        if subject is Subject.CONTRAT:
            self.tree.point_at("contrat/presentation")

    # --- searching ------------------------------------------------------------------------------

    def _on_typing(self, typed: str) -> None:
        self._reads = False
        self._rearrange()
        self._draw_branches()
        if typed.strip():
            self._pause.start()

    def _ask_catalogue(self) -> None:
        """Ask the catalogue too: it knows neighbouring words and old names of quarters."""
        typed, contrat, desk = self.search.text(), self.contrat, self._desk
        if self._asking is not None:
            self._asking.cancel()
        if contrat is None or not typed.strip():
            return
        id_, version = contrat.id, contrat.version

        def ask() -> _Beyond:
            places = desk.chercher(typed, contrat=id_, version=version)
            return places, desk.quartiers(typed, contrat=id_)

        def done(found: _Beyond) -> None:
            if typed == self.search.text() and contrat is self.contrat:
                self._show_found(found)
                announce(self.search, self.count.text())

        self._asking = run_in_background(ask, owner=self, done=done, failed=_raise)

    def _show_found(self, beyond: _Beyond) -> None:
        if self._explored is None:
            return
        words = searched(self.search.text())
        found = self._explored.search(words, *beyond)
        place = self.tree.place
        self._model.show_branches(found.branches)
        self._model.search(words, {one.noeud: one.extrait for one in beyond[0]})
        self.tree.expandAll()
        if place:
            self.tree.point_at(place)
        self.count.say(told(found.count, words, " dans tout le contrat"))

    # --- reading --------------------------------------------------------------------------------

    def _show(self, place: str) -> None:
        if self._explored is not None and place:
            self.reading.render_reading(self._explored.reader.read(place))
            self.reading.mark(searched(self.search.text()))
            self._enable()

    def _enter(self, _place: str) -> None:
        self._reads = True
        self._rearrange()
        self.reading.setFocus()

    def leave_reading(self) -> None:
        """Go back to the list."""
        self._reads = False
        self._rearrange()
        self.tree.setFocus()

    def _turn(self) -> None:
        if self._reads:
            self.leave_reading()
        else:
            self._enter(self.place)

    def go_to(self, place: str) -> None:
        """Read a place: in the list on screen if it is there, else in its own subject."""
        explored = self._explored
        if explored is None:
            self._wanted = place
            return
        subject = explored.subject_of(place)
        if subject is None:
            return
        if not self.tree.point_at(place):
            self.where.setCurrentIndex(0)
            self.open_subject(subject)
            self.tree.point_at(place)

    @property
    def place(self) -> str:
        """The id of the place being read, or an empty text."""
        return "" if self.reading.reading is None else self.reading.reading.place

    def _enable(self) -> None:
        heading = self.place.startswith("groupe/")
        self.copy.setEnabled(bool(self.place) and not heading)
        citable = self._explored is not None and self._explored.reader.citable(self.place)
        self.cite.setEnabled(bool(self.place) and citable)
        self.said_done.say(WHY if self.place and not citable and not self._turns else "")

    def copy_citation(self) -> None:
        """Put the place being read in the clipboard, with what is needed to quote it."""
        contrat, reading = self.contrat, self.reading.reading
        if contrat is None or reading is None or not self.copy.isEnabled():
            return
        QGuiApplication.clipboard().setText(quotation(contrat, reading, term(contrat, self._today)))
        self.tell("Citation copiée\u00a0: collez-la où vous voulez.")

    def ask_to_cite(self) -> None:
        """Ask to cite the place being read."""
        if self.cite.isEnabled():
            self.citing.emit(self.place)

    def tell(self, said: str) -> None:
        """Say what was done, beside the buttons and aloud."""
        self.said_done.say(said)
        announce(self.said_done, said)

    # --- room -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tabs or a combo box; the reading beside the branches or below."""
        super().resizeEvent(event)
        self._rearrange()

    def _wear(self) -> None:
        self._lens.setIcon(self._look.icon("chercher", "text2", 16))
        self._rearrange()

    def _rearrange(self) -> None:
        self._tabs.fit(self.width())
        beside = self.width() >= self._look.px(BESIDE)
        self._body.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._turns = not beside and self.height() < self._look.px(BELOW)
        self._list.setVisible(not (self._turns and self._reads))
        self._page.setVisible(not self._turns or self._reads)
        self.turn.setVisible(self._turns)
        self.turn.say(LIST if self._reads else READ)
        self.head.be_short(short=self._turns)
        self.count.setVisible(not self._turns or not self._reads)
        self.copy.say("Copier" if self._turns else "Copier la citation")
        self.cite.say("Citer" if self._turns else "Citer dans mon dossier")


def _raise(error: Exception) -> None:
    raise error
