"""Work off the main thread: values go in, a value comes back, on the main thread.

Implementation notes
    Nothing Python travels through a Qt signal, and nothing is freed too early: a courier without
    parent lives on the main thread, kept in a set until its signal is delivered, and carries the
    outcome in an attribute. An outcome whose owner was destroyed meanwhile is dropped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")

_in_flight: set[_Courier] = set()


class _Courier(QObject):
    """Lives on the main thread; brings the outcome of one task back to it."""

    arrived = Signal()

    def __init__(self, owner: QObject) -> None:
        super().__init__()
        self._owner = owner
        self.outcome: Callable[[], None] | None = None
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        _in_flight.add(self)

    @Slot()
    def _deliver(self) -> None:
        _in_flight.discard(self)
        if self.outcome is not None and isValid(self._owner):
            self.outcome()


class Task:
    """A work under way. Cancelling drops its outcome; the work itself may still finish unseen."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Forget the outcome: neither ``done`` nor ``failed`` will be called."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for the outcome any more."""
        return self._cancelled.is_set()


def run_in_background(
    work: Callable[[], T],
    *,
    owner: QObject,
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
    pool: QThreadPool | None = None,
) -> Task:
    """Run ``work`` in a thread, then ``done`` or ``failed`` on the main thread.

    Args:
        work: Takes its values from its closure, returns a value; touches no widget.
        owner: If it is destroyed before the end, the outcome is dropped.
        done: Receives what ``work`` returned.
        failed: Receives what ``work`` raised.
        pool: Where to run; the pool of the application by default.
    """
    task = Task()
    courier = _Courier(owner)
    runnable = QRunnable.create(partial(_run, work, courier, task, done, failed))
    (pool or QThreadPool.globalInstance()).start(runnable)
    return task


def _run(
    work: Callable[[], T],
    courier: _Courier,
    task: Task,
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> None:
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - whatever it is, the main thread hears of it
        outcome: Callable[[], None] = partial(failed, error)
    else:
        outcome = partial(done, result)

    def deliver() -> None:
        if not task.cancelled:
            outcome()

    courier.outcome = deliver
    courier.arrived.emit()


class Lane(QObject):
    """A queue of its own where works run one after the other: the way to the file."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Task:
        """Run ``work`` after those already waiting."""
        return run_in_background(work, owner=self, done=done, failed=failed, pool=self._pool)

    def wait(self) -> None:
        """Return when nothing is under way any more."""
        self._pool.waitForDone()


def wait_for_all() -> None:
    """Return when the pool of the application is idle: before the end of the program."""
    QThreadPool.globalInstance().waitForDone()
