"""Why a file cannot be joined, drawn or made lighter, with what the person can do."""

from __future__ import annotations

from cvdesk.attachments.kinds import Kind
from cvdesk.errors import UserError

_FUNDER_TOO = "Le financeur n’y arrivera sans doute pas non plus :"


class PieceRefusee(UserError):
    """A file cannot be used as a piece of the dossier."""


class PieceProtegee(PieceRefusee):
    """A password is needed to open it."""


class PieceAbimee(PieceRefusee):
    """It does not open: damaged, or made to harm."""


class PieceTropLourde(PieceRefusee):
    """It does not go under the limit without becoming unreadable."""


def protected(name: str) -> PieceProtegee:
    """Say that a password is needed."""
    return PieceProtegee(
        f"Nous n’arrivons pas à ouvrir « {name} » : un mot de passe le protège.",
        remedy=f"{_FUNDER_TOO} pouvez-vous l’enregistrer sans mot de passe, ou le numériser de "
        "nouveau ?",
    )


def damaged(name: str) -> PieceAbimee:
    """Say that it does not open."""
    return PieceAbimee(
        f"Nous n’arrivons pas à ouvrir « {name} » : le fichier est abîmé.",
        remedy=f"{_FUNDER_TOO} pouvez-vous le numériser de nouveau ?",
    )


def not_taken(name: str, kind: Kind) -> PieceRefusee:
    """Say that a file of this kind cannot be joined, and how to make one that can."""
    if kind is Kind.EMPTY:
        return PieceRefusee(
            f"« {name} » est vide.",
            remedy="Copiez de nouveau le fichier, ou numérisez-le encore une fois.",
        )
    remedies = {
        Kind.OFFICE: "Ouvrez-le, exportez-le en PDF, puis ajoutez ce PDF.",
        Kind.HEIC: "Enregistrez-la en JPEG, ou prenez-en une capture d’écran, puis ajoutez-la.",
    }
    return PieceRefusee(
        f"« {name} » est {kind.value} : le financeur attend un PDF ou une photo.",
        remedy=remedies.get(kind, "Numérisez le document, ou exportez-le en PDF."),
    )


def too_heavy(name: str, reached_bytes: int, limit_bytes: int) -> PieceTropLourde:
    """Say how light the file could be made."""
    return PieceTropLourde(
        f"« {name} » pèse encore {_megabytes(reached_bytes)} une fois allégé, pour "
        f"{_megabytes(limit_bytes)} acceptés.",
        remedy="Numérisez-le en gris à 150 points par pouce, ou n’en gardez que les pages "
        "demandées.",
    )


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f} Mo".replace(".", ",")
