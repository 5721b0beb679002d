"""A dossier on the home screen, and the invitations below the dossiers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from cvdesk.gui.look import Look
from cvdesk.gui.shapes import LIFE_SHAPES, SHAPES
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.words import Words, frame

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from cvdesk.app.cards import DossierCard


class Card(QWidget):
    """One dossier.

    Signals:
        opened: The person wants to work on it.
        asked: The screen that the person wants beside the dossier.
        deleted: The person wants to erase it for good.
    """

    opened = Signal()
    asked = Signal(str)
    deleted = Signal()

    def __init__(self, look: Look, view: DossierCard, *, urgent: bool) -> None:
        super().__init__()
        self.setObjectName(f"carte-{view.id}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        card.setProperty("urgent", urgent)
        card.setMinimumHeight(look.px(214))
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 12, 16, 14)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        word = view.life or view.state.value
        icon, ink = LIFE_SHAPES[word] if view.life else SHAPES[word]
        head.addWidget(Drawing(look, icon, ink, 20))
        state = " · ".join(part for part in (word, view.detail) if part)
        head.addWidget(Words(state, role="strongcaption", ink=ink, wrap=False))
        head.addStretch()
        if view.deadline is not None:
            left = f"{view.deadline.short} · {view.deadline.long}"
            soon = "todo" if view.deadline.soon and urgent else "text2"
            head.addWidget(Words(left, role="strongcaption", ink=soon, wrap=False))
        elif view.reminder:
            late = "fix" if view.late else "text2"
            head.addWidget(Words(view.reminder, role="strongcaption", ink=late, wrap=False))
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(Words(view.heading.title, role="label"))
        column.addSpacing(2)
        column.addWidget(Words(view.heading.association, role="help"))
        kind = view.heading.kind
        column.addWidget(Words(f"{kind} · exemple" if view.exemple else kind, role="help"))
        column.addStretch(1)
        column.addSpacing(8)
        progress = QHBoxLayout()
        progress.setSpacing(12)
        bar = QProgressBar(minimum=0, maximum=view.total, value=view.done, textVisible=False)
        said = f"{view.done} sur {view.total}"
        bar.setAccessibleName(f"Étapes complètes\u00a0: {said}")
        progress.addWidget(bar, 1)
        progress.addWidget(Words(said, role="help", wrap=False))
        column.addLayout(progress)
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        next_step = QVBoxLayout()
        next_step.setSpacing(0)
        next_step.addWidget(Words("Prochaine étape", role="help"))
        next_step.addWidget(Words(view.next_step, role="strong"))
        foot.addLayout(next_step, 1)
        self.open = Button(look, view.action, kind="primary" if urgent else "")
        self.open.setAccessibleName(f"{view.action}\u00a0: {view.heading.title}")
        self.open.setAccessibleDescription(f"{state}. {view.next_step}")
        self.open.clicked.connect(partial(self._ask, view.beside))
        if view.renewable:
            again = Button(look, "Année prochaine")
            again.setAccessibleName(f"Préparer l’année prochaine\u00a0: {view.heading.title}")
            again.clicked.connect(partial(self.asked.emit, "reconduire"))
            foot.addWidget(again)
            foot.setAlignment(again, Qt.AlignmentFlag.AlignBottom)
        delete = Button(
            look, "", icon="retirer", ink="text2", kind="quiet",
            name=f"Supprimer définitivement\u00a0: {view.heading.title}",
        )  # fmt: skip
        delete.clicked.connect(self.deleted)
        foot.addWidget(delete)
        foot.setAlignment(delete, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.open)
        foot.setAlignment(self.open, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)

    def _ask(self, beside: str) -> None:
        if beside:
            self.asked.emit(beside)
        else:
            self.opened.emit()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the dossier."""
        self.opened.emit()


class Invitation(QWidget):
    """Something one can start, in a box with a dashed border.

    Signals:
        accepted: The person wants it.
    """

    accepted = Signal()

    def __init__(self, look: Look, icon: str, title: str, said: str, action: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("invite")
        outer.addWidget(box)
        line = QHBoxLayout(box)
        line.setContentsMargins(20, 10, 16, 10)
        line.setSpacing(16)
        line.addWidget(Drawing(look, icon, "text2", 24))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(title, role="strong"))
        words.addWidget(Words(said, role="help"))
        line.addLayout(words, 1)
        button = Button(look, action)
        button.clicked.connect(self.accepted)
        line.addWidget(button)


def order(cards: tuple[DossierCard, ...]) -> tuple[DossierCard, ...]:
    """Return the cards, own dossiers first, frozen ones last, then by closing day and freshness."""

    def weight(card: DossierCard) -> tuple[bool, bool, bool, int]:
        frozen = card.state.value == "Figé" or bool(card.life)
        soon = card.pressing or bool(card.deadline and card.deadline.soon)
        return card.exemple, frozen and not card.pressing, not soon, -card.edited

    return tuple(sorted(cards, key=weight))
