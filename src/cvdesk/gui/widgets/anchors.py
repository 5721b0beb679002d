"""« Vos ancrages »: what the dossier cites, the place it gives it, and the applicant's sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.viewmodel import FieldView
from cvdesk.domain.ids import Key, RowId
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.field_row import FieldRow
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words, empty, frame


@dataclass(frozen=True, slots=True)
class AnchorView:
    """One citation of the dossier.

    Attributes:
        role: « Principale », « Secondaire », « Principe transversal ».
        main: Whether it is the main one.
        can_be_main: Whether it could become the main one.
        where: Level, number and lines.
        notes: What a reader must know of the place.
    """

    row: RowId
    role: str
    main: bool
    can_be_main: bool
    title: str
    where: str
    notes: tuple[str, ...]
    sentence: FieldView


@dataclass(frozen=True, slots=True)
class PrincipleView:
    """A transversal principle not answered yet."""

    id: str
    title: str


class Anchors(QWidget):
    """The citations of one project.

    Signals:
        edited: A key, as text, and what was typed.
        remarked: A key, as text: the person wants to write a remark about it.
        removed: The row of a citation.
        promoted: The row that becomes the main orientation.
        answered: The id of a principle to answer.
    """

    edited = Signal(str, str)
    remarked = Signal(str)
    removed = Signal(str)
    promoted = Signal(str)
    answered = Signal(str)

    def __init__(self, look: Look, readable: Callable[[Key, str], bool]) -> None:
        super().__init__()
        self._look = look
        self._readable = readable
        self._shape: object = None
        self._rows: dict[RowId, FieldRow] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = Page((16, 16, 12, 12), 8)
        column = self._scroll.column
        outer.addWidget(self._scroll)
        column.addWidget(Words("Vos ancrages", role="subtitle"))
        column.addWidget(Words("Une orientation principale, d’autres secondaires", role="help"))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column.addLayout(self._cards)
        column.addStretch(1)

    def render_view(
        self, anchors: tuple[AnchorView, ...], principles: tuple[PrincipleView, ...]
    ) -> bool:
        """Show the citations; a sentence being typed stays. Return whether the cards are new."""
        shape = ([(a.row, a.role, a.title, a.main, a.can_be_main) for a in anchors], principles)
        new = shape != self._shape
        if new:
            self._shape = shape
            self._rebuild(anchors, principles)
        for anchor in anchors:
            self._rows[anchor.row].render_view(anchor.sentence)
        return new

    def focus_row(self, row: RowId) -> bool:
        """Put the cursor in the sentence of a citation; tell whether it is here."""
        field = self._rows.get(row)
        if field is None:
            return False
        field.take_focus()
        self._scroll.ensureWidgetVisible(field, 0, 16)
        return True

    def commit(self) -> None:
        """Send what is still being typed."""
        for row in self._rows.values():
            row.commit()

    def _rebuild(
        self, anchors: tuple[AnchorView, ...], principles: tuple[PrincipleView, ...]
    ) -> None:
        empty(self._cards)
        self._rows = {}
        for anchor in anchors:
            self._cards.addWidget(self._card(anchor))
        if not anchors:
            self._cards.addWidget(
                Words(
                    "Aucune orientation citée pour l’instant. Choisissez un passage du contrat, "
                    "puis «\u00a0Ajouter ce passage\u00a0».",
                    role="body",
                )
            )
        if principles:
            self._cards.addWidget(_section("Principes transversaux"))
            self._cards.addWidget(
                Words("Chaque contrat en a quelques-uns\u00a0; une phrase suffit.", role="help")
            )
            for principle in principles:
                button = Button(
                    self._look, f"Répondre\u00a0: {_cut(principle.title)}", icon="crayon"
                )
                button.setAccessibleName(f"Répondre\u00a0: {principle.title}")
                button.setToolTip(principle.title)
                button.clicked.connect(partial(self.answered.emit, principle.id))
                self._cards.addWidget(button)

    def _card(self, anchor: AnchorView) -> QWidget:
        look = self._look
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        ink = "accent" if anchor.main else "text2"
        head.addWidget(Words(anchor.role, role="strongcaption", ink=ink, wrap=False))
        head.addStretch()
        if anchor.can_be_main:
            main = Button(look, "Rendre principale", kind="link")
            main.setAccessibleName(f"Rendre principale\u00a0: {anchor.title}")
            main.clicked.connect(partial(self.promoted.emit, anchor.row))
            head.addWidget(main)
        remove = Button(look, "Retirer", kind="link")
        remove.setAccessibleName(f"Retirer\u00a0: {anchor.title}")
        remove.clicked.connect(partial(self.removed.emit, anchor.row))
        head.addWidget(remove)
        column.addLayout(head)
        column.addWidget(Words(f"«\u00a0{anchor.title}\u00a0»", role="strong"))
        column.addWidget(Words(anchor.where, role="help"))
        for note in anchor.notes:
            column.addWidget(Words(note, role="help"))
        field = FieldRow(
            look, anchor.sentence, partial(self._readable, anchor.sentence.key), small=True
        )
        field.edited.connect(partial(self.edited.emit, str(anchor.sentence.key)))
        field.remarked.connect(partial(self.remarked.emit, str(anchor.sentence.key)))
        self._rows[anchor.row] = field
        column.addWidget(field)
        return card


LONGEST = 26
"""Characters of a principle that a button has room for, whatever its letters."""


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _section(title: str) -> QWidget:
    words = Words(title, role="label")
    words.setContentsMargins(0, 8, 0, 0)
    return words
