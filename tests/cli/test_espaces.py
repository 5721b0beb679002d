"""Espaces, the wall between associations, backups: on real files."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from cvdesk.app.erasure import COPY_DAYS
from cvdesk.app.explorer_citing import on_contrat
from cvdesk.bootstrap import Cvdesk, assemble
from cvdesk.bootstrap.sauvegardes import BackupNotProven
from cvdesk.domain.facts import FIRST_EXERCISE
from cvdesk.domain.ids import DossierId, FieldId, Key
from cvdesk.gui.desk import RealDesk
from cvdesk.storage.espace import Espace
from cvdesk.storage.refusals import EspaceDamaged, EspaceNotFound
from tests.cli.conftest import Shell
from tests.storage.poor_disks import small_disk

A, B = REQUESTS = DossierId("annuel-vitry"), DossierId("cpo-orly-choisy")


def with_examples(app: Cvdesk) -> Cvdesk:
    for example in (one for one in app.examples() if one.id in REQUESTS):
        app.espace.save(replace(app.example_dossier(example), id=DossierId(example.id)))
    return app


def names(shell: Shell) -> list[str]:
    return [one["nom"] for one in shell("espace", "liste", "--json").json]


# --- the wall ---------------------------------------------------------------------------------


def test_nothing_of_one_association_is_shown_while_another_is_chosen(shell: Shell) -> None:
    app = with_examples(assemble())
    desk = RealDesk(app)
    mots, familles = (app.espace.get(one) for one in (A, B))
    for mine, other in ((mots, familles), (familles, mots)):
        desk.wall.enter(mine.id)
        chosen = desk.wall.chosen()
        assert chosen is not None
        assert chosen.name == mine.text(Key(FieldId("nom")))
        assert desk.dossiers() == (mine,)
        contrat = app.contrat(mine.contrat.contrat, mine.contrat.version)
        assert other.id not in {one.id for one in on_contrat(desk.dossiers(), contrat)}
    assert len(desk.wall.associations()) == 2
    assert {p.dossier for p in desk.permanence.listing().places} == {A, B}, "all, there only"


def test_last_years_dossier_never_comes_from_another_association(shell: Shell) -> None:
    app = with_examples(assemble())
    session = app.session(app.espace.get(A))
    session.answer(Key(FIRST_EXERCISE), "2026")
    session.answer(Key(FieldId("siret")), "732 829 320 00074")
    app.espace.save(replace(session.dossier, id=DossierId("AUTRE")))
    assert app.previous_dossier(app.espace.get(A)) is None
    mine = app.session(app.espace.get(A))
    mine.answer(Key(FIRST_EXERCISE), "2026")
    app.espace.save(replace(mine.dossier, id=DossierId("MIEN")))
    found = app.previous_dossier(app.espace.get(A))
    assert found is not None
    assert found.id == "MIEN"


def test_the_choice_is_kept_and_forgotten_with_its_association(shell: Shell) -> None:
    app = with_examples(assemble())
    app.wall.enter(B)
    assemble.cache_clear()
    app = assemble()
    assert app.wall.shown() == (B,)
    app.espace.delete(B)
    assert app.wall.shown() == (A,)


# --- several espaces --------------------------------------------------------------------------


def test_an_espace_is_created_chosen_renamed_and_forgotten_its_file_staying(
    shell: Shell, tmp_path: Path
) -> None:
    with_examples(assemble())
    assert shell("espace", "creer", tmp_path / "b", "--nom", "Antenne").code == 0
    assert shell("espace", "choisir", "antenne").code == 0
    assert assemble().espace.dossiers() == ()
    assert shell("espace", "renommer", "Antenne", "Antenne sud").code == 0
    assert names(shell) == ["Mes dossiers", "Antenne sud"]
    assert "→ Antenne sud" in shell("espace", "liste").out
    assert shell("espace", "oublier", "Antenne sud").code == 0
    assert names(shell) == ["Mes dossiers"]
    assert (tmp_path / "b.cvespace").is_file()
    assert len(assemble().espace.dossiers()) == 2
    assert shell("espace", "ajouter", tmp_path / "b.cvespace", "--nom", "Revenue").code == 0
    assert names(shell) == ["Mes dossiers", "Revenue"]


def test_a_key_that_is_unplugged_is_said_in_one_sentence_and_never_made_again(
    shell: Shell, tmp_path: Path
) -> None:
    key = tmp_path / "cle"
    key.mkdir()
    shell("espace", "creer", key / "a", "--nom", "Clé")
    shell("espace", "choisir", "Clé", "--par-defaut")
    app = assemble()
    app.espaces.let_go()
    key.rename(tmp_path / "ailleurs")
    with pytest.raises(EspaceNotFound):
        app.espace.dossiers()
    done = shell("sauvegarder", "-o", tmp_path / "s.cvespace")
    assert done.code == 2
    assert "Rebranchez" in done.err
    assert not key.exists()
    [line] = [one for one in shell("espace", "liste", "--json").json if one["nom"] == "Clé"]
    assert (line["present"], line["courant"], line["par_defaut"]) == (False, True, True)
    assert shell("espace", "choisir", "Mes dossiers").code == 0
    assert assemble().espace.dossiers() == ()
    (tmp_path / "ailleurs").rename(key)


def test_what_is_no_espace_or_unknown_or_taken_is_refused(shell: Shell, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("bonjour" * 50, encoding="utf-8")
    shell("espace", "creer", tmp_path / "b", "--nom", "Antenne")
    for words in (
        ("ajouter", text), ("ajouter", tmp_path / "absent.cvespace"), ("choisir", "Inconnu"),
        ("creer", tmp_path / "b"), ("creer", tmp_path / "c", "--nom", "ANTENNE"),
        ("oublier", "Mes dossiers"), ("renommer", "Antenne", "Mes dossiers"), (),
    ):  # fmt: skip
        done = shell("espace", *words)
        assert (done.code, done.out) == (2, ""), words
    assert names(shell) == ["Mes dossiers", "Antenne"]
    assert text.read_text(encoding="utf-8") == "bonjour" * 50


# --- backups ----------------------------------------------------------------------------------


def test_a_backup_holds_everything_and_comes_back_with_the_former_kept(
    shell: Shell, tmp_path: Path
) -> None:
    app = with_examples(assemble())
    piece = app.espace.put_piece(b"une piece")
    before = {one.id: app.espace.get(one.id) for one in app.espace.dossiers()}
    target = tmp_path / "cle" / "s.cvespace"
    target.parent.mkdir()
    done = shell("sauvegarder", "-o", target, "--json")
    assert (done.code, done.json["dossiers"], done.json["pieces"]) == (0, 2, 1)
    again = shell("sauvegarder", "-o", target, "--json").json
    assert Path(again["ancien"]).is_file()
    app.espace.delete(A)
    back = shell("restaurer", target, "--json")
    assert back.code == 0, back.err
    assert {one.id: app.espace.get(one.id) for one in app.espace.dossiers()} == before
    assert app.espace.piece(piece) == b"une piece"
    with Espace.open(Path(back.json["ancien"])) as former:
        assert [one.id for one in former.dossiers()] == [B]
    assert not list(tmp_path.rglob("*en-cours*"))


def test_a_backup_that_is_damaged_or_foreign_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    app = with_examples(assemble())
    good = tmp_path / "s.cvespace"
    shell("sauvegarder", "-o", good)
    damaged = tmp_path / "abime.cvespace"
    content = bytearray(good.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 9000] = b"\xff" * 9000
    damaged.write_bytes(content)
    text = tmp_path / "notes.txt"
    text.write_text("bonjour" * 50, encoding="utf-8")
    empty = tmp_path / "vide.cvespace"  # what a copy to a key that was pulled out leaves
    empty.touch()
    current = app.espaces.current
    for wrong in (damaged, text, empty, tmp_path / "absent", tmp_path, current):
        done = shell("restaurer", wrong)
        assert (done.code, done.out) == (2, ""), wrong
        assert "en-cours" not in done.err
    assert shell("sauvegarder", "-o", current).code == 2
    assert len(app.espace.dossiers()) == 2
    assert not list(tmp_path.rglob("*en-cours*"))


def test_a_backup_on_a_full_disk_says_that_the_backup_is_not_written(
    shell: Shell, tmp_path: Path
) -> None:
    with_examples(assemble())
    with small_disk(tmp_path, 100) as disk:
        refused = shell("sauvegarder", "-o", disk / "s.cvespace")
        assert refused.code == 2
        assert "la sauvegarde «\u00a0s.cvespace\u00a0» n’est pas écrite" in refused.err
        assert not list(disk.iterdir())


def test_a_copy_that_does_not_read_back_the_same_is_no_backup(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = with_examples(assemble())

    def lossy(espace: Espace, target: Path) -> None:
        with Espace.open(target):
            pass

    monkeypatch.setattr(Espace, "copy_to", lossy)
    with pytest.raises(BackupNotProven):
        app.backups.save_to(tmp_path / "s.cvespace")
    assert not (tmp_path / "s.cvespace").exists()


def test_a_safety_copy_a_day_and_only_the_last_ones_stay(shell: Shell) -> None:
    app = with_examples(assemble())
    start = datetime(2026, 12, 1, 12, tzinfo=UTC)
    for day in range(COPY_DAYS + 3):
        app.clock = partial(_later, start, day)
        assert app.backups.copy_of_the_day() is not None
        assert app.backups.copy_of_the_day() is None
    days = [one.day.day for one in app.backups.safety_copies()]
    assert days == list(range(COPY_DAYS + 3, 3, -1))


def _later(start: datetime, days: int) -> datetime:
    return start + timedelta(days=days)


def test_a_damaged_espace_is_replaced_by_its_safety_copy(shell: Shell) -> None:
    app = with_examples(assemble())
    app.backups.copy_of_the_day()
    path = app.espaces.current
    app.espaces.let_go()
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE records")
    db.close()
    with pytest.raises(EspaceDamaged) as caught:
        app.espace.dossiers()
    copy = app.backups.rescue(caught.value)
    assert copy is not None
    assert app.backups.rescue(EspaceNotFound("x")) is None
    done = app.backups.restore(copy.path)
    assert done.former is not None
    assert len(app.espace.dossiers()) == 2
