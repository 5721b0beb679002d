"""« Appels à projets »: those of this computer, read, received, given, written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.appel_registry import AppelBrouillon, AppelConnu, next_campaign
from cvdesk.app.appel_view import parts
from cvdesk.app.session import Session
from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.errors import UserError
from cvdesk.gui.agreeing import agreed_to_install
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.appel_writing import AppelWriting
from cvdesk.gui.widgets.appel_choice import AppelChoice
from cvdesk.gui.widgets.appel_terms import AppelTerms
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words, frame
from cvdesk.gui.widgets.wrapped_list import WrappedList

FILES = "Appels CVDesk (*.yaml *.yml)"
RECEIVED = "Appels CVDesk, ou un paquet qui en porte un (*.yaml *.yml *.cvdesk)"
LIST_WIDTH = 330
UNTITLED = "Appel sans titre"


@dataclass(frozen=True, slots=True)
class _Found:
    """What is read of the disk, in the background."""

    drafts: tuple[AppelBrouillon, ...]
    known: tuple[AppelConnu, ...]
    contrats: tuple[Contrat, ...]
    aside: tuple[str, ...]


class Appels(QWidget):
    """The calls of this computer."""

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        self._drafts: tuple[AppelBrouillon, ...] = ()
        self._known: tuple[AppelConnu, ...] = ()
        self._contrats: tuple[Contrat, ...] = ()
        self._wanted = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self._reading = QWidget()
        self._stack.addWidget(self._reading)
        self.writing: AppelWriting | None = None
        self._lay(QVBoxLayout(self._reading))
        self.refresh()

    def _lay(self, column: QVBoxLayout) -> None:
        look = self._look
        column.setContentsMargins(24, 14, 24, 12)
        column.setSpacing(10)
        column.addWidget(Words("Appels à projets", role="title"))
        column.addWidget(
            Words(
                "Un appel donne les dates, les pièces, les plafonds. Un centre social l’écrit une "
                "fois et le donne à ses associations\u00a0: c’est un simple fichier.",
                role="help",
            )
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.write = Button(look, "Écrire un appel", icon="crayon", kind="primary")
        self.write.clicked.connect(self.start_writing)
        self.receive = Button(look, "Installer un appel reçu", icon="paquet")
        self.receive.clicked.connect(self.install_received)
        for button in (self.write, self.receive):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._aside = Words(role="body", ink="fix")
        self._aside.hide()
        column.addWidget(self._aside)
        both = QHBoxLayout()
        both.setSpacing(16)
        self.list = WrappedList("Appels de cet ordinateur", 4)
        self.list.setMaximumWidth(look.px(LIST_WIDTH))
        self.list.currentRowChanged.connect(self._show)
        both.addWidget(self.list, 1)
        both.addWidget(self._lay_one(), 2)
        column.addLayout(both, 1)

    def _lay_one(self) -> QWidget:
        look = self._look
        card = frame("card")
        outer = QVBoxLayout(card)
        outer.setContentsMargins(16, 12, 4, 12)
        outer.setSpacing(8)
        self._title = Words(role="subtitle")
        outer.addWidget(self._title)
        self.give = Button(look, "Donner cet appel", kind="link")
        self.give.clicked.connect(self.give_current)
        self.again = Button(look, "Écrire celui de l’année suivante", kind="link")
        self.again.clicked.connect(self.start_again)
        self.edit = Button(look, "Modifier", kind="link")
        self.edit.clicked.connect(self.edit_current)
        self.retire = Button(look, "Ne plus le proposer", kind="link")
        self.retire.clicked.connect(self.retire_current)
        self.resume = Button(look, "Continuer cet appel", kind="primary")
        self.resume.clicked.connect(self.resume_draft)
        self.drop = Button(look, "Supprimer ce brouillon", kind="link")
        self.drop.clicked.connect(self.drop_draft)
        for row in (
            (self.resume, self.drop), (self.give, self.again), (self.edit, self.retire),
        ):  # fmt: skip
            line = QHBoxLayout()
            line.setSpacing(16)
            for button in row:
                button.hide()
                line.addWidget(button)
            line.addStretch(1)
            outer.addLayout(line)
        self.terms = AppelTerms(look)
        outer.addWidget(self.terms, 1)
        return card

    # --- reading --------------------------------------------------------------------------------

    @property
    def current(self) -> AppelConnu | None:
        """The call being read."""
        row = self.list.currentRow() - len(self._drafts)
        return self._known[row] if 0 <= row < len(self._known) else None

    @property
    def draft(self) -> AppelBrouillon | None:
        """The call being written that is chosen."""
        row = self.list.currentRow()
        return self._drafts[row] if 0 <= row < len(self._drafts) else None

    def refresh(self, wanted: str = "") -> None:
        """Read the calls again, and show one of them."""
        self._wanted = wanted
        registre = self._desk.registre_appels

        def read() -> _Found:
            aside = [
                f"{one.fichier} est laissé de côté\u00a0: {' '.join(one.pourquoi)}"
                for one in registre.ecartes()
            ]
            contrats = self._desk.contrats()
            return _Found(registre.drafts(), registre.connus(), contrats, tuple(aside))

        run_in_background(read, owner=self, done=self._arrive, failed=self._refused)

    def _arrive(self, found: _Found) -> None:
        self._contrats = found.contrats
        self._drafts = found.drafts
        today = date.today()  # noqa: DTZ011 - a day on this person's calendar
        self._known = tuple(
            sorted(
                found.known,
                key=lambda one: (
                    _over(one.appel, today), not one.installe, one.appel.cloture is None,
                    one.appel.cloture, one.appel.id,
                ),
            )
        )  # fmt: skip
        self._aside.say("\n".join(found.aside))
        self._aside.setVisible(bool(found.aside))
        self.list.blockSignals(True)
        self.list.clear()
        for draft in self._drafts:
            self._add(draft.titre or UNTITLED, "à finir")
        for one in self._known:
            closing = one.appel.cloture
            said = "dépôt non précisé" if closing is None else f"dépôt le {closing:%d/%m/%Y}"
            kind = ", installé ici" if one.installe else ""
            self._add(one.appel.titre, f"{said}{kind}")
        self.list.blockSignals(False)
        names = [
            *(one.id for one in self._drafts), *(one.appel.id for one in self._known)
        ]  # fmt: skip
        row = names.index(self._wanted) if self._wanted in names else 0
        self.list.setCurrentRow(row if names else -1)
        self._show(self.list.currentRow())

    def _add(self, title: str, said: str) -> None:
        item = QListWidgetItem(f"{title}\n{said}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {said}")
        self.list.addItem(item)

    def _show(self, _row: int) -> None:
        one, draft = self.current, self.draft
        for button in (self.resume, self.drop):
            button.setVisible(draft is not None)
        for button in (self.give, self.again):
            button.setVisible(one is not None)
        for button in (self.edit, self.retire):
            button.setVisible(one is not None and one.installe)
        if one is not None:
            registre = self._desk.registre_appels
            contrat, voie = registre.contrat_of(one.appel.contrat), registre.voie_of(one.appel)
            self._title.say(one.appel.titre)
            self.terms.render_view(parts(one.appel, contrat, voie))
        elif draft is not None:
            self._title.say(draft.titre or UNTITLED)
            self.terms.render_view((), "Cet appel n’est pas fini\u00a0: il n’est pas proposé.")
        else:
            self._title.say("Aucun appel sur cet ordinateur.")
            self.terms.render_view(())

    # --- receiving, giving, taking away ---------------------------------------------------------

    def install_received(self) -> None:
        """Show what a file received says and changes, then keep it if agreed."""
        path = self._dialogs.ask_source(self, "Installer un appel reçu", RECEIVED)
        if path is None:
            return
        registre = self._desk.registre_appels
        try:
            received = registre.look_at(path)
            if received.deja and received.propose:
                self._dialogs.tell(self, "Cet appel est déjà ici.", received.appel.titre)
            elif agreed_to_install(
                self, self._dialogs, received, registre.contrat_of(received.appel.contrat)
            ):
                registre.install(received.appel)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self.refresh(received.appel.id)

    def give_current(self) -> None:
        """Write the file of the call being read."""
        if self.current is not None:
            self.give_away(self.current.appel)

    def give_away(self, appel: Appel) -> None:
        """Ask where, and write the file of a call."""
        path = self._dialogs.ask_target(self, "Donner cet appel", f"{appel.id}.yaml", FILES)
        if path is None:
            return
        try:
            self._desk.registre_appels.give(appel, path)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self._dialogs.tell(
            self,
            f"L’appel est écrit dans «\u00a0{path.name}\u00a0».",
            "La personne qui le reçoit choisira «\u00a0Installer un appel reçu\u00a0».",
        )

    def retire_current(self) -> None:
        """Offer the call no longer, if agreed."""
        one = self.current
        if one is None or not self._dialogs.confirm(
            self,
            f"Ne plus proposer «\u00a0{one.appel.titre}\u00a0»\u00a0?",
            "Les dossiers qui le suivent le gardent. Il revient si on l’installe de nouveau.",
            "Ne plus le proposer",
        ):
            return
        try:
            self._desk.registre_appels.retire(one.appel.id)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self.refresh()

    # --- writing --------------------------------------------------------------------------------

    def start_writing(self) -> None:
        """Ask for which contract, then open an empty call."""
        choice = AppelChoice(self._contrats, self)
        if self._contrats and self._dialogs.run(choice):
            self._write(choice.contrat, None)

    def start_again(self) -> None:
        """Open next year's call: dates moved, everything to be checked."""
        if self.current is not None:
            appel = self.current.appel
            self._write(appel.contrat, next_campaign(appel, appel.annees[0] + 1))

    def edit_current(self) -> None:
        """Open the call being read."""
        if self.current is not None:
            self._write(self.current.appel.contrat, self.current.appel)

    def resume_draft(self) -> None:
        """Open the call being written that is chosen."""
        if self.draft is not None:
            self._open(partial(self._desk.registre_appels.open_draft, self.draft.id))

    def drop_draft(self) -> None:
        """Forget the call being written, if agreed."""
        draft = self.draft
        if draft is not None and self._dialogs.confirm(
            self,
            f"Supprimer «\u00a0{draft.titre or UNTITLED}\u00a0»\u00a0?",
            "Ce que vous en avez écrit sera perdu.",
            "Supprimer ce brouillon",
        ):
            self._desk.registre_appels.drop_draft(draft.id)
            self.refresh()

    def _write(self, contrat: str, appel: Appel | None) -> None:
        self._open(partial(self._desk.registre_appels.editing, contrat, appel))

    def _open(self, make: Callable[[], Session]) -> None:
        try:
            session = make()
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self._leave()
        self.writing = AppelWriting(self._look, self._desk, session, self._dialogs)
        self.writing.left.connect(partial(self._saved, session.dossier.id))
        self.writing.saved.connect(self._saved)
        self.writing.given.connect(partial(self._give_written, self.writing))
        self._stack.addWidget(self.writing)
        self._stack.setCurrentWidget(self.writing)
        self.writing.start()

    def _give_written(self, writing: AppelWriting) -> None:
        self.give_away(writing.appel)

    def _saved(self, name: str) -> None:
        self._leave()
        self.refresh(name)

    def _leave(self) -> None:
        if self.writing is None:
            return
        writing, self.writing = self.writing, None
        self._stack.setCurrentWidget(self._reading)
        self._stack.removeWidget(writing)
        writing.deleteLater()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._dialogs.show_refusal(self, error)


def _over(appel: Appel, today: date) -> bool:
    return appel.cloture is not None and appel.cloture < today


SCREEN = Appels
