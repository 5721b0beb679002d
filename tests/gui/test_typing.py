"""The two fields a person types in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot

from cvdesk.gui.widgets.typing import Line
from tests.gui.hands import show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)

LONG = "Faire progresser <soixante> habitantes et habitants en français, à l’oral et à l’écrit"


def pointed_at(line: Line) -> str:
    QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, QPoint(4, 4), QPoint(4, 4)))
    return QToolTip.text()


def test_what_a_line_cuts_is_read_whole_under_the_pointer(qtbot: QtBot) -> None:
    line = Line(LONG)
    line.setFixedWidth(120)
    show(qtbot, line)
    assert pointed_at(line) == f"<p>{LONG.replace('<', '&lt;').replace('>', '&gt;')}</p>"


def test_what_fits_keeps_its_help_and_a_password_is_never_shown(qtbot: QtBot) -> None:
    short, secret = Line("Orly"), Line("s" * 60)
    short.setToolTip("La commune")
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    for line in (short, secret):
        line.setFixedWidth(120)
        show(qtbot, line)
    assert pointed_at(short) == "La commune"
    QToolTip.hideText()
    assert "s" not in pointed_at(secret)
