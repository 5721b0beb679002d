"""The file of an older version is brought up to date, or left alone."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect

from cvdesk.domain.ids import DossierId, FieldId, Key
from cvdesk.domain.stamp import Stamp
from cvdesk.storage.espace import Espace
from cvdesk.storage.refusals import EspaceDamaged, EspaceTooRecent
from cvdesk.storage.tables import metadata
from cvdesk.storage.upgrading import LATEST, STEPS, bring_up_to_date
from tests.storage.drawn_dossiers import an_empty_dossier, answered

OLD_FILES = sorted((Path(__file__).parent / "old_files").glob("v*.sql"))
DOSSIER = answered(an_empty_dossier(), "nom", "Les Exemples", millis=1)

NEXT_STEP = '''
"""A step of a later version, for tests."""
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{latest}"


def upgrade() -> None:
    with op.batch_alter_table("dossiers") as table:
        table.add_column(sa.Column("etat", sa.String, nullable=False, server_default="ouvert"))
    op.create_table("suivi", sa.Column("id", sa.Integer, primary_key=True))
    {last}
'''


NEXT = f"{int(LATEST) + 1:04d}"


def shape(engine: Engine) -> dict[str, object]:
    """What the tables of a file are, as a person compares them."""
    seen = inspect(engine)
    return {
        table: (
            [(one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(table)],
            seen.get_pk_constraint(table),
            sorted(seen.get_foreign_keys(table), key=str),
            sorted(seen.get_indexes(table), key=str),
        )
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def steps_with(folder: Path, last: str) -> Path:
    """Copy the steps and add one whose last line is ``last``."""
    steps = folder / "étapes à 100 %"
    shutil.copytree(STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    step = NEXT_STEP.format(revision=NEXT, latest=LATEST, last=last)
    (steps / "versions" / f"v{NEXT}.py").write_text(step, encoding="utf-8")
    return steps


def upgrade(path: Path, steps: Path) -> Path | None:
    return bring_up_to_date(path, steps=steps, latest=NEXT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An espace of today, closed, with one dossier."""
    made = tmp_path / "asso.cvespace"
    with Espace.open(made) as espace:
        espace.save(DOSSIER)
    return made


def test_the_steps_lead_to_the_tables_the_code_uses(tmp_path: Path) -> None:
    declared = create_engine(f"sqlite:///{tmp_path / 'declared'}")
    metadata.create_all(declared)
    bring_up_to_date(tmp_path / "migrated")
    migrated = create_engine(f"sqlite:///{tmp_path / 'migrated'}")
    assert shape(migrated) == shape(declared)
    for engine in (declared, migrated):
        engine.dispose()


def test_there_is_an_old_file_for_each_step() -> None:
    steps = sorted((STEPS / "versions").glob("v*.py"))
    assert [one.stem for one in OLD_FILES] == [one.stem for one in steps]
    assert steps[-1].stem == f"v{LATEST}"


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda one: one.stem)
def test_the_file_of_every_version_opens(tmp_path: Path, old: Path) -> None:
    made = tmp_path / "old.cvespace"
    with closing(sqlite3.connect(made)) as db:
        db.executescript(old.read_text(encoding="utf-8"))
    with Espace.open(made) as espace:
        dossier = espace.get(DossierId("D1"))
        assert dossier.text(Key(FieldId("nom"))) == "Les Exemples"
        assert [one.text for one in espace.past(dossier.id, Key(FieldId("nom")))] == ["Les Ex"]
        [version] = dossier.versions
        assert version.signed_by == "Aïcha"
        kept = None if old.stem == "v0001" else Stamp(1795240479500, 0, "a1")
        assert version.signed_at == kept


def test_a_step_changes_the_file_and_leaves_a_copy_of_the_old_one(
    path: Path, tmp_path: Path
) -> None:
    copy = upgrade(path, steps_with(tmp_path, "pass"))
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT id, etat FROM dossiers").fetchall() == [("D1", "ouvert")]
        # Making a table anew empties the tables that depend on it, unless foreign keys are off.
        assert db.execute("SELECT text FROM records").fetchall() == [("Les Exemples",)]
        assert db.execute("SELECT count(*) FROM suivi").fetchone() == (0,)
    assert copy == path.with_name(f"asso avant mise à jour {LATEST}.cvespace")
    with Espace.open(copy, must_exist=True) as old:
        assert old.get(DOSSIER.id) == DOSSIER


def test_a_step_that_fails_leaves_the_file_alone(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        upgrade(path, steps_with(tmp_path, "1 / 0"))
    assert path.read_bytes() == before
    with Espace.open(path) as espace:
        assert espace.get(DOSSIER.id) == DOSSIER


def test_a_step_that_loses_what_others_depend_on_is_undone(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(EspaceDamaged, match="comme avant"):
        upgrade(path, steps_with(tmp_path, 'op.execute("DELETE FROM dossiers")'))
    assert path.read_bytes() == before


def test_a_file_made_by_a_later_version_is_refused_and_not_touched(
    path: Path, tmp_path: Path
) -> None:
    upgrade(path, steps_with(tmp_path, "pass"))
    before = path.read_bytes()
    with pytest.raises(EspaceTooRecent, match="version plus récente") as refusal:
        Espace.open(path)
    assert "Installez" in refusal.value.remedy
    assert path.read_bytes() == before


def test_a_file_whose_making_was_cut_short_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.cvespace"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    assert path.stat().st_size > 0
    with Espace.open(path) as espace:
        espace.save(DOSSIER)


def test_an_empty_file_becomes_an_espace(tmp_path: Path) -> None:
    path = tmp_path / "a.cvespace"
    path.touch()
    with Espace.open(path) as espace:
        espace.save(DOSSIER)
        assert espace.get(DOSSIER.id) == DOSSIER


def test_nothing_is_copied_when_nothing_has_to_change(path: Path) -> None:
    assert bring_up_to_date(path) is None
    assert list(path.parent.iterdir()) == [path]
