"""Moving a dossier to another edition of its contract: everything shown first, one step of undo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.move_contrat import Anchor, Fate, MovePlan, move, plan_move
from cvdesk.app.navigation import label_of
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_difference import named
from cvdesk.domain.contrat_succession import succession
from cvdesk.domain.ids import Key
from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce, empty, frame

WIDTH = 860
SHAPES = {
    Fate.GARDE: ("complet", "accent"),
    Fate.RENOMME: ("complet", "accent"),
    Fate.REUNI: ("complet", "accent"),
    Fate.A_CHOISIR: ("question", "ask"),
    Fate.ORPHELIN: ("a_completer", "todo"),
    Fate.INCONNU: ("a_completer", "todo"),
}


class EditionScreen(BesideScreen):
    """The editions that are on this computer, and what becomes of each answer in one of them."""

    def lay(self) -> None:
        """Build the widgets."""
        self._editions: tuple[Contrat, ...] = ()
        self._plan: MovePlan | None = None
        self.choices: dict[Key, QComboBox] = {}
        look = self.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Revenir au dossier")
        self.top.left.connect(self.left)
        outer.addWidget(self.top)
        page = Page(
            (32, 20, 32, 24), 8, widest=look.px(WIDTH), name="Ce que devient chaque réponse"
        )
        column = page.column
        outer.addWidget(page, 1)
        label = Words("Vers quelle édition du contrat\u00a0?", role="label")
        column.addWidget(label)
        self._said = Words("Lecture des éditions…", role="help")
        column.addWidget(self._said)
        self.edition = DropDown()
        self.edition.setAccessibleName("Édition du contrat")
        self.edition.activated.connect(self._show_plan)
        label.setBuddy(self.edition)
        column.addWidget(self.edition)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addSpacing(8)
        column.addLayout(self._lines)
        column.addStretch(1)
        outer.addWidget(self._foot())
        self._name()
        contrat, desk = self.session.dossier.contrat.contrat, self.desk
        run_in_background(
            lambda: desk.editions.of(contrat), owner=self, done=self._offer, failed=self._refused
        )

    def _foot(self) -> QWidget:
        bar = frame("foot")
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 8, 16, 8)
        line.setSpacing(12)
        self._left_to_do = Words(role="body", ink="todo")
        line.addWidget(self._left_to_do, 1)
        self.undo = Button(self.look, "Annuler le déplacement", icon="annuler")
        self.undo.clicked.connect(self._undo)
        self.undo.hide()
        line.addWidget(self.undo)
        self.go = Button(self.look, "Déplacer le dossier", kind="primary")
        self.go.setEnabled(False)
        self.go.clicked.connect(self._move)
        line.addWidget(self.go)
        return bar

    def _name(self) -> None:
        pinned = self.session.dossier.contrat
        self.top.render_names(
            self.session.reference.contrat.titre_court,
            f"Ce dossier suit l’édition «\u00a0{pinned.version}\u00a0»",
            None,
        )

    def _offer(self, editions: tuple[Contrat, ...]) -> None:
        pinned = self.session.dossier.contrat.version
        self._editions = tuple(one for one in editions if one.version != pinned)
        self.edition.clear()
        for one in self._editions:
            state = "" if one.statut == "en_vigueur" else ", échue"
            self.edition.addItem(f"Édition «\u00a0{one.version}\u00a0»{state}")
        self.edition.setVisible(bool(self._editions))
        if self._editions:
            self._said.say("Rien ne bouge avant que vous le demandiez, et cela s’annule.")
            self._show_plan()
        else:
            self._said.say(
                "Aucune autre édition de ce contrat n’est sur cet ordinateur. Pour en installer "
                "une\u00a0: «\u00a0Contrats de ville\u00a0», puis «\u00a0Installer un contrat "
                "reçu\u00a0»."
            )

    # --- the plan -------------------------------------------------------------------------------

    def _show_plan(self) -> None:
        contrat = self._editions[self.edition.currentIndex()]
        empty(self._lines)
        self.choices = {}
        try:
            self._plan = plan_move(self.session, contrat)
        except UserError as refusal:
            self._plan = None
            self._lines.addWidget(Words(str(refusal), role="body"))
            self._count()
            return
        for anchor in self._plan.anchors:
            self._lines.addWidget(self._anchor(anchor, contrat))
        for note in self._plan.notes:
            self._lines.addWidget(Words(note, role="body"))
        if not (self._plan.anchors or self._plan.notes):
            self._lines.addWidget(Words("Aucune réponse ne cite ce contrat.", role="body"))
        self._count()

    def _anchor(self, anchor: Anchor, contrat: Contrat) -> QWidget:
        card = frame("card")
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(12)
        drawing = Drawing(self.look, *SHAPES[anchor.fate], 22)
        line.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        name = label_of(self.session.facts, anchor.key)
        title = Words(name, role="strong")
        words.addWidget(title)
        words.addWidget(Words(anchor.phrase, role="body"))
        if anchor.fate is Fate.A_CHOISIR:
            box = DropDown()
            box.setAccessibleName(f"{name}\u00a0: l’orientation que votre phrase sert désormais")
            box.addItem("Choisissez…", "")
            lieux = succession(self.session.reference.contrat, contrat).apres
            for place in anchor.apres:
                box.addItem(named(lieux[place]), place)
            box.activated.connect(self._count)
            title.setBuddy(box)
            self.choices[anchor.key] = box
            words.addWidget(box)
        line.addLayout(words, 1)
        return card

    def _count(self) -> None:
        waiting = sum(not box.currentData() for box in self.choices.values())
        self.go.setEnabled(self._plan is not None and not waiting)
        if waiting:
            places = "une orientation" if waiting == 1 else f"{waiting} orientations"
            self._left_to_do.say(f"Il reste à choisir {places}.")
        elif self._plan is not None and self._plan.orphans:
            count = len(self._plan.orphans)
            answers = "une réponse sera" if count == 1 else f"{count} réponses seront"
            self._left_to_do.say(f"Après le déplacement, {answers} à reprendre.")
        else:
            self._left_to_do.say("")

    def _move(self) -> None:
        contrat = self._editions[self.edition.currentIndex()]
        chosen = {key: str(box.currentData()) for key, box in self.choices.items()}
        try:
            move(self.session, contrat, chosen)
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        self._settle("Déplacé. Aucune de vos phrases n’a été touchée.")
        self.undo.show()
        self.undo.setFocus()

    def _undo(self) -> None:
        self.session.undo()
        self.undo.hide()
        self._settle("Le dossier est revenu à son édition d’avant.")

    def _settle(self, said: str) -> None:
        self._name()
        empty(self._lines)
        self._plan = None
        desk, contrat = self.desk, self.session.dossier.contrat.contrat
        run_in_background(
            lambda: desk.editions.of(contrat),
            owner=self,
            done=partial(self._offer_again, said),
            failed=self._refused,
        )

    def _offer_again(self, said: str, editions: tuple[Contrat, ...]) -> None:
        self._offer(editions)
        self._said.say(said)
        announce(self, said)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.dialogs.show_refusal(self, error)


SCREEN = EditionScreen
