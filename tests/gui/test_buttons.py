"""Buttons: what the keyboard does on the one that has the focus."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout
from pytestqt.qtbot import QtBot

from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from tests.gui.hands import press, show


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus_never_another(
    qtbot: QtBot, look: Look, key: Qt.Key
) -> None:
    dialog, pressed = QDialog(), list[str]()
    row = QHBoxLayout(dialog)
    leave, sign = Button(look, "Ne pas signer maintenant"), Button(look, "Signer")
    for button in (leave, sign):
        button.clicked.connect(partial(pressed.append, button.text()))
        row.addWidget(button)
    sign.setDefault(True)
    show(qtbot, dialog)
    leave.setFocus()
    press(leave, key)
    assert pressed == ["Ne pas signer maintenant"]
