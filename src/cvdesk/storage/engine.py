"""The door to the file of an espace.

Implementation notes: the driver's own transactions are switched off and every BEGIN is ours, so
that a change of the tables is undone too when a step fails. A transaction that will write says
BEGIN IMMEDIATE: it waits for its turn at the start, where waiting is possible, and not half-way.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

APPLICATION_ID = 0x43564453
"""« CVDS », in the header of the file: what tells an espace from any other SQLite file."""

BUSY_MS = 5_000
"""How long a transaction waits for another program before it gives up."""

_REMOTE = 4
"""DRIVE_REMOTE, of Windows."""

_WRITES = {"cvdesk_begin": "BEGIN IMMEDIATE"}
_SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "mon drive",
    "icloud",
    "com~apple~clouddocs",
    "nextcloud",
    "owncloud",
    "kdrive",
    "pclouddrive",
    "synologydrive",
)


def is_synchronised(path: PurePath, environment: Mapping[str, str]) -> bool:
    r"""Tell whether another program copies that folder while we write, or the file is far away.

    A write-ahead log is three files that only make sense together, and memory shared between
    programs of one computer: neither survives a synchronised folder or a network share.

    >>> is_synchronised(PurePath("/home/a/OneDrive - CS/x.espace"), {})
    True
    """
    if path.drive.startswith("\\\\"):
        return True
    homes = [environment[name] for name in environment if name.upper().startswith("ONEDRIVE")]
    if any(path.is_relative_to(home) for home in homes if home):
        return True
    return any(part.lower().startswith(_SYNCHRONISED) for part in path.parts)


def _is_on_network_drive(path: Path) -> bool:
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE)
    return False


def open_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """Return the engine of the file at ``path``; nothing is opened yet.

    Args:
        path: An absolute path.
        foreign_keys: Off only while the tables themselves change.
    """
    synchronised = is_synchronised(path, os.environ) or _is_on_network_drive(path)
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute(f"PRAGMA journal_mode = {'TRUNCATE' if synchronised else 'WAL'}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten with zeros
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        db.exec_driver_sql(db.get_execution_options().get("cvdesk_begin", "BEGIN"))

    return engine


def for_writing(engine: Engine) -> Engine:
    """Return the same engine, whose transactions wait for their turn before they start."""
    return engine.execution_options(**_WRITES)
