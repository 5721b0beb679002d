"""The papers an association keeps: still valid, or to be renewed before they are asked."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import filing_day, french
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.pieces import pieces


@check(
    "PAP-141",
    141,
    Gravity.CORRECT,
    "Les papiers joints sont encore valables",
    source="date de validité écrite avec la pièce",
    section="pieces",
    natures=(Nature.REQUEST, Nature.ASSOCIATION),
)
def papers_are_still_valid(facts: Facts) -> Iterator[Remark]:
    """On the day the dossier leaves; today for a record, which leaves nowhere."""
    day = filing_day(facts)
    for piece in pieces(facts):
        if piece.is_out_of_date(day) and piece.until is not None:
            name = facts.shown("piece_nature", piece.row) or "Une pièce"
            said = (
                f"{name}\u00a0: ce papier valait jusqu’au {french(piece.until)}. Le financeur en "
                "demandera un à jour\u00a0: remplacez-le, ou corrigez la date."
            )
            yield said, (piece.key("echeance"), piece.key("fichier"))
