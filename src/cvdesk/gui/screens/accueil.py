"""« Mes dossiers » as cards: state, days left, progress, the one next step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.dossier_card import Card, Invitation, order
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from cvdesk.app.cards import DossierCard

TWO_CARDS = 760
"""Narrowest width for two cards side by side, in pixels at 100 %."""


class Accueil(QWidget):
    """The home screen: cards, and what one can start.

    Signals:
        opened: The id of a dossier to work on.
        followed: The id of a dossier, and the screen to open beside it.
        started: The person wants a new dossier.
        received: The person wants to open a paquet.
        dropped: The path of a file dropped on the window.
        examples: The person wants the worked examples.
        deleted: The id of a dossier to erase for good.
    """

    opened = Signal(str)
    followed = Signal(str, str)
    started = Signal()
    received = Signal()
    dropped = Signal(str)
    examples = Signal()
    deleted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._cards: list[QWidget] = []
        self._columns = 0
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page((32, 24, 32, 24), 16)
        column = page.column
        outer.addWidget(page)
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words("Mes dossiers", role="title"))
        self._said = Words("Ouverture de vos dossiers…", role="help")
        titles.addWidget(self._said)
        head.addLayout(titles, 1)
        self.start = Button(look, "Nouveau dossier", icon="plus", kind="primary")
        self.start.clicked.connect(self.started)
        head.addWidget(self.start)
        column.addLayout(head)
        self._unread = Words(role="body", ink="fix")
        self._unread.hide()
        column.addWidget(self._unread)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        column.addLayout(self._grid)
        column.addStretch(1)

    def render_view(self, cards: tuple[DossierCard, ...], unread: str = "") -> None:
        """Show the dossiers, the most urgent first.

        Args:
            cards: Those that open.
            unread: What is said of those that do not.
        """
        self._unread.say(unread)
        self._unread.setVisible(bool(unread))
        ordered = order(cards)
        for widget in self._cards:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._cards = []
        for rank, view in enumerate(ordered):
            card = Card(self._look, view, urgent=rank == 0 and len(ordered) > 1)
            card.opened.connect(partial(self.opened.emit, view.id))
            card.asked.connect(partial(self.followed.emit, view.id))
            card.deleted.connect(partial(self.deleted.emit, view.id))
            self._cards.append(card)
        received = Invitation(
            self._look, "paquet", "Un dossier vous a été renvoyé\u00a0?",
            "Déposez ici le paquet signé par la présidente, ou choisissez le fichier.",
            "Ouvrir un paquet reçu",
        )  # fmt: skip
        received.accepted.connect(self.received)
        example = Invitation(
            self._look, "conseil",
            "Jamais fait de dossier\u00a0?",
            "Des exemples remplis, clairement fictifs, à feuilleter sans risque.",
            "Voir un exemple",
        )  # fmt: skip
        example.accepted.connect(self.examples)
        self._cards += [received, example] if ordered else [example, received]
        self._said.say(_summary(ordered))
        self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= self._look.px(TWO_CARDS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._placed(columns)):
            if card is None:
                continue
            self._grid.addWidget(card, place // columns, place % columns)
        for one in range(2):
            self._grid.setColumnStretch(one, 1 if one < columns else 0)

    def _placed(self, columns: int) -> list[QWidget | None]:
        """The cards, then the invitations on a line of their own."""
        cards: list[QWidget | None] = [card for card in self._cards if isinstance(card, Card)]
        if len(cards) % columns:
            cards.append(None)
        return [*cards, *(one for one in self._cards if not isinstance(one, Card))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One or two cards side by side."""
        super().resizeEvent(event)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.dropped.emit(url.toLocalFile())
                return


def _summary(cards: tuple[DossierCard, ...]) -> str:
    if not cards:
        return "Aucun dossier sur cet ordinateur. Commencez le vôtre, ou feuilletez un exemple."
    soon = sum(bool(card.deadline and card.deadline.soon) for card in cards)
    if not soon:
        return "Rien ne presse cette semaine."
    many = "Un dépôt ferme" if soon == 1 else f"{soon} dépôts ferment"
    return f"{many} dans les deux semaines. Gardez une semaine pour la signature."
