"""Why an espace cannot be opened, read or written, each with its own class for the callers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from cvdesk.errors import UserError


class EspaceRefused(UserError):
    """The file of the espace is not as needed."""


class EspaceNotFound(EspaceRefused):
    """There is no file there."""


class NotAnEspace(EspaceRefused):
    """The file is something else."""


class EspaceDamaged(EspaceRefused):
    """The file was an espace; part of it no longer reads."""


class EspaceTooRecent(EspaceRefused):
    """The file was written by a later version of CVDesk."""


class EspaceLocked(EspaceRefused):
    """Another program keeps the file for itself."""


class DiskFull(EspaceRefused):
    """There is no room left; what was there is unchanged."""


class EspaceReadOnly(EspaceRefused):
    """The file, or the folder it is in, cannot be written."""


class DossierNotFound(UserError):
    """The espace holds no such dossier."""


class PieceNotFound(UserError):
    """The espace holds no such piece."""


@contextmanager
def french_refusals(path: Path) -> Iterator[None]:
    """Turn what the database says about its file into a sentence; let defects through.

    Raises:
        EspaceRefused: If the file, its folder or the disk is not as needed.
    """
    try:
        yield
    except DBAPIError as error:
        if (refusal := _refusal(path, error.orig)) is None:
            raise
        raise refusal from error
    except sqlite3.Error as error:
        if (refusal := _refusal(path, error)) is None:
            raise
        raise refusal from error


@contextmanager
def french_when_unread(path: Path) -> Iterator[None]:
    """Take whatever goes wrong while reading the file for damage, unless it is told otherwise.

    For statements that never change, on tables that this version made: what they cannot read was
    not written by CVDesk.

    Raises:
        EspaceRefused: If the file cannot be read.
    """
    try:
        yield
    except DBAPIError as error:
        raise (_refusal(path, error.orig) or damaged(path)) from error
    except (ValueError, TypeError) as error:
        raise damaged(path) from error


@dataclass(frozen=True, slots=True)
class _Sentence:
    refusal: type[EspaceRefused]
    what: str
    remedy: str


_READ_ONLY = _Sentence(
    EspaceReadOnly,
    "« {name} » est en lecture seule : rien n’y a été écrit.",
    "Copiez-le dans vos documents et ouvrez cette copie, ou demandez le droit d’écrire dans son "
    "emplacement.",
)
_LOCKED = _Sentence(
    EspaceLocked,
    "« {name} » est occupé par un autre logiciel : rien n’y a été écrit.",
    "Fermez l’autre fenêtre de CVDesk ou la sauvegarde en cours, puis recommencez.",
)
_OUT_OF_REACH = _Sentence(
    EspaceRefused,
    "« {name} » ne s’ouvre pas dans « {place} » : le disque ou l’emplacement ne répond pas.",
    "Vérifiez que le disque est branché et que vous avez le droit d’y écrire.",
)
_SENTENCES = {
    sqlite3.SQLITE_FULL: _Sentence(
        DiskFull,
        "Le disque est plein : la dernière modification n’est pas dans « {name} » ; tout ce qui "
        "précède y est.",
        "Libérez de la place, puis recommencez.",
    ),
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_NOTADB: _Sentence(
        NotAnEspace,
        "« {name} » n’est pas un espace CVDesk.",
        "Choisissez un autre fichier ; pour ouvrir un paquet reçu (.cvdesk), passez par « Ouvrir "
        "un paquet reçu ».",
    ),
    sqlite3.SQLITE_CORRUPT: _Sentence(
        EspaceDamaged,
        "« {name} » est abîmé : une partie ne se lit plus comme elle a été écrite.",
        "N’y touchez plus, gardez-en une copie, et restaurez votre dernière sauvegarde.",
    ),
    sqlite3.SQLITE_CANTOPEN: _OUT_OF_REACH,
    sqlite3.SQLITE_IOERR: _OUT_OF_REACH,
}
_KIND = 0xFF
"""The low byte of a code is its kind; the rest says where in SQLite it was met."""


def _refusal(path: Path, error: object) -> EspaceRefused | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or (sentence := _SENTENCES.get(code & _KIND)) is None:
        return None
    return _said(sentence, path)


def _said(sentence: _Sentence, path: Path) -> EspaceRefused:
    names = {"name": path.name, "place": path.parent}
    return sentence.refusal(sentence.what.format(**names), remedy=sentence.remedy)


def not_an_espace(path: Path) -> EspaceRefused:
    """Say that the file is something else."""
    return _said(_SENTENCES[sqlite3.SQLITE_NOTADB], path)


def damaged(path: Path) -> EspaceRefused:
    """Say that part of the file is lost."""
    return _said(_SENTENCES[sqlite3.SQLITE_CORRUPT], path)
