"""The boxes that stop the window, whatever they have to say."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cvdesk.gui.dialogs import message_box


def test_what_is_short_is_said_whole(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = message_box(parent, "Le disque est plein.", "Libérez de la place.\nPuis recommencez.")
    assert box.text() == "Le disque est plein."
    assert box.informativeText() == "Libérez de la place.\nPuis recommencez."
    assert box.detailedText() == ""


def test_a_thousand_faults_do_not_push_the_buttons_off_the_screen(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    faults = [f"Ligne {number} : {'x' * number}." for number in range(1, 1001)]
    box = message_box(parent, "\n".join(faults), "Corrigez le fichier.")
    assert box.sizeHint().height() < 700
    assert box.text().startswith(faults[0])
    assert box.detailedText().endswith(f"{faults[-1]}\n\nCorrigez le fichier.")


def test_a_line_without_end_is_cut(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = message_box(parent, "é" * 100_000, "")
    assert len(box.text()) < 400
    assert box.detailedText() == "é" * 100_000
