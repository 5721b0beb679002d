"""« Contrats de ville »: what they say, searched and read; and one place read from a dossier."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.contrattree import all_sheets, contract_branches, words_of
from cvdesk.domain.contrat import Contrat
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.tables.branch_model import BranchModel
from cvdesk.gui.widgets.branch_tree import BranchTree
from cvdesk.gui.widgets.panel import where
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words, frame

STATUS = {"en_vigueur": "en vigueur", "echu": "échu", "remplace": "remplacé"}


class ContratView(QWidget):
    """One contract: its tree, a search, and what is said of the place under the cursor."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._contrat: Contrat | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 8, 32, 16)
        column.setSpacing(8)
        self._said = Words(role="help")
        column.addWidget(self._said)
        self.search = Line()
        self.search.setAccessibleName("Chercher dans le contrat")
        self.search.setPlaceholderText("Chercher, avec ou sans accents")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        column.addWidget(self.search)
        line = QHBoxLayout()
        line.setSpacing(16)
        box = frame("card")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(1, 2, 1, 2)
        self._model = BranchModel(self)
        self.tree = BranchTree(look, self._model, "Contrat de ville")
        self.tree.pointed.connect(self._show)
        inside.addWidget(self.tree)
        line.addWidget(box, 60)
        side = frame("card")
        words = QVBoxLayout(side)
        words.setContentsMargins(20, 16, 20, 16)
        words.setSpacing(8)
        self._level = Words(role="caption")
        self._title = Words("Choisissez un passage pour le lire.", role="label")
        self._path = Words(role="quote")
        self._where = Words(role="help")
        self._notes = Words(role="body")
        for one in (self._level, self._title, self._path, self._where, self._notes):
            words.addWidget(one)
        words.addStretch(1)
        line.addWidget(side, 40)
        column.addLayout(line, 1)

    def render_contrat(self, contrat: Contrat) -> None:
        """Show a contract."""
        self._contrat = contrat
        state = STATUS.get(contrat.statut, contrat.statut)
        term = f"{contrat.debut:%d/%m/%Y} au {contrat.fin:%d/%m/%Y}"
        text = contrat.source.statut
        self._said.say(
            f"{contrat.titre}. Du {term}, {state}. Texte lu\u00a0: {text[:1].lower()}{text[1:]}."
        )
        self._model.show_branches((*contract_branches(contrat), *all_sheets(contrat)))

    def point_at(self, place: str) -> None:
        """Show one place."""
        self.tree.point_at(place)

    def _search(self, typed: str) -> None:
        self._model.search(words_of(typed), frozenset())
        self.tree.show_found()

    def _show(self, place: str) -> None:
        if self._contrat is None or not self._contrat.cites(place):
            return
        cited = self._contrat.citation(place)
        name = f"{cited.niveau} {cited.numero}".strip()
        self._level.say(f"{name[:1].upper()}{name[1:]} · {cited.territoire}")
        self._title.say(f"«\u00a0{cited.titre}\u00a0»")
        self._path.say("\n".join(cited.chemin))
        self._where.say(where(cited))
        self._notes.say("\n".join(cited.notes))


class Contrats(QWidget):
    """Every contract known here."""

    def __init__(self, look: Look, desk: Desk, _dialogs: Dialogs) -> None:
        super().__init__()
        self._contrats: tuple[Contrat, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(32, 0, 32, 0)
        head.setSpacing(8)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words("Contrats de ville", role="title"))
        titles.addWidget(
            Words(
                "Les mots exacts du texte, avec leur ligne\u00a0; ses anomalies sont dites.",
                role="help",
            )
        )
        head.addLayout(titles)
        self.choice = QComboBox()
        self.choice.setAccessibleName("Contrat")
        self.choice.addItem("Lecture des contrats…")
        self.choice.activated.connect(self._choose)
        head.addWidget(self.choice)
        column.addLayout(head)
        self.view = ContratView(look)
        column.addWidget(self.view, 1)
        run_in_background(desk.contrats, owner=self, done=self._show, failed=_raise)

    def _show(self, contrats: tuple[Contrat, ...]) -> None:
        self._contrats = contrats
        self.choice.clear()
        self.choice.addItems([contrat.titre_court for contrat in contrats])
        if contrats:
            self._choose(0)

    def _choose(self, rank: int) -> None:
        if rank < len(self._contrats):
            self.view.render_contrat(self._contrats[rank])


class ContratReading(QWidget):
    """One place of the contract of a dossier, read in its tree.

    Signals:
        left: Back to the dossier.
    """

    left = Signal()

    def __init__(self, look: Look, contrat: Contrat, place: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.top = TopBar(look, "Revenir au dossier")
        self.top.search.hide()
        self.top.left.connect(self.left)
        self.top.render_names(contrat.titre_court, contrat.titre, None)
        column.addWidget(self.top)
        self.view = ContratView(look)
        self.view.render_contrat(contrat)
        column.addWidget(self.view, 1)
        self.view.point_at(place)


def _raise(error: Exception) -> None:
    raise error


SCREEN = Contrats
