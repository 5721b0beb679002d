"""Work off the main thread, and what happens when CVDesk itself is wrong."""

import sys
import threading
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cvdesk.errors import UserError
from cvdesk.gui.background import Lane, run_in_background, wait_for_all
from cvdesk.gui.defects import defect_report, watch_for_defects
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.busy import Busy
from tests.gui.hands import show


def fail(error: Exception) -> None:
    raise error


def test_the_outcome_arrives_on_the_main_thread(qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []
    main = threading.get_ident()
    run_in_background(
        threading.get_ident,
        owner=QApplication.instance() or QObject(),
        done=lambda thread: seen.append((thread, threading.get_ident() == main)),
        failed=fail,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != main
    assert seen[0][1]


def test_what_a_work_raises_is_handed_over(qtbot: QtBot) -> None:
    told: list[Exception] = []
    owner = QObject()

    def work() -> int:
        raise UserError("Le disque est plein.")

    run_in_background(work, owner=owner, done=lambda _: None, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], UserError)


def test_nothing_arrives_when_the_owner_is_gone(qtbot: QtBot) -> None:
    came: list[bool] = []
    gate = threading.Event()
    owner = QObject()
    run_in_background(lambda: gate.wait(5), owner=owner, done=came.append, failed=fail)
    owner.deleteLater()
    del owner
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gate.set()
    wait_for_all()
    QApplication.processEvents()
    assert came == []


def test_a_work_can_be_interrupted(qtbot: QtBot, look: Look) -> None:
    came: list[bool] = []
    gate = threading.Event()
    busy = Busy(look)
    show(qtbot, busy, 600, 60)
    busy.hide()
    busy.run("Un travail long…", lambda: gate.wait(5), came.append, fail)
    qtbot.waitUntil(busy.isVisible)
    busy.interrupt()
    gate.set()
    wait_for_all()
    QApplication.processEvents()
    assert came == []
    assert not busy.isVisible()


def test_a_quick_work_shows_nothing(qtbot: QtBot, look: Look) -> None:
    came: list[int] = []
    busy = Busy(look)
    show(qtbot, busy, 600, 60)
    busy.hide()
    busy.run("Un travail court…", lambda: 1, came.append, fail)
    qtbot.waitUntil(lambda: bool(came))
    assert not busy.isVisible()


def test_works_of_a_lane_come_one_after_the_other(qtbot: QtBot) -> None:
    order: list[int] = []
    holder = QObject()
    lane = Lane(holder)
    for number in range(20):
        lane.run(partial(order.append, number), done=lambda _: None, failed=fail)
    lane.wait()
    assert order == list(range(20))
    assert QThread.currentThread() is not None


def test_a_report_says_where_and_never_what_was_answered() -> None:
    secret = "Fatoumata"

    def break_down(answer: str) -> None:
        raise ValueError(f"unexpected {answer}")

    with pytest.raises(ValueError, match="unexpected") as raised:
        break_down(secret)
    report = defect_report("0.1.0", raised.type, raised.tb)
    assert "ValueError" in report
    assert "break_down" in report
    assert secret not in report


def test_a_refusal_is_told_and_a_defect_becomes_a_report() -> None:
    reports: list[str] = []
    refusals: list[UserError] = []
    before = sys.excepthook
    try:
        watch_for_defects("0.1.0", reports.append, refusals.append)
        sys.excepthook(KeyError, KeyError("nom"), None)
        refusal = UserError("Le disque est plein.")
        sys.excepthook(UserError, refusal, None)
    finally:
        sys.excepthook = before
    assert refusals == [refusal]
    assert "KeyError" in reports[0]
    assert "nom" not in reports[0].replace("KeyError", "")
