"""A new dossier: a short conversation, one question after another, nothing to know beforehand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.association_cards import association_card
from cvdesk.app.beginning import Beginning
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import DossierId
from cvdesk.errors import UserError
from cvdesk.gui.actions import ActionSpec, install
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.widgets.begin_association import BeginAssociation
from cvdesk.gui.widgets.begin_call import BeginCall
from cvdesk.gui.widgets.begin_need import BeginNeed
from cvdesk.gui.widgets.begin_page import BeginPage, Known
from cvdesk.gui.widgets.begin_place import BeginPlace
from cvdesk.gui.widgets.begin_ready import BeginReady
from cvdesk.gui.widgets.begin_way import BeginWay
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.taborder import follow_the_eye
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Elided, Words, announce, frame

WIDTH = 720


class NewDossier(QWidget):
    """The conversation.

    Args:
        look: The theme.
        desk: The application.
        dialogs: How to ask a question.
        record: The record of the association it is for, when it is known already.

    Signals:
        left: Nothing was made.
        created: A dossier was made and kept: it is in :attr:`dossier`.
    """

    left = Signal()
    created = Signal()

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs, record: str = "") -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        self._dossier: Dossier | None = None
        self._known: Known | None = None
        self.beginning = Beginning("", association=record)
        self.association = BeginAssociation(look, desk)
        self.place = BeginPlace(look, desk)
        self.need = BeginNeed(look, desk)
        self.way = BeginWay(look, desk)
        self.call = BeginCall(look, desk)
        self.ready = BeginReady(look, desk)
        self.pages: tuple[BeginPage, ...] = (
            self.association, self.place, self.need, self.way, self.call, self.ready
        )  # fmt: skip
        self._rank = 0
        self._lay()
        install(
            self,
            (
                ActionSpec("revenir", "Revenir", ("Alt+Left",), self.go_back),
                ActionSpec("continuer", "Continuer", ("Ctrl+Return", "Ctrl+Enter"), self.go_on),
            ),
        )
        run_in_background(self._read, owner=self, done=self._offer, failed=self._refused)

    def _lay(self) -> None:
        look = self._look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Mes dossiers")
        self.top.left.connect(self.left)
        self.top.render_names("Nouveau dossier", "Quelques questions, et c’est parti", None)
        outer.addWidget(self.top)
        self._scroll = Page((32, 20, 32, 20), 6, widest=look.px(WIDTH))
        column = self._scroll.column
        outer.addWidget(self._scroll, 1)
        self._where = Words(role="caption")
        self._title = Words(role="title")
        self._said = Words("Lecture des contrats de ville…", role="help")
        for words in (self._where, self._title, self._said):
            column.addWidget(words)
        column.addSpacing(8)
        for one in self.pages:
            column.addWidget(one)
            one.changed.connect(self._sum_up)
            one.hide()
        column.addStretch(1)
        outer.addWidget(self._lay_foot())

    def _lay_foot(self) -> QWidget:
        foot = frame("foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(32, 10, 32, 10)
        line.setSpacing(8)
        self.back = Button(self._look, "Revenir", kind="quiet")
        self.back.clicked.connect(self.go_back)
        line.addWidget(self.back)
        self.summary = Elided(role="strong")
        line.addWidget(self.summary, 1)
        self.later = Button(self._look, "Je choisirai plus tard")
        self.later.clicked.connect(self.skip)
        line.addWidget(self.later)
        self.on = Button(self._look, "Continuer", kind="primary")
        self.on.setEnabled(False)
        self.on.clicked.connect(self.go_on)
        line.addWidget(self.on)
        return foot

    # --- going through --------------------------------------------------------------------------

    @property
    def dossier(self) -> Dossier:
        """The dossier that was made."""
        if self._dossier is None:
            raise RuntimeError("no dossier was made")
        return self._dossier

    @property
    def page(self) -> BeginPage:
        """The question on screen."""
        return self.pages[self._rank]

    def go_on(self) -> None:
        """Keep the answer and show the next question, or make the dossier after the last."""
        self._keep(self.page.answer(self.beginning))

    def skip(self) -> None:
        """Leave this question for later."""
        self._keep(self.page.forget(self.beginning))

    def go_back(self) -> None:
        """Show the question before."""
        if self._rank and self._known is not None:
            self.beginning = self.page.answer(self.beginning)
            self._show(self._rank - 1)

    def _keep(self, beginning: Beginning) -> None:
        if self._known is None:
            return
        self.beginning = beginning
        if self.page is self.ready and not beginning.contrat:
            self._show(self.pages.index(self.place))
        elif self.page is self.ready:
            self._create()
        else:
            self._show(self._rank + 1)

    def _show(self, rank: int) -> None:
        if self._known is None:
            return
        self.page.hide()
        self._rank = rank
        page = self.page
        page.enter(self._known, self.beginning)
        self._where.say(f"Question {rank + 1} sur {len(self.pages)}")
        if page is self.ready:
            self._where.say("C’est prêt" if self.beginning.contrat else "C’est presque prêt")
        self._title.say(page.title)
        self._said.say(page.said)
        page.show()
        self.back.setVisible(rank > 0)
        self.later.setVisible(page is not self.ready)
        last = "Commencer ce dossier" if self.beginning.contrat else "Choisir le contrat de ville"
        self.on.say(last if page is self.ready else "Continuer")
        self._sum_up()
        self._scroll.verticalScrollBar().setValue(0)
        follow_the_eye(self)
        first = next(
            (
                widget
                for widget in page.findChildren(QWidget)
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page)
            ),
            self.on,
        )
        first.setFocus()
        announce(self, f"{self._where.text()}. {page.title}")

    def _sum_up(self) -> None:
        self.summary.say(self.page.summary())

    # --- the application ------------------------------------------------------------------------

    def _read(self) -> Known:
        contrats = self._desk.contrats()
        current = [one for one in contrats if one.statut == "en_vigueur"]
        ordered = (*current, *(one for one in contrats if one not in current))
        appels = tuple(one.appel for one in self._desk.registre_appels.connus())
        cards = tuple(
            association_card(self._desk.session(one), ())
            for one in self._desk.associations.records()
        )
        return Known(ordered, appels, cards)

    def _offer(self, known: Known) -> None:
        if not known.contrats:
            self._said.say(
                "Aucun contrat de ville n’est sur cet ordinateur\u00a0: installez-en un."
            )
            return
        self._known = known
        self.on.setEnabled(True)
        asked = known.associations and not self.beginning.association
        self._show(0 if asked else 1)

    def _create(self) -> None:
        try:
            dossier = self._desk.begin_dossier(self.beginning)
            if self.beginning.association:
                record = DossierId(self.beginning.association)
                dossier = self._desk.associations.start(dossier, record)
            self._desk.save(dossier)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self._dossier = dossier
        self.created.emit()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._dialogs.show_refusal(self, error)
