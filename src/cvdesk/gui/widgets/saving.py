"""A long writing under way: how far it is, what comes next, and a way to stop it for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from cvdesk.gui.background import Task, run_in_background
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words, announce, frame

T = TypeVar("T")

EVERY_MS = 80


@dataclass
class _Reporter:
    """What the work says and hears, from its own thread: plain values, read now and then."""

    rank: int = 0
    total: int = 0
    what: str = ""
    stopped: bool = False

    def told(self, rank: int, total: int, what: str) -> bool:
        """Hear of the next file; tell whether to go on."""
        self.rank, self.total, self.what = rank, total, what
        return not self.stopped


Told = Callable[[int, int, str], bool]


class Saving(QWidget):
    """A strip that shows while files are written one after the other."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._reporter = _Reporter()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("fro")
        outer.addWidget(box)
        line = QHBoxLayout(box)
        line.setContentsMargins(16, 6, 8, 6)
        line.setSpacing(12)
        self._words = Words(role="body", wrap=False)
        line.addWidget(self._words)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Fichiers écrits")
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line.addWidget(self._bar, 1)
        self.stop = Button(look, "Interrompre")
        self.stop.setAccessibleDescription("Les fichiers déjà écrits sont gardés")
        self.stop.clicked.connect(self.interrupt)
        line.addWidget(self.stop)
        self._tick = QTimer(self, interval=EVERY_MS)
        self._tick.timeout.connect(self._show)
        self.hide()

    @property
    def working(self) -> bool:
        """Whether a work is under way."""
        return self._task is not None

    def run(
        self,
        what: str,
        work: Callable[[Told], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run ``work`` off the main thread; nothing when one is already under way."""
        if self.working:
            return
        reporter = self._reporter = _Reporter(what=what)

        def on_done(result: T) -> None:
            self._end()
            done(result)

        def on_failed(error: Exception) -> None:
            self._end()
            failed(error)

        self._task = run_in_background(
            lambda: work(reporter.told), owner=self, done=on_done, failed=on_failed
        )
        self.stop.setEnabled(True)
        self._show()
        self.show()
        self._tick.start()
        announce(self, what)

    def interrupt(self) -> None:
        """Have the work stop before its next file; it says then how far it went."""
        self._reporter.stopped = True
        self.stop.setEnabled(False)

    def _show(self) -> None:
        reporter = self._reporter
        self._bar.setRange(0, reporter.total)
        self._bar.setValue(reporter.rank)
        count = f"{reporter.rank} sur {reporter.total}\u00a0: " if reporter.total else ""
        self._words.say(f"{count}{reporter.what}")

    def _end(self) -> None:
        self._task = None
        self._tick.stop()
        self.hide()
