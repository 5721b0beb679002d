"""Why: a need in everyday words, and the orientations of the contract that answer it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.beginning import Beginning
from cvdesk.domain.checks.pointers import enumerated
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.recherche import Trouvaille
from cvdesk.errors import UserError
from cvdesk.gui.background import Task, run_in_background
from cvdesk.gui.widgets.begin_page import BeginPage, Known
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words, announce, empty, frame

MOST = 8
PATIENCE_MS = 350
"""How long after the last letter the search begins."""


class BeginNeed(BeginPage):
    """The question of the need."""

    title = "Quel besoin, avec vos mots\u00a0?"
    said = (
        "Dites-le comme vous le diriez à une voisine. CVDesk cherche dans le contrat les "
        "orientations qui y répondent, et garde vos mots pour commencer la réponse du dossier."
    )

    def lay(self) -> None:
        """A line to type in, what is chosen, what is found."""
        self._contrat: Contrat | None = None
        self._task: Task | None = None
        self._chosen: dict[str, str] = {}
        self._found: tuple[Trouvaille, ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        words = Words("Le besoin", role="label")
        self.line = Line()
        self.line.setAccessibleName("Le besoin")
        self.line.setAccessibleDescription(self.said)
        self.line.setPlaceholderText("des mères seules n’osent pas parler à l’école")
        words.setBuddy(self.line)
        self.column.addWidget(words)
        self.column.addWidget(self.line)
        self._pause = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._pause.timeout.connect(self.search)
        self.line.textEdited.connect(lambda _: self._pause.start())
        self.line.returnPressed.connect(self.search)
        self._state = Words(role="help")
        self.column.addWidget(self._state)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.column.addLayout(self._list)

    def enter(self, known: Known, beginning: Beginning) -> None:
        """Show what was chosen; the words typed stay, and are looked for in another contract."""
        contrat = known.contrat(beginning.contrat)
        another = self._contrat is not contrat
        self._contrat = contrat
        self.line.setEnabled(bool(contrat.id))
        self._chosen = dict.fromkeys(beginning.orientations, "")
        if another:
            self._found = ()
        self._show()
        if another:
            self.search()

    def answer(self, beginning: Beginning) -> Beginning:
        """Keep the words typed, and the orientations ticked in the order they were."""
        return replace(beginning, besoin=self.line.text().strip(), orientations=tuple(self._chosen))

    def forget(self, beginning: Beginning) -> Beginning:
        """No orientation: the step of the dossier asks again; the words typed are not lost."""
        return replace(self.answer(beginning), orientations=())

    def summary(self) -> str:
        """Say how many orientations are kept."""
        kept = len(self._chosen)
        return f"{kept} orientation{'s' * (kept > 1)} retenue{'s' * (kept > 1)}" if kept else ""

    def search(self) -> None:
        """Look for what was typed, in the background."""
        self._pause.stop()
        text, contrat = self.line.text().strip(), self._contrat
        if self._task is not None:
            self._task.cancel()
        if not text or contrat is None or not contrat.id:
            self._found = ()
            self._show()
            return
        self._state.say("Recherche dans le contrat…")
        self._task = run_in_background(
            partial(self.desk.chercher, text, contrat=contrat.id),
            owner=self,
            done=self._arrive,
            failed=self._refused,
        )

    def _arrive(self, found: tuple[Trouvaille, ...]) -> None:
        self._task = None
        self._found = found[:MOST]
        self._show()
        announce(self.line, self._state.text())

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._state.say(str(error))

    def _show(self) -> None:
        empty(self._list)
        self.boxes = {}
        contrat = self._contrat
        if contrat is None:
            return
        found = {one.noeud: one for one in self._found}
        for place in dict.fromkeys((*self._chosen, *found)):
            if contrat.cites(place):
                self._list.addWidget(self._row(contrat, place, found.get(place)))
        self._state.say(self._said(len(self.boxes)))

    def _said(self, shown: int) -> str:
        if self._contrat is not None and not self._contrat.id:
            return "Le contrat de ville n’est pas encore choisi\u00a0: on cherchera dedans ensuite."
        if not self.line.text().strip() and not shown:
            return "Vous pourrez aussi choisir dans l’arbre du contrat, plus tard."
        if not shown:
            return "Rien ne répond à ces mots. Essayez-en d’autres, plus simples."
        ticked = f", {len(self._chosen)} retenue{'s' * (len(self._chosen) > 1)}"
        return (
            f"{shown} orientation{'s' * (shown > 1)} proposée{'s' * (shown > 1)}"
            f"{ticked if self._chosen else ''}. La première cochée sera la principale."
        )

    def _row(self, contrat: Contrat, place: str, found: Trouvaille | None) -> QWidget:
        cited = contrat.citation(place)
        box = QCheckBox()
        box.setChecked(place in self._chosen)
        name = f"{cited.numero} {cited.titre}".strip()
        box.setAccessibleName(name)
        told = found.extrait if found is not None and found.extrait != cited.titre else ""
        lines = [str(line) for line in cited.lignes[:3]]
        where = f"{'lignes' if len(lines) > 1 else 'ligne'} {enumerated(lines)}" if lines else ""
        below = [f"«\u00a0{told}\u00a0»"] if told else []
        below.append(", ".join(filter(None, (cited.niveau, where))))
        box.setAccessibleDescription(" ".join(below))
        box.toggled.connect(partial(self._tick, place))
        self.boxes[place] = box
        card = frame("card")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(8)
        inside.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        label = Words(name, role="strong")
        label.setBuddy(box)
        column.addWidget(label)
        for rank, one in enumerate(below):
            column.addWidget(Words(one, role="quote" if told and rank == 0 else "help"))
        inside.addLayout(column, 1)
        return card

    def _tick(self, place: str, ticked: bool) -> None:  # noqa: FBT001 - what Qt sends
        if ticked:
            self._chosen[place] = ""
        else:
            self._chosen.pop(place, None)
        self._state.say(self._said(len(self.boxes)))
        self.changed.emit()
