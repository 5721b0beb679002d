"""Every question that stops the window. Nothing else opens a dialog; tests pass a double."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cvdesk.errors import UserError
from cvdesk.gui.ports import Desk
from cvdesk.gui.widgets.words import Words

PDF = "Documents PDF (*.pdf)"
PAQUET = "Paquets CVDesk (*.cvdesk)"
CONTRAT = "Contrats de ville (*.cvcontrat)"
ANY_PIECE = "Documents et photos (*.pdf *.jpg *.jpeg *.png *.heic *.tif *.tiff *.odt *.docx *.xlsx)"
XLSX = "Classeurs (*.xlsx)"
ESPACE = "Espaces CVDesk (*.cvespace)"
CSV = "Tableaux (*.csv)"
KEY_FILE = "Certificats (*.p12 *.pfx)"
DRIVER = "Pilotes (*.dll *.so *.dylib)"

LAST_FOLDER = "last_folder"
"""The choice, kept on this computer, of where files are asked for."""


class Dialogs(Protocol):
    """What a screen may ask the person in front of it."""

    def ask_source(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file to read."""
        ...

    def ask_target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file."""
        ...

    def ask_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder to write several files in."""
        ...

    def confirm(self, parent: QWidget, question: str, more: str, action: str) -> bool:
        """Ask whether to do ``action``, a verb that says its consequence."""
        ...

    def tell(self, parent: QWidget, said: str, more: str) -> None:
        """Say something that must not be missed."""
        ...

    def show_refusal(self, parent: QWidget, refusal: UserError) -> None:
        """Say what the outside world refused, and what to do."""
        ...

    def run(self, dialog: QDialog) -> bool:
        """Open a form in a dialog; tell whether it was accepted."""
        ...


_MOST_LINES, _WIDEST = 12, 300


def message_box(parent: QWidget, said: str, more: str) -> QMessageBox:
    """Return a box that says something, and stays on the screen whatever its length.

    What is long is cut, and read whole under « Afficher les détails ».
    """
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("CVDesk")
    box.setText(_opening(said))
    box.setInformativeText(_opening(more))
    if (box.text(), box.informativeText()) != (said, more):
        box.setDetailedText(f"{said}\n\n{more}".strip())
    return box


def _opening(text: str) -> str:
    lines = [line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…" for line in text.split("\n")]
    return "\n".join(lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "…"])


class RealDialogs:
    """The dialogs of the real window.

    Files are asked for in the folder where one was chosen last, at first among the documents.
    """

    def __init__(self) -> None:
        self._desk: Desk | None = None

    def remember_in(self, desk: Desk) -> None:
        """Keep the last folder among the choices made on this computer."""
        self._desk = desk

    def ask_source(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file to read."""
        name, _ = QFileDialog.getOpenFileName(parent, title, str(self._folder()), kinds)
        if name and kinds != DRIVER:  # the system's: what is saved next does not go there
            self._keep(Path(name).parent)
        return Path(name) if name else None

    def ask_target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(self._folder() / name), kinds)
        if chosen:
            self._keep(Path(chosen).parent)
        return Path(chosen) if chosen else None

    def ask_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder to write several files in."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(self._folder()))
        if chosen:
            self._keep(Path(chosen))
        return Path(chosen) if chosen else None

    def _folder(self) -> Path:
        last = "" if self._desk is None else self._desk.preference(LAST_FOLDER)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        for name in (last, QStandardPaths.writableLocation(documents)):
            if name and Path(name).is_dir():  # a key that was unplugged is not there any more
                return Path(name)
        return Path.home()

    def _keep(self, folder: Path) -> None:
        if self._desk is not None:
            with suppress(UserError):  # settings that cannot be written keep no file from being so
                self._desk.prefer(LAST_FOLDER, str(folder))

    def confirm(self, parent: QWidget, question: str, more: str, action: str) -> bool:
        """Ask whether to do ``action``."""
        box = message_box(parent, question, more)
        yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Ne rien changer", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is yes

    def tell(self, parent: QWidget, said: str, more: str) -> None:
        """Say something that must not be missed."""
        box = message_box(parent, said, more)
        box.addButton("Fermer", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def show_refusal(self, parent: QWidget, refusal: UserError) -> None:
        """Say what the outside world refused, and what to do."""
        self.tell(parent, refusal.what, refusal.remedy)

    def run(self, dialog: QDialog) -> bool:
        """Open a form in a dialog; tell whether it was accepted."""
        return dialog.exec() == QDialog.DialogCode.Accepted


class DefectDialog(QDialog):
    """« cvdesk a rencontré un défaut »: the text to send, without any answer in it."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("CVDesk")
        self.resize(620, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.addWidget(Words("CVDesk a rencontré un défaut", role="subtitle"))
        layout.addWidget(
            Words(
                "Ce n’est pas vous. Vos réponses sont enregistrées. Vous pouvez continuer, et "
                "envoyer le texte ci-dessous à qui vous a donné CVDesk : il ne contient aucune "
                "de vos réponses.",
                role="body",
            )
        )
        text = QPlainTextEdit(report, readOnly=True)
        text.setAccessibleName("Texte à envoyer")
        layout.addWidget(text)
        buttons = QHBoxLayout()
        copy = QPushButton("Copier le texte")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = QPushButton("Continuer", default=True)
        close.setProperty("kind", "primary")
        close.clicked.connect(self.accept)
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(close)
        layout.addLayout(buttons)
