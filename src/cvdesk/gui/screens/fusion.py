"""A copy received of a dossier that is here already: what differs, and what to keep of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.compare import Line, Saying, lines
from cvdesk.app.heading import heading
from cvdesk.app.merge import Merged, Place, Side
from cvdesk.domain.dossier import Dossier
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, frame

COLUMN = 820
NAMES = {Side.HERE: "La vôtre", Side.THERE: "La reçue"}


class Fusion(QWidget):
    """The differences, conflicts first; the later answer is chosen beforehand.

    Signals:
        left: Nothing is taken from the copy received.
        accepted: Merge, with :attr:`choices`.
    """

    left = Signal()
    accepted = Signal()

    def __init__(self, look: Look, desk: Desk, here: Dossier, merged: Merged) -> None:
        super().__init__()
        self._look = look
        self.here = here
        self.merged = merged
        self.choices: dict[Place, Side] = {}
        facts = desk.session(merged.dossier).facts
        found = lines(merged.differences, facts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Ne rien prendre")
        self.top.left.connect(self.left)
        named = heading(facts)
        self.top.render_names(named.title, named.line, None)
        outer.addWidget(self.top)
        page = Page((40, 16, 24, 24), 12, widest=look.px(COLUMN))
        column = page.column
        outer.addWidget(page, 1)
        column.addWidget(Words("Ce dossier est déjà ici", role="title"))
        column.addWidget(Words(_summary(found), role="body"))
        for one in found:
            column.addWidget(self._card(one))
        column.addStretch(1)
        foot = frame("foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(24, 10, 24, 10)
        line.addWidget(
            Words(
                "Ce que vous laissez reste dans l’historique\u00a0; Annuler revient en arrière.",
                role="help",
            ),
            1,
        )
        self.merge = Button(look, "Fusionner les deux copies", kind="primary")
        self.merge.clicked.connect(self.accepted)
        line.addWidget(self.merge)
        outer.addWidget(foot)

    def _card(self, one: Line) -> QWidget:
        card = frame("ask" if one.conflict else "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        if one.conflict:
            head.addWidget(Drawing(self._look, "question", "ask", 18))
        label = " · ".join(part for part in (one.label, one.where) if part)
        head.addWidget(Words(label, role="label"), 1)
        column.addLayout(head)
        if one.conflict and one.choice:
            said = "Les deux ont été écrites sans que l’une voie l’autre. Laquelle est juste\u00a0?"
            column.addWidget(Words(said, role="help"))
        group = QButtonGroup(card)
        for side in Side:
            saying = one.here if side is Side.HERE else one.there
            column.addLayout(self._choice(one, side, saying, group))
        return card

    def _choice(self, one: Line, side: Side, said: Saying, group: QButtonGroup) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        button = QRadioButton(NAMES[side])
        button.setAccessibleName(f"{one.label}\u00a0: {NAMES[side].lower()}, {said.text}")
        button.setAccessibleDescription(said.signed)
        button.setChecked(side is one.kept)
        button.setEnabled(one.choice)
        button.setMinimumWidth(self._look.px(110))
        button.clicked.connect(partial(self._choose, one.place, side))
        group.addButton(button)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(said.text, role="strong" if side is one.kept else "body"))
        if said.signed:
            words.addWidget(Words(said.signed, role="help"))
        line.addLayout(words, 1)
        return line

    def _choose(self, place: Place, side: Side) -> None:
        self.choices[place] = side

    @property
    def wanted(self) -> Mapping[Place, Side]:
        """What the person preferred."""
        return self.choices


def _summary(found: tuple[Line, ...]) -> str:
    conflicts = sum(one.conflict for one in found)
    many = "1 différence" if len(found) == 1 else f"{len(found)} différences"
    if not conflicts:
        return (
            f"{many}. La réponse la plus récente est choisie\u00a0; vous pouvez préférer l’autre."
        )
    word = (
        "1 réponse qui s’est croisée\u00a0: elle vient en premier"
        if conflicts == 1
        else f"{conflicts} réponses qui se sont croisées\u00a0: elles viennent en premier"
    )
    return f"{many}, dont {word}, la plus récente est choisie."
