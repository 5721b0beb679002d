"""A contract received as a file: who signs it, what changes here, then installing it or not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.errors import UserError
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.ports.editions import ReceivedEdition
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce, frame

WIDTH = 860


class ReceivedContrat(QWidget):
    """What a pack would bring. Dossiers stay on their edition until their owner moves them.

    Signals:
        left: Back to where one was.
        installed: The contract is there: what lists contracts is to read them again.
    """

    left = Signal()
    installed = Signal()

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs, received: ReceivedEdition) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        self._received = received
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Fermer")
        self.top.left.connect(self.left)
        self.top.render_names("Un contrat reçu", "Rien n’est encore installé", None)
        outer.addWidget(self.top)
        page = Page((32, 20, 32, 24), 12, widest=look.px(WIDTH), name="Ce que ce fichier contient")
        column = page.column
        outer.addWidget(page, 1)
        column.addWidget(Words(received.title, role="subtitle"))
        column.addWidget(Words(received.content, role="help"))
        column.addWidget(self._signature())
        column.addWidget(self._changes())
        column.addStretch(1)
        self.busy = Busy(look)
        outer.addWidget(self.busy)
        outer.addWidget(self._foot())

    def _signature(self) -> QWidget:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.setSpacing(8)
        for question, answer in self._received.answers:
            inside.addWidget(Words(question, role="strong"))
            inside.addWidget(Words(answer, role="body"))
        for remark in self._received.remarks:
            inside.addWidget(Words(remark, role="help"))
        return card

    def _changes(self) -> QWidget:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.setSpacing(4)
        heading, lines = self._received.changes
        inside.addWidget(Words(heading, role="label"))
        for line in lines:
            inside.addWidget(Words(line.strip(), role="body" if line[:1] == " " else "strong"))
        return card

    def _foot(self) -> QWidget:
        bar = frame("foot")
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 8, 16, 8)
        line.setSpacing(12)
        self._said = Words(
            "Vos dossiers restent sur leur édition\u00a0: chacun se déplace à part, quand vous "
            "le voulez.",
            role="help",
        )
        line.addWidget(self._said, 1)
        self._leave = Button(self._look, "Ne rien installer")
        self._leave.clicked.connect(self.left)
        line.addWidget(self._leave)
        self.install = Button(self._look, "Installer ce contrat", kind="primary")
        self.install.setEnabled(not self._received.deja)
        self.install.clicked.connect(self._install)
        line.addWidget(self.install)
        return bar

    def _install(self) -> None:
        desk, received = self._desk, self._received
        self.install.setEnabled(False)
        self.busy.run(
            "Installation du contrat…",
            lambda: desk.editions.install(received),
            lambda _: self._done(),
            self._refused,
        )

    def _done(self) -> None:
        said = "Installé. Pour y déplacer un dossier\u00a0: menu «\u00a0Actions\u00a0» du dossier."
        self._said.say(said)
        self._leave.say("Fermer")
        self.top.render_names("Un contrat reçu", "Installé sur cet ordinateur", None)
        announce(self, said)
        self.installed.emit()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.install.setEnabled(True)
        self._dialogs.show_refusal(self, error)
