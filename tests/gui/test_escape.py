"""Escape leaves a screen laid over the workshop, as its way back does, and loses nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.domain.form import Nature
from cvdesk.gui.beside import BESIDE
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.widgets.typing import Line
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import press, show, type_text
from tests.gui.test_main_window import a_pdf

SCREENS = [one.screen for one in BESIDE if Nature.REQUEST in one.natures]


def a_window(qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs) -> MainWindow:
    dossier = desk.example_dossier(desk.examples()[0])
    desk.save(dossier)
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    window.open_dossier(dossier.id)
    return window


def on_top(window: MainWindow) -> QWidget:
    screens = window.centralWidget()
    assert isinstance(screens, QStackedWidget)
    shown = screens.currentWidget()
    assert shown is not None
    return shown


def escape() -> None:
    under = QApplication.focusWidget()
    assert under is not None
    press(under, Qt.Key.Key_Escape)


def test_escape_goes_back_to_the_workshop(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    atelier = window.atelier
    assert atelier is not None
    atelier.composed = a_pdf()
    signals = {"signature": atelier.signing.emit, "pages": atelier.previewed.emit}
    for name in (*SCREENS, *signals):
        signals.get(name, partial(atelier.asked.emit, name))()
        assert on_top(window) is not atelier, name
        escape()
        assert on_top(window) is atelier, name


def test_escape_never_leaves_the_workshop(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    escape()
    assert window.atelier is not None
    assert on_top(window) is window.atelier


def test_what_was_being_typed_is_kept(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    atelier = window.atelier
    assert atelier is not None
    atelier.asked.emit("suivi")
    line = next(one for one in on_top(window).findChildren(Line) if one.isVisible())
    line.setFocus()
    type_text(line, "Samira")
    escape()
    assert on_top(window) is atelier
    assert "Samira" in {one.text for one in atelier.session.dossier.records.values()}


class ACard(QWidget):
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        event.accept()


def test_what_takes_escape_first_keeps_it(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    assert window.atelier is not None
    window.atelier.asked.emit("suivi")
    screen = on_top(window)
    press(ACard(screen), Qt.Key.Key_Escape)
    assert on_top(window) is screen
