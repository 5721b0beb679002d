"""An espace keeps what it is given."""

import hashlib
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvdesk.app.vie import life_of
from cvdesk.domain.dossier import Dossier, Row, Version
from cvdesk.domain.ids import ROOT, DossierId, FieldId, GroupId, Key, RowId
from cvdesk.domain.stamp import Stamp
from cvdesk.storage.engine import is_synchronised
from cvdesk.storage.espace import Espace
from cvdesk.storage.refusals import DossierNotFound, EspaceDamaged, PieceNotFound
from tests.storage.drawn_dossiers import an_empty_dossier, answered, drawn_dossiers
from tests.support.builders import a_sample, a_session
from tests.support.laws import cases


@pytest.fixture
def espace(tmp_path: Path) -> Iterator[Espace]:
    with Espace.open(tmp_path / "a.cvespace") as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_espace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Espace]:
    with Espace.open(tmp_path_factory.mktemp("espace") / "a.cvespace") as opened:
        yield opened


@settings(max_examples=cases(60))
@given(dossier=drawn_dossiers())
def test_what_is_saved_is_got_back(shared_espace: Espace, dossier: Dossier) -> None:
    shared_espace.save(dossier)
    assert shared_espace.get(dossier.id) == dossier


@settings(max_examples=cases(60))
@given(states=st.lists(drawn_dossiers("D1"), min_size=2, max_size=4))
def test_whatever_was_there_the_last_save_is_got_back(
    shared_espace: Espace, states: list[Dossier]
) -> None:
    for state in states:
        shared_espace.save(state)
    assert shared_espace.get(DossierId("D1")) == states[-1]


@settings(max_examples=cases(30))
@given(states=st.lists(drawn_dossiers("D2"), min_size=2, max_size=4))
def test_every_answer_ever_saved_is_still_there(
    shared_espace: Espace, states: list[Dossier]
) -> None:
    for state in states:
        shared_espace.save(state)
    now = shared_espace.get(DossierId("D2"))
    for state in states:
        for key, record in state.records.items():
            assert record in (*shared_espace.past(now.id, key), now.records.get(key))
    shared_espace.delete(now.id)


def test_what_is_saved_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "un répertoire # 100 %" / "a.cvespace"
    dossier = answered(an_empty_dossier(), "nom", "Les Exemples", millis=1)
    with Espace.open(path) as espace:
        espace.save(dossier)
    with Espace.open(path) as espace:
        assert espace.get(dossier.id) == dossier


def test_a_save_writes_only_what_changed(espace: Espace) -> None:
    dossier = an_empty_dossier()
    for number in range(50):
        dossier = answered(dossier, f"champ_{number}", "texte", millis=number)
    espace.save(dossier)
    espace.save(dossier)
    espace.save(answered(dossier, "champ_7", "autre", millis=99))
    with sqlite3.connect(espace.path) as other:
        past = other.execute("SELECT field_id, text FROM history").fetchall()
    other.close()
    assert past == [("champ_7", "texte")]


def test_the_past_of_an_answer_is_told_in_order(espace: Espace) -> None:
    dossier = an_empty_dossier()
    for millis, text in enumerate(["Les Ex", None, "Les Exemples"], 1):
        dossier = answered(dossier, "nom", text, millis=millis)
        espace.save(dossier)
    past = espace.past(dossier.id, Key(FieldId("nom")))
    assert [record.text for record in past] == ["Les Ex", None]


def test_the_list_shows_titles_without_removed_rows_latest_first(espace: Espace) -> None:
    old = answered(an_empty_dossier("OLD"), "nom", "Les Exemples", millis=10)
    new = answered(an_empty_dossier("NEW"), "nom", "Autre nom", millis=20)
    at = Stamp(15, 0, "a1")
    for rank, (row, removed) in enumerate([("P2", False), ("P9", True), ("P1", False)]):
        old = old.with_row(Row(RowId(row), GroupId("projet"), ROOT, rank, "S", at, removed))
        old = old.answered(Key(FieldId("intitule"), RowId(row)), f"Action {row}", "S", at)
    espace.save(new)
    espace.save(old)
    listed = espace.dossiers()
    assert [one.id for one in listed] == ["NEW", "OLD"]
    assert listed[0].answers == {"nom": ("Autre nom",)}
    assert listed[1].answers == {
        "nom": ("Les Exemples",),
        "intitule": ("Action P2", "Action P1"),
    }
    assert (listed[1].edited_at, listed[1].form) == (at, old.form)


