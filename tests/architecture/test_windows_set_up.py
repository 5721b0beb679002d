"""What the Windows set-up keeps of Qt follows from what the sources import."""

from pathlib import Path

import pytest

from installer.windows import qt


def test_the_modules_of_qt_are_found_however_they_are_imported(tmp_path: Path) -> None:
    (tmp_path / "window.py").write_text("from PySide6.QtWidgets import QLabel\n")
    (tmp_path / "picture.py").write_text(
        "from PySide6 import QtSvg\nfrom sqlalchemy import select\n"
    )
    assert qt.modules_imported(tmp_path) == {"QtCore", "QtSvg", "QtWidgets"}


def test_what_nothing_loads_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads = {
        "QtWidgets.pyd": {"qt6widgets.dll", "kernel32.dll"},
        "Qt6Widgets.dll": {"qt6gui.dll"},
        "Qt6Gui.dll": {"qt6gui.dll"},
    }
    monkeypatch.setattr(qt, "names_loaded", lambda file: loads.get(file.name, set()))
    folder = tmp_path / "lib" / "PySide6"
    kept = ("QtCore.pyd", "QtWidgets.pyd", "Qt6Widgets.dll", "Qt6Gui.dll", "__init__.py")
    dropped = ("QtQml.pyd", "Qt6Qml.dll", "qml/Button.qml", "QtCore.pyi")
    for name in (*kept, *dropped, qt.TRANSLATION, *(f"plugins/{one}" for one in qt.PLUGINS)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    (tmp_path / "lib" / "pyside6_essentials-6.11.3.dist-info").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "window.py").write_text("from PySide6.QtWidgets import QLabel\n")

    notice = qt.keep_what_is_used(folder, tmp_path / "src")

    assert all((folder / name).exists() for name in kept)
    assert not any((folder / name).exists() for name in dropped)
    assert not (folder / "qml").exists()
    assert notice.version == "6.11.3"
    assert notice.libraries == ("Qt6Gui.dll", "Qt6Widgets.dll")


def test_the_notice_says_what_the_lgpl_asks() -> None:
    text = qt.QtNotice(version="6.11.3", libraries=("Qt6Core.dll",)).text()
    for said in ("LGPL", "6.11.3", "Qt6Core.dll", "remplacer", "code source", "LGPL-3.txt"):
        assert said in text
