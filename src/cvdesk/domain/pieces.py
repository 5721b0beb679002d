"""The papers of a dossier: what is expected, what is there, in which state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cvdesk.domain.appel import PieceAttendue
from cvdesk.domain.budget import budgets
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Form
from cvdesk.domain.ids import FieldId, Key, RowId
from cvdesk.domain.papertypes import PieceFile
from cvdesk.domain.public_money import asks_for_auditor

_KEPT_BESIDE = (
    PieceAttendue("avis_sirene", "Avis de situation SIRENE", source="usage des appels à projets"),
    PieceAttendue("pv_ag", "Procès-verbal de la dernière assemblée générale",
                  source="usage des appels à projets"),
)  # fmt: skip


def vault(form: Form) -> tuple[PieceAttendue, ...]:
    """Return the papers an association keeps at hand, whatever it asks and to whom."""
    return (*(one for one in form.pieces if one.condition in {"toujours", "cac"}), *_KEPT_BESIDE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the dossier's list.

    Attributes:
        nature: Its id in the list of papers, or empty.
        etat: ``jointe``, ``deja_rna``, ``deja_remise``, ``a_venir``, ``non_requise``, or empty.
        dated: The day of the document, of its approval or of its filing.
        exercice: The exercise it tells about.
        until: When it is due, or the last day it is valid, or None.
    """

    row: RowId
    nature: str
    etat: str
    dated: date | None
    exercice: int | None
    note: str
    file: PieceFile | None
    until: date | None = None

    def is_out_of_date(self, day: date) -> bool:
        """Whether a paper that is there is no longer valid on ``day``."""
        return self.provided and self.until is not None and self.until < day

    @property
    def provided(self) -> bool:
        """Whether the funder has it, or can read it in the register."""
        return self.etat in {"jointe", "deja_rna", "deja_remise"}

    @property
    def waived(self) -> bool:
        """Whether the applicant says it is not asked of them."""
        return self.etat == "non_requise"

    def key(self, field: str) -> Key:
        """Return where ``etat``, ``date``, ``exercice`` … of this piece is answered."""
        return Key(FieldId(f"piece_{field}"), self.row)


def pieces(facts: Facts, *natures: str) -> tuple[Piece, ...]:
    """Return the pieces of the dossier, or those of some natures, in the user's order."""
    every = facts.remember("pieces", _all_pieces)
    return tuple(one for one in every if not natures or one.nature in natures)


def _all_pieces(facts: Facts) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            row=row,
            nature=facts.value("piece_nature", row) or "",
            etat=facts.value("piece_etat", row) or "",
            dated=facts.value("piece_date", row),
            exercice=facts.value("piece_exercice", row),
            note=facts.value("piece_note", row) or "",
            file=facts.value("piece_fichier", row),
            until=facts.value("piece_echeance", row),
        )
        for row in facts.rows("pieces")
    )


def expected_pieces(facts: Facts) -> tuple[PieceAttendue, ...]:
    """Return what this dossier joins: the call's list, else that of its form, as it stands now."""
    listed = facts.appel.pieces if facts.appel is not None else ()
    return tuple(one for one in listed or facts.form.pieces if _applies(facts, one.condition))


def _applies(facts: Facts, condition: str) -> bool:
    return condition not in _CONDITIONS or _CONDITIONS[condition](facts)


_CONDITIONS: dict[str, Callable[[Facts], bool]] = {
    "premiere_demande": lambda facts: facts.value("demande_frequence") == "premiere",
    "renouvellement": lambda facts: facts.value("demande_frequence") == "renouvellement",
    "pouvoir": lambda facts: facts.value("signataire_representant") is False,
    "cac": lambda facts: any(asks_for_auditor(one) for one in budgets(facts, "asso")),
}
