"""One espace: all the dossiers of an association, and the files joined to them, in one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, delete, func, insert, select

from cvdesk.app.whole_file import not_read, not_written
from cvdesk.domain.dossier import Dossier, Record
from cvdesk.domain.ids import DossierId, FieldId, Key
from cvdesk.storage import dossier_rows
from cvdesk.storage.dossier_rows import Summary
from cvdesk.storage.engine import for_writing, open_engine
from cvdesk.storage.refusals import (
    DossierNotFound,
    EspaceNotFound,
    EspaceRefused,
    PieceNotFound,
    damaged,
    french_refusals,
    french_when_unread,
)
from cvdesk.storage.tables import dossiers, history, pieces, records, versions
from cvdesk.storage.upgrading import bring_up_to_date, check_header, copy_file

SHOWN_IN_LISTS = (FieldId("nom"), FieldId("sigle"), FieldId("intitule"))

_SHA256_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Proof:
    """What an espace holds, read whole: two files with the same proof hold the same thing."""

    dossiers: int
    answers: int
    pieces: int
    marks: tuple[tuple[DossierId, str], ...]
    names: tuple[str, ...]


class Espace:
    """The dossiers and pieces of one file.

    Every method is one transaction: it happened entirely, or not at all; once it returns, it is on
    the disk. Safe to use from several threads, since a connection never outlives a call. Any method
    may raise :class:`~cvdesk.storage.refusals.EspaceRefused` when the disk or the file fails.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def open(cls, path: Path, *, must_exist: bool = False) -> Self:
        """Open the file, brought to the tables of this version; make it when there is none.

        Args:
            path: The file of the espace.
            must_exist: Refuse to make one, for a path that a person or the settings gave.

        Raises:
            EspaceRefused: If it is not an espace, damaged, locked, read-only, or made by a later
                version.
            FileNotWritten: If the folder it goes in cannot be made.
        """
        path = path.absolute()
        if path.is_dir() or (must_exist and not path.is_file()):
            raise EspaceNotFound(
                f"Il n’y a pas d’espace à l’emplacement « {path} ».",
                remedy="Rebranchez le disque ou la clé, ou choisissez un autre fichier.",
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_written(path, error) from error
        if path.exists():
            try:
                check_header(path)
            except OSError as error:
                raise not_read(path, error) from error
        try:
            with french_refusals(path):
                bring_up_to_date(path)
        except OSError as error:
            raise not_written(path, error) from error
        espace = cls(path, open_engine(path))
        try:
            with espace._reading() as db:
                dossier_rows.check_tables(db)
        except EspaceRefused:
            espace.close()
            raise
        return espace

    def close(self) -> None:
        """Let the file go; a later call opens it again."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with french_when_unread(self.path), self._engine.begin() as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with french_refusals(self.path), for_writing(self._engine).begin() as db:
            yield db

    def dossiers(self, shown: tuple[FieldId, ...] = SHOWN_IN_LISTS) -> tuple[Summary, ...]:
        """Return what a list shows of every dossier, the latest edited first."""
        with self._reading() as db:
            return dossier_rows.summaries(db, shown)

    def marks(self) -> dict[DossierId, str]:
        """Return, for every dossier, a text that changes whenever anything of it does."""
        with self._reading() as db:
            return dossier_rows.marks(db)

    def get(self, dossier_id: DossierId) -> Dossier:
        """Return one dossier, as it was last saved.

        Raises:
            DossierNotFound: If the espace does not hold it.
        """
        with self._reading() as db:
            found = dossier_rows.read(db, dossier_id)
        if found is None:
            raise _no_dossier(dossier_id)
        return found

    def past(self, dossier_id: DossierId, key: Key) -> tuple[Record, ...]:
        """Return what one answer was before, oldest first; nothing saved is ever forgotten."""
        with self._reading() as db:
            return dossier_rows.past(db, dossier_id, key)

    def whole_past(self, dossier_id: DossierId) -> dict[Key, tuple[Record, ...]]:
        """Return what every answer of a dossier was before, oldest first."""
        with self._reading() as db:
            return dossier_rows.whole_past(db, dossier_id)

    def set_aside(self, dossier_id: DossierId, answers: Iterable[tuple[Key, Record]]) -> None:
        """Keep in the past of a dossier what another copy of it held: a merge loses nothing."""
        with self._writing() as db:
            dossier_rows.set_aside(db, dossier_id, answers)

    def save(self, dossier: Dossier) -> None:
        """Keep ``dossier``, new or known; the last call wins, what it replaces goes to the past."""
        with self._writing() as db:
            with french_when_unread(self.path):
                stored = dossier_rows.read(db, dossier.id)
            dossier_rows.write(db, stored, dossier)

    def delete(self, dossier_id: DossierId) -> None:
        """Erase a dossier, its past, and the pieces that no other dossier ever had.

        Raises:
            DossierNotFound: If the espace does not hold it.
        """
        with self._writing() as db:
            mine = _mentioned(db, dossier_id)
            if db.execute(delete(dossiers).where(dossiers.c.id == dossier_id)).rowcount == 0:
                raise _no_dossier(dossier_id)
            orphans = mine - _mentioned(db)
            db.execute(delete(pieces).where(pieces.c.sha256.in_(orphans)))
        self._forget_log()

    def _forget_log(self) -> None:
        """Empty the log of writes, which still holds what was just erased."""
        connection = self._engine.raw_connection()
        try:
            with french_refusals(self.path):
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def put_piece(self, content: bytes) -> str:
        """Keep the bytes of a file, once however often they are given.

        Returns:
            Their SHA-256, 64 hexadecimal digits: the name to ask for them again.
        """
        name = hashlib.sha256(content).hexdigest()
        with self._writing() as db:
            if db.scalar(select(pieces.c.sha256).where(pieces.c.sha256 == name)) is None:
                cells = {"sha256": name, "size_bytes": len(content), "content": content}
                db.execute(insert(pieces).values(cells))
        return name

    def piece(self, sha256: str) -> bytes:
        """Return the bytes kept under that name.

        Raises:
            PieceNotFound: If the espace does not hold them.
            EspaceDamaged: If they are no longer those that were given.
        """
        with self._reading() as db:
            content = db.scalar(select(pieces.c.content).where(pieces.c.sha256 == sha256))
        if content is None:
            raise PieceNotFound(
                "Une pièce de ce dossier n’est pas dans cet espace.",
                remedy="Ajoutez de nouveau le fichier depuis la liste des pièces.",
            )
        if hashlib.sha256(content).hexdigest() != sha256:
            raise damaged(self.path)
        return bytes(content)

    def proof(self) -> Proof:
        """Read the whole file, every piece checked against its fingerprint.

        Raises:
            EspaceDamaged: If anything of it no longer reads as it was written.
        """
        with self._reading() as db:
            if db.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
                raise damaged(self.path)
            if db.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise damaged(self.path)
            names = tuple(db.scalars(select(pieces.c.sha256).order_by(pieces.c.sha256)))
            answers = db.scalar(select(func.count()).select_from(records)) or 0
            marks = dossier_rows.marks(db)
        for name in names:
            self.piece(name)
        return Proof(len(marks), answers, len(names), tuple(sorted(marks.items())), names)

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the espace, in place of ``target``, while work goes on.

        Raises:
            FileNotWritten: If ``target`` cannot be written.
        """
        try:
            with french_refusals(target):
                copy_file(self._engine, target)
        except OSError as error:
            raise not_written(target, error) from error


def _mentioned(db: Connection, dossier_id: DossierId | None = None) -> set[str]:
    """Return the pieces that answers, past ones included, and signed versions speak of.

    The answer that names a file begins with its fingerprint (see ``FileType``).
    """
    found: set[str] = set()
    for table, name in (
        (records, func.substr(records.c.text, 1, _SHA256_DIGITS)),
        (history, func.substr(history.c.text, 1, _SHA256_DIGITS)),
        (versions, versions.c.signed_sha256),
    ):
        wanted = select(name).join(pieces, pieces.c.sha256 == name)
        if dossier_id is not None:
            wanted = wanted.where(table.c.dossier_id == dossier_id)
        found.update(db.scalars(wanted))
    return found


def _no_dossier(dossier_id: DossierId) -> DossierNotFound:
    return DossierNotFound(
        f"Le dossier « {dossier_id} » n’est pas dans cet espace.",
        remedy="Choisissez-le dans la liste de vos dossiers.",
    )
