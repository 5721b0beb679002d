"""« Rendre compte de cette aide »: for which exercise, in which way; then the new dossier opens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.heading import heading
from cvdesk.app.joining import PIECE_OF, signed_copy
from cvdesk.app.report import Accounting, accountable_years, exercise_ends
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.natures import AFTERWARDS
from cvdesk.domain.report_due import due_after
from cvdesk.errors import UserError
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.screens.remise import RemiseInOrigin
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, frame

WIDTH = 720
_NO_GRANT = (
    "Ce dossier n’est pas une demande de subvention avec une année\u00a0: il n’y a pas d’aide dont "
    "rendre compte. Ouvrez la demande d’origine."
)
_ORIGIN_ELSEWHERE = (
    "Ce document parle déjà d’une aide reçue. La demande dont il part n’est pas sur cet ordinateur."
)


class JustifierScreen(BesideScreen):
    """The exercise, the four ways, what was already started."""

    def lay(self) -> None:
        """One column; what cannot be done is said instead."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(self.look, "Le dossier")
        self.top.left.connect(self.left)
        named = heading(self.session.facts)
        self.top.render_names("Rendre compte de cette aide", named.title, None)
        outer.addWidget(self.top)
        page = Page((32, 24, 32, 24), 14, widest=self.look.px(WIDTH))
        column = page.column
        outer.addWidget(page, 1)
        self.ways: dict[Accounting, QRadioButton] = {}
        self.started: list[Button] = []
        self.requests: list[Button] = []
        self.origin: Button | None = None
        years = accountable_years(self.session.facts)
        if years:
            self._lay_choice(column, years)
        else:
            self._lay_refusal(column)
        column.addStretch(1)

    def _lay_choice(self, column: QVBoxLayout, years: tuple[int, ...]) -> None:
        column.addWidget(
            Words(
                "Le nouveau dossier reprend l’association, l’action, les objectifs, les "
                "indicateurs, le budget prévu et les aides accordées notées dans le suivi. Rien "
                "n’est à retaper, et cette demande ne change pas.",
                role="help",
            )
        )
        self._lay_started(column)
        column.addWidget(self._lay_year(years))
        column.addWidget(self._lay_ways())
        buttons = QHBoxLayout()
        buttons.addStretch()
        self.begin = Button(self.look, "Commencer ce document", kind="primary")
        self.begin.clicked.connect(self._start)
        buttons.addWidget(self.begin)
        column.addLayout(buttons)
        self._follow_year()

    def _lay_started(self, column: QVBoxLayout) -> None:
        for dossier in self.desk.justification.started(self.session.dossier):
            named = heading(self.desk.session(dossier).facts)
            line = QHBoxLayout()
            line.addWidget(Words(f"Déjà commencé\u00a0: {named.kind}", role="body"), 1)
            button = Button(self.look, "Continuer", name=f"Continuer\u00a0: {named.kind}")
            button.clicked.connect(lambda _=False, name=str(dossier.id): self.opened.emit(name))
            line.addWidget(button)
            self.started.append(button)
            column.addLayout(line)

    def _lay_year(self, years: tuple[int, ...]) -> QWidget:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.setSpacing(8)
        label = Words("Pour quel exercice\u00a0?", role="label")
        inside.addWidget(label)
        self.year = DropDown()
        self.year.setAccessibleName("Pour quel exercice\u00a0?")
        for year in years:
            self.year.addItem(str(year), year)
        label.setBuddy(self.year)
        inside.addWidget(self.year)
        self.due = Words(role="help")
        inside.addWidget(self.due)
        self.year.currentIndexChanged.connect(self._follow_year)
        return card

    def _follow_year(self) -> None:
        """Say when the account of the chosen exercise is due, and offer the likely way."""
        facts = self.session.facts
        end = exercise_ends(facts, int(self.year.currentData()))
        said = (
            f"L’exercice finit le {end:%d/%m/%Y}\u00a0: le compte rendu financier est dû le "
            f"{due_after(end):%d/%m/%Y} au plus tard."
        )
        self.due.say(said)
        self.year.setAccessibleDescription(said)
        likely = Accounting.REVIEW if end >= facts.today else Accounting.REPORT
        self.ways[likely].setChecked(True)

    def _lay_ways(self) -> QWidget:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.setSpacing(8)
        inside.addWidget(Words("Que voulez-vous faire\u00a0?", role="label"))
        self._group = QButtonGroup(self)
        for kind in Accounting:
            line = QHBoxLayout()
            line.setSpacing(4)
            radio = QRadioButton()
            radio.setAccessibleName(kind.label)
            radio.setAccessibleDescription(kind.help)
            self._group.addButton(radio)
            self.ways[kind] = radio
            line.addWidget(radio, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            label = Words(kind.label, role="strong")
            label.setBuddy(radio)
            words.addWidget(label)
            words.addWidget(Words(kind.help, role="help"))
            line.addLayout(words, 1)
            inside.addLayout(line)
        return card

    def _lay_refusal(self, column: QVBoxLayout) -> None:
        """This dossier is no request: show the way to the one it came from, if it is here."""
        origin = self.desk.justification.origin_of(self.session.dossier)
        self.remise = RemiseInOrigin(self.look, self.desk, self.session, self.dialogs)
        column.addWidget(self.remise)
        self._lay_requests(column)
        if origin is None:
            after = self.session.facts.form.nature in AFTERWARDS
            column.addWidget(Words(_ORIGIN_ELSEWHERE if after else _NO_GRANT, role="body"))
            return
        said = "Ce document rend déjà compte d’une aide. La demande dont il part est ici\u00a0:"
        column.addWidget(Words(said, role="body"))
        column.addWidget(Words(heading(self.desk.session(origin).facts).title, role="strong"))
        buttons = QHBoxLayout()
        buttons.addStretch()
        self.origin = Button(self.look, "Ouvrir la demande d’origine", kind="primary")
        self.origin.clicked.connect(lambda: self.opened.emit(str(origin.id)))
        buttons.addWidget(self.origin)
        column.addLayout(buttons)

    def _lay_requests(self, column: QVBoxLayout) -> None:
        """The requests of the same association that this document may go with."""
        account = self.session.dossier
        if self.session.facts.form.nature not in PIECE_OF:
            return
        found = self.desk.justification.requests_for(account)
        signed = bool(signed_copy(account))
        if not found:
            said = "Aucune demande d’un exercice suivant n’attend ce document pour l’instant."
        elif signed:
            said = "Une fois signé, ce document accompagne la prochaine demande\u00a0:"
        else:
            said = (
                "Ce document accompagnera la prochaine demande dès qu’il sera signé (Relire et "
                "signer)\u00a0:"
            )
        column.addWidget(Words(said, role="body"))
        for request in found:
            named = heading(self.desk.session(request).facts)
            line = QHBoxLayout()
            line.addWidget(Words(f"{named.title} · {named.kind}", role="strong"), 1)
            button = Button(self.look, "Joindre à cette demande",
                            name=f"Joindre à\u00a0: {named.title}, {named.kind}")  # fmt: skip
            button.setEnabled(signed)
            button.clicked.connect(lambda _=False, one=request: self._join(one))
            self.requests.append(button)
            line.addWidget(button)
            column.addLayout(line)

    def _join(self, request: Dossier) -> None:
        try:
            joined = self.desk.justification.join(self.session.dossier, request)
            self.desk.save(joined)
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        self.opened.emit(str(joined.id))

    def _start(self) -> None:
        kind = next(one for one, radio in self.ways.items() if radio.isChecked())
        try:
            made = self.desk.justification.start(
                self.session.dossier, kind, int(self.year.currentData())
            )
            self.desk.save(made)
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        self.opened.emit(str(made.id))


SCREEN = JustifierScreen
