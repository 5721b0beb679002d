"""A computation done aloud: a few measures, what would change, and a button that takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.proposal import Proposal
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.fitting import fit
from cvdesk.gui.widgets.lines_table import LinesTable
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words

_HEIGHT, _FIELD = 390, 70
"""Heights in pixels at 100 %: without any measure, and of each of them."""

Propose = Callable[[Mapping[str, str]], Proposal]


@dataclass(frozen=True, slots=True)
class Asked:
    """One measure to type, or to choose.

    Attributes:
        name: What the computation calls it.
        text: What is already known, to correct.
        options: What to choose from: a value and its words; none for a text.
    """

    name: str
    label: str
    text: str = ""
    options: tuple[tuple[str, str], ...] = ()


class ProposalDialog(QDialog):
    """Shows what a computation proposes at every key; takes nothing by itself.

    Attributes:
        proposal: What is shown, or None while the measures make nothing.
    """

    def __init__(
        self, look: Look, title: str, help_: str, asked: Sequence[Asked], propose: Propose,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        fit(self, look, 640, _HEIGHT + _FIELD * len(asked))
        self.proposal: Proposal | None = None
        self.fields: dict[str, Line | QComboBox] = {}
        self._propose = propose
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 16)
        page = Page((24, 20, 24, 8), 6)
        column = page.column
        outer.addWidget(page, 1)
        column.addWidget(Words(title, role="subtitle"))
        column.addWidget(Words(help_, role="help"))
        column.addSpacing(6)
        for one in asked:
            label = Words(one.label, role="label", wrap=False)
            field = self._field(one)
            label.setBuddy(field)
            field.setAccessibleName(one.label)
            column.addWidget(label)
            column.addWidget(field)
            self.fields[one.name] = field
        self.said = Words(role="body")
        column.addSpacing(6)
        column.addWidget(self.said)
        self.table = LinesTable(
            look, "Ce qui changerait", ("Réponse", "Aujourd’hui", "Proposé"), (1, 2)
        )
        self.table.wrap((130, 190))
        self.table.setMinimumHeight(look.px(150))
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 0, 24, 0)
        cancel = Button(look, "Ne rien changer")
        cancel.clicked.connect(self.reject)
        self.take = Button(look, "Écrire dans le budget", kind="primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addStretch()
        buttons.addWidget(self.take)
        outer.addLayout(buttons)
        self._compute()

    def _field(self, one: Asked) -> Line | QComboBox:
        if one.options:
            box = DropDown()
            for value, words in one.options:
                box.addItem(words, value)
            box.setCurrentIndex(max(box.findData(one.text), 0))
            box.currentIndexChanged.connect(self._compute)
            return box
        line = Line()
        line.setText(one.text)
        line.textEdited.connect(self._compute)
        return line

    def _compute(self) -> None:
        typed = {
            name: str(field.currentData()) if isinstance(field, QComboBox) else field.text()
            for name, field in self.fields.items()
        }
        try:
            self.proposal = self._propose(typed)
        except UserError as refusal:
            self.proposal = None
            self.said.say(str(refusal))
            self.table.show_rows(())
        else:
            self.said.say(self.proposal.sentence)
            rows = [(one.label, one.before or "–", one.after) for one in self.proposal.kept]
            self.table.show_rows(rows)
        self.take.setEnabled(self.proposal is not None and bool(self.proposal.kept))
