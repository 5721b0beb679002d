"""« Vérifier un PDF signé »: three separate answers, in plain French."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cvdesk.app.whole_file import read_whole
from cvdesk.errors import UserError
from cvdesk.gui.dialogs import PDF, Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk, Verified
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.dossier_card import Invitation
from cvdesk.gui.widgets.verdict import Verdict
from cvdesk.gui.widgets.words import Words, announce

LARGEST_BYTES = 200_000_000


class Verification(QWidget):
    """The screen that checks a PDF."""

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs) -> None:
        super().__init__()
        self._desk = desk
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
        self._pages = QStackedWidget()
        self._pages.addWidget(QWidget())
        self.verdict = Verdict(look)
        self._pages.addWidget(self.verdict)
        column.addWidget(self._pages, 1)

    def check(self, path: Path) -> None:
        """Check a file."""
        desk = self._desk

        def work() -> Verified:
            return desk.verify(read_whole(path, at_most_bytes=LARGEST_BYTES))

        self.busy.run(
            f"Vérification de «\u00a0{path.name}\u00a0»…",
            work,
            partial(self._show, path),
            self._refused,
        )

    def _show(self, path: Path, checked: Verified) -> None:
        self.verdict.render_view(checked, f"Fichier «\u00a0{path.name}\u00a0».")
        self._pages.setCurrentWidget(self.verdict)
        announce(self, self.verdict.spoken)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._pages.setCurrentIndex(0)
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
