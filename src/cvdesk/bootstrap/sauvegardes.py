"""Backups of an espace: proven by reading them back, and a safety copy for each day of use."""

from __future__ import annotations

import shutil
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk.app.erasure import COPY_DAYS
from cvdesk.app.whole_file import not_read, not_written
from cvdesk.bootstrap.espaces import SUFFIX, free_name
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.bootstrap.computer import Computer
    from cvdesk.bootstrap.espaces import Espaces
    from cvdesk.storage.espace import Proof

FOLDER = "copies"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read back.

    Attributes:
        former: Where the file that was there before is now, or None.
    """

    path: Path
    dossiers: int
    answers: int
    pieces: int
    size_bytes: int
    former: Path | None


@dataclass(frozen=True, slots=True)
class SafetyCopy:
    """A copy that CVDesk made by itself."""

    path: Path
    day: date
    size_bytes: int


class BackupNotProven(UserError):
    """The copy does not read back as what it was made from."""


class Backups:
    """Copies of the espace worked in."""

    def __init__(self, computer: Computer, espaces: Espaces) -> None:
        self._computer = computer
        self._espaces = espaces

    def save_to(self, target: Path) -> Backup:
        """Write a copy of the espace worked in; the file that was there stays beside it.

        Raises:
            BackupNotProven: If the copy, read back, is not what the espace holds.
            UserError: If the espace cannot be read, or the copy cannot be written.
        """
        target = target.absolute()
        if target == self._espaces.current:
            raise UserError(
                "Ce fichier est l’espace lui-même.",
                remedy="Donnez un autre nom, de préférence sur une clé ou un autre disque.",
            )
        beside = target.with_name(f".{target.stem}.en-cours{SUFFIX}")
        try:
            wanted, found = self._copied(beside, target)
            if found != wanted:  # somebody may have written meanwhile: once more
                wanted, found = self._copied(beside, target)
            if found != wanted:
                raise BackupNotProven(
                    "La sauvegarde relue ne contient pas la même chose que l’espace.",
                    remedy="Recommencez, sur un autre disque si cela se reproduit.",
                )
            former = self._put(beside, target)
            size = target.stat().st_size
        except OSError as error:
            raise not_written(target, error) from error
        finally:
            _drop(beside)
        return Backup(target, found.dossiers, found.answers, found.pieces, size, former)

    def _copied(self, beside: Path, target: Path) -> tuple[Proof, Proof]:
        """Copy the espace; return what it holds, and what the copy, read back, does."""
        from cvdesk.storage.refusals import DiskFull

        wanted = self._espaces.opened.proof()
        try:
            self._espaces.opened.copy_to(beside)
            return wanted, _proof(beside)
        except DiskFull as refusal:  # the espace itself has all the room it needs
            raise UserError(
                f"Le disque est plein\u00a0: la sauvegarde «\u00a0{target.name}\u00a0» n’est pas "
                "écrite, et l’espace n’a pas changé.",
                remedy="Libérez de la place, ou choisissez un autre disque.",
            ) from refusal

    def restore(self, source: Path) -> Backup:
        """Put a backup in place of the espace worked in, which stays beside it.

        Raises:
            UserError: If the backup is damaged or is something else; nothing is changed.
        """
        source = source.absolute()
        current = self._espaces.current
        if source == current:
            raise UserError("Ce fichier est l’espace lui-même.", remedy="Choisissez une copie.")
        beside = current.with_name(f".{current.stem}.en-cours{SUFFIX}")
        try:
            current.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(source, beside)
            except OSError as error:
                raise not_read(source, error) from error
            found = _proof_of_backup(beside, source)
            self._espaces.let_go()
            former = self._put(beside, current)
            size = current.stat().st_size
        except OSError as error:
            raise not_written(current, error) from error
        finally:
            _drop(beside)
        return Backup(current, found.dossiers, found.answers, found.pieces, size, former)

    def _put(self, beside: Path, target: Path) -> Path | None:
        """Move a finished copy over its target, keeping what was there."""
        former = None
        if target.exists():
            former = free_name(target, f"{self._now():%Y-%m-%d %H%M%S}")
            for suffix in ("-wal", "-shm"):  # what a computer that stopped left behind
                log = target.with_name(f"{target.name}{suffix}")
                if log.exists():
                    log.replace(former.with_name(f"{former.name}{suffix}"))
            target.replace(former)
        beside.replace(target)
        return former

    # --- safety copies --------------------------------------------------------------------------

    @property
    def _folder(self) -> Path:
        # Two espaces may have files of the same name in two places.
        current = self._espaces.current
        place = f"{current.stem}-{zlib.crc32(str(current).encode()):08x}"
        return self._computer.paths.data / FOLDER / place

    def safety_copies(self) -> tuple[SafetyCopy, ...]:
        """Return the copies of the espace worked in, the latest first."""
        found = []
        for path in self._folder.glob(f"*{SUFFIX}"):
            try:
                day = date.fromisoformat(path.stem)
                found.append(SafetyCopy(path, day, path.stat().st_size))
            except (ValueError, OSError):
                continue
        return tuple(sorted(found, key=lambda one: one.day, reverse=True))

    def copy_of_the_day(self) -> Path | None:
        """Make the copy of today if there is none; the oldest ones go.

        Raises:
            UserError: If the espace cannot be read, or the disk is full.
        """
        target = self._folder / f"{self._now():%Y-%m-%d}{SUFFIX}"
        if target.exists() or not self._espaces.current.exists():
            return None
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._espaces.opened.copy_to(target)
            for old in self.safety_copies()[COPY_DAYS:]:
                old.path.unlink(missing_ok=True)
        except OSError as error:
            raise not_written(target, error) from error
        return target

    def rescue(self, error: Exception) -> SafetyCopy | None:
        """Return the copy to offer when opening the espace failed, if it is damaged."""
        from cvdesk.storage.refusals import EspaceDamaged, NotAnEspace

        if not isinstance(error, EspaceDamaged | NotAnEspace):
            return None
        return next(iter(self.safety_copies()), None)

    def _now(self) -> datetime:
        return self._computer.clock().astimezone()


def _proof(path: Path) -> Proof:
    from cvdesk.storage.espace import Espace

    with Espace.open(path, must_exist=True) as espace:
        return espace.proof()


def _proof_of_backup(copy: Path, source: Path) -> Proof:
    """Return what the copy of a file that a person chose holds; what is refused is that file."""
    from cvdesk.storage.refusals import EspaceRefused, not_an_espace

    if not copy.stat().st_size:  # SQLite would make an espace of it, and a whole one be replaced
        raise not_an_espace(source)
    try:
        return _proof(copy)
    except EspaceRefused as refusal:
        told = [text.replace(copy.name, source.name) for text in (refusal.what, refusal.remedy)]
        raise type(refusal)(told[0], remedy=told[1]) from refusal


def _drop(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
