"""One window at a time on the same espaces."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PySide6.QtCore import QSysInfo

from cvdesk.app.whole_file import FileNotWritten, not_written
from cvdesk.gui.only_window import AlreadyOpen, only_window


def test_a_second_window_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    first = only_window(tmp_path)
    with pytest.raises(AlreadyOpen, match="déjà ouvert"):
        only_window(tmp_path)
    first.unlock()
    only_window(tmp_path).unlock()


@pytest.mark.parametrize("computer", [QSysInfo.machineHostName(), "un-ancien-nom"])
def test_what_a_stopped_computer_left_behind_locks_nothing(tmp_path: Path, computer: str) -> None:
    nobody = 2**22 + 1  # above every process of this system
    left = f"{nobody}\ncvdesk\n{computer}\n"
    (tmp_path / "fenetre.verrou").write_text(left, encoding="utf-8")
    only_window(tmp_path).unlock()


def test_where_nothing_can_be_written_the_espace_tells_it(tmp_path: Path) -> None:
    only_window(tmp_path / "nulle-part").unlock()


def test_a_full_disk_is_not_told_as_another_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise not_written(path, OSError(errno.ENOSPC, "plein"))

    first = only_window(tmp_path)
    monkeypatch.setattr("cvdesk.app.whole_file.write_whole", full)
    with pytest.raises(FileNotWritten, match="disque est plein"):
        only_window(tmp_path)
    first.unlock()
