"""What is wrong with the file of an espace is said in one sentence; nothing is written."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from cvdesk.app.whole_file import FileNotWritten
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import DossierId
from cvdesk.errors import UserError
from cvdesk.storage.espace import Espace
from cvdesk.storage.refusals import (
    DiskFull,
    EspaceDamaged,
    EspaceLocked,
    EspaceNotFound,
    EspaceReadOnly,
    EspaceRefused,
    NotAnEspace,
)
from tests.storage.drawn_dossiers import an_empty_dossier, answered
from tests.storage.poor_disks import read_only, small_disk
from tests.support.laws import cases

DOSSIER = answered(an_empty_dossier(), "nom", "Les Exemples", millis=1)


def heavier(dossier: Dossier) -> Dossier:
    for millis in range(2, 22):
        dossier = answered(dossier, f"texte_{millis}", "é" * 90_000, millis=millis)
    return dossier


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "espaces" / "asso.cvespace"
    with Espace.open(made) as espace:
        espace.save(DOSSIER)
    return made


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"PK\x03\x04" + bytes(200), b"x", b"SQLite format 3\0 cut"]
)
def test_a_file_that_is_something_else_is_refused_and_not_touched(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "facture.pdf"
    path.write_bytes(content)
    with pytest.raises(NotAnEspace, match="n’est pas un espace CVDesk") as refusal:
        Espace.open(path)
    assert refusal.value.remedy
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_the_database_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "compta.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE dossiers (id)")
    before = path.read_bytes()
    with pytest.raises(NotAnEspace):
        Espace.open(path)
    assert path.read_bytes() == before


def test_another_program_may_have_kept_its_first_tables_in_its_log(tmp_path: Path) -> None:
    path = tmp_path / "compta.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE factures (id)")
        with pytest.raises(NotAnEspace):
            Espace.open(path)
        assert [one for (one,) in db.execute("SELECT name FROM sqlite_schema")] == ["factures"]


def test_a_path_that_must_exist_and_does_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EspaceNotFound, match="Il n’y a pas d’espace"):
        Espace.open(tmp_path / "cle" / "a.cvespace", must_exist=True)
    with pytest.raises(EspaceNotFound):
        Espace.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_database_keeps_all_that_was_saved(path: Path) -> None:
    espace = Espace.open(path)
    espace.close()

    @event.listens_for(espace._engine, "connect")
    def _no_room(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 40")

    with espace, pytest.raises(DiskFull, match="Le disque est plein") as refusal:
        espace.save(heavier(DOSSIER))
    assert refusal.value.remedy
    with Espace.open(path) as reopened:
        assert reopened.get(DOSSIER.id) == DOSSIER


def test_a_full_disk_keeps_all_that_was_saved(tmp_path: Path) -> None:
    with small_disk(tmp_path, kilobytes=1000) as disk:
        with Espace.open(disk / "a.cvespace") as espace:
            espace.save(DOSSIER)
            with pytest.raises(DiskFull):
                espace.save(heavier(DOSSIER))
            with pytest.raises(DiskFull):
                espace.put_piece(bytes(2_000_000))
            assert espace.get(DOSSIER.id) == DOSSIER
        with Espace.open(disk / "a.cvespace") as espace:
            assert espace.get(DOSSIER.id) == DOSSIER


def test_a_disk_without_room_for_an_espace_is_said(tmp_path: Path) -> None:
    with small_disk(tmp_path, kilobytes=8) as disk, pytest.raises(EspaceRefused) as refusal:
        Espace.open(disk / "a.cvespace")
    assert refusal.value.remedy


def test_a_read_only_folder_is_said(path: Path) -> None:
    before = path.read_bytes()
    with read_only(path.parent):
        with pytest.raises(EspaceRefused, match=r"lecture seule|ne s’ouvre pas") as refusal:
            Espace.open(path)
        with pytest.raises(UserError, match=r"n’a pas été écrit|ne s’ouvre pas"):
            Espace.open(path.parent / "autre" / "a.cvespace")
    assert refusal.value.remedy
    assert path.read_bytes() == before


def test_a_disk_that_becomes_read_only_keeps_all_that_was_saved(path: Path) -> None:
    with Espace.open(path) as espace:
        espace.close()

        @event.listens_for(espace._engine, "connect")
        def _protect(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA query_only = ON")

        with pytest.raises(EspaceReadOnly, match="lecture seule"):
            espace.save(answered(DOSSIER, "nom", "Autre", millis=2))
        assert espace.get(DOSSIER.id) == DOSSIER


def test_a_file_kept_by_another_program_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cvdesk.storage.engine.BUSY_MS", 50)
    with Espace.open(path) as espace, closing(sqlite3.connect(path)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(EspaceLocked, match="occupé par un autre logiciel"):
            espace.save(answered(DOSSIER, "nom", "Autre", millis=2))
        other.execute("ROLLBACK")
        espace.save(answered(DOSSIER, "nom", "Autre", millis=3))


def test_a_copy_that_cannot_be_written_is_said(path: Path, tmp_path: Path) -> None:
    with Espace.open(path) as espace:
        with pytest.raises(UserError, match=r"ne s’ouvre pas|n’existe pas"):
            espace.copy_to(tmp_path / "absent" / "copie.cvespace")
        folder = tmp_path / "copie.cvespace"
        folder.mkdir()
        with pytest.raises(FileNotWritten):
            espace.copy_to(folder)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copie.cvespace", "espaces"]


@settings(max_examples=cases(60))
@given(data=st.data())
def test_a_damaged_file_is_read_right_or_refused_in_french(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, data: st.DataObject
) -> None:
    """Any eight bytes changed anywhere: a sentence or the dossier, never a defect."""
    start = data.draw(st.integers(0, len(whole) - 8))
    noise = data.draw(st.binary(min_size=8, max_size=8))
    path = tmp_path_factory.mktemp("abime") / "a.cvespace"
    path.write_bytes(whole[:start] + noise + whole[start + 8 :])
    with suppress(UserError), Espace.open(path) as espace:
        espace.dossiers()
        espace.get(DossierId("D1"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("entier") / "a.cvespace"
    with Espace.open(path) as espace:
        espace.save(DOSSIER)
    return path.read_bytes()


def test_a_file_cut_in_the_middle_is_refused(path: Path) -> None:
    with Espace.open(path) as espace:
        espace.save(heavier(DOSSIER))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(EspaceDamaged, match="abîmé") as refusal, Espace.open(path) as espace:
        espace.get(DOSSIER.id)
    assert "sauvegarde" in refusal.value.remedy
