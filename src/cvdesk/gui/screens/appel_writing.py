"""Writing a call: the questions of a dossier, what is left to correct beside them, as one types."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.appel_editor import EditorFault, appel_of, editor_faults
from cvdesk.app.navigation import Step, steps
from cvdesk.app.session import Changes, Session
from cvdesk.domain.appel import Appel
from cvdesk.domain.form import Field
from cvdesk.domain.ids import Key
from cvdesk.errors import UserError
from cvdesk.gui.actions import ActionSpec, install
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.section_screen import Questions
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.taborder import follow_the_eye
from cvdesk.gui.widgets.words import Elided, Words, empty, frame

PAUSE_MS = 800
"""How long after the last letter a call being written is kept."""
SIDE = 300
PARTS = 190
QUESTIONS = 420
"""Widths of the three columns, in pixels at 100 %."""


class AppelWriting(QWidget):
    """One call being written.

    Signals:
        left: Nothing more is written.
        saved: The call was kept on this computer; its id.
        given: The person wants the file of the call.
    """

    left = Signal()
    saved = Signal(str)
    given = Signal()

    def __init__(self, look: Look, desk: Desk, session: Session, dialogs: Dialogs) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._session = session
        self._dialogs = dialogs
        self._kept = session.dossier
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._keep_draft)
        self.faults: tuple[EditorFault, ...] = ()
        self._pages: dict[str, Questions] = {}
        self.parts: dict[str, Button] = {}
        self._steps = steps(session.facts)
        self._lay()
        self.destroyed.connect(session.subscribe(self._on_change))
        install(
            self,
            (
                ActionSpec("annuler", "Annuler", ("Ctrl+Z",), session.undo),
                ActionSpec("retablir", "Rétablir", ("Ctrl+Y", "Ctrl+Shift+Z"), session.redo),
                ActionSpec("suivant", "Point suivant", ("F7",), self._next_fault),
            ),
        )
        self._tell()

    def _lay(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        back = Button(look, "Les appels", icon="retour", kind="quiet")
        back.clicked.connect(self.leave)
        head.addWidget(back)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words("Écrire un appel", role="subtitle"))
        contrat = self._session.reference.contrat
        titles.addWidget(Words(contrat.titre_court, role="help"))
        head.addLayout(titles, 1)
        self.picker = DropDown()
        self.picker.setAccessibleName("Partie de l’appel")
        for step in self._steps:
            self.picker.addItem(step.section.title)
        self.picker.activated.connect(lambda rank: self.open_part(self._steps[rank]))
        head.addWidget(self.picker)
        column.addLayout(head)
        both = QHBoxLayout()
        both.setSpacing(12)
        self._left = self._lay_parts()
        both.addWidget(self._left)
        self._stack = QStackedWidget()
        both.addWidget(self._stack, 1)
        self._right = self._lay_faults()
        both.addWidget(self._right)
        column.addLayout(both, 1)
        column.addWidget(self._lay_foot())

    def _lay_parts(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(self._look.px(PARTS))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(2)
        group = QButtonGroup(self)
        for step in self._steps:
            button = Button(self._look, step.section.title, kind="nav")
            button.setCheckable(True)
            button.clicked.connect(partial(self.open_part, step))
            group.addButton(button)
            self.parts[step.id] = button
            column.addWidget(button)
        column.addStretch(1)
        return side

    def _lay_faults(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(self._look.px(SIDE))
        outer = QVBoxLayout(side)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.setSpacing(8)
        self.state = Words(role="label")
        outer.addWidget(self.state)
        scroll = QScrollArea(widgetResizable=True)
        page = QWidget()
        page.setProperty("role", "page")
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        scroll.setWidget(page)
        outer.addWidget(scroll, 1)
        return side

    def _lay_foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 8, 0, 12)
        column.setSpacing(6)
        self.below = Elided(role="strong")
        column.addWidget(self.below)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        self.next = Button(self._look, "Point suivant")
        self.next.clicked.connect(self._next_fault)
        line.addWidget(self.next)
        self.give = Button(self._look, "Donner cet appel", icon="paquet")
        self.give.clicked.connect(self._on_give)
        line.addWidget(self.give)
        self.save = Button(self._look, "Garder cet appel", kind="primary")
        self.save.setAccessibleDescription("Il est enregistré sur cet ordinateur.")
        self.save.clicked.connect(self.keep)
        line.addWidget(self.save)
        column.addLayout(line)
        return foot

    def minimumSizeHint(self) -> QSize:
        """Less than three columns: the window may be narrowed, the columns then go."""
        return QSize(320, 200)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Three columns where there is room; else the questions alone, the points at the foot."""
        wide = self.width() >= self._look.px(PARTS + SIDE + QUESTIONS)
        for widget in (self._left, self._right):
            widget.setVisible(wide)
        for widget in (self.picker, self.below, self.next):
            widget.setVisible(not wide)

    @property
    def appel(self) -> Appel:
        """The call as it stands."""
        return appel_of(self._session, self._desk.registre_appels.national)

    def start(self) -> None:
        """Open the first part, the cursor in its first question."""
        self.open_part(self._steps[0])

    # --- going around ---------------------------------------------------------------------------

    def open_part(self, step: Step) -> None:
        """Show the questions of one part."""
        self._commit()
        if step.id not in self._pages:
            page = Questions(self._look, self._session, step, self._stack, reviewed=False)
            page.set_margin(8, 8)
            self._pages[step.id] = page
            self._stack.addWidget(page)
        self.parts[step.id].setChecked(True)
        self.picker.setCurrentIndex(self._steps.index(step))
        self._stack.setCurrentWidget(self._pages[step.id])
        self._pages[step.id].refresh()
        follow_the_eye(self)
        if isinstance(step.section.items[0], Field):
            self._pages[step.id].focus_key(None)
        self._pages[step.id].show_top()

    def go_to(self, key: Key) -> None:
        """Put the cursor in an answer, wherever it is."""
        place = self._session.reference.form.places.get(key.field)
        step = next((one for one in self._steps if place and one.section is place.section), None)
        if step is not None:
            self.open_part(step)
            self._pages[step.id].focus_key(key)

    def _next_fault(self) -> None:
        self._commit()
        keys = [one.key for one in self.faults if one.key is not None]
        if keys:
            self.go_to(keys[0])

    def _commit(self) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, Questions):
            page.commit()

    # --- what is left ---------------------------------------------------------------------------

    def _on_change(self, _changes: Changes) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, Questions):
            page.refresh()
        self._tell()
        self._pause.start()

    def _tell(self) -> None:
        registre = self._desk.registre_appels
        found = editor_faults(self._session, registre.faults, registre.national)
        self.save.setEnabled(not found)
        self.give.setEnabled(not found)
        if found == self.faults and found:
            return
        self.faults = found
        points = f"{len(found)} point{'s' * (len(found) > 1)} à corriger"
        self.state.say(points if found else "Rien à corriger")
        self.below.say(f"{points}. {found[0].message}" if found else "Rien à corriger.")
        self.next.setEnabled(bool(found))
        empty(self._list)
        for fault in found:
            self._list.addWidget(self._card(fault))
        if not found:
            self._list.addWidget(Words("Vous pouvez garder cet appel, et le donner.", role="body"))
        self._list.addStretch(1)

    def _card(self, fault: EditorFault) -> QWidget:
        card = frame("todo")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(4)
        inside.addWidget(Words(fault.message, role="body"))
        if fault.key is not None:
            go = Button(self._look, "Y aller", kind="link", name=f"Y aller\u00a0: {fault.message}")
            go.clicked.connect(partial(self.go_to, fault.key))
            inside.addWidget(go)
        return card

    # --- leaving --------------------------------------------------------------------------------

    def _on_give(self) -> None:
        self._commit()
        if not self.faults:
            self.given.emit()

    def keep(self) -> None:
        """Keep the call on this computer."""
        self._commit()
        if self.faults:
            return
        appel = self.appel
        try:
            self._desk.registre_appels.install(appel)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self._pause.stop()
        self._kept = self._session.dossier
        self._desk.registre_appels.drop_draft(self._session.dossier.id)
        self.saved.emit(appel.id)

    def leave(self) -> None:
        """Go back to the calls; what is not finished stays there as a draft."""
        self._commit()
        self._keep_draft()
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost when the window closes, or another place is shown."""
        self._commit()
        self._keep_draft()
        super().hideEvent(event)

    def _keep_draft(self) -> None:
        self._pause.stop()
        dossier = self._session.dossier
        if dossier is self._kept:
            return
        try:
            self._desk.registre_appels.keep_draft(dossier)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self._kept = dossier
