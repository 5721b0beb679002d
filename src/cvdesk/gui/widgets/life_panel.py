"""Where a dossier stands: the states it reached, its years, what is granted, what comes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.vie import Due, Life, Refusal, Share, Stage, Urgency, YearEnd
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.gui.look import Look
from cvdesk.gui.shapes import LIFE_SHAPES
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words, empty, frame

_TOP = Qt.AlignmentFlag.AlignTop
_INKS = {Urgency.LATE: "fix", Urgency.SOON: "todo", Urgency.LATER: "text2"}
_REMARKS = {
    Gravity.CORRECT: ("todo", "a_completer", "À vérifier"),
    Gravity.QUESTION: ("ask", "question", "Question ouverte"),
}


class LifePanel(QWidget):
    """Everything the follow-up says; it asks nothing.

    Signals:
        went: Where the person wants to go: a key, a list, or a place of the window.
        settled: A key, as text: the remark noted there is settled.
    """

    went = Signal(str)
    settled = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._drawn: Life | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page((16, 16, 16, 16), 8, name="Où en est le dossier")
        self._column = page.column
        outer.addWidget(page)

    def render_view(self, life: Life) -> None:
        """Show ``life``; nothing is drawn again when it says the same."""
        before, self._drawn = self._drawn, life
        if before is not None and _said(before) == _said(life):
            return
        empty(self._column)
        for refusal in life.refusals:
            self._column.addWidget(self._refusal(refusal))
        for remark in life.remarks:
            self._column.addWidget(self._remark(remark))
        if life.shares:
            self._title("Accordé et demandé")
            for share in life.shares:
                self._column.addWidget(self._share(share))
        if len(life.years) > 1:
            self._title("Chaque exercice")
            self._column.addWidget(self._years(life.years))
        self._title("Dates à ne pas oublier")
        for due in life.dues:
            self._column.addWidget(self._due(due))
        if not life.dues:
            self._column.addWidget(Words("Aucune date à retenir pour l’instant.", role="help"))
        if life.stages:
            self._title("Ce qui s’est passé")
            self._column.addWidget(self._stages(life.stages))
        self._column.addStretch(1)

    def _title(self, text: str) -> None:
        title = Words(text, role="subtitle")
        title.setContentsMargins(0, 8, 0, 0)
        self._column.addWidget(title)

    def _go(self, text: str, where: str, about: str) -> Button:
        button = Button(self._look, text, kind="link")
        button.setAccessibleName(f"{text}\u00a0: {about}")
        button.clicked.connect(partial(self.went.emit, where))
        return button

    def _remark(self, remark: Finding) -> QWidget:
        role, icon, word = _REMARKS[remark.gravity]
        card = frame(role)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Drawing(self._look, icon, role, 18))
        head.addWidget(Words(word, role="strongcaption", ink=role, wrap=False))
        head.addStretch()
        column.addLayout(head)
        column.addWidget(Words(remark.message, role="body"))
        if remark.keys:
            column.addWidget(self._go("Y aller", str(remark.keys[0]), remark.message))
        return card

    def _refusal(self, refusal: Refusal) -> QWidget:
        card = frame("todo")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Drawing(self._look, "refus", "todo", 18), 0, _TOP)
        head.addWidget(Words(refusal.said, role="strongcaption", ink="todo"), 1)
        column.addLayout(head)
        column.addWidget(Words(f"«\u00a0{refusal.reason}\u00a0»", role="body"))
        button = Button(self._look, "C’est réglé", icon="coche")
        button.setAccessibleName(f"C’est réglé\u00a0: {refusal.said}")
        button.clicked.connect(partial(self.settled.emit, str(refusal.settled)))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _share(self, share: Share) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(2)
        column.addWidget(Words(f"{share.financeur}, {share.annee}", role="strong"))
        told = f"{share.accorde} accordés"
        if share.demande is not None:
            told += f" sur {share.demande} demandés ({share.part})"
        column.addWidget(Words(told, role="body"))
        left = share.accorde - share.verse
        paid = f"{share.verse} reçus"
        if share.verse and left.cents > 0:
            paid += f", {left} à recevoir"
        column.addWidget(Words(paid if share.verse else "Rien n’est encore reçu.", role="help"))
        if share.consequence:
            column.addWidget(Words(share.consequence, role="strongcaption", ink="todo"))
            column.addWidget(
                self._go("Reprendre le budget", "budget", f"{share.financeur}, {share.annee}")
            )
        return card

    def _years(self, years: tuple[YearEnd, ...]) -> QWidget:
        card = frame("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 10, 12, 10)
        grid.setHorizontalSpacing(12)
        for line, one in enumerate(years):
            icon, ink = LIFE_SHAPES[one.mot]
            grid.addWidget(Words(str(one.annee), role="strong", wrap=False), line, 0)
            grid.addWidget(Drawing(self._look, icon, ink, 18), line, 1)
            grid.addWidget(Words(one.mot, role="body", ink=ink, wrap=False), line, 2)
            amount = "" if one.accorde is None else f"{one.verse} reçus sur {one.accorde}"
            grid.addWidget(Words(amount, role="help"), line, 3)
        grid.setColumnStretch(3, 1)
        return card

    def _due(self, due: Due) -> QWidget:
        one = due.reminder
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        ink = _INKS[due.urgency]
        head.addWidget(Drawing(self._look, "calendrier", ink, 18))
        day = Words(f"{one.day:%d/%m/%Y}", role="strongcaption", ink=ink, wrap=False)
        head.addWidget(day)
        late = f" · {due.urgency.value}" if due.urgency is Urgency.LATE else ""
        head.addWidget(Words(f"{due.left}{late}", role="strongcaption", ink=ink, wrap=False))
        head.addStretch()
        column.addLayout(head)
        column.addWidget(Words(one.sentence, role="strong"))
        column.addWidget(Words(one.why, role="help"))
        column.addWidget(self._go("Y aller", one.where, one.sentence))
        card.setToolTip(f"Source\u00a0: {one.source}")
        return card

    def _stages(self, stages: tuple[Stage, ...]) -> QWidget:
        card = frame("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 10, 12, 10)
        grid.setHorizontalSpacing(12)
        for line, stage in enumerate(stages):
            icon, ink = LIFE_SHAPES[stage.etat.mot]
            grid.addWidget(Drawing(self._look, icon, ink, 18), line, 0, _TOP)
            role = "strong" if stage.current else "body"
            now = " · maintenant" if stage.current else ""
            grid.addWidget(Words(f"{stage.etat.mot}{now}", role=role), line, 1)
            grid.addWidget(Words(stage.when, role="help", wrap=False), line, 2)
        grid.setColumnStretch(1, 1)
        return card


def _said(life: Life) -> tuple[object, ...]:
    return life.stages, life.years, life.shares, life.dues, life.remarks, life.refusals
