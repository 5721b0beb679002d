"""Orientations: the contract beside the communal sheet, and what the dossier cites of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cvdesk.app.contrattree import anomalies, contract_branches, sheet_of_project, told, words_of
from cvdesk.app.session import Changes
from cvdesk.app.viewmodel import FieldView, field_view
from cvdesk.domain.fieldtypes import InvalidAnswer
from cvdesk.domain.form import Field
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId
from cvdesk.domain.recherche import Trouvaille
from cvdesk.gui.background import Task, run_in_background
from cvdesk.gui.screens.step_screens import StepScreen
from cvdesk.gui.tables.branch_model import BranchModel
from cvdesk.gui.widgets.anchors import Anchors, AnchorView, PrincipleView
from cvdesk.gui.widgets.branch_tree import BranchTree
from cvdesk.gui.widgets.buttons import Button, Counting, Drawing
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Elided, Words, announce, frame

SIDE = 352
BESIDE = 980
"""Narrowest width for the citations beside the trees, in pixels at 100 %."""
PAUSE_MS = 200
NOTHING_TYPED = "Avec ou sans accents. Choisissez un passage, puis ajoutez-le."
ANCHORS, PRINCIPLES = GroupId("ancrages"), GroupId("transversales")


class OrientationsScreen(StepScreen):
    """The picker."""

    closes_panel: ClassVar[bool] = True

    def lay(self) -> None:
        """Search and trees, citations beside."""
        self._task: Task | None = None
        self._typed = ""
        self._beside = True
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._picker = QWidget()
        line.addWidget(self._picker, 1)
        self._lay_picker(QVBoxLayout(self._picker))
        self._side = frame("right")
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(0, 0, 0, 0)
        self.anchors = Anchors(self.look, self._readable)
        inside.addWidget(self.anchors)
        line.addWidget(self._side)
        self.anchors.edited.connect(lambda key, text: self.session.answer(Key.parse(key), text))
        self.anchors.remarked.connect(self.asked_to_remark)
        self.anchors.removed.connect(lambda row: self.session.remove_row(RowId(row)))
        self.anchors.promoted.connect(self._promote)
        self.anchors.answered.connect(self._answer_principle)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search_words)
        self.refresh(Changes(everything=True))

    def _lay_picker(self, column: QVBoxLayout) -> None:
        look = self.look
        column.setContentsMargins(24, 14, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        self._title = Elided(self.title, role="title")
        names.addWidget(self._title)
        names.addWidget(Words(self.step.section.intro, role="help"))
        head.addLayout(names, 1)
        self.switch = Button(look, "Vos ancrages")
        self.switch.clicked.connect(self._switch)
        head.addWidget(self.switch)
        self.remarks = Counting(look, "Ce que voit le financeur")
        self.remarks.clicked.connect(self.asked_for_panel)
        head.addWidget(self.remarks)
        column.addLayout(head)
        self.search = Line()
        self.search.setObjectName("recherche")
        self.search.setPlaceholderText("Un mot de votre action\u00a0: numérique, parents, emploi…")
        self.search.setAccessibleName("Chercher dans le contrat")
        self.search.setClearButtonEnabled(True)
        self._lens = self.search.addAction(
            look.icon("chercher", "text2", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self._lens.setText("Chercher dans le contrat")
        look.changed.connect(self._redraw_lens)
        self.search.textChanged.connect(self._on_typing)
        column.addWidget(self.search)
        bar = QHBoxLayout()
        self.count = Words(NOTHING_TYPED, role="help")
        bar.addWidget(self.count, 1)
        self.add = Button(look, "Ajouter ce passage", icon="plus")
        self.add.setEnabled(False)
        self.add.clicked.connect(self.add_place)
        bar.addWidget(self.add)
        column.addLayout(bar)
        contrat = self.session.reference.contrat
        trees = QHBoxLayout()
        trees.setSpacing(16)
        self._contract_model = BranchModel(self)
        self._contract_model.show_branches(contract_branches(contrat))
        self.contract = BranchTree(look, self._contract_model, "Contrat de ville")
        self.contract.serve(self.search)
        self._sheet_model = BranchModel(self)
        self.sheet = BranchTree(look, self._sheet_model, "Fiche de la commune")
        self._sheet_title = Words(role="label")
        self._sheet_said = Words(role="help")
        dated = contrat.source.date
        edition = ", ".join(part for part in (contrat.titre_court, dated) if part)
        trees.addLayout(
            _titled(Words("Contrat de ville", role="label"), Words(edition, role="help"),
                    self.contract), 52,
        )  # fmt: skip
        self._right = QWidget()
        self._right.setLayout(_titled(self._sheet_title, self._sheet_said, self.sheet))
        trees.addWidget(self._right, 48)
        column.addLayout(trees, 1)
        self._note = frame("fro")
        note = QHBoxLayout(self._note)
        note.setContentsMargins(14, 8, 12, 8)
        note.addWidget(Drawing(look, "conseil", "fro", 20))
        self._note_words = Words(role="mono")
        note.addWidget(self._note_words, 1)
        self._no_sheet = Words(role="help")
        column.addWidget(self._no_sheet)
        column.addWidget(self._note)
        for tree, other in ((self.contract, self.sheet), (self.sheet, self.contract)):
            tree.pointed.connect(lambda place, other=other: self._on_place(place, other))
            tree.chosen.connect(self.add_place)

    def _redraw_lens(self) -> None:
        self._lens.setIcon(self.look.icon("chercher", "text2", 16))

    # --- drawing --------------------------------------------------------------------------------

    def refresh(self, _changes: Changes) -> None:
        """Draw the citations, and the sheet of the commune of the project."""
        self._title.say(self.title)
        sheet = sheet_of_project(self.session.facts, self.step.row)
        self._sheet_title.say(sheet.title)
        self._sheet_said.say(sheet.said)
        self._sheet_model.show_branches(sheet.branches)
        self._right.setVisible(bool(sheet.branches))
        self._no_sheet.say(f"{sheet.title}\u00a0: {sheet.said}")
        self._no_sheet.setVisible(not sheet.branches)
        if self.anchors.render_view(self._anchor_views(), self._principles()):
            self.arranged.emit()
        self._draw_note(self.contract.place or self.sheet.place)

    def _anchor_views(self) -> tuple[AnchorView, ...]:
        facts = self.session.facts
        contrat = facts.contrat
        views = []
        for row in facts.rows(ANCHORS, self.step.row):
            node = facts.value("ancrage_noeud", row) or ""
            role = facts.value("ancrage_role", row)
            local = ":" in node
            title, where = node or "Passage à choisir", ""
            notes: tuple[str, ...] = ()
            if contrat.cites(node):
                cited = contrat.citation(node)
                lines = f", ligne {cited.lignes[0]}" if cited.lignes else ""
                name = f"{cited.niveau} {cited.numero}".strip()
                above = f"{cited.chemin[-1]}, " if local and cited.chemin else ""
                title, notes = cited.titre, cited.notes[:1]
                where = f"{above}{name[:1].upper()}{name[1:]}{lines}"
            word = "Fiche communale" if local else "Secondaire"
            views.append(
                AnchorView(
                    row=row,
                    role="Principale" if role == "principale" else word,
                    main=role == "principale",
                    can_be_main=role != "principale" and not local,
                    title=title,
                    where=where,
                    notes=notes,
                    sentence=self._sentence("ancrage_phrase", row),
                )
            )
        views += [
            AnchorView(
                row, "Principe transversal", main=False, can_be_main=False,
                title=self._principle_title(facts.value("transversale_noeud", row) or ""),
                where="", notes=(), sentence=self._sentence("transversale_reponse", row),
            )
            for row in facts.rows(PRINCIPLES, self.step.row)
        ]  # fmt: skip
        return tuple(sorted(views, key=lambda view: not view.main))

    def _sentence(self, name: str, row: RowId) -> FieldView:
        field = self.session.reference.form.field(FieldId(name))
        if not isinstance(field, Field):
            raise TypeError(name)
        return field_view(self.session, field, Key(field.id, row))

    def _principle_title(self, axis: str) -> str:
        for axe in self.session.reference.contrat.axes_transversaux:
            if axe.id == axis:
                return axe.titre
        return axis or "Principe à choisir"

    def _principles(self) -> tuple[PrincipleView, ...]:
        facts = self.session.facts
        answered = {
            facts.value("transversale_noeud", row) for row in facts.rows(PRINCIPLES, self.step.row)
        }
        return tuple(
            PrincipleView(axe.id, axe.titre_court or axe.titre)
            for axe in facts.contrat.axes_transversaux
            if not axe.portee and axe.id not in answered
        )

    def _draw_note(self, place: str) -> None:
        contrat = self.session.reference.contrat
        ids = [place, place.partition(":")[0]]
        if place in {noeud.id for noeud in contrat.noeuds}:
            ids += [noeud.id for noeud in contrat.chemin(place)]
        said = anomalies(contrat, *filter(None, ids))
        if not said and contrat.cites(place):
            said = contrat.citation(place).notes
        self._note.setVisible(bool(said))
        self._note_words.say(" ".join(said[:2]))

    @property
    def note(self) -> str:
        """What is told of the place under the cursor, or an empty text."""
        return "" if self._note.isHidden() else self._note_words.text()

    # --- searching ------------------------------------------------------------------------------

    def _on_typing(self, typed: str) -> None:
        self._typed = typed
        self._show_found({})
        self._pause.start()

    def _search_words(self) -> None:
        """Ask the catalogue too: it knows neighbouring words."""
        typed, pinned = self._typed, self.session.dossier.contrat
        if self._task is not None:
            self._task.cancel()
        if not typed.strip():
            return
        desk = self.desk

        def done(found: tuple[Trouvaille, ...]) -> None:
            if typed == self._typed:
                self._show_found({one.noeud: one.extrait for one in found})
                announce(self.search, self.count.text())

        self._task = run_in_background(
            lambda: desk.chercher(typed, contrat=pinned.contrat, version=pinned.version),
            owner=self,
            done=done,
            failed=_raise,
        )

    def _show_found(self, also: Mapping[str, str]) -> None:
        words = words_of(self._typed)
        found = 0
        for model, tree in (
            (self._contract_model, self.contract),
            (self._sheet_model, self.sheet),
        ):
            found += model.search(words, also)
            tree.show_found()
        self.count.say(told(found, words) if self._typed.strip() else NOTHING_TYPED)

    def _on_place(self, place: str, other: BranchTree) -> None:
        if not place:
            return
        other.clearSelection()
        other.setCurrentIndex(other.rootIndex())
        self.add.setEnabled(True)
        self._draw_note(place)

    # --- citing ---------------------------------------------------------------------------------

    def add_place(self) -> None:
        """Cite the place under the cursor: the first orientation is the main one."""
        place = self.contract.place or self.sheet.place
        facts = self.session.facts
        if not place:
            return
        for row in facts.rows(ANCHORS, self.step.row):
            if facts.value("ancrage_noeud", row) == place:
                self.anchors.focus_row(row)
                return
        has_main = any(
            facts.value("ancrage_role", row) == "principale"
            for row in facts.rows(ANCHORS, self.step.row)
        )
        main = not has_main and ":" not in place
        row = self.session.add_row(ANCHORS, self.step.row)
        self.session.answer(Key(FieldId("ancrage_noeud"), row), place)
        role = "principale" if main else "secondaire"
        self.session.answer(Key(FieldId("ancrage_role"), row), role)
        self._show_side(shown=True)
        self.anchors.focus_row(row)

    def _promote(self, row: str) -> None:
        facts = self.session.facts
        for other in facts.rows(ANCHORS, self.step.row):
            if facts.value("ancrage_role", other) == "principale":
                self.session.answer(Key(FieldId("ancrage_role"), other), "secondaire")
        self.session.answer(Key(FieldId("ancrage_role"), RowId(row)), "principale")

    def _answer_principle(self, axis: str) -> None:
        row = self.session.add_row(PRINCIPLES, self.step.row)
        self.session.answer(Key(FieldId("transversale_noeud"), row), axis)
        self.anchors.focus_row(row)

    def _readable(self, key: Key, typed: str) -> bool:
        field = self.session.reference.form.field(key.field)
        try:
            return field is not None and field.type.parse(typed) is not None
        except InvalidAnswer:
            return False

    # --- moving ---------------------------------------------------------------------------------

    def commit(self) -> None:
        """Send what is still being typed."""
        self.anchors.commit()

    def focus_key(self, key: Key | None) -> bool:
        """Put the cursor in a sentence, or in the search."""
        if key is not None and key.row != self.step.row:
            self._show_side(shown=True)
            if self.anchors.focus_row(key.row):
                return True
        self._show_side(shown=False)
        self.search.setFocus()
        return True

    def show_title(self, *, visible: bool) -> None:
        """Hide the title where a combo box already names the step."""
        self._title.setVisible(visible)
        self.remarks.setVisible(visible)

    def show_remarks(self, count: int) -> None:
        """Show how many remarks wait behind the closed panel."""
        self.remarks.count(count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The citations beside the trees, or in their place."""
        super().resizeEvent(event)
        self._beside = self.width() >= self.look.px(BESIDE)
        self.switch.setVisible(not self._beside)
        self._show_side(shown=self._beside)

    def _switch(self) -> None:
        self._show_side(shown=self._side.isHidden())

    def _show_side(self, *, shown: bool) -> None:
        self._side.setVisible(shown or self._beside)
        if self._beside:
            self._side.setFixedWidth(self.look.px(SIDE))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(self.width() // 2 if shown else self.width())


def _titled(title: Words, said: Words, tree: BranchTree) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(title)
    column.addWidget(said)
    column.addSpacing(4)
    box = frame("card")
    inside = QVBoxLayout(box)
    inside.setContentsMargins(1, 2, 1, 2)
    inside.addWidget(tree)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(box, 1)
    return column


def _raise(error: Exception) -> None:
    raise error


SCREEN = OrientationsScreen
