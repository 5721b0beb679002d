"""A budget read in somebody's workbook: every row, where it goes, what is left to place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.budget_import import Destination, Import
from cvdesk.app.budget_placing import Placed, Target
from cvdesk.app.classeur import Classeur
from cvdesk.app.import_words import (
    remarks_in_words,
    target_in_words,
    targets_of,
    written_in_words,
)
from cvdesk.domain.facts import Facts
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.fitting import fit
from cvdesk.gui.widgets.lines_table import LinesTable
from cvdesk.gui.widgets.words import Words

Propose = Callable[[Destination], Import]
TO_PLACE = "À placer"
WHERE = 3
REMARK = 4


class ImportDialog(QDialog):
    """Shows the proposal; the person places what is unknown; accepted, it is taken.

    Attributes:
        proposal: What is shown, or None when this sheet has no budget.
    """

    def __init__(
        self, look: Look, facts: Facts, to: Destination, classeur: Classeur, propose: Propose,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle("Importer un classeur")
        fit(self, look, 960, 620)
        self.proposal: Import | None = None
        self._facts = facts
        self._to = to
        self._propose = propose
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(Words(f"Ce que contient {classeur.nom}", role="subtitle"))
        choices = QHBoxLayout()
        self.sheet = _box(choices, "Feuille", [("", "La feuille du budget")])
        for feuille in classeur.feuilles:
            self.sheet.addItem(feuille.nom, feuille.nom)
        years = [one for one in facts.years_of(to.budget.yearly) if one is not None]
        every = [("", "Tous les exercices du classeur")]
        self.year = _box(choices, "Exercice", every + [(str(one), str(one)) for one in years])
        choices.addStretch()
        column.addLayout(choices)
        self.said = Words(role="body")
        column.addWidget(self.said)
        self.table = LinesTable(
            look, "Lignes lues", ("Ligne du classeur", "Cellule", "Montant", "Va vers", "Remarque"),
            (2,),
        )  # fmt: skip
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate((230, 100, 100, 210)):
            self.table.setColumnWidth(place, look.px(width))
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        cancel = Button(look, "Ne rien changer")
        cancel.clicked.connect(self.reject)
        self.take = Button(look, "", kind="primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addStretch()
        buttons.addWidget(self.take)
        column.addLayout(buttons)
        self.sheet.currentIndexChanged.connect(self._read)
        self.year.currentIndexChanged.connect(self._read)
        self._read()

    def _read(self) -> None:
        year = str(self.year.currentData())
        to = replace(
            self._to, sheet=str(self.sheet.currentData()), year=int(year) if year else None
        )
        try:
            self.proposal = self._propose(to)
        except UserError as refusal:
            self.proposal = None
            self.said.say(str(refusal))
            self.table.show_rows(())
        else:
            self._draw(self.proposal)
        self._count()

    def _draw(self, proposal: Import) -> None:
        rows = []
        for one in proposal.lines:
            amounts = ", ".join(str(amount) for _, amount in one.amounts)
            rows.append((one.label or "(sans libellé)", one.where, amounts, "", ""))
        quiet = [rank for rank, one in enumerate(proposal.lines) if one not in proposal.placed]
        self.table.show_rows(rows, muted=quiet)
        offered = targets_of(self._facts, proposal)
        for rank, one in enumerate(proposal.lines):
            if not one.problem:
                self.table.setCellWidget(rank, WHERE, self._choice(proposal, rank, one, offered))

    def _choice(
        self, proposal: Import, rank: int, one: Placed, offered: tuple[Target, ...]
    ) -> QComboBox:
        box = DropDown()
        box.setAccessibleName(f"Où va «\u00a0{one.label}\u00a0»")
        box.addItem(TO_PLACE, None)
        for target in dict.fromkeys((*one.likely, *offered)):
            words = target_in_words(self._facts, proposal, target)
            box.addItem(words[:1].upper() + words[1:], target)
        if one.target is not None:
            known = [box.itemData(place) for place in range(box.count())]
            if one.target not in known:
                words = target_in_words(self._facts, proposal, one.target)
                box.addItem(words[:1].upper() + words[1:], one.target)
                known.append(one.target)
            box.setCurrentIndex(known.index(one.target))
        box.currentIndexChanged.connect(lambda _: self._place(rank, box))
        return box

    def _place(self, rank: int, box: QComboBox) -> None:
        if self.proposal is not None:
            target = box.currentData()
            self.proposal = self.proposal.placing(
                rank, target if isinstance(target, Target) else None
            )
            self._count()

    def _count(self) -> None:
        found = self.proposal
        amounts = 0 if found is None else sum(len(one.amounts) for one in found.placed)
        many = "1 montant" if amounts == 1 else f"{amounts} montants"
        self.take.say(f"Écrire {many} dans le budget")
        self.take.setEnabled(amounts > 0)
        if found is None:
            return
        for rank, said in enumerate(remarks_in_words(self._facts, found)):
            self.table.show_text(rank, REMARK, said)
        left = len(found.to_place)
        faults = sum(one.problem for one in found.lines)
        parts = [f"{found.source}\u00a0: {written_in_words(self._facts, found)}"]
        if left:
            parts.append("1 ligne à placer." if left == 1 else f"{left} lignes à placer.")
        if faults:
            alone, some = "1 ligne illisible, laissée.", f"{faults} lignes illisibles, laissées."
            parts.append(alone if faults == 1 else some)
        parts.append("Les lignes absentes du classeur ne changent pas.")
        self.said.say(" ".join(parts))


def _box(line: QHBoxLayout, name: str, options: list[tuple[str, str]]) -> QComboBox:
    label = Words(name, role="label", wrap=False)
    box = DropDown()
    box.setAccessibleName(name)
    for value, words in options:
        box.addItem(words, value)
    label.setBuddy(box)
    line.addWidget(label)
    line.addWidget(box)
    line.addSpacing(16)
    return box
