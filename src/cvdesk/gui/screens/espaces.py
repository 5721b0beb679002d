"""« Espaces et sauvegardes »: the files where dossiers live, and their copies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.erasure import COPY_DAYS
from cvdesk.app.espaces import EspaceLine
from cvdesk.errors import UserError
from cvdesk.gui.dialogs import ESPACE, Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.ports.backups import Backup
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words, empty, frame


class NameDialog(QDialog):
    """A name for an espace."""

    def __init__(self, look: Look, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nom de l’espace")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        label = Words("Comment appeler cet espace\u00a0?", role="label")
        column.addWidget(label)
        self.line = Line(name)
        self.line.setMaxLength(200)
        self.line.setAccessibleName("Nom de l’espace")
        self.line.setMinimumWidth(look.px(320))
        self.line.returnPressed.connect(self.accept)
        label.setBuddy(self.line)
        column.addWidget(self.line)
        buttons = QHBoxLayout()
        keep = Button(look, "Donner ce nom", kind="primary")
        keep.clicked.connect(self.accept)
        cancel = Button(look, "Ne rien changer")
        cancel.clicked.connect(self.reject)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        column.addLayout(buttons)


class EspacesScreen(QWidget):
    """The list of espaces, and the copies of the one worked in.

    Signals:
        changed: Another espace is worked in, or what it holds was replaced.
    """

    changed = Signal()

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page((32, 24, 32, 24), 12)
        column = page.column
        outer.addWidget(page)
        column.addWidget(Words("Espaces et sauvegardes", role="title"))
        column.addWidget(
            Words(
                "Un espace est un fichier qui contient des dossiers et leurs pièces. Un par "
                "association, ou un pour plusieurs\u00a0: une seule est alors montrée à la fois.",
                role="help",
            )
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column.addLayout(self._cards)
        column.addLayout(
            self._buttons(
                ("Créer un espace", "plus", self._create),
                ("Ajouter un espace qui existe", "lien", self._add),
            )
        )
        column.addSpacing(12)
        column.addWidget(Words("Sauvegardes", role="subtitle"))
        self._copies = Words(role="help")
        column.addWidget(self._copies)
        self.busy = Busy(look)
        column.addWidget(self.busy)
        column.addLayout(
            self._buttons(
                ("Sauvegarder l’espace", "bouclier", self._save),
                ("Restaurer une sauvegarde", "retour", self._restore),
            )
        )
        column.addStretch(1)
        self.refresh()

    def _buttons(self, *asked: tuple[str, str, Callable[[], None]]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for text, icon, act in asked:
            button = Button(self._look, text, icon=icon)
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch()
        return line

    def refresh(self) -> None:
        """Show the espaces and the safety copies."""
        empty(self._cards)
        for one in self._desk.espaces.known():
            self._cards.addWidget(self._card(one))
        copies = self._desk.backups.safety_copies()
        kept = "Aucune pour l’instant."
        if copies:
            days = ", ".join(f"{copy.day:%d/%m/%Y}" for copy in copies)
            kept = f"Copies du {days}." if len(copies) > 1 else f"Copie du {days}."
        self._copies.say(
            f"CVDesk garde de lui-même une copie par jour d’utilisation, {COPY_DAYS} au plus, sur "
            f"cet ordinateur. {kept} La vôtre va sur une clé ou un autre disque\u00a0; "
            "elle est relue avant d’être annoncée."
        )

    def _card(self, one: EspaceLine) -> QWidget:
        card = frame("card")
        card.setProperty("urgent", one.current)
        line = QHBoxLayout(card)
        line.setContentsMargins(20, 10, 16, 10)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(one.name, role="label"))
        said = str(one.path)
        if one.current:
            said = f"Vous y travaillez · {said}"
        elif not one.present:
            said = f"Absent\u00a0: rebranchez le disque ou la clé · {said}"
        words.addWidget(Words(said, role="help"))
        line.addLayout(words, 1)
        for text, act, wanted in (
            ("Travailler ici", self._choose, not one.current),
            ("Renommer", self._rename, True),
            ("Oublier", self._forget, not one.default),
        ):
            if wanted:
                button = Button(self._look, text)
                button.setAccessibleName(f"{text}\u00a0: {one.name}")
                button.clicked.connect(partial(act, one))
                line.addWidget(button)
        return card

    # --- acts -----------------------------------------------------------------------------------

    def _do(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return False
        self.refresh()
        return True

    def _choose(self, one: EspaceLine) -> None:
        if self._do(partial(self._desk.espaces.choose, one.path)):
            self.changed.emit()

    def _rename(self, one: EspaceLine) -> None:
        dialog = NameDialog(self._look, self, one.name)
        if self._dialogs.run(dialog):
            name = dialog.line.text()
            self._do(lambda: self._desk.espaces.rename(one.path, name))
        dialog.deleteLater()

    def _forget(self, one: EspaceLine) -> None:
        if self._dialogs.confirm(
            self,
            f"Ôter «\u00a0{one.name}\u00a0» de la liste\u00a0?",
            f"Son fichier reste où il est\u00a0: {one.path}",
            "Ôter de la liste",
        ) and self._do(partial(self._desk.espaces.forget, one.path)):
            self.changed.emit()

    def _create(self) -> None:
        target = self._dialogs.ask_target(self, "Créer un espace", "espace.cvespace", ESPACE)
        if target is not None:
            self._do(lambda: self._desk.espaces.create(target, target.stem))

    def _add(self) -> None:
        source = self._dialogs.ask_source(self, "Ajouter un espace qui existe", ESPACE)
        if source is not None:
            self._do(lambda: self._desk.espaces.add(source, source.stem))

    def _save(self) -> None:
        target = self._dialogs.ask_target(
            self, "Sauvegarder l’espace", "sauvegarde.cvespace", ESPACE
        )
        if target is None:
            return
        self.busy.run(
            "Copie de l’espace, puis relecture…",
            partial(self._desk.backups.save_to, target),
            self._saved,
            self._refused,
        )

    def _saved(self, done: Backup) -> None:
        more = f"Elle contient {done.dossiers} dossiers et {done.pieces} pièces."
        if done.former is not None:
            more += f" L’ancienne reste à côté\u00a0: {done.former.name}"
        self._dialogs.tell(
            self, f"La sauvegarde «\u00a0{done.path.name}\u00a0» est écrite et relue.", more
        )

    def _restore(self) -> None:
        source = self._dialogs.ask_source(self, "Restaurer une sauvegarde", ESPACE)
        if source is not None and self._dialogs.confirm(
            self,
            "Remettre cette sauvegarde à la place de l’espace actuel\u00a0?",
            "L’espace actuel reste à côté, sous un autre nom\u00a0: rien n’est perdu.",
            "Restaurer la sauvegarde",
        ):
            self.restore(source)

    def restore(self, source: Path) -> None:
        """Put a backup in place of the espace worked in."""
        self.busy.run(
            "Relecture de la sauvegarde…",
            partial(self._desk.backups.restore, source),
            self._restored,
            self._refused,
        )

    def _restored(self, done: Backup) -> None:
        self.refresh()
        former = "" if done.former is None else f" Le précédent\u00a0: {done.former.name}"
        self._dialogs.tell(
            self, "La sauvegarde est en place.", f"Elle contient {done.dossiers} dossiers.{former}"
        )
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._dialogs.show_refusal(self, error)


SCREEN = EspacesScreen
