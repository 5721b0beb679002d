"""The associations of this computer as a list shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cvdesk.app.association import RECORD, same_association
from cvdesk.app.piecelist import piece_views
from cvdesk.app.session import Session
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import DossierId, Key
from cvdesk.domain.pieces import pieces

SOON = timedelta(days=60)
"""A mandate that ends within it is told in the ink of what is to complete: time for an assembly."""


@dataclass(frozen=True, slots=True)
class AssociationCard:
    """One association.

    Attributes:
        siret: As shown, or empty.
        dossiers: How many dossiers of the espace are hers.
        mandate: What is said of the mandate of the representative.
        mandate_due: Whether it has ended, or ends soon.
        papers: The papers that are no longer valid, by name.
        awaited: How many papers the record has still to hold.
        lacking: Required answers that the record has still to give.
    """

    id: DossierId
    name: str
    siret: str
    dossiers: int
    mandate: str
    mandate_due: bool
    papers: tuple[str, ...]
    awaited: int
    lacking: int
    exemple: bool


def association_card(record: Session, dossiers: Sequence[Facts]) -> AssociationCard:
    """Return the card of an association.

    Args:
        record: Its record.
        dossiers: The requests of the espace, of every association.
    """
    facts = record.facts
    mine = [one for one in dossiers if belongs(one, facts)]
    said, due = _mandate(facts)
    expired = [piece for piece in pieces(facts) if piece.is_out_of_date(facts.today)]
    there = {piece.row for piece in expired}
    return AssociationCard(
        id=facts.dossier.id,
        name=facts.shown("nom") or "Association à nommer",
        siret=facts.shown("siret"),
        dossiers=len(mine),
        mandate=said,
        mandate_due=due,
        papers=tuple(
            facts.shown("piece_nature", piece.row) or "Pièce à nommer" for piece in expired
        ),
        awaited=sum(
            view.kind != "complet" and view.row not in there for view in piece_views(record)
        ),
        lacking=sum(finding.code == MISSING for finding in record.findings),
        exemple=facts.dossier.exemple,
    )


def belongs(dossier: Facts, record: Facts) -> bool:
    """Return whether a dossier is of the association of a record."""
    noted = dossier.dossier.text(Key(RECORD))
    return noted == record.dossier.id or (noted is None and same_association(dossier, record))


def _mandate(facts: Facts) -> tuple[str, bool]:
    end: date | None = facts.value("representant_fin_mandat")
    if end is None:
        return "Fin de mandat non précisée", False
    shown = facts.shown("representant_fin_mandat")
    if end < facts.today:
        return f"Mandat terminé le {shown}", True
    return f"Mandat jusqu’au {shown}", end - facts.today <= SOON
