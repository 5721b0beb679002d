"""The dossier that a PDF carries inside itself."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from cvdesk.errors import UserError

DOSSIER_NAME = "dossier.json"
"""The name of the embedded file; the PDF of a dossier has one and only one of that name."""

MAX_BYTES = 50_000_000


def embedded_dossier(pdf: bytes) -> bytes | None:
    """Return the JSON of the dossier embedded in ``pdf``, or None when there is none.

    Raises:
        UserError: If the file is not a PDF, is damaged, or asks for a password.
    """
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            if DOSSIER_NAME not in document.attachments:
                return None
            content = document.attachments[DOSSIER_NAME].get_file().read_bytes()
    except pikepdf.PasswordError as error:
        raise UserError(
            "Ce PDF est protégé par un mot de passe.",
            remedy="Demandez à qui vous l’a remis un exemplaire sans mot de passe.",
        ) from error
    except pikepdf.PdfError as error:
        raise UserError(
            "Ce fichier n’est pas un PDF lisible.",
            remedy="Choisissez le PDF d’origine, ou demandez-en un nouvel exemplaire.",
        ) from error
    if len(content) > MAX_BYTES:
        raise UserError(
            "Le dossier contenu dans ce PDF est bien trop gros.",
            remedy="Il n’a pas été écrit par CVDesk.",
        )
    return content
