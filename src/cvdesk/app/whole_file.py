"""Files read and written in one piece: whole, or not at all.

A new content is written beside its target, forced to the disk, then moved over it. At no moment is
there half a file where the old one was: a cut of power leaves either the old content or the new.
"""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cvdesk.errors import UserError


class FileNotWritten(UserError):
    """The disk or its owner does not let this file be written; what was there is unchanged."""


class FileNotRead(UserError):
    """There is no such file, or it cannot be read."""


_KILO, _MEGA = 1_000, 1_000_000
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` in ``path``, in place of what was there.

    Returns only once the content is on the disk. A link is followed: the file it leads to changes.

    Raises:
        FileNotWritten: If the disk is full, read-only or gone; ``path`` is as before.
    """
    try:
        target = path.resolve()
        beside = target.with_name(f".{secrets.token_hex(8)}.cvdesk")
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        _keep_name(target.parent)
    except OSError as error:
        raise not_written(path, error) from error


def _keep_name(folder: Path) -> None:
    # The name of a file is kept by its folder, which has to reach the disk too. Windows does it by
    # itself and opens no folder, some shares neither: nothing is lost then, the file is there.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_whole(path: Path, *, at_most_bytes: int) -> bytes:
    """Return what ``path`` holds.

    Raises:
        FileNotRead: If it cannot be read, or holds more than ``at_most_bytes``.
    """
    try:
        with path.open("rb") as file:
            content = file.read(at_most_bytes + 1)
    except OSError as error:
        raise not_read(path, error) from error
    if len(content) > at_most_bytes:
        unit, name = (_MEGA, "Mo") if at_most_bytes >= _MEGA else (_KILO, "ko")
        most = f"{at_most_bytes // unit}\u00a0{name}"
        raise FileNotRead(
            f"« {path.name} » dépasse {most} : CVDesk ne l’ouvre pas.",
            remedy="Vérifiez que c’est bien le fichier voulu, ou allégez-le.",
        )
    return content


def not_written(path: Path, error: OSError) -> FileNotWritten:
    """Say in French why ``path`` could not be written, and what to do."""
    name, place = path.name, path.parent
    if path.is_dir():
        return FileNotWritten(
            f"« {path} » est un répertoire, pas un fichier : rien n’y a été écrit.",
            remedy="Ajoutez-lui le nom du fichier à écrire, ou choisissez un autre nom.",
        )
    if error.errno in _FULL:
        return FileNotWritten(
            f"Le disque est plein : « {name} » n’a pas été écrit, rien n’est changé.",
            remedy="Libérez de la place, ou choisissez un autre emplacement.",
        )
    if error.errno in _DENIED:
        return FileNotWritten(
            f"« {name} » n’a pas été écrit : « {place} » est en lecture seule, ou le fichier est "
            "ouvert dans un autre logiciel.",
            remedy="Fermez ce logiciel, ou choisissez un autre emplacement, par exemple Documents.",
        )
    if error.errno in _ABSENT:
        return FileNotWritten(
            f"« {name} » n’a pas été écrit : l’emplacement « {place} » n’existe pas.",
            remedy="Créez-le, rebranchez la clé ou le disque, ou choisissez un autre emplacement.",
        )
    return FileNotWritten(
        f"« {name} » n’a pas pu être écrit dans « {place} ».",
        remedy="Choisissez un autre emplacement ou un nom plus court, puis recommencez.",
    )


def not_read(path: Path, error: OSError) -> FileNotRead:
    """Say in French why ``path`` could not be read, and what to do."""
    if error.errno in _ABSENT:
        return FileNotRead(
            f"« {path} » est introuvable.", remedy="Vérifiez le nom, ou rebranchez la clé."
        )
    if path.is_dir():
        return FileNotRead(
            f"« {path} » est un répertoire, pas un fichier.", remedy="Choisissez un fichier."
        )
    if error.errno in _DENIED:
        return FileNotRead(
            f"« {path.name} » ne s’ouvre pas : accès refusé, ou pris par un autre logiciel.",
            remedy="Fermez ce logiciel, ou copiez le fichier dans vos documents.",
        )
    return FileNotRead(
        f"« {path.name} » n’a pas pu être lu : le disque ou la clé ne répond pas bien.",
        remedy="Copiez le fichier sur un autre disque, puis recommencez.",
    )
