"""« Mes associations »: entered once, with their papers; a dossier starts from there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.association_cards import AssociationCard, association_card
from cvdesk.errors import UserError
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.home import readable
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words, empty, frame


class AssociationsPlace(QWidget):
    """The associations of this computer.

    Signals:
        opened: The id of a record to work on.
        requested: The id of the record that a new dossier starts from.
    """

    opened = Signal(str)
    requested = Signal(str)

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page((32, 24, 32, 24), 16)
        column = page.column
        outer.addWidget(page, 1)
        self.busy = Busy(look)
        outer.addWidget(self.busy)
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words("Mes associations", role="title"))
        self._said = Words("Lecture des fiches…", role="help")
        titles.addWidget(self._said)
        head.addLayout(titles, 1)
        self.new = Button(look, "Nouvelle association", icon="plus", kind="primary")
        self.new.clicked.connect(self._make)
        head.addWidget(self.new)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        column.addLayout(self._list)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the records again: one may just have been written."""
        super().showEvent(event)
        self.read_again()

    def read_again(self) -> None:
        """Read the records and the dossiers, and show a card for each association."""
        self.busy.run(
            "Lecture des fiches…", partial(cards_of, self._desk), self.render_view, self._refused
        )

    def render_view(self, cards: tuple[AssociationCard, ...]) -> None:
        """Show the cards."""
        empty(self._list)
        for view in cards:
            card = _Card(self._look, view)
            card.opened.connect(partial(self.opened.emit, view.id))
            card.requested.connect(partial(self.requested.emit, view.id))
            self._list.addWidget(card)
        self._said.say(
            "Remplies une fois, recopiées dans chaque dossier. Un dossier signé ne bouge plus."
            if cards
            else "Remplissez votre association une fois\u00a0: chaque dossier partira de sa fiche."
        )

    def _make(self) -> None:
        try:
            record = self._desk.associations.new_record()
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self.opened.emit(record.id)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._dialogs.show_refusal(self, error)


def cards_of(desk: Desk) -> tuple[AssociationCard, ...]:
    """Return the associations as a list shows them, one's own before the examples."""
    requests = [one.facts for one in readable(desk, desk.associations.requests())[0]]
    cards = [association_card(desk.session(one), requests) for one in desk.associations.records()]
    return tuple(sorted(cards, key=lambda card: card.exemple))


class _Card(QWidget):
    """One association.

    Signals:
        opened: The person wants its record.
        requested: The person wants a dossier for it.
    """

    opened = Signal()
    requested = Signal()

    def __init__(self, look: Look, view: AssociationCard) -> None:
        super().__init__()
        self.setObjectName(f"association-{view.id}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("card")
        outer.addWidget(box)
        column = QVBoxLayout(box)
        column.setContentsMargins(20, 14, 16, 14)
        column.setSpacing(6)
        name = f"{view.name} · exemple" if view.exemple else view.name
        column.addWidget(Words(name, role="label"))
        siret = f"SIRET {view.siret}" if view.siret else "SIRET non précisé"
        column.addWidget(Words(f"{siret} · {_dossiers(view.dossiers)}", role="help"))
        for icon, ink, text in _lines(view):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Drawing(look, icon, ink, 20))
            line.addWidget(Words(text, role="body", ink=ink if ink != "accent" else ""), 1)
            column.addLayout(line)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        self.open = Button(look, "Ouvrir la fiche")
        self.open.setAccessibleName(f"Ouvrir la fiche\u00a0: {view.name}")
        self.open.setAccessibleDescription(". ".join(text for *_, text in _lines(view)))
        self.open.clicked.connect(self.opened)
        foot.addWidget(self.open)
        self.start = Button(look, "Nouveau dossier pour cette association", icon="plus")
        self.start.setAccessibleName(f"Nouveau dossier pour {view.name}")
        self.start.clicked.connect(self.requested)
        foot.addWidget(self.start)
        column.addLayout(foot)


def _dossiers(number: int) -> str:
    if not number:
        return "aucun dossier"
    return "1 dossier" if number == 1 else f"{number} dossiers"


def _lines(view: AssociationCard) -> list[tuple[str, str, str]]:
    lines = [("a_completer", "todo", view.mandate)] if view.mandate_due else []
    if not view.mandate_due:
        lines.append(("personnes", "text2", view.mandate))
    if view.papers:
        count = len(view.papers)
        said = "1 papier n’est plus valable" if count == 1 else f"{count} papiers ne valent plus"
        lines.append(("a_completer", "todo", f"{said}\u00a0: {', '.join(view.papers)}"))
    if view.lacking:
        answers = "1 réponse" if view.lacking == 1 else f"{view.lacking} réponses"
        lines.append(("commence", "text", f"Il reste {answers} à donner"))
    elif view.awaited:
        papers = "1 papier" if view.awaited == 1 else f"{view.awaited} papiers"
        lines.append(("commence", "text", f"Réponses complètes, {papers} à joindre"))
    elif not view.papers:
        lines.append(("complet", "accent", "Fiche complète, papiers valables"))
    return lines


SCREEN = AssociationsPlace
