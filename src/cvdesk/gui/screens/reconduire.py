"""« Préparer l’année prochaine »: what would be carried over is shown before anything is made."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.heading import heading
from cvdesk.app.renew import Renewed
from cvdesk.app.renew_offers import Offer
from cvdesk.domain.renewal import Renewal
from cvdesk.errors import UserError
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce, empty, frame

WIDTH = 860
_STATES = (
    (Renewal.KEPT, "Reprises", "complet", "accent",
     "L’identité, les objectifs, les financeurs\u00a0: elles restent telles quelles."),
    (Renewal.TO_REVIEW, "À relire", "question", "ask",
     "Les chiffres et les textes de l’année\u00a0: gardés, et marqués «\u00a0à relire\u00a0»."),
    (Renewal.EXPIRED, "À donner de nouveau", "a_completer", "todo",
     "Les dates, les déclarations, les pièces de l’an dernier\u00a0: vidées."),
)  # fmt: skip


class RenewScreen(BesideScreen):
    """The ways to go on from a dossier, and what each would carry over."""

    def lay(self) -> None:
        """Build the widgets."""
        self._made: Renewed | None = None
        self._wanted: Offer | None = None
        look = self.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Revenir au dossier")
        self.top.left.connect(self.left)
        outer.addWidget(self.top)
        page = Page((40, 20, 40, 24), 8, widest=look.px(WIDTH))
        column = page.column
        outer.addWidget(page, 1)
        column.addWidget(Words("Préparer l’année prochaine", role="title"))
        column.addWidget(
            Words(
                "Un nouveau dossier part de celui-ci, qui ne change pas. Tout ce qui est repris se "
                "relit, étape par étape.",
                role="help",
            )
        )
        column.addSpacing(8)
        column.addWidget(Words("Pour quoi\u00a0?", role="label"))
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for offer in self.desk.suivi.offers(self.session):
            radio = QRadioButton(offer.label)
            radio.setAccessibleDescription(offer.help)
            radio.toggled.connect(partial(self._choose, offer))
            self._group.addButton(radio)
            self.choices[offer.label] = radio
            column.addWidget(radio)
            note = Words(offer.help, role="help")
            note.setContentsMargins(look.px(30), 0, 0, 4)
            column.addWidget(note)
        if not self.choices:
            column.addWidget(
                Words("Ce dossier n’a pas encore d’année\u00a0: répondez-y d’abord.", role="body")
            )
        self._result = QVBoxLayout()
        self._result.setSpacing(8)
        column.addLayout(self._result)
        column.addStretch(1)
        self.busy = Busy(look)
        outer.addWidget(self.busy)
        outer.addWidget(self._lay_foot())
        named = heading(self.session.facts)
        self.top.render_names(named.title, named.line, None)
        first = next(iter(self.choices.values()), None)
        if first is not None:
            first.setChecked(True)
            first.setFocus()

    def _lay_foot(self) -> QWidget:
        bar = frame("foot")
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 8, 16, 8)
        line.setSpacing(12)
        self._said = Words(role="body")
        line.addWidget(self._said, 1)
        self.make = Button(self.look, "Créer ce dossier", kind="primary")
        self.make.setEnabled(False)
        self.make.clicked.connect(self._make)
        line.addWidget(self.make)
        return bar

    # --- what would be carried over -------------------------------------------------------------

    def _choose(self, offer: Offer, checked: bool) -> None:  # noqa: FBT001 - what Qt tells
        if not checked:
            return
        self._wanted, self._made = offer, None
        self.make.setEnabled(False)
        session, desk = self.desk.session(self.session.dossier), self.desk
        self.busy.run(
            "Lecture de ce qui peut être repris…",
            lambda: desk.suivi.renew(session, appel=offer.appel, years=offer.years),
            partial(self._show, offer),
            self._refused,
        )

    def _show(self, offer: Offer, made: Renewed) -> None:
        if offer is not self._wanted:
            return
        self._made = made
        empty(self._result)
        self._result.addWidget(
            Words(
                f"{made.percent}\u00a0% des réponses sont gardées ({made.carried} sur "
                f"{made.total})",
                role="subtitle",
            )
        )
        for state in _STATES:
            self._result.addWidget(self._state(made, *state))
        if made.dropped:
            many = len(made.dropped)
            one, some = "1 réponse n’est pas demandée", f"{many} réponses ne sont pas demandées"
            said = f"Dans ce formulaire, {one if many == 1 else some}."
            self._result.addWidget(Words(said, role="help"))
        for note in made.notes:
            self._result.addWidget(Words(note, role="body"))
        self.make.setEnabled(True)
        said = f"{made.percent}\u00a0% des réponses sont gardées."
        self._said.say(said)
        announce(self, said)

    def _state(
        self, made: Renewed, etat: Renewal, word: str, icon: str, ink: str, help_: str
    ) -> QWidget:
        card = frame("card")
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(12)
        line.addWidget(Drawing(self.look, icon, ink, 22), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(f"{word}\u00a0: {made.count(etat)}", role="strong", ink=ink))
        words.addWidget(Words(help_, role="help"))
        if etat is not Renewal.KEPT:
            words.addLayout(self._steps(made, etat))
        line.addLayout(words, 1)
        return card

    def _steps(self, made: Renewed, etat: Renewal) -> QGridLayout:
        places = self.desk.session(made.dossier).reference.form.places
        count = Counter(
            places[mark.key.field].section.title for mark in made.marks if mark.etat is etat
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for rank, (title, many) in enumerate(count.items()):
            grid.addWidget(Words(f"{title}\u00a0: {many}", role="help"), rank // 2, rank % 2)
        return grid

    def _make(self) -> None:
        if self._made is None:
            return
        dossier, desk = self._made.dossier, self.desk
        self.make.setEnabled(False)
        self.busy.run(
            "Création du dossier…",
            lambda: desk.save(dossier),
            lambda _: self.opened.emit(dossier.id),
            self._refused,
        )

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.make.setEnabled(self._made is not None)
        self.dialogs.show_refusal(self, error)


SCREEN = RenewScreen
