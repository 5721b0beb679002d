"""The boxes that stop the window, whatever they have to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cvdesk.errors import UserError
from cvdesk.gui.dialogs import DRIVER, LAST_FOLDER, PDF, RealDialogs, message_box
from tests.gui.desk import ADesk


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


class FileDialogs:
    """The file dialogs of the system: hears where they open, answers ``chosen``."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.chosen = ""

    def getOpenFileName(  # noqa: N802 - Qt's own name
        self, _parent: QWidget, _title: str, start: str, _kinds: str
    ) -> tuple[str, str]:
        self.opened.append(start)
        return self.chosen, ""

    getSaveFileName = getOpenFileName  # noqa: N815 - Qt's own name

    def getExistingDirectory(self, _parent: QWidget, _title: str, start: str) -> str:  # noqa: N802
        self.opened.append(start)
        return self.chosen


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    made = tmp_path / "Documents"

    class Places(QStandardPaths):
        @staticmethod
        def writableLocation(_kind: object) -> str:  # noqa: N802 - Qt's own name
            return str(made)

    monkeypatch.setattr("cvdesk.gui.dialogs.QStandardPaths", Places)
    return made


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FileDialogs:
    made = FileDialogs()
    monkeypatch.setattr("cvdesk.gui.dialogs.QFileDialog", made)
    return made


def test_files_are_asked_for_among_the_documents_then_where_one_was_chosen_last(
    qtbot: QtBot, system: FileDialogs, desk: ADesk, documents: Path, tmp_path: Path
) -> None:
    parent, dialogs = QWidget(), RealDialogs()
    qtbot.addWidget(parent)
    dialogs.ask_source(parent, "Ouvrir", PDF)
    assert system.opened == [str(Path.home())]  # nobody made the folder of the documents
    documents.mkdir()
    system.opened.clear()
    assert dialogs.ask_source(parent, "Ouvrir", PDF) is None
    dialogs.remember_in(desk)
    assert dialogs.ask_target(parent, "Enregistrer", "a.pdf", PDF) is None
    system.chosen = str(tmp_path / "b.pdf")
    assert dialogs.ask_target(parent, "Enregistrer", "a.pdf", PDF) == tmp_path / "b.pdf"
    assert desk.preferences[LAST_FOLDER] == str(tmp_path)
    dialogs.ask_target(parent, "Enregistrer", "c.pdf", PDF)
    dialogs.ask_source(parent, "Ouvrir", PDF)
    system.chosen = str(tmp_path / "tout")
    dialogs.ask_folder(parent, "Où")
    assert system.opened == [
        str(documents), str(documents / "a.pdf"), str(documents / "a.pdf"),
        str(tmp_path / "c.pdf"), str(tmp_path), str(tmp_path),
    ]  # fmt: skip
    assert desk.preferences[LAST_FOLDER] == str(tmp_path / "tout")
    dialogs.ask_folder(parent, "Où")  # it was never made
    assert system.opened[-1] == str(documents)


def test_a_driver_is_no_place_to_save_in(
    qtbot: QtBot, system: FileDialogs, desk: ADesk, tmp_path: Path
) -> None:
    parent, dialogs = QWidget(), RealDialogs()
    qtbot.addWidget(parent)
    dialogs.remember_in(desk)
    system.chosen = str(tmp_path / "pilote.so")
    assert dialogs.ask_source(parent, "Pilote", DRIVER) == tmp_path / "pilote.so"
    assert LAST_FOLDER not in desk.preferences


class FullDesk(ADesk):
    def prefer(self, name: str, value: str) -> None:
        raise UserError("Le disque est plein.", remedy="Libérez de la place.")


def test_a_file_is_chosen_even_where_the_folder_cannot_be_remembered(
    qtbot: QtBot, system: FileDialogs, tmp_path: Path
) -> None:
    parent, dialogs = QWidget(), RealDialogs()
    qtbot.addWidget(parent)
    dialogs.remember_in(FullDesk())
    system.chosen = str(tmp_path / "b.pdf")
    assert dialogs.ask_source(parent, "Ouvrir", PDF) == tmp_path / "b.pdf"
