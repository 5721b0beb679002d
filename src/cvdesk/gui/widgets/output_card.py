"""One output of a dossier: what it is for, how far it is, what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.sorties import Etat, Fichier, Sortie
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.words import Words, frame

SHAPES = {
    Etat.READY: ("complet", "accent", "Prêt"),
    Etat.DRAFT: ("a_completer", "todo", "Brouillon"),
    Etat.ANYTIME: ("document", "text2", "À tout moment"),
    Etat.WAITING: ("vide", "text2", "En attente"),
}
NAMES = {
    "pdf": "le PDF", "docx": "le document à coller", "txt": "le texte", "json": "les données",
    "cvdesk": "le paquet", "xlsx": "le classeur",
}  # fmt: skip
_MOST_BUTTONS = 2
_NARROW = 720
"""Width under which the buttons go below the words, in pixels at 100 %."""


class OutputCard(QWidget):
    """A card of the screen « Transmettre ».

    Signals:
        saving: The rank of the file to write.
        saving_all: Every file of this output, in a folder.
        seeing: The rank of the file to show.
        opening: What the output opens beside (the copy into the portal, the form to fill).
    """

    saving = Signal(int)
    saving_all = Signal()
    seeing = Signal(int)
    opening = Signal()

    def __init__(self, look: Look, sortie: Sortie, opens: str = "") -> None:
        super().__init__()
        self._look = look
        self.sortie = sortie
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("card")
        outer.addWidget(box)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, box)
        self._line.setContentsMargins(16, 12, 14, 12)
        self._line.setSpacing(14)
        icon, ink, said = SHAPES[sortie.state]
        left = QHBoxLayout()
        left.setSpacing(14)
        shape = Drawing(look, icon, ink, 22)
        left.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(sortie.title, role="label"))
        words.addWidget(Words(sortie.purpose, role="body"))
        alone = sortie.state is Etat.ANYTIME or sortie.said.startswith(said)
        told = sortie.said if alone else f"{said} · {sortie.said}"
        ink = "todo" if sortie.state is Etat.DRAFT else ""
        words.addWidget(Words(told, role="help", ink=ink))
        left.addLayout(words, 1)
        self._line.addLayout(left, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._line.addLayout(self._buttons)
        self.buttons: list[Button] = []
        if opens:
            self._add(opens, self.opening.emit)
        if len(sortie.files) > _MOST_BUTTONS:
            self._add("Enregistrer dans un répertoire…", self.saving_all.emit)
        else:
            kinds = [file.kind for file in sortie.files]
            for rank, file in enumerate(sortie.files):
                self._offer(rank, file, alone=kinds.count(file.kind) == 1)
        self._buttons.addStretch(0)
        self._arrange()

    def _offer(self, rank: int, file: Fichier, *, alone: bool) -> None:
        if file.kind == "pdf":
            self._add("Voir", partial(self.seeing.emit, rank), what=file.what)
        name = NAMES.get(file.kind, "le fichier") if alone else file.what
        self._add(f"Enregistrer {name}…", partial(self.saving.emit, rank), what=file.what)

    def _add(self, text: str, act: object, *, what: str = "") -> None:
        button = Button(self._look, text)
        button.setAccessibleName(f"{text.rstrip('…')}\u00a0: {self.sortie.title}")
        button.setAccessibleDescription(". ".join(one for one in (what, self.sortie.said) if one))
        button.clicked.connect(act)
        self.buttons.append(button)
        self._buttons.addWidget(button)

    def _arrange(self) -> None:
        narrow = self.width() < self._look.px(_NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons beside the words, or below."""
        super().resizeEvent(event)
        self._arrange()
