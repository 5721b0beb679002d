"""« Suivi du dossier »: where it stands, what to note next, what is granted, what comes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cvdesk.app.heading import heading
from cvdesk.app.navigation import Step
from cvdesk.app.remise import Remise, note_remise, remise_of
from cvdesk.app.sectionview import ItemView
from cvdesk.app.session import Changes, Session
from cvdesk.app.vie import Life, life_of
from cvdesk.app.vie_questions import follow_up_items, follow_up_step
from cvdesk.app.whole_file import write_whole
from cvdesk.domain.ids import GroupId, Key
from cvdesk.domain.vie_etats import RENEW, SCREENS, SIGN, WRITE
from cvdesk.errors import UserError
from cvdesk.gui.actions import ActionSpec, install
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.look import LARGE_TEXT, Look
from cvdesk.gui.screens.remise import RemiseStrip
from cvdesk.gui.screens.section_screen import Questions
from cvdesk.gui.shapes import LIFE_SHAPES
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.life_panel import LifePanel
from cvdesk.gui.widgets.taborder import follow_the_eye
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce, frame

TWO_PANES = 1000
"""Narrowest width for the questions beside the panel, in pixels at 100 %."""
PANEL = 440
BOLD = 1.1
"""How much wider the words of the chosen tab are."""
CALENDAR = "Calendriers (*.ics)"


class FollowUp(Questions):
    """The questions of the follow-up, those that the state of the dossier calls for."""

    def __init__(self, look: Look, session: Session, step: Step, screen: SuiviScreen) -> None:
        self._screen = screen
        super().__init__(look, session, step, reviewed=False)

    def asked_now(self) -> tuple[ItemView, ...]:
        """Return what there is to note in this state."""
        return follow_up_items(self._session, self._screen.life)

    def begin(self, name: str) -> bool:
        """Go to a question, or to a new line of a list; tell whether it is asked here."""
        group = self._session.reference.form.groups.get(GroupId(name))
        if group is not None and name in self._groups:
            self._add(group)
            return True
        return group is None and self.focus_key(Key.parse(name))


class SuiviScreen(BesideScreen):
    """The follow-up of one dossier."""

    def lay(self) -> None:
        """Build the widgets."""
        look = self.look
        self._until = self.desk.suivi.certificate_until(self.session)
        self.life: Life = life_of(self.session, certificate_until=self._until)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Revenir au dossier")
        self.top.left.connect(self._leave)
        outer.addWidget(self.top)
        outer.addWidget(self._lay_state())
        started = self.desk.justification.started(self.session.dossier)
        self._accounts = tuple(self.desk.session(one).facts for one in started)
        self.remise = RemiseStrip(look)
        self.remise.pressed.connect(self._note_remise)
        outer.addWidget(self.remise)
        self._tabs = frame("bar")
        tabs = QHBoxLayout(self._tabs)
        tabs.setContentsMargins(16, 0, 16, 0)
        self.note_tab = Button(look, "Noter ce qui arrive", kind="tab")
        self.life_tab = Button(look, "Où en est le dossier", kind="tab")
        for place, tab in enumerate((self.note_tab, self.life_tab)):
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tab.clicked.connect(partial(self._show_tab, place))
            tabs.addWidget(tab)
        tabs.addStretch()
        self.note_tab.setChecked(True)
        outer.addWidget(self._tabs)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        outer.addLayout(body, 1)
        self._stack = QStackedWidget()
        body.addWidget(self._stack, 1)
        step = follow_up_step(self.session.reference.form)
        self.questions = FollowUp(look, self.session, step, self)
        self.questions.set_margin(40, 16)
        self._tidy = QTimer(self, singleShot=True, interval=0)
        self._tidy.timeout.connect(partial(follow_the_eye, self))
        self.questions.arranged.connect(self._tidy.start)
        self._stack.addWidget(self.questions)
        self._right = frame("right")
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._right)
        self.panel = LifePanel(look)
        self.panel.went.connect(self.go)
        self.panel.settled.connect(lambda key: self.session.answer(Key.parse(key), "oui"))
        self._right_column.addWidget(self.panel)
        outer.addWidget(self._lay_foot())
        install(
            self,
            (
                ActionSpec("suivi_annuler", "Annuler", ("Ctrl+Z",), self._undo),
                ActionSpec("suivi_retablir", "Rétablir", ("Ctrl+Y", "Ctrl+Shift+Z"), self._redo),
            ),
        )
        self.destroyed.connect(self.session.subscribe(self._refresh))
        self._refresh(Changes(everything=True))
        self.action.setFocus()
        self._tidy.start()

    def _lay_state(self) -> QWidget:
        band = frame("bar")
        line = QHBoxLayout(band)
        line.setContentsMargins(40, 12, 24, 12)
        line.setSpacing(16)
        self._shape = Drawing(self.look, "commence", "text", 28)
        line.addWidget(self._shape)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._word = Words(role="subtitle")
        self._phrase = Words(role="body")
        words.addWidget(self._word)
        words.addWidget(self._phrase)
        line.addLayout(words, 1)
        self.action = Button(self.look, "", kind="primary")
        self.action.clicked.connect(lambda: self.go(self.life.vers))
        line.addWidget(self.action)
        return band

    def _lay_foot(self) -> QWidget:
        bar = frame("foot")
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 8, 16, 8)
        line.setSpacing(8)
        self.undo = Button(self.look, "Annuler", icon="annuler", kind="quiet")
        self.undo.clicked.connect(self._undo)
        self.redo = Button(self.look, "Rétablir", icon="retablir", kind="quiet")
        self.redo.clicked.connect(self._redo)
        line.addWidget(self.undo)
        line.addWidget(self.redo)
        line.addStretch(1)
        self.renew = Button(self.look, "Préparer l’année prochaine")
        self.renew.clicked.connect(partial(self.go, RENEW))
        self.calendar = Button(self.look, "Exporter ces dates pour un agenda", icon="calendrier")
        self.calendar.clicked.connect(self._export)
        line.addWidget(self.renew)
        line.addWidget(self.calendar)
        return bar

    # --- drawing --------------------------------------------------------------------------------

    def _refresh(self, _changes: Changes) -> None:
        before = self.life.etat
        self.life = life = life_of(self.session, certificate_until=self._until)
        named = heading(self.session.facts)
        self.top.render_names(f"Suivi\u00a0: {named.title}", named.line, None)
        self._shape.show_icon(*LIFE_SHAPES[life.etat.mot])
        self._word.say(life.etat.mot)
        self._phrase.say(life.phrase)
        self.action.say(life.suite)
        self.action.setAccessibleDescription(f"{life.etat.mot}. {life.phrase}")
        self.remise.offer(self._remise, "Noter cette remise dans le suivi")
        self.questions.refresh()
        self.panel.render_view(life)
        self.undo.setEnabled(self.session.can_undo)
        self.redo.setEnabled(self.session.can_redo)
        self.renew.setVisible(life.vers != RENEW and life.vie.accorde)
        self.calendar.setEnabled(bool(life.dues))
        if life.etat is not before and self.isVisible():
            announce(self, f"{life.etat.mot}. {life.phrase}")

    @property
    def _remise(self) -> Remise | None:
        """What the first account that has something to say lets note here."""
        found = (remise_of(self.session.facts, one) for one in self._accounts)
        return next((one for one in found if one is not None), None)

    def _note_remise(self) -> None:
        self.questions.commit()
        if (remise := self._remise) is not None:
            note_remise(self.session, remise)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Questions beside the panel, or one at a time."""
        super().resizeEvent(event)
        wide = self.width() >= TWO_PANES and self.look.factor < LARGE_TEXT
        self._tabs.setVisible(not wide)
        for tab in (self.note_tab, self.life_tab):
            tab.setMinimumWidth(round(tab.fontMetrics().horizontalAdvance(tab.text()) * BOLD) + 30)
        self._right.setVisible(wide)
        self._right.setFixedWidth(self.look.px(PANEL))
        if wide and self._right_column.indexOf(self.panel) < 0:
            self._right_column.addWidget(self.panel)
            self.panel.show()
            self._show_tab(0)
        elif not wide and self._stack.indexOf(self.panel) < 0:
            self._stack.addWidget(self.panel)
            self._show_tab(0)

    def _show_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        (self.life_tab if place else self.note_tab).setChecked(True)

    # --- doing ----------------------------------------------------------------------------------

    def go(self, where: str) -> None:
        """Go to a question of this screen, an answer of the dossier, or another screen."""
        self.questions.commit()
        if where == SIGN:
            self.left.emit()
            self.signing.emit()
        elif where in SCREENS:
            self.left.emit()
            self.asked.emit(where)
        elif where == WRITE:
            self.left.emit()
        elif where == "budget":
            self._to_budget()
        elif where.startswith("suivi_"):
            self._show_tab(0)
            if not self.questions.begin(where):
                announce(self, "Cette question se pose plus tard dans la vie du dossier.")
        else:
            self.pointed.emit(where)

    def _to_budget(self) -> None:
        facts = self.session.facts
        for budget in facts.form.budgets.values():
            if budget.id == "projet" and facts.projects and facts.years:
                line = next(iter(budget.line_fields))
                self.pointed.emit(str(Key(line.id, facts.projects[0], facts.years[0])))
                return

    def _leave(self) -> None:
        self.questions.commit()
        self.left.emit()

    def _undo(self) -> None:
        self.questions.commit()
        self.session.undo()

    def _redo(self) -> None:
        self.questions.commit()
        self.session.redo()

    def _export(self) -> None:
        self.questions.commit()
        target = self.dialogs.ask_target(
            self, "Exporter les dates pour un agenda", "dates-du-dossier.ics", CALENDAR
        )
        if target is None:
            return
        try:
            write_whole(target, self.desk.suivi.calendar(self.session))
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        self.dialogs.tell(
            self,
            f"Les dates sont dans «\u00a0{target.name}\u00a0».",
            "Ouvrez ce fichier avec votre agenda\u00a0: chaque date y rappelle une semaine avant.",
        )


SCREEN = SuiviScreen
