"""Work that takes more than a moment: what it is, that it goes on, and a way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from cvdesk.gui.background import Task, run_in_background
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words, announce, frame

T = TypeVar("T")

PATIENCE_MS = 300
"""Below that, showing something would only flicker."""


class Busy(QWidget):
    """A strip that appears when a work lasts, and can be interrupted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("fro")
        outer.addWidget(box)
        line = QHBoxLayout(box)
        line.setContentsMargins(16, 6, 8, 6)
        line.setSpacing(12)
        self._words = Words(role="body", wrap=False)
        line.addWidget(self._words)
        self._bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self._bar.setAccessibleName("Travail en cours")
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line.addWidget(self._bar, 1)
        stop = Button(look, "Interrompre")
        stop.clicked.connect(self.interrupt)
        line.addWidget(stop)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self.hide()

    @property
    def working(self) -> bool:
        """Whether a work is under way."""
        return self._task is not None

    def run(
        self,
        what: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run ``work`` off the main thread; a work already under way is forgotten."""
        self.interrupt()
        self._words.say(what)
        self._bar.setRange(0, 0)

        def on_done(result: T) -> None:
            self._end()
            done(result)

        def on_failed(error: Exception) -> None:
            self._end()
            failed(error)

        self._patience.start()
        self._task = run_in_background(work, owner=self, done=on_done, failed=on_failed)

    def run_each(
        self,
        what: str,
        works: Sequence[Callable[[], T]],
        *,
        each: Callable[[T], None],
        done: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run works one after the other off the main thread, and show what each brings.

        The strip says how far it is; interrupting keeps what was brought. After a failure nothing
        more is run.
        """
        self.interrupt()
        self._words.say(what)
        self._bar.setRange(0, max(len(works), 1))
        self._patience.start()

        def on_failed(error: Exception) -> None:
            self._end()
            failed(error)

        def start(rank: int) -> None:
            self._bar.setValue(rank)
            if rank == len(works):
                self._end()
                done()
                return

            def on_done(result: T) -> None:
                each(result)
                if self._task is task:  # what was brought may have led elsewhere
                    start(rank + 1)

            task = run_in_background(works[rank], owner=self, done=on_done, failed=on_failed)
            self._task = task

        start(0)

    def interrupt(self) -> None:
        """Forget the work under way."""
        if self._task is not None:
            self._task.cancel()
        self._end()

    def _appear(self) -> None:
        self.show()
        announce(self, self._words.text())

    def _end(self) -> None:
        self._task = None
        self._patience.stop()
        self.hide()
