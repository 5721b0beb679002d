"""The window: places on the left, one screen at a time."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from cvdesk.errors import UserError
from cvdesk.gui.home import Home, home_of, make_examples, nothing_to_show
from cvdesk.gui.look import Look
from cvdesk.gui.place_screens import PlaceScreens
from cvdesk.gui.receiving import Receiving
from cvdesk.gui.screens.accueil import Accueil
from cvdesk.gui.widgets.places import Places

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QShowEvent

    from cvdesk.app.session import Session
    from cvdesk.domain.dossier import Dossier
    from cvdesk.domain.ids import DossierId
    from cvdesk.gui.beside import BesideScreen
    from cvdesk.gui.dialogs import Dialogs
    from cvdesk.gui.ports import Desk
    from cvdesk.gui.screens.atelier import Atelier
    from cvdesk.gui.widgets.busy import Busy


class MainWindow(QMainWindow):
    """The only window.

    It opens without the application behind it, which takes longer to put together than to paint:
    :meth:`attach` brings it when it is there.

    Signals:
        painted: The window was shown for the first time.
    """

    painted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._desk: Desk | None = None
        self._dialogs: Dialogs | None = None
        self._atelier: Atelier | None = None
        self._busy: Busy | None = None
        self._waiting: list[Callable[[], None]] = []
        self._receiving = Receiving(self, look, self)
        self._shown = False
        self._on_record = False
        self.setWindowTitle("CVDesk")
        self.resize(1366, 768)
        self.setMinimumSize(640, 420)
        self._screens = QStackedWidget()
        self.setCentralWidget(self._screens)
        self._home = QWidget()
        line = QHBoxLayout(self._home)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.nav = Places(look)
        self.nav.chosen.connect(lambda name: self._when_ready(partial(self.show_place, name))())
        self.nav.received.connect(self._when_ready(self.open_paquet))
        self.nav.walled.connect(self.choose_association)
        self.nav.moved.connect(self.choose_espace)
        line.addWidget(self.nav)
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        line.addLayout(self._middle, 1)
        self.accueil = Accueil(look)
        self.places = PlaceScreens("dossiers", self.accueil)
        self._middle.addWidget(self.places, 1)
        self._screens.addWidget(self._home)
        self.accueil.started.connect(self._when_ready(self.start_dossier))
        self.accueil.received.connect(self._when_ready(self.open_paquet))
        self.accueil.examples.connect(self._when_ready(self.open_examples))
        self.accueil.opened.connect(self.open_dossier)
        self.accueil.followed.connect(self.follow_dossier)
        self.accueil.dropped.connect(self._open_file)
        self.accueil.deleted.connect(self._receiving.delete)
        for keys, action in (
            ("Ctrl++", partial(self._resize_text, 1)),
            ("Ctrl+=", partial(self._resize_text, 1)),
            ("Ctrl+-", partial(self._resize_text, -1)),
            ("Ctrl+N", self._when_ready(self.start_dossier)),
        ):
            one = QAction(self)
            one.setShortcut(QKeySequence(keys))
            one.triggered.connect(action)
            self.addAction(one)
        self.accueil.start.setFocus()

    # --- the application behind -----------------------------------------------------------------

    def attach(self, desk: Desk, dialogs: Dialogs) -> None:
        """Bring the application; what was asked meanwhile is done now."""
        from cvdesk.gui.widgets.busy import Busy  # noqa: PLC0415 - after first paint

        self._desk = desk
        self._dialogs = dialogs
        self._busy = Busy(self._look)
        self._middle.addWidget(self._busy)
        self.refresh_dossiers()
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            one()

    @property
    def desk(self) -> Desk:
        """The application."""
        if self._desk is None:
            raise RuntimeError("the application is not there yet")
        return self._desk

    @property
    def busy(self) -> Busy:
        """The strip of what takes time at home."""
        if self._busy is None:
            raise RuntimeError("the application is not there yet")
        return self._busy

    @property
    def dialogs(self) -> Dialogs:
        """How to ask a question."""
        if self._dialogs is None:
            raise RuntimeError("the application is not there yet")
        return self._dialogs

    @property
    def atelier(self) -> Atelier | None:
        """The dossier being worked on, if there is one."""
        return self._atelier

    def _when_ready(self, action: Callable[[], None]) -> Callable[..., None]:
        def run(*_: object) -> None:
            if self._desk is None:
                self._waiting.append(action)
            else:
                action()

        return run

    def refresh_dossiers(self) -> None:
        """Read the dossiers again and show their cards."""
        self.busy.run(
            "Ouverture de vos dossiers…",
            partial(home_of, self.desk),
            self._show_home,
            self._fail_at_home,
        )

    def _show_home(self, home: Home) -> None:
        self.accueil.render_view(home.cards, home.unread)
        self.nav.show_choices(home.associations, home.association, home.espaces, home.espace)
        if not home.failed:
            self._receiving.copy_of_the_day(self._fail_at_home)

    def _fail_at_home(self, error: Exception) -> None:
        """Offer the latest safety copy when the espace is damaged."""
        self._show_home(nothing_to_show(self.desk))
        if not self._receiving.rescue(error):
            self.fail(error)

    # --- espaces and associations ---------------------------------------------------------------

    def choose_association(self, key: str) -> None:
        """Show the dossiers of another association; nothing of the former one stays on screen."""
        self._change(partial(self.desk.wall.choose, key))

    def choose_espace(self, path: str) -> None:
        """Work in another espace; what is open is saved and closed first."""
        self._change(partial(self.desk.espaces.choose, Path(path)))

    def _change(self, change: Callable[[], None]) -> None:
        try:
            self.leave_atelier()
            change()
        except UserError as refusal:
            self.fail(refusal)
        self._start_anew()

    def _start_anew(self) -> None:
        """Forget what the other places show, and read the dossiers again."""
        self.places.start_anew(self._make)
        self.refresh_dossiers()

    def fail(self, error: Exception) -> None:
        """Tell a refusal; anything else is a defect and goes its way."""
        if not isinstance(error, UserError):
            raise error
        self.dialogs.show_refusal(self, error)

    # --- places ---------------------------------------------------------------------------------

    def show_place(self, name: str) -> None:
        """Show one of the places of the left."""
        self.places.open(name, self._make)
        self.nav.buttons[name].setChecked(True)
        self._screens.setCurrentWidget(self._home)

    def _make(self, name: str) -> QWidget:
        # Loaded when first opened: the first window must not wait for all of them.
        module: Any = importlib.import_module(f"cvdesk.gui.screens.{name}")
        screen: QWidget = module.SCREEN(self._look, self.desk, self.dialogs)
        for told, act in (
            ("opened", self.open_dossier), ("changed", self._start_anew),
            ("requested", self.start_dossier), ("received", self._open_file),
        ):  # fmt: skip
            signal: Any = getattr(screen, told, None)
            if signal is not None:
                signal.connect(act)
        return screen

    def show_over(self, screen: QWidget) -> None:
        """Show a screen over everything."""
        self._screens.addWidget(screen)
        self._screens.setCurrentWidget(screen)

    def close_over(self, screen: QWidget) -> None:
        """Close a screen, and go back to what is below it."""
        below = self._atelier or self._home
        self._screens.setCurrentWidget(below)
        self._screens.removeWidget(screen)
        screen.deleteLater()

    # --- dossiers -------------------------------------------------------------------------------

    def start_dossier(self, record: str = "") -> None:
        """Have the short conversation that makes a dossier.

        Args:
            record: The record of the association it is for, or empty.
        """
        module: Any = importlib.import_module("cvdesk.gui.screens.new_dossier")
        screen = module.NewDossier(self._look, self.desk, self.dialogs, record)
        screen.left.connect(partial(self.close_over, screen))
        screen.created.connect(partial(self._work_on_new, screen))
        self.show_over(screen)

    def _work_on_new(self, screen: Any) -> None:
        self.close_over(screen)
        self.work_on(screen.dossier)

    def open_examples(self) -> None:
        """Put the worked examples among the dossiers, and open the first."""
        make = partial(make_examples, self.desk)
        self.busy.run(
            "Préparation des exemples…", make, lambda one: self.open_dossier(one.id), self.fail
        )

    def open_dossier(self, dossier_id: str) -> None:
        """Open one of the dossiers of the espace, on its own side of the wall."""
        self.desk.wall.enter(cast("DossierId", dossier_id))
        found = [one for one in self.desk.dossiers() if one.id == dossier_id]
        for dossier in found:
            self.work_on(dossier)

    def follow_dossier(self, dossier_id: str, screen: str) -> None:
        """Open one of the dossiers, and a screen beside it."""
        self.open_dossier(dossier_id)
        if self._atelier is not None:
            self._atelier.asked.emit(screen)

    def open_paquet(self) -> None:
        """Ask for a paquet and work on what it holds."""
        from cvdesk.gui.dialogs import PAQUET  # noqa: PLC0415 - after first paint

        path = self.dialogs.ask_source(self, "Ouvrir un paquet reçu", PAQUET)
        if path is not None:
            self._open_file(str(path))

    def _open_file(self, name: str) -> None:
        if self._desk is None:
            self._waiting.append(partial(self._open_file, name))
            return
        path = Path(name)
        if path.suffix.lower() == ".cvcontrat":
            self._receiving.look_at_contrat(path)
            return
        if path.suffix.lower() == ".pdf":
            self.show_place("verifier")
            checker: Any = self.places.made("verifier")
            checker.check(path)
            return
        self._receiving.receive(path)

    def work_on(self, dossier: Dossier) -> None:
        """Open the workshop of a dossier."""
        from cvdesk.app.association import is_record  # noqa: PLC0415 - after first paint
        from cvdesk.gui.pauses import set_memory_aside  # noqa: PLC0415 - after first paint
        from cvdesk.gui.screens.atelier import Atelier  # noqa: PLC0415 - after first paint

        try:
            self.leave_atelier()
            session = self.desk.working_session(dossier)
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        self._on_record = is_record(session.reference.form)
        atelier = Atelier(self._look, self.desk, session, self.dialogs)
        atelier.left.connect(self._back_home)
        atelier.previewed.connect(partial(self._preview, session, atelier))
        atelier.signing.connect(lambda: self._sign(session))
        atelier.reading.connect(partial(self._read_contrat, session))
        atelier.asked.connect(partial(self._open_beside, session))
        self._atelier = atelier
        self.show_over(atelier)
        set_memory_aside()

    def leave_atelier(self) -> None:
        """Save what is left of the dossier and close its workshop."""
        if self._atelier is None:
            return
        atelier = self._atelier
        atelier.step_screen.commit()
        atelier.autosave.stop()
        self._atelier = None
        self.close_over(atelier)
        self.desk.wall.enter(atelier.session.dossier.id)  # it may have been given its name

    def _back_home(self) -> None:
        try:
            self.leave_atelier()
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        self.show_place("associations" if self._on_record else "dossiers")
        self.refresh_dossiers()

    def _over(self, name: str, *about: object, kind: str = "SCREEN") -> Any:
        """Return a screen that opens over what is shown, and closes itself; loaded now."""
        module = importlib.import_module(f"cvdesk.gui.screens.{name}")
        screen = getattr(module, kind)(self._look, self.desk, *about)
        screen.top.leave_on_escape(screen)
        screen.left.connect(partial(self.close_over, screen))
        return screen

    def _preview(self, session: Session, screen: Any, title: str = "") -> None:
        self.show_over(self._over("preview", self.dialogs, screen.composed, session.facts, title))

    def _sign(self, session: Session) -> None:
        power = session.reference.form.nature.value == "pouvoir"
        screen = self._over("power_signature" if power else "signature", session, self.dialogs)
        screen.previewed.connect(partial(self._preview, session, screen, "Dossier entier"))
        screen.pointed.connect(partial(self._go_to, screen))
        self.show_over(screen)

    def _open_beside(self, session: Session, name: str) -> None:
        screen: BesideScreen = self._over(name, session, self.dialogs)
        screen.pointed.connect(partial(self._go_to, screen))
        screen.opened.connect(partial(self._open_other, screen))
        screen.previewed.connect(partial(self._preview, session, screen))
        screen.signing.connect(lambda: self._sign(session))
        screen.asked.connect(partial(self._open_beside, session))
        self.show_over(screen)

    def _open_other(self, screen: QWidget, dossier_id: str) -> None:
        self.close_over(screen)
        self.open_dossier(dossier_id)

    def _go_to(self, screen: QWidget, key: str) -> None:
        from cvdesk.domain.ids import Key  # noqa: PLC0415 - after first paint

        self.close_over(screen)
        if self._atelier is not None:
            self._atelier.go_to(Key.parse(key))

    def _read_contrat(self, session: Session, place: str) -> None:
        self.show_over(self._over("contrats", self.dialogs, session, place, kind="ContratReading"))

    # --- the window -----------------------------------------------------------------------------

    def _resize_text(self, steps: int) -> None:
        from cvdesk.gui.screens.reglages import resize_text  # noqa: PLC0415 - after first paint

        resize_text(self._look, self._desk, steps)

    def showEvent(self, event: QShowEvent) -> None:
        """Say once that the window is there."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close with nothing lost; if the file cannot be written, say so and stay."""
        try:
            self.leave_atelier()
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            event.ignore()
            return
        super().closeEvent(event)
