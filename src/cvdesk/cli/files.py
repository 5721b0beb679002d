"""The files and folders a user named."""

from __future__ import annotations

from pathlib import Path

from cvdesk.errors import UserError

MAX_BYTES = 500_000_000


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        UserError: If it is absent, unreadable, or larger than anything CVDesk makes.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError(f"{path} dépasse 500 Mo.", remedy="Ce n’est pas un fichier de CVDesk.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"Il n’y a pas de fichier {path}.", remedy="Vérifiez son nom.") from error
    except OSError as error:
        raise UserError(
            f"{path} ne peut pas être lu.", remedy="Vérifiez vos droits sur ce fichier."
        ) from error


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
