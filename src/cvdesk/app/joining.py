"""An account or an interim report, once signed, joins the next request as one of its pieces."""

from __future__ import annotations

from cvdesk.app.session import Session
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId
from cvdesk.domain.papertypes import FileType, PieceFile
from cvdesk.domain.pieces import pieces
from cvdesk.errors import UserError

PIECE_OF = {Nature.REPORT: "compte_rendu", Nature.REVIEW: "bilan_intermediaire"}
"""In which paper of a request each one joins it."""

_SIRET = Key(FieldId("siret"))


def may_receive(account: Facts, request: Facts) -> bool:
    """Return whether a request may join this document: same association, a later exercise."""
    if account.form.nature not in PIECE_OF or request.form.nature is not Nature.REQUEST:
        return False
    mine, theirs = account.dossier.text(_SIRET), request.dossier.text(_SIRET)
    if mine is None or mine != theirs or not (account.years and request.years):
        return False
    return request.years[0] > account.years[0]


def refuse_unless_receivable(account: Facts, request: Facts) -> None:
    """Refuse a document that cannot go with a request, before anything is made of it.

    Raises:
        UserError: If that request cannot receive it.
    """
    if not may_receive(account, request):
        raise UserError(
            "Ce document ne peut pas accompagner cette demande.",
            remedy="Il faut la même association, et une demande pour un exercice suivant.",
        )


def signed_copy(dossier: Dossier) -> str:
    """Return the SHA-256 of the signed PDF of a document, or an empty text before it is signed."""
    signed = [version.signed_sha256 for version in dossier.versions if version.signed_sha256]
    return signed[-1] if signed else ""


def join(request: Session, account: Facts, file: PieceFile) -> RowId:
    """Put the signed document among the pieces of a request, and return its row.

    A row that already announces it (« à venir ») is filled, not doubled.

    Raises:
        UserError: If that request cannot receive it.
    """
    refuse_unless_receivable(account, request.facts)
    nature, year = PIECE_OF[account.form.nature], account.years[0]
    found = [one.row for one in pieces(request.facts, nature) if one.exercice in (None, year)]
    row = found[0] if found else request.add_row(GroupId("pieces"))
    answers = {
        "nature": nature,
        "etat": "jointe",
        "exercice": str(year),
        "date": account.shown("fait_le"),
        "fichier": FileType().store(file),
    }
    for name, typed in answers.items():
        request.answer(Key(FieldId(f"piece_{name}"), row), typed)
    return row


def joined_name(account: Facts) -> str:
    """Return the name of the file: « compte_rendu-2027.pdf »."""
    year = account.years[0] if account.years else ""
    return f"{PIECE_OF[account.form.nature]}-{year}.pdf".replace("-.", ".")