def test_a_dossier_that_is_not_there_is_said(espace: Espace) -> None:
    with pytest.raises(DossierNotFound, match="D9"):
        espace.get(DossierId("D9"))
    with pytest.raises(DossierNotFound):
        espace.delete(DossierId("D9"))


def test_a_deleted_dossier_leaves_nothing_behind(espace: Espace) -> None:
    mine, shared = espace.put_piece(b"mine"), espace.put_piece(b"shared")
    loose = espace.put_piece(b"not mentioned yet")
    gone = answered(an_empty_dossier("D1"), "piece", f"{mine} 4 rib.pdf", millis=1)
    gone = answered(gone, "statuts", f"{shared} 6 statuts.pdf", millis=2)
    other = answered(an_empty_dossier("D2"), "statuts", f"{shared} 6 statuts.pdf", millis=1)
    signed = espace.put_piece(b"%PDF signed")
    gone = gone.with_version(Version(1, "F" * 64, Stamp(2, 0, "a1"), "La présidente", signed))
    for dossier in (gone, answered(gone, "piece", None, millis=3), other):
        espace.save(dossier)

    espace.delete(gone.id)

    assert [one.id for one in espace.dossiers()] == ["D2"]
    assert espace.past(gone.id, Key(FieldId("piece"))) == ()
    assert espace.piece(shared) == b"shared"
    assert espace.piece(loose) == b"not mentioned yet"
    for lost in (mine, signed):
        with pytest.raises(PieceNotFound):
            espace.piece(lost)


@settings(max_examples=cases(30))
@given(content=st.binary(max_size=5000))
def test_a_piece_is_kept_under_its_fingerprint(shared_espace: Espace, content: bytes) -> None:
    name = shared_espace.put_piece(content)
    assert name == hashlib.sha256(content).hexdigest() == shared_espace.put_piece(content)
    assert shared_espace.piece(name) == content


def test_a_piece_that_changed_on_the_disk_is_not_given(espace: Espace) -> None:
    name = espace.put_piece(b"12 500 EUR")
    with sqlite3.connect(espace.path) as other:
        other.execute("UPDATE pieces SET content = ?", (b"92 500 EUR",))
    other.close()
    with pytest.raises(EspaceDamaged):
        espace.piece(name)


def test_a_stamp_that_changed_on_the_disk_is_said(espace: Espace) -> None:
    espace.save(answered(an_empty_dossier(), "nom", "Les Exemples", millis=1))
    with sqlite3.connect(espace.path) as other:
        other.execute("UPDATE records SET stamp = 'hier'")
    other.close()
    with pytest.raises(EspaceDamaged):
        espace.get(DossierId("D1"))


def test_several_threads_save_and_read_at_once(espace: Espace) -> None:
    def work(number: int) -> bool:
        dossier = an_empty_dossier(f"D{number}")
        for millis in range(1, 11):
            dossier = answered(dossier, f"champ_{millis}", f"{number}", millis=millis)
            espace.save(dossier)
            espace.dossiers()
        return espace.get(dossier.id) == dossier

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(8)))


def test_two_windows_on_the_same_file_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "a.cvespace"
    with Espace.open(path) as one, Espace.open(path) as two:
        one.save(answered(an_empty_dossier("D1"), "nom", "un", millis=1))
        two.save(answered(an_empty_dossier("D2"), "nom", "deux", millis=2))
        assert {summary.id for summary in one.dossiers()} == {"D1", "D2"}


def test_a_copy_made_during_work_is_a_whole_espace(espace: Espace, tmp_path: Path) -> None:
    dossier = answered(an_empty_dossier(), "nom", "Les Exemples", millis=1)
    espace.save(dossier)
    target = tmp_path / "sauvegarde.cvespace"
    espace.copy_to(target)
    espace.copy_to(target)
    with Espace.open(target, must_exist=True) as copy:
        assert copy.get(dossier.id) == dossier
    assert not list(tmp_path.glob(".*"))


