"""Bringing the file of an espace to the tables of this version, or refusing to."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

from cvdesk.storage.engine import APPLICATION_ID, for_writing, open_engine
from cvdesk.storage.refusals import (
    EspaceDamaged,
    EspaceTooRecent,
    damaged,
    french_when_unread,
    not_an_espace,
)

STEPS = Path(__file__).parent / "migrations"
LATEST = "0002"
"""The step whose tables this version reads and writes."""

_steps = table("alembic_version", column("version_num"))

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_SCHEMA_COOKIE = slice(40, 44)
_APPLICATION_ID = slice(68, 72)


def check_header(path: Path) -> None:
    """Look at the first bytes, before SQLite may touch a file that is not ours.

    Raises:
        NotAnEspace: If they are those of something else.
        OSError: If they cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        return
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise not_an_espace(path)
    ours = int.from_bytes(header[_APPLICATION_ID]) == APPLICATION_ID
    # A file whose making was cut short has no table yet: its first ones may still be in the log.
    unmade = not any(header[_SCHEMA_COOKIE])
    if not ours and not unmade:
        raise not_an_espace(path)


def bring_up_to_date(path: Path, *, steps: Path = STEPS, latest: str = LATEST) -> Path | None:
    """Apply the steps this file lacks, all or none; a new file gets every step.

    Args:
        path: The file, which may not exist yet.
        steps: The folder of the steps.
        latest: The last of them.

    Returns:
        Where the copy made beforehand is, or None when nothing had to change or the file is new.

    Raises:
        NotAnEspace: If the file is something else.
        EspaceTooRecent: If a later version of CVDesk wrote it; it is not touched.
        EspaceDamaged: If the rows no longer agree once the steps are applied; nothing is kept.
        OSError: If the copy cannot be written; nothing is changed.
    """
    # Foreign keys are off while tables are made anew: dropping the old one empties its children.
    engine = open_engine(path, foreign_keys=False)
    try:
        with french_when_unread(path), engine.begin() as db:
            before = _step_of(db, path)
        return None if before == latest else _apply(engine, path, before, steps)
    finally:
        engine.dispose()


def _step_of(db: Connection, path: Path) -> str | None:
    tables = inspect(db).get_table_names()
    if not tables:
        return None
    if _steps.name not in tables:
        raise not_an_espace(path)
    applied = db.scalars(select(_steps.c.version_num)).all()
    if len(applied) != 1:
        raise damaged(path)
    return str(applied[0])


def _apply(engine: Engine, path: Path, before: str | None, steps: Path) -> Path | None:
    # A quarter of a second that a file which is up to date, nearly every one, does not wait for.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    copy = None
    if before is not None:
        known = ScriptDirectory.from_config(config).walk_revisions()
        if before not in {one.revision for one in known}:
            raise EspaceTooRecent(
                f"« {path.name} » a été écrit par une version plus récente de CVDesk.",
                remedy="Installez cette version pour l’ouvrir ; le fichier n’a pas été touché.",
            )
        copy = path.with_name(f"{path.stem} avant mise à jour {before}{path.suffix}")
        copy_file(engine, copy)
    with for_writing(engine).begin() as db:
        db.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        config.attributes["connection"] = db
        command.upgrade(config, "head")
        if db.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise EspaceDamaged(
                f"« {path.name} » ne peut pas être mis à jour : une partie manque.",
                remedy="Il est resté comme avant. Restaurez votre dernière sauvegarde.",
            )
    return copy


def copy_file(engine: Engine, target: Path) -> None:
    """Write a whole, compact copy of the espace, in place of ``target``; others may be writing.

    Raises:
        sqlite3.Error, OSError: If the disk does not let it; ``target`` is as before.
    """
    beside = target.with_name(f".{secrets.token_hex(8)}.cvdesk")
    connection = engine.raw_connection()
    try:
        # Outside any transaction, which is why SQLAlchemy's own connection cannot say it.
        connection.cursor().execute("VACUUM INTO :target", {"target": str(beside)})
        with beside.open("r+b") as file:
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        connection.close()
        beside.unlink(missing_ok=True)
