"""« Ce que voit le financeur »: remarks that lead somewhere, and the cited orientation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.panel import PanelView, Remark
from cvdesk.app.review import Comment
from cvdesk.domain.contrat import Citation
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.comment_card import CommentCard
from cvdesk.gui.widgets.keeping import KeepForm, KeptCard, say_kept
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words, announce, empty, frame

_SHAPES = {
    "fix": "a_corriger",
    "todo": "a_completer",
    "ask": "question",
    "advice": "conseil",
}
MOST_CARDS = 12
"""More remarks than a person reads at once: the rest are counted."""


class Panel(QWidget):
    """The remarks of one step.

    Signals:
        went: A key, as text: the person wants to go there.
        read: The id of a place of the contract: the person wants to read it.
        kept: A finding, and the reason for which the person keeps it.
        resumed: The row of a kept point that the person takes up again.
        settled: The row of a remark of a reader, and whether it is dealt with now.
        replied: The row of a remark that the person wants to answer.
    """

    went = Signal(str)
    read = Signal(str)
    kept = Signal(object, str)
    resumed = Signal(str)
    settled = Signal(str, bool)
    replied = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._view: PanelView | None = None
        self._stale = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._page = Page((16, 16, 12, 12), 8)
        self._column = self._page.column
        outer.addWidget(self._page)
        self._title = Words("Ce que voit le financeur", role="subtitle")
        self._column.addWidget(self._title)
        self._summary = Words(role="help")
        self._column.addWidget(self._summary)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._column.addLayout(self._cards)
        self._column.addStretch(1)

    def show_title(self, *, visible: bool) -> None:
        """Hide the title where a tab already says it."""
        self._title.setVisible(visible)

    def render_view(self, view: PanelView) -> None:
        """Show ``view``; nothing is drawn again when it is what is on screen."""
        before, self._view = self._view, view
        if view == before:
            return
        self._summary.say(view.summary)
        if before is not None and before.summary != view.summary and self.isVisible():
            announce(self, view.summary)
        if before is None or _cards_of(before) != _cards_of(view):
            self._stale = True
            self._draw_if_seen()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the panel was closed."""
        super().showEvent(event)
        self._draw_if_seen()

    def _draw_if_seen(self) -> None:
        # The budget closes the panel: cards nobody sees are not made at every key.
        if self._stale and self._view is not None and self.isVisible():
            self._stale = False
            self._draw_cards(self._view)

    def _draw_cards(self, view: PanelView) -> None:
        empty(self._cards)
        if view.comments:
            self._cards.addWidget(Words("Remarques de relecture", role="caption"))
        for comment in view.comments:
            self._cards.addWidget(self._comment(comment))
        for remark in view.remarks[:MOST_CARDS]:
            self._cards.addWidget(self._remark(remark))
        if (more := len(view.remarks) - MOST_CARDS) > 0:
            self._cards.addWidget(Words(f"Et {more} autres, à voir ensuite.", role="help"))
        if view.kept:
            kept = KeptCard(self._look, view.kept)
            kept.resumed.connect(self._resume)
            self._cards.addWidget(kept)
        for citation in view.citations:
            self._cards.addWidget(self._citation(citation))

    def _comment(self, comment: Comment) -> QWidget:
        card = CommentCard(self._look, comment)
        card.settled.connect(partial(self.settled.emit, comment.row))
        card.replied.connect(partial(self.replied.emit, comment.row))
        card.went.connect(partial(self.went.emit, str(comment.key)))
        return card

    def _remark(self, remark: Remark) -> QWidget:
        advice = remark.kind == "advice"
        card = frame("card" if advice else remark.kind)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(8)
        ink = "text2" if advice else remark.kind
        column.addLayout(_head(self._look, _SHAPES[remark.kind], ink, remark.word))
        column.addWidget(Words(remark.message, role="body"))
        if remark.source:
            card.setToolTip(f"Source\u00a0: {remark.source}")
        if remark.action and remark.target is not None:
            button = Button(self._look, remark.action)
            button.clicked.connect(partial(self.went.emit, str(remark.target)))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if remark.finding is not None:
            keep = Button(self._look, remark.keep, kind="link")
            keep.setAccessibleDescription(remark.message)
            keep.clicked.connect(partial(self._ask_why, remark, keep, column))
            column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _ask_why(self, remark: Remark, button: Button, column: QVBoxLayout) -> None:
        form = KeepForm(self._look, remark)
        column.addWidget(form)
        button.hide()

        def back() -> None:
            form.hide()
            form.deleteLater()
            button.show()
            button.setFocus()

        def keep(reason: str) -> None:
            self.kept.emit(remark.finding, reason)
            say_kept(self)
            self._focus_a_button()

        form.left.connect(back)
        form.kept.connect(keep)
        form.placed.connect(partial(self._page.ensureWidgetVisible, form, 0, 16))
        form.reason.setFocus()

    def _resume(self, row: str) -> None:
        self.resumed.emit(row)
        self._focus_a_button()

    def _focus_a_button(self) -> None:
        """Keep the keyboard in the panel when the card that had it is gone."""
        for place in range(self._cards.count()):
            item = self._cards.itemAt(place)
            card = None if item is None else item.widget()
            button = None if card is None else card.findChild(Button)
            if button is not None:
                button.setFocus()
                return

    def _citation(self, citation: Citation) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(4)
        column.addWidget(Words("Orientation citée", role="caption"))
        number = f"{citation.niveau} {citation.numero}".strip()
        column.addWidget(
            Words(
                f"{number[:1].upper()}{number[1:]}\u00a0: «\u00a0{citation.titre}\u00a0»",
                role="strong",
            )
        )
        for above in citation.chemin[-1:]:
            column.addWidget(Words(f"«\u00a0{above}\u00a0»", role="quote"))
        column.addWidget(Words(where(citation), role="help"))
        read = Button(self._look, "Lire dans le contrat", kind="link")
        read.clicked.connect(partial(self.read.emit, citation.id))
        column.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _cards_of(view: PanelView) -> tuple[object, ...]:
    return view.remarks, view.citations, view.kept, view.comments


def where(citation: Citation) -> str:
    """Return the contract, its edition and the lines, as printed under a quotation."""
    lines = ""
    if citation.lignes:
        word = "ligne" if len(citation.lignes) == 1 else "lignes"
        *first, last = (str(line) for line in citation.lignes)
        listed = f"{', '.join(first)} et {last}" if first else last
        lines = f", {word} {listed}"
    return f"{citation.contrat}{lines}"


def _head(look: Look, icon: str, ink: str, word: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Drawing(look, icon, ink, 18))
    line.addWidget(Words(word, role="strongcaption", ink=ink, wrap=False))
    line.addStretch()
    return line