def test_a_synchronised_folder_gets_a_log_of_one_file(tmp_path: Path) -> None:
    for folder, mode in (("OneDrive - Centre social", "truncate"), ("Documents", "wal")):
        path = tmp_path / folder / "a.cvespace"
        with Espace.open(path) as espace:
            espace.save(an_empty_dossier())
            with espace._engine.connect() as db:
                assert db.exec_driver_sql("PRAGMA journal_mode").scalar() == mode
                assert db.exec_driver_sql("PRAGMA synchronous").scalar() == 2
                assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize(
    ("path", "environment", "expected"),
    [
        (PureWindowsPath(r"C:\Users\a\OneDrive\x"), {}, True),
        (PureWindowsPath(r"C:\Users\a\Documents\x"), {}, False),
        (PureWindowsPath(r"D:\Nuage\x"), {"OneDriveCommercial": r"D:\Nuage"}, True),
        (PureWindowsPath(r"\\serveur\partage\x"), {}, True),
        (PurePosixPath("/home/a/Nextcloud/x"), {}, True),
        (PurePosixPath("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x"), {}, True),
        (PurePosixPath("/home/a/.local/share/cvdesk/x"), {"ONEDRIVE": ""}, False),
    ],
)
def test_a_synchronised_folder_is_recognised(
    path: PurePosixPath | PureWindowsPath,
    environment: dict[str, str],
    *,
    expected: bool,
) -> None:
    assert is_synchronised(path, environment) is expected


def test_a_signature_is_remembered_by_the_file(tmp_path: Path) -> None:
    session = a_sample()
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    path = tmp_path / "espace.cvespace"
    with Espace.open(path) as first:
        first.save(session.dossier)
    with Espace.open(path) as second:
        again = a_session(second.get(session.dossier.id), session.reference)
        assert life_of(again).etat.id == "signe"
        again.answer(Key.parse("suivi_depose_le"), "12/12/2026")
        second.save(again.dossier)
    with Espace.open(path) as third:
        last = life_of(a_session(third.get(session.dossier.id), session.reference))
    assert (last.vie.signe_par, last.etat.id) == ("Fatoumata SYLLA-MARTIN", "depose")


def test_nothing_of_a_deleted_dossier_can_be_read_in_its_files(tmp_path: Path) -> None:
    secret = "Réponse à effacer pour de bon"
    with Espace.open(tmp_path / "a.cvespace") as espace:
        for number in range(40):
            other = answered(an_empty_dossier(f"D{number}"), "nom", "Autre", millis=number)
            espace.save(other)
        dossier = answered(an_empty_dossier("X"), "nom", secret, millis=1)
        espace.save(dossier)
        espace.save(answered(dossier, "nom", "Autre chose", millis=2))
        espace.delete(dossier.id)
        found = [path.name for path in tmp_path.iterdir() if secret.encode() in path.read_bytes()]
    assert found == []


def test_what_a_merge_leaves_out_goes_to_the_past_once(espace: Espace) -> None:
    dossier = answered(an_empty_dossier(), "nom", "Gardé", millis=9)
    espace.save(dossier)
    key = Key(FieldId("nom"))
    lost = answered(an_empty_dossier(), "nom", "Laissé", millis=5).records[key]
    for _ in range(2):
        espace.set_aside(dossier.id, [(key, lost)])
    assert espace.past(dossier.id, key) == (lost,)
    assert espace.whole_past(dossier.id) == {key: (lost,)}
    assert espace.get(dossier.id) == dossier


def test_any_change_changes_the_mark_and_saving_again_does_not(espace: Espace) -> None:
    dossier = answered(an_empty_dossier(), "nom", "Les Exemples", millis=9)
    seen = set()
    at = Stamp(3, 0, "b2")
    version = Version(1, "A" * 64, at)
    row = Row(RowId("P1"), GroupId("projet"), ROOT, 1, "S", at)
    for changed in (
        dossier,
        dossier.answered(Key(FieldId("sigle")), "LE", "S", at),
        dossier.with_row(row),
        dossier.with_row(row).with_version(version),
        dossier.with_row(row).with_version(replace(version, signed_sha256="f" * 64)),
        dossier.with_row(row).with_version(replace(version, signed_sha256="f" * 64, signed_at=at)),
        replace(dossier, appel="un appel"),
    ):
        for _ in range(2):
            espace.save(changed)
            seen.add(espace.marks()[dossier.id])
    assert len(seen) == 7
