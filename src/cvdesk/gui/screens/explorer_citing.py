"""« Citer dans mon dossier »: which dossier, and the citation put in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout

from cvdesk.app.explorer_citing import Target, cite, on_contrat, targets
from cvdesk.app.session import Session
from cvdesk.domain.contrat import Contrat
from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.explorer_pane import ContratPane
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words
from cvdesk.gui.widgets.wrapped_list import WrappedList

T = TypeVar("T")


class ChooseTarget(QDialog):
    """Which of one's dossiers, and which project of it."""

    def __init__(self, look: Look, choices: tuple[Target, ...]) -> None:
        super().__init__()
        self._choices = choices
        self.setWindowTitle("CVDesk")
        self.resize(look.px(520), look.px(360))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(Words("Citer dans quel dossier\u00a0?", role="subtitle"))
        column.addWidget(
            Words("Seuls vos dossiers de ce contrat, dans cette version, sont là.", role="help")
        )
        self.choice = WrappedList("Vos dossiers de ce contrat")
        for target in choices:
            line = QListWidgetItem(f"{target.title}\n{target.detail}")
            line.setData(Qt.ItemDataRole.AccessibleTextRole, f"{target.title}, {target.detail}")
            self.choice.addItem(line)
        self.choice.setCurrentRow(0)
        self.choice.itemActivated.connect(self.accept)
        column.addWidget(self.choice, 1)
        buttons = QHBoxLayout()
        leave = Button(look, "Ne rien changer")
        leave.clicked.connect(self.reject)
        go = Button(look, "Citer dans ce dossier", kind="primary")
        go.setDefault(True)
        go.clicked.connect(self.accept)
        buttons.addWidget(leave)
        buttons.addStretch()
        buttons.addWidget(go)
        column.addLayout(buttons)

    @property
    def chosen(self) -> Target:
        """The choice under the cursor."""
        return self._choices[self.choice.currentRow()]


class Citing(QObject):
    """Cites a place in the open dossier, or in one that the person chooses.

    Args:
        look: For the dialog.
        desk: Where the dossiers are.
        dialogs: How to ask.
        session: The open dossier, or None.
        parent: The screen.
    """

    def __init__(
        self, look: Look, desk: Desk, dialogs: Dialogs, session: Session | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        self._session = session

    def cite(self, pane: ContratPane, place: str) -> None:
        """Cite a place that ``pane`` reads; it says what was done."""
        contrat = pane.contrat
        if contrat is None:
            return
        session = self._session
        if session is not None and on_contrat((session.dossier,), contrat):
            self._choose(
                pane, targets(session), lambda target: cite(session, target.project, place)
            )
            return
        desk = self._desk

        def known() -> tuple[Target, ...]:
            mine = on_contrat(desk.dossiers(), contrat)
            return tuple(one for dossier in mine for one in targets(desk.session(dossier)))

        def ask(choices: tuple[Target, ...]) -> None:
            if choices:
                self._choose_elsewhere(pane, choices, place)
            else:
                self._tell_none(pane, contrat)

        self._run(pane, known, ask)

    def _choose(
        self, pane: ContratPane, choices: tuple[Target, ...], put: Callable[[Target], bool]
    ) -> None:
        target = self._asked(choices) if len(choices) > 1 else next(iter(choices), None)
        if target is not None:
            pane.tell(_done(target, new=put(target)))

    def _choose_elsewhere(self, pane: ContratPane, choices: tuple[Target, ...], place: str) -> None:
        target = self._asked(choices)
        if target is None:
            return
        desk = self._desk

        def put() -> bool:
            [dossier] = (one for one in desk.dossiers() if one.id == target.dossier)
            session = desk.session(dossier)
            new = cite(session, target.project, place)
            if new:
                desk.save(session.dossier)
            return new

        self._run(pane, put, lambda new: pane.tell(_done(target, new=new)))

    def _asked(self, choices: tuple[Target, ...]) -> Target | None:
        dialog = ChooseTarget(self._look, choices)
        return dialog.chosen if self._dialogs.run(dialog) else None

    def _tell_none(self, pane: ContratPane, contrat: Contrat) -> None:
        self._dialogs.tell(
            pane,
            "Aucun de vos dossiers ne répond à ce contrat, dans cette version.",
            f"Commencez un dossier pour {contrat.titre_court}, "
            "ou copiez la citation pour la coller ailleurs.",
        )

    def _run(self, pane: ContratPane, work: Callable[[], T], done: Callable[[T], None]) -> None:
        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self._dialogs.show_refusal(pane, error)

        run_in_background(work, owner=self, done=done, failed=failed)


def _done(target: Target, *, new: bool) -> str:
    if new:
        return f"Cité dans «\u00a0{target.title}\u00a0». Ajoutez-y votre phrase."
    return f"Déjà cité dans «\u00a0{target.title}\u00a0»."
