"""The workshop of one dossier: steps on the left, questions, what the funder sees on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cvdesk.app.deadline import next_deadline
from cvdesk.app.finder import Place, folded, places
from cvdesk.app.glance import progress, steps_at_a_glance
from cvdesk.app.heading import heading, version_line
from cvdesk.app.keeping import keep, take_up_again
from cvdesk.app.navigation import Step, findings_in_order, next_finding, step_of, step_of_answer
from cvdesk.app.nextaction import READ_AND_SIGN, first_action, next_action
from cvdesk.app.panel import panel_view
from cvdesk.app.projects import add_project, can_add, can_remove, project_name
from cvdesk.app.rereading import mark_read, reading_of
from cvdesk.app.rewind import changed_elsewhere
from cvdesk.app.session import Changes, Session
from cvdesk.domain.findings import Finding
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import Key, RowId
from cvdesk.errors import UserError
from cvdesk.gui.actions import ActionSpec, install
from cvdesk.gui.autosave import Autosave
from cvdesk.gui.beside import BESIDE, Beside
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.remark_dialog import Reviewing
from cvdesk.gui.screens.sending import send_paquet
from cvdesk.gui.screens.step_screens import StepScreen, screen_for
from cvdesk.gui.widgets.step_list import row_of
from cvdesk.gui.widgets.taborder import follow_the_eye
from cvdesk.gui.widgets.words import announce
from cvdesk.gui.widgets.workshop import SMALL, WIDE, Workshop


class Atelier(Workshop):
    """Where a dossier is written.

    Signals:
        left: Back to the list of dossiers.
        previewed: A PDF was composed: show its pages. Its bytes are in :attr:`composed`.
        signing: The person wants the page to read and sign.
        reading: The id of a place of the contract, to read it there.
        asked: The module of a screen to open beside the dossier.
    """

    left = Signal()
    previewed = Signal()
    signing = Signal()
    reading = Signal(str)
    asked = Signal(str)

    def __init__(
        self, look: Look, desk: Desk, session: Session, dialogs: Dialogs,
        parent: QWidget | None = None, *, step: Step | None = None,
    ) -> None:  # fmt: skip
        super().__init__(look, parent)
        self.composed = b""
        self._look = look
        self._desk = desk
        self._session = session
        self._dialogs = dialogs
        self._review = Reviewing(look, dialogs, self, session)
        self._screens: dict[str, StepScreen] = {}
        self._stale: set[str] = set()
        self._finding: Finding | None = None
        self._walked: tuple[Finding, ...] = ()
        self._panel_open = True
        self._tidy = QTimer(self, singleShot=True, interval=0)
        self._tidy.timeout.connect(partial(follow_the_eye, self))
        self.autosave = Autosave(session, desk.save, self)
        self._actions = install(self, self._specs())
        if session.reference.form.nature is Nature.ASSOCIATION:
            self.top.name_back("Mes associations")
        self.top.offer([self._actions[name] for name in self._offered()])
        self._connect()
        self._step = step or first_action(session).step
        self.destroyed.connect(session.subscribe(self._refresh))
        self._look.changed.connect(self._rearrange)
        self.open_step(self._step)
        self.steps.setFocus()

    def _connect(self) -> None:
        self.top.left.connect(self.left)
        self.top.searched.connect(self._search)
        self.top.chosen.connect(self._open_row)
        self.steps.chosen.connect(self._open_row)
        self.draft.clicked.connect(self.print_draft)
        self.panel.went.connect(lambda key: self.go_to(Key.parse(key)))
        self.panel.read.connect(self.reading)
        self.panel.kept.connect(partial(keep, self._session))
        self.panel.resumed.connect(lambda row: take_up_again(self._session, RowId(row)))
        self.panel.settled.connect(self._review.settle)
        self.panel.replied.connect(self._review.reply)
        self.questions_tab.clicked.connect(lambda: self.centre.setCurrentIndex(0))
        self.panel_tab.clicked.connect(lambda: self.centre.setCurrentIndex(1))
        self.finder.found.connect(self._go_to_place)
        self.foot.undo.clicked.connect(self.undo)
        self.foot.redo.clicked.connect(self.redo)
        self.foot.next.clicked.connect(self.go_to_next_finding)
        self.foot.action.clicked.connect(self.do_next)
        self.autosave.saved.connect(self.foot.show_saved)
        self.autosave.refused.connect(self.foot.show_refused)

    def _specs(self) -> tuple[ActionSpec, ...]:
        return (
            ActionSpec("annuler", "Annuler", ("Ctrl+Z",), self.undo),
            ActionSpec("retablir", "Rétablir", ("Ctrl+Y", "Ctrl+Shift+Z"), self.redo),
            ActionSpec("chercher", "Rechercher partout", ("Ctrl+K",), self._search),
            ActionSpec("point_suivant", "Aller au point suivant", ("F7",), self.go_to_next_finding),
            ActionSpec(
                "etape_suivante", "Étape suivante", ("Ctrl+PgDown",), partial(self._walk, 1)
            ),
            ActionSpec(
                "etape_precedente", "Étape précédente", ("Ctrl+PgUp",), partial(self._walk, -1)
            ),
            ActionSpec("brouillon", "Imprimer un brouillon", ("Ctrl+P",), self.print_draft),
            ActionSpec("financeur", "Ce que voit le financeur", ("F6",), self.toggle_panel),
            ActionSpec("relue", "Marquer l’étape comme relue", (), self.mark_step_read),
            ActionSpec("remarque", "Ajouter une remarque", ("Ctrl+M",), self.remark),
            ActionSpec("paquet", "Envoyer le dossier en paquet", (), self.send_paquet),
            ActionSpec("ajouter_projet", "Ajouter un projet", ("Ctrl+Shift+P",), self.add_project),
            ActionSpec("retirer_projet", "Retirer ce projet", (), self.remove_project),
            ActionSpec("signer", READ_AND_SIGN, (), self.signing.emit),
            *(
                ActionSpec(one.screen, one.label, one.keys, partial(self._ask, one.screen))
                for one in self._beside()
            ),
        )

    def _beside(self) -> tuple[Beside, ...]:
        nature = self._session.reference.form.nature
        return tuple(one for one in BESIDE if nature in one.natures)

    def _offered(self) -> tuple[str, ...]:
        signed = self._session.reference.form.nature is not Nature.ASSOCIATION
        beside = (one.screen for one in self._beside())
        projects = ("ajouter_projet", "retirer_projet") if can_add(self._session.facts) else ()
        signer = ("signer",) if signed else ()
        return ("brouillon", *signer, "relue", "remarque", *projects, *beside, "paquet")

    def _ask(self, screen: str) -> None:
        self.step_screen.commit()
        self.asked.emit(screen)

    # --- moving ---------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The dossier worked on."""
        return self._session

    @property
    def step(self) -> Step:
        """The open step."""
        return self._step

    @property
    def step_screen(self) -> StepScreen:
        """The screen of the open step."""
        return self._screens[self._step.id]

    def open_step(self, step: Step) -> None:
        """Open a step."""
        if self._step.id in self._screens:
            self.step_screen.commit()
        self._step = step
        if step.id not in self._screens:
            desk, session = self._desk, self._session
            screen = screen_for(self._look, desk, session, step, self._dialogs, self.stack)
            screen.asked_for_panel.connect(self.toggle_panel)
            screen.asked_to_go.connect(lambda key: self.go_to(Key.parse(key)))
            screen.asked_to_read.connect(self.reading)
            screen.asked_to_remark.connect(self._review.remark_on)
            screen.arranged.connect(self._tidy.start)
            self._screens[step.id] = screen
            self.stack.addWidget(screen)
        elif step.id in self._stale:
            self.step_screen.refresh(Changes(everything=True))
        self._stale.discard(step.id)
        self.stack.setCurrentWidget(self.step_screen)
        self.centre.setCurrentIndex(0)
        self.questions_tab.setChecked(True)
        self._panel_open = not self.step_screen.closes_panel
        self._rearrange()
        self._draw_around()
        self._tidy.start()

    def go_to(self, key: Key) -> None:
        """Open the step of an answer and put the cursor in it."""
        facts = self._session.facts
        field = facts.form.field(key.field)
        if field is not None and field.signatory_only:
            self.signing.emit()
        elif field is not None:
            self._go(step_of_answer(facts, key), key)

    def go_to_next_finding(self) -> None:
        """Go to the finding after the last one visited, or the first from here, round the list."""
        self.step_screen.commit()
        self._finding = next_finding(self._session, self._step, self._finding, self._walked)
        self._walked = findings_in_order(self._session)
        if (finding := self._finding) is not None:
            self._go(step_of(self._session.facts, finding), next(iter(finding.keys), None))

    def do_next(self) -> None:
        """Do what the filled button says."""
        self.step_screen.commit()
        action = next_action(self._session, self._step)
        if action.sign:
            self.signing.emit()
        elif action.beside:
            self.asked.emit(action.beside)
        elif action.leave:
            self.left.emit()
        else:
            self._go(action.step, action.key)

    def _go(self, step: Step, key: Key | None) -> None:
        if step != self._step:
            self.open_step(step)
        self.centre.setCurrentIndex(0)
        self.questions_tab.setChecked(True)
        self.step_screen.focus_key(key)

    def _open_row(self, row: int) -> None:
        self.open_step(self.model.views[row].step)

    def _walk(self, places_away: int) -> None:
        row = row_of(self.model, self._step) + places_away
        if 0 <= row < len(self.model.views):
            self._open_row(row)

    def _search(self) -> None:
        self.step_screen.commit()
        actions = tuple(
            Place(action.text(), "Action", "", folded(action.text()), action=name)
            for name, action in self._actions.items()
            if action.isEnabled()
        )
        self.finder.open_on((*places(self._session), *actions))

    def _go_to_place(self, rank: int) -> None:
        place = self.finder.shown[rank]
        if place.action:
            self._actions[place.action].trigger()
        elif place.step is not None:
            self._go(place.step, place.key)

    # --- projects -------------------------------------------------------------------------------

    def add_project(self) -> None:
        """Add a project and open its first step."""
        self.step_screen.commit()
        if not can_add(self._session.facts):
            return
        step = add_project(self._session)
        self.open_step(step)
        self.step_screen.focus_key(None)
        announce(self, f"Ajouté\u00a0: {project_name(self._session.facts, step.row)}.")

    def remove_project(self) -> None:
        """Remove the project of the open step, once the person agrees; undo brings it back."""
        self.step_screen.commit()
        facts, project = self._session.facts, self._step.row
        if not can_remove(facts, project):
            return
        name = project_name(facts, project)
        if self._dialogs.confirm(
            self,
            f"Retirer le {name}\u00a0?",
            "Ses réponses et son budget quittent le dossier. «\u00a0Annuler\u00a0» les ramène.",
            "Retirer ce projet",
        ):
            self._session.remove_row(project)
            announce(self, f"Retiré\u00a0: {name}.")

    # --- history, drafts ------------------------------------------------------------------------

    def undo(self) -> None:
        """Go back one step of the dossier."""
        self._travel(self._session.undo)

    def redo(self) -> None:
        """Make again the last undone step."""
        self._travel(self._session.redo)

    def _travel(self, way: Callable[[], None]) -> None:
        """Go back or forth, and to what changed when it is on another step: nothing goes unseen."""
        self.step_screen.commit()
        before = self._session.dossier
        way()
        if (key := changed_elsewhere(self._session, before, self._step)) is not None:
            self._go(step_of_answer(self._session.facts, key), key)

    def mark_step_read(self) -> None:
        """Tick « Relu » for every answer of the step that comes from another dossier."""
        self.step_screen.commit()
        mark_read(self._session, *reading_of(self._session, self._step).waiting)

    def print_draft(self) -> None:
        """Compose the dossier as it stands and show its pages."""
        self.step_screen.commit()
        dossier, desk = self._session.dossier, self._desk

        def done(pdf: bytes) -> None:
            self.composed = pdf
            self.previewed.emit()

        self.busy.run(
            "Mise en page du brouillon…",
            lambda: desk.print_current(desk.session(dossier)),
            done,
            self._on_failure,
        )

    def send_paquet(self) -> None:
        """Write the dossier and its pieces in one file to hand over."""
        self.step_screen.commit()
        send_paquet(self, self._desk, self._dialogs, self._session, self._on_failure)

    def _on_failure(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._dialogs.show_refusal(self, error)

    # --- remarks of a reader --------------------------------------------------------------------

    def remark(self) -> None:
        """Write a remark on the answer that has the focus, or on the whole dossier."""
        key = self.step_screen.current_key()
        self.step_screen.commit()
        self._review.remark(key)

    # --- drawing --------------------------------------------------------------------------------

    def toggle_panel(self) -> None:
        """Open or close what the funder sees."""
        if self.mode == WIDE:
            self._panel_open = not self._panel_open
            self._rearrange()
            self._draw_around()
        else:
            other = 1 - self.centre.currentIndex()
            self.centre.setCurrentIndex(other)
            (self.panel_tab if other else self.questions_tab).setChecked(True)

    def _refresh(self, changes: Changes) -> None:
        views = steps_at_a_glance(self._session)
        if self._step not in [view.step for view in views]:
            self.open_step(views[0].step)
        self._stale = set(self._screens) - {self._step.id}
        self.step_screen.refresh(changes)
        self._draw_around()

    def _draw_around(self) -> None:
        session = self._session
        facts = session.facts
        views = steps_at_a_glance(session)
        self.model.show_steps(views)
        row = row_of(self.model, self._step)
        if self.steps.currentIndex().row() != row:
            self.steps.select(row)
        self.done.say(progress(views))
        self.show_version(version_line(facts))
        if self.mode == SMALL:
            self.top.render_steps(views, row)
        named = heading(facts)
        self.top.render_names(named.title, named.line, next_deadline(facts, facts.today))
        view = panel_view(session, self._step)
        self.panel.render_view(view)
        counted = f" ({view.count})" if view.count else ""
        self.panel_tab.say(f"Ce que voit le financeur{counted}")
        self.step_screen.show_remarks(view.count)
        self._actions["relue"].setEnabled(bool(reading_of(session, self._step).waiting))
        self._actions["ajouter_projet"].setEnabled(can_add(facts))
        self._actions["retirer_projet"].setEnabled(can_remove(facts, self._step.row))
        self.foot.undo.setEnabled(session.can_undo)
        self.foot.redo.setEnabled(session.can_redo)
        self.foot.action.say(next_action(session, self._step).label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three columns, two, or one, by the room there is."""
        super().resizeEvent(event)
        self._rearrange()

    def _rearrange(self) -> None:
        before = self.mode
        self.arrange(self.width(), self._panel_open)
        if self._step.id in self._screens:
            self.step_screen.show_title(visible=self.mode != SMALL)
            if self.mode != before:
                self._draw_around()
