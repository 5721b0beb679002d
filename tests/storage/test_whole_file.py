"""A file is written whole, or not at all."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.whole_file import FileNotRead, FileNotWritten, not_read, read_whole, write_whole
from tests.storage.poor_disks import read_only, small_disk


@given(old=st.none() | st.binary(), new=st.binary())
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, old: bytes | None, new: bytes
) -> None:
    path = tmp_path_factory.mktemp("fichiers") / "dossier été.pdf"
    if old is not None:
        write_whole(path, old)
    write_whole(path, new)
    assert read_whole(path, at_most_bytes=len(new)) == new
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "Le disque est plein"),
        (errno.EROFS, "lecture seule"),
        (errno.EACCES, "ouvert dans un autre logiciel"),
        (errno.EIO, "n’a pas pu être écrit"),
    ],
)
def test_a_failing_disk_leaves_the_old_content_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, said: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileNotWritten, match=said) as refusal:
        write_whole(path, b"new")
    assert refusal.value.remedy
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_keeps_what_it_had(tmp_path: Path) -> None:
    with small_disk(tmp_path, kilobytes=256) as disk:
        path = disk / "a.pdf"
        write_whole(path, b"old")
        with pytest.raises(FileNotWritten, match="Le disque est plein"):
            write_whole(path, bytes(1_000_000))
        assert path.read_bytes() == b"old"
        assert list(disk.iterdir()) == [path]


def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "cle"
    folder.mkdir()
    with read_only(folder), pytest.raises(FileNotWritten, match="lecture seule"):
        write_whole(folder / "a.pdf", b"new")
    assert list(folder.iterdir()) == []


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten, match="n’existe pas"):
        write_whole(tmp_path / "absent" / "a.pdf", b"")


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(FileNotWritten, match="répertoire"):
        write_whole(tmp_path / "a", b"")
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_the_folder_one_is_in_has_a_name_in_the_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotWritten, match=r"«\u00a0.\u00a0» est un répertoire"):
        write_whole(Path(), b"")
    with pytest.raises(FileNotRead, match=r"«\u00a0.\u00a0» est un répertoire"):
        read_whole(Path(), at_most_bytes=1)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotRead, match="introuvable"):
        read_whole(tmp_path / "absent", at_most_bytes=1)
    with pytest.raises(FileNotRead, match="répertoire"):
        read_whole(tmp_path, at_most_bytes=1)
    for code, said in ((errno.EACCES, "accès refusé"), (errno.EIO, "ne répond pas bien")):
        refusal = not_read(tmp_path / "a.pdf", OSError(code, os.strerror(code)))
        assert said in refusal.what
        assert refusal.remedy
    (tmp_path / "big").write_bytes(bytes(11))
    with pytest.raises(FileNotRead, match="dépasse"):
        read_whole(tmp_path / "big", at_most_bytes=10)


@pytest.mark.parametrize(("most", "said"), [(80_000, "80\u00a0ko"), (2_000_000, "2\u00a0Mo")])
def test_a_file_that_is_too_large_is_told_how_large_it_may_be(
    tmp_path: Path, most: int, said: str
) -> None:
    (tmp_path / "big").write_bytes(bytes(most + 1))
    with pytest.raises(FileNotRead, match=f"dépasse {said}"):
        read_whole(tmp_path / "big", at_most_bytes=most)
