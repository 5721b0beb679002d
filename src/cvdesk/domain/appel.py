"""A call for projects, or the frame of a multi-year agreement: what a funder fixes for a year.

Everything a contract leaves open (dates, ceilings, pieces, text limits) is said by a call, and
shown as « précisé par l'appel » when no call is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cvdesk.domain.money import Euros
from cvdesk.domain.sources import Source


@dataclass(frozen=True, slots=True)
class PieceAttendue:
    """A paper that a call asks for.

    Attributes:
        id: Stable name, also the row key of the piece in a dossier.
        condition: ``toujours``, ``premiere_demande``, ``renouvellement``, ``pouvoir`` or ``cac``.
        kept_at_rna: Whether « déjà au RNA » answers it.
    """

    id: str
    label: str
    condition: str
    help: str = ""
    kept_at_rna: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class FinanceurAppele:
    """A funder to whom a dossier of this call may be addressed.

    Attributes:
        portal_label: Its name in the portal (``94-ETAT-POLITIQUE-VILLE``), or empty.
        departement: Its département code as text, or empty when it has no such bound.
    """

    id: str
    nom: str
    type: str
    departement: str = ""
    portal_label: str = ""


@dataclass(frozen=True, slots=True)
class Appel:
    """One call.

    Attributes:
        exemple: Whether it is fictitious.
        annees: The first civil year of each exercise the call funds.
        part_publique_max: Ceiling of public money over total products, as a fraction, or None.
        cvn_comptees: Whether voluntary contributions count in that share.
        part_qpv_min: Least share of inhabitants of a QPV among the public, as a fraction, or None.
        montant_min: Least amount asked, or None.
        limites: Most characters, by field id.
    """

    id: str
    titre: str
    contrat: str
    periode: str
    annees: tuple[int, ...]
    exemple: bool
    source: Source
    ouverture: date | None = None
    cloture: date | None = None
    financeurs: tuple[FinanceurAppele, ...] = ()
    part_publique_max: Decimal | None = None
    cvn_comptees: bool = False
    part_qpv_min: Decimal | None = None
    montant_min: Euros | None = None
    pieces: tuple[PieceAttendue, ...] = ()
    limites: Mapping[str, int] = field(default_factory=dict)
    contact: str = ""
