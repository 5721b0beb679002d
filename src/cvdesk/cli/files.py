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


def refuse_same(source: Path, target: Path) -> None:
    """Refuse to write a result over what it is made from.

    Raises:
        UserError: If both names lead to one file.
    """
    try:
        same = target.samefile(source)
    except OSError:  # one of them does not exist: the reading or the writing tells it
        return
    if same:
        raise UserError(
            f"{target} est le fichier de départ\u00a0: l’écrire ici l’effacerait.",
            remedy="Donnez un autre nom après -o.",
        )


def refuse_existing(target: Path) -> None:
    """Refuse to write a dossier where there already is a file.

    Raises:
        UserError: If there is a file of that name.
    """
    if target.is_file():
        raise UserError(
            f"{target} existe déjà, et ce dossier prendrait sa place.",
            remedy="Donnez un autre nom après -o, ou effacez d’abord ce fichier.",
        )


def refuse_dossier(target: Path) -> None:
    """Refuse to write a document where there is a dossier.

    Raises:
        UserError: If a paquet has that name.
    """
    if target.suffix.lower() == ".cvdesk" and target.is_file():
        raise UserError(
            f"{target} est un dossier, et ce document prendrait sa place.",
            remedy="Donnez un autre nom après -o.",
        )


def written_to(args: argparse.Namespace) -> Path:
    """Return where a dossier that was read is written: in its place, or in the new file of ``-o``.

    Raises:
        UserError: If ``-o`` names another file that exists.
    """
    dossier: Path = args.dossier
    target: Path = args.sortie or dossier
    if not (target.exists() and target.samefile(dossier)):
        refuse_existing(target)
    return target
