"""« Vérifier un PDF signé »: three separate answers, in plain French."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cvdesk.app.retour import Retour
from cvdesk.app.whole_file import read_whole
from cvdesk.domain.dossier import Dossier
from cvdesk.errors import UserError
from cvdesk.gui.dialogs import PDF, Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk, Verified
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.dossier_card import Invitation
from cvdesk.gui.widgets.verdict import Verdict
from cvdesk.gui.widgets.words import Words, announce, frame

LARGEST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file checked, and what it is for a dossier kept here, or why it is nothing."""

    pdf: bytes
    checked: Verified
    retour: Retour | UserError


class Verification(QWidget):
    """The screen that checks a PDF, and keeps it with its dossier.

    Signals:
        opened: The id of the dossier that it was kept with.
    """

    opened = Signal(str)

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._looked: _Looked | None = None
        self._kept: str | None = None
        self._dialogs = dialogs
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setContentsMargins(32, 0, 32, 0)
        head.setSpacing(12)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words("Vérifier un PDF signé", role="title"))
        titles.addWidget(
            Words(
                "Trois questions séparées\u00a0: est-il intact, qui a signé, connaissez-vous cette "
                "personne\u00a0? Le fichier reste sur cet ordinateur.",
                role="help",
            )
        )
        head.addLayout(titles)
        choose = Invitation(
            look, "bouclier", "Quel fichier voulez-vous vérifier\u00a0?",
            "Déposez ici le PDF signé, ou choisissez-le.", "Choisir un PDF",
        )  # fmt: skip
        choose.accepted.connect(self._choose)
        head.addWidget(choose)
        self.busy = Busy(look)
        head.addWidget(self.busy)
        column.addLayout(head)
        column.addWidget(self._lay_return())
        self._pages = QStackedWidget()
        self._pages.addWidget(QWidget())
        self.verdict = Verdict(look)
        self._pages.addWidget(self.verdict)
        column.addWidget(self._pages, 1)

    def _lay_return(self) -> QWidget:
        self._return = QWidget()
        outer = QVBoxLayout(self._return)
        outer.setContentsMargins(32, 0, 32, 0)
        card = frame("card")
        outer.addWidget(card)
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(16)
        self._said = Words(role="body")
        line.addWidget(self._said, 1)
        self.keep = Button(self._look, "Ranger ce PDF avec le dossier")
        self.keep.clicked.connect(self._act)
        line.addWidget(self.keep)
        self._return.hide()
        return self._return

    def check(self, path: Path) -> None:
        """Check a file."""
        desk = self._desk

        def work() -> _Looked:
            pdf = read_whole(path, at_most_bytes=LARGEST_BYTES)
            checked = desk.verify(pdf)
            try:
                return _Looked(pdf, checked, desk.retours.look(pdf))
            except UserError as refusal:
                return _Looked(pdf, checked, refusal)

        self.busy.run(
            f"Vérification de «\u00a0{path.name}\u00a0»…",
            work,
            partial(self._show, path),
            self._refused,
        )

    def _show(self, path: Path, looked: _Looked) -> None:
        self._looked, self._kept = looked, None
        self.verdict.render_view(looked.checked, f"Fichier «\u00a0{path.name}\u00a0».")
        self._pages.setCurrentWidget(self.verdict)
        self._offer(looked)
        announce(self, f"{self.verdict.spoken} {self._said.text()}")

    def _offer(self, looked: _Looked) -> None:
        """Offer to keep the PDF with its dossier, or say why not."""
        retour = looked.retour
        self._return.setVisible(looked.checked.embedded)
        if isinstance(retour, Retour):
            self._said.say(retour.said)
        else:
            self._said.say(f"{retour.what} {retour.remedy}")
        self.keep.setVisible(isinstance(retour, Retour) and not retour.known)
        self.keep.say("Ranger ce PDF avec le dossier")

    def _act(self) -> None:
        if self._kept is not None:
            self.opened.emit(self._kept)
        elif self._looked is not None:
            keep, pdf = self._desk.retours.keep, self._looked.pdf
            self.busy.run("Rangement du PDF signé…", partial(keep, pdf), self._filed, self._refused)

    def _filed(self, dossier: Dossier) -> None:
        self._kept = str(dossier.id)
        self._said.say("Le PDF est rangé avec le dossier, et sa version est marquée signée.")
        self.keep.say("Ouvrir ce dossier")
        announce(self, self._said.text())

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._pages.setCurrentIndex(0)
        self._return.hide()
        self._dialogs.show_refusal(self, error)

    def _choose(self) -> None:
        path = self._dialogs.ask_source(self, "Vérifier un PDF signé", PDF)
        if path is not None:
            self.check(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.check(Path(url.toLocalFile()))
                return


SCREEN = Verification
