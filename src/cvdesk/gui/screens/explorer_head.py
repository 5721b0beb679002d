"""What stands above the branches of a contract: which contract, its term, which subject."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.explorer import TITLES, Subject
from cvdesk.app.explorer_territory import term
from cvdesk.domain.contrat import Contrat
from cvdesk.gui.look import LARGE_TEXT, Look
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.words import Elided, Words, frame

ROOM = 32
"""Pixels beside the text of a tab, at 100 %."""


def choice(name: str, characters: int) -> QComboBox:
    """Return a combo box with an accessible name, that gives way when there is little room."""
    box = DropDown()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(characters)
    return box


def make_room(look: Look, tab: Button) -> None:
    """Give a tab the width of its text once chosen: it is set stronger then."""
    words = QFontMetrics(look.font(14, strong=True)).horizontalAdvance(tab.text())
    tab.setMinimumWidth(words + look.px(ROOM))


class ContratHead(QWidget):
    """The choice of a contract; below, its title, its term, and whether it is over.

    Signals:
        chosen: The rank of the contract chosen.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, today: date, name: str) -> None:
        super().__init__()
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.choice = choice(f"{name}\u00a0: choisir le contrat", 16)
        self.choice.addItem("Lecture des contrats…")
        self.choice.activated.connect(self.chosen)
        column.addWidget(self.choice)
        self.over = frame("todo")
        line = QHBoxLayout(self.over)
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(8)
        line.addWidget(Drawing(look, "calendrier", "todo", 18))
        self._over_words = Words(role="strongcaption", ink="todo")
        line.addWidget(self._over_words, 1)
        self.over.hide()
        column.addWidget(self.over)
        self._said = Elided(role="help")
        column.addWidget(self._said)

    def offer(self, contrats: tuple[Contrat, ...]) -> None:
        """Offer contracts, each with its term, and its edition when several are here."""
        self.choice.clear()
        ids = [one.id for one in contrats]
        for one in contrats:
            edition = f" · édition «\u00a0{one.version}\u00a0»" if ids.count(one.id) > 1 else ""
            self.choice.addItem(f"{one.titre_court}{edition} · {term(one, self._today).short}")

    def render_contrat(self, contrat: Contrat) -> None:
        """Tell the title, the term and the text of a contract."""
        now = term(contrat, self._today)
        self.over.setVisible(now.over)
        self._over_words.say(f"{now.sentence} Pour la mémoire seulement.")
        self._said.say(f"{contrat.titre}. {now.dates}. Texte lu\u00a0: {contrat.source.statut}.")

    def be_short(self, *, short: bool) -> None:
        """Leave the room to the text: « Le contrat » says the rest."""
        self._said.setVisible(not short)


class SubjectTabs(QWidget):
    """The subjects of a contract: tabs when they fit, :attr:`combo` otherwise.

    Signals:
        chosen: The subject, as text.

    Attributes:
        combo: Stands elsewhere on the screen.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.combo = choice(f"{name}\u00a0: rubrique", 10)
        self._group = QButtonGroup(self)
        self._tabs: dict[Subject, Button] = {}
        for subject, title in TITLES.items():
            tab = Button(look, title, kind="tab")
            tab.setCheckable(True)
            tab.clicked.connect(partial(self.chosen.emit, subject.value))
            self._group.addButton(tab)
            self._tabs[subject] = tab
            line.addWidget(tab)
            self.combo.addItem(title)
        line.addStretch()
        self.combo.activated.connect(self._choose)

    def _choose(self, rank: int) -> None:
        self.chosen.emit([*Subject][rank].value)

    def show_subject(self, subject: Subject) -> None:
        """Show which subject is open."""
        self._tabs[subject].setChecked(True)
        self.combo.setCurrentIndex([*Subject].index(subject))

    def fit(self, width: int) -> None:
        """Show the tabs if they fit in ``width`` pixels, else the combo box."""
        for tab in self._tabs.values():
            make_room(self._look, tab)
        needed = sum(tab.minimumWidth() for tab in self._tabs.values())
        tabs = needed <= width and self._look.factor < LARGE_TEXT
        self.setVisible(tabs)
        self.combo.setVisible(not tabs)


def framed(inside: QWidget) -> QWidget:
    """Return ``inside`` in a card."""
    box = frame("card")
    layout = QVBoxLayout(box)
    layout.setContentsMargins(1, 2, 1, 2)
    layout.addWidget(inside)
    return box
