"""The files and folders a user named."""

from __future__ import annotations

import argparse
from pathlib import Path

from cvdesk.app.whole_file import read_whole
from cvdesk.errors import UserError

MAX_BYTES = 500_000_000


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        FileNotRead: If it is absent, unreadable, or larger than anything CVDesk makes.
    """
    return read_whole(path, at_most_bytes=MAX_BYTES)


def make_folder(path: Path) -> None:
    """Make the folder that the results go in, if it does not exist.

    Raises:
        UserError: If it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"Le dossier {path} ne peut pas être créé.",
            remedy="Choisissez un autre emplacement, où vous avez le droit d’écrire.",
        ) from error


def refuse_loss(target: Path, *sources: Path) -> None:
    """Refuse to write a document over what it is made from, or over any dossier.

    Raises:
        UserError: If ``target`` is one of ``sources``, or a paquet.
    """
    if any(_is_same(target, source) for source in sources):
        raise UserError(
            f"{target} est le fichier de départ\u00a0: l’écrire ici l’effacerait.",
            remedy="Donnez un autre nom après -o.",
        )
    if target.suffix.lower() == ".cvdesk" and target.is_file():
        raise UserError(
            f"{target} est le paquet d’un dossier\u00a0: ce document prendrait sa place.",
            remedy="Donnez un autre nom après -o.",
        )


def refuse_existing(target: Path) -> None:
    """Refuse to write a dossier or a call where there already is something.

    Raises:
        UserError: If there is a file of that name, or a folder that holds something.
    """
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise UserError(
            f"{target} existe déjà\u00a0: l’écrire ici l’effacerait.",
            remedy="Donnez un autre nom après -o, ou effacez d’abord ce qui s’y trouve.",
        )


def written_to(args: argparse.Namespace) -> Path:
    """Return where a dossier that was read is written: in its place, or in the new one of ``-o``.

    Raises:
        UserError: If ``-o`` names something else that exists.
    """
    dossier: Path = args.dossier
    target: Path = args.sortie or dossier
    if not _is_same(target, dossier):
        refuse_existing(target)
    return target


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist: the reading or the writing tells it
        return False
