"""Saving is not an action: half a second after the last change, the dossier goes to the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from cvdesk.app.session import Changes, Session
from cvdesk.domain.dossier import Dossier
from cvdesk.gui.background import Lane

PAUSE_MS = 500


class Autosave(QObject):
    """Saves what a session holds, off the main thread, the latest state winning.

    Signals:
        saved: The file holds what is on screen; carries the hour, « 21:14 ».
        refused: The file could not be written; carries the French sentence.
    """

    saved = Signal(str)
    refused = Signal(str)

    def __init__(
        self,
        session: Session,
        save: Callable[[Dossier], None],
        parent: QObject,
        *,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._save = save
        self._now = now
        self._kept = session.dossier
        self._lane = Lane(self)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._start)
        self._unsubscribe = session.subscribe(self._on_change)
        self.destroyed.connect(self._unsubscribe)  # a window may go without being left

    @property
    def pending(self) -> bool:
        """Whether the file is behind the screen."""
        return self._kept is not self._session.dossier

    def flush(self) -> None:
        """Save now and wait: the window closes, or the file is about to be read.

        Raises:
            UserError: If the file cannot be written.
        """
        self._timer.stop()
        self._lane.wait()
        if self.pending:
            self._save(self._session.dossier)
            self._kept = self._session.dossier

    def stop(self) -> None:
        """Save what is left, then listen no more."""
        self.flush()
        self._unsubscribe()

    def _on_change(self, _changes: Changes) -> None:
        if self.pending:
            self._timer.start()

    def _start(self) -> None:
        dossier = self._session.dossier

        def done(_: None) -> None:
            self._kept = dossier
            if not self.pending:
                self.saved.emit(f"{self._now():%H:%M}")

        self._lane.run(lambda: self._save(dossier), done=done, failed=self._on_failure)

    def _on_failure(self, error: Exception) -> None:
        self.refused.emit(str(error))
        self._timer.start(10 * PAUSE_MS)
