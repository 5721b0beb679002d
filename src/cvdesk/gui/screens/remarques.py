"""« Remarques de relecture »: all of them, open or settled, each with the way to its answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
)

from cvdesk.app.heading import heading
from cvdesk.app.review import Comment, comments, settle
from cvdesk.app.session import Changes
from cvdesk.domain.ids import RowId
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.screens.remark_dialog import write_remark, write_reply
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.comment_card import CommentCard
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce, empty

OPEN, DONE, ALL = "À régler", "Réglées", "Toutes"
COLUMN = 680


class Remarques(BesideScreen):
    """The list of remarks of a dossier."""

    def lay(self) -> None:
        """Title, filter, cards."""
        self._drawn: object = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(self.look, "Revenir au dossier")
        self.top.left.connect(self.left)
        named = heading(self.session.facts)
        self.top.render_names(named.title, named.line, None)
        outer.addWidget(self.top)
        page = Page((40, 16, 24, 24), 12, widest=self.look.px(COLUMN))
        column = page.column
        outer.addWidget(page, 1)
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words("Remarques de relecture", role="title"))
        self._said = Words(role="help")
        titles.addWidget(self._said)
        head.addLayout(titles, 1)
        self.add = Button(self.look, "Remarque sur le dossier", icon="plus")
        self.add.clicked.connect(self._add)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(16)
        group = QButtonGroup(self)
        self.filters: dict[str, QRadioButton] = {}
        for name in (OPEN, DONE, ALL):
            button = QRadioButton(name)
            button.setAccessibleName(f"Montrer\u00a0: {name}")
            button.clicked.connect(self._draw)
            group.addButton(button)
            line.addWidget(button)
            self.filters[name] = button
        self.filters[OPEN].setChecked(True)
        line.addStretch()
        column.addLayout(line)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        column.addLayout(self._cards)
        column.addStretch(1)
        self.destroyed.connect(self.session.subscribe(self._refresh))
        self._draw()
        self.top.back.setFocus()

    def _refresh(self, _changes: Changes) -> None:
        self._draw()

    @property
    def shown(self) -> tuple[Comment, ...]:
        """The remarks wanted."""
        found = comments(self.session.facts)
        if self.filters[ALL].isChecked():
            return found
        return tuple(one for one in found if one.settled is self.filters[DONE].isChecked())

    def _draw(self) -> None:
        every = comments(self.session.facts)
        shown = self.shown
        left = sum(not one.settled for one in every)
        self._said.say(_summary(len(every), left))
        if shown == self._drawn:
            return
        if self._drawn is not None:
            announce(self, self._said.text())
        self._drawn = shown
        empty(self._cards)
        for one in shown:
            card = CommentCard(self.look, one)
            card.settled.connect(partial(self._settle, one.row))
            card.replied.connect(partial(self._reply, one.row))
            card.went.connect(partial(self.pointed.emit, str(one.key)))
            self._cards.addWidget(card)
        if not shown:
            self._cards.addWidget(
                Words("Aucune remarque ici. Ctrl+M en ajoute une depuis une question.", role="body")
            )

    def _settle(self, row: RowId, done: bool) -> None:  # noqa: FBT001 - the signal of a box
        place = [one.row for one in self.shown].index(row)
        settle(self.session, row, done=done)
        self._take_focus(place)

    def _take_focus(self, place: int) -> None:
        """Keep the keyboard in the list when the card that had it is drawn again, or gone."""
        item = self._cards.itemAt(min(place, self._cards.count() - 1))
        card = None if item is None else item.widget()
        box = None if card is None else card.findChild(QCheckBox)
        chosen = next(button for button in self.filters.values() if button.isChecked())
        (box or chosen).setFocus()

    def _reply(self, row: RowId) -> None:
        write_reply(self.look, self.dialogs, self, self.session, row)

    def _add(self) -> None:
        write_remark(self.look, self.dialogs, self, self.session, None)


def _summary(every: int, left: int) -> str:
    if not every:
        return "Personne n’a encore écrit de remarque."
    counted = "1 remarque" if every == 1 else f"{every} remarques"
    return f"{counted}, dont {left} à régler" if left else f"{counted}, toutes réglées"


SCREEN = Remarques
