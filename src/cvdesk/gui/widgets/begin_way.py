"""How: a few plain questions, the path they lead to and why; another one may be chosen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout

from cvdesk.app.appel_view import where_said
from cvdesk.app.beginning import Beginning, departement_of, perhaps
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.voie import Voie, paths_of, proposed
from cvdesk.gui.widgets.begin_page import BeginPage, Known, choice, question
from cvdesk.gui.widgets.words import Words, announce, empty, frame

YEAR_OF_AGREEMENT = (
    "Pour demander l’année suivante d’une convention déjà faite, ouvrez la convention, puis "
    "«\u00a0Préparer l’année prochaine\u00a0»\u00a0: son action et son budget sont repris."
)


class BeginWay(BeginPage):
    """The question of the path."""

    title = "Quelle façon de demander\u00a0?"
    said = "Répondez à ce que vous savez\u00a0; la voie proposée suit vos réponses."

    def lay(self) -> None:
        """The questions, then the path."""
        self._contrat: Contrat | None = None
        self._paths: tuple[Voie, ...] = ()
        self._answers: dict[str, str] = {}
        self.answers: dict[tuple[str, str], QRadioButton] = {}
        self._groups: list[QButtonGroup] = []
        for one in self.desk.registre_appels.questions:
            card = frame("card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(16, 10, 16, 10)
            inside.setSpacing(4)
            inside.addWidget(Words(one.texte, role="label"))
            if one.aide:
                inside.addWidget(Words(one.aide, role="help"))
            group = QButtonGroup(self)
            self._groups.append(group)
            for each in one.reponses:
                radio = choice(inside, each.label, "")
                radio.setAccessibleDescription(one.texte)
                radio.clicked.connect(partial(self._on_answer, one.id, each.id))
                group.addButton(radio)
                self.answers[one.id, each.id] = radio
            self.column.addWidget(card)
        shown = frame("soft")
        self._shown = QVBoxLayout(shown)
        self._shown.setContentsMargins(16, 12, 16, 12)
        self._shown.setSpacing(4)
        self.column.addWidget(shown)
        self.path = question(
            self.column, "La voie retenue", "Celle qui est proposée, ou une autre du contrat."
        )
        self.column.addWidget(Words(YEAR_OF_AGREEMENT, role="help"))
        self.path.activated.connect(self._on_path)

    def enter(self, known: Known, beginning: Beginning) -> None:
        """Offer the paths of the contract, and what is answered already."""
        self._contrat = contrat = known.contrat(beginning.contrat)
        commune = beginning.commune
        departement = departement_of(contrat, commune)
        voies = self.desk.registre_appels.voies
        self._paths = paths_of(voies, contrat.id, departement, commune)
        self._answers = dict(beginning.reponses)
        for group in self._groups:
            group.setExclusive(False)
        for (name, answer), radio in self.answers.items():
            radio.setChecked(self._answers.get(name) == answer)
        for group in self._groups:
            group.setExclusive(True)
        self.path.clear()
        for one in self._paths:
            self.path.addItem(one.titre, one.id)
        best = proposed(self._paths, self._answers)
        kept = beginning.voie if self.path.findData(beginning.voie) >= 0 else ""
        self._take(kept or ("" if best is None else best.id))

    def answer(self, beginning: Beginning) -> Beginning:
        """Keep the answers and the path; a call of another path is forgotten."""
        voie = str(self.path.currentData() or "")
        same = voie == beginning.voie
        return replace(
            beginning,
            reponses=dict(self._answers),
            voie=voie,
            appel=beginning.appel if same else "",
        )

    def forget(self, beginning: Beginning) -> Beginning:
        """The ordinary path: that of one year."""
        ordinary = self._paths[-1].id if self._paths else ""
        return replace(beginning, reponses={}, voie=ordinary, appel="")

    def summary(self) -> str:
        """Say the path: it stands below the questions, out of sight on a small screen."""
        return f"Voie\u00a0: {self.path.currentText()}"

    def _on_answer(self, name: str, answer: str) -> None:
        self._answers[name] = answer
        best = proposed(self._paths, self._answers)
        if best is not None:
            before = self.path.currentData()
            self._take(best.id)
            if best.id != before:
                announce(self.path, f"Voie proposée\u00a0: {best.titre}. {best.raison}")
        self.changed.emit()

    def _on_path(self) -> None:
        self._take(str(self.path.currentData()))
        self.changed.emit()

    def _take(self, name: str) -> None:
        self.path.setCurrentIndex(max(0, self.path.findData(name)))
        voie = next((one for one in self._paths if one.id == name), None)
        empty(self._shown)
        if voie is None:
            return
        best = proposed(self._paths, self._answers)
        mine = best is not None and best.id == voie.id
        self._shown.addWidget(
            Words("Proposée pour vous" if mine else "Choisie par vous", role="caption")
        )
        self._shown.addWidget(Words(voie.titre, role="subtitle"))
        if mine:
            self._shown.addWidget(Words(voie.raison, role="strong"))
        self._shown.addWidget(Words(voie.explique, role="body"))
        for fact in voie.faits:
            if fact.contrat and self._contrat is not None and fact.contrat != self._contrat.id:
                continue
            where = where_said(fact, self._contrat)
            self._shown.addWidget(Words(f"–  {fact.texte} ({where})", role="help"))
        if mine:
            for sentence in perhaps(
                self._paths, self.desk.registre_appels.questions, self._answers
            ):
                self._shown.addWidget(Words(sentence, role="strong"))
