"""A call for projects, or the frame of a multi-year agreement: what a funder fixes for a year.

Everything a contract leaves open (dates, ceilings, pieces, text limits) is said by a call; what the
call leaves open in its turn is None or empty here, and shown as « non précisé par l’appel ».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from cvdesk.domain.money import Euros
from cvdesk.domain.sources import Source

CIVIL_YEAR: Final = "civile"
SCHOOL_YEAR: Final = "scolaire"
EITHER_YEAR: Final = "civile_ou_scolaire"

PIECE_FORMATS: Final = ("pdf", "jpg", "png", "heic", "tif", "odt", "docx", "xlsx")
"""What a call may admit: the files that CVDesk keeps."""


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
    condition: str = "toujours"
    help: str = ""
    kept_at_rna: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class FinanceurAppele:
    """A funder to whom a dossier of this call may be addressed.

    Attributes:
        type: Its line of the budget grid (``etat``, ``dep``, ``com`` …).
        portal_label: Its name in the portal (``94-ETAT-POLITIQUE-VILLE``), or empty.
        departement: Its département code as text, or empty when it has no such bound.
    """

    id: str
    nom: str
    type: str
    departement: str = ""
    portal_label: str = ""


@dataclass(frozen=True, slots=True)
class DateAnnoncee:
    """A step of the call's calendar beside its opening and closing.

    Attributes:
        quoi: ``instruction``, ``comite``, ``notification``, ``versement`` or ``autre``.
        jour: The day, or None when the call gives only words.
        phrase: What the call says of it.
    """

    quoi: str
    jour: date | None = None
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Critere:
    """What those who instruct look at.

    Attributes:
        noeud: Id of the place of the contract it is, to be answered in the dossier; or empty.
        source: Where it is said (« contrat, lignes 301 à 304 »), or empty.
    """

    texte: str
    noeud: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask: a function rather than a name, which changes."""

    nom: str
    courriel: str = ""
    telephone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Appel:
    """One call.

    Attributes:
        periode: ``annuelle`` or ``pluriannuelle``.
        annees: The first civil year of each exercise the call funds.
        exemple: Whether it is fictitious.
        voie: Id of the path it belongs to (see :mod:`cvdesk.domain.voie`).
        communes: Names of the communes served; empty for the whole contract.
        dates: The calendar after the closing.
        orientations: Ids of the eligible places of the contract, those below included; empty for
            all.
        quartiers: Ids of the eligible quarters; empty for all.
        hors_quartier: Whether actions outside the quarters are admitted: ``non``, ``motive`` (with
            a motivated case), ``oui``, or empty when not said.
        hors_quartier_phrase: How they are admitted, in the call's words.
        cofinancement_local: Whether a local authority must pay too; None when not said.
        part_publique_max: Ceiling of public money over total products, as a fraction, or None.
        cvn_comptees: Whether voluntary contributions count in that share; None when not said.
        part_qpv_min: Least share of inhabitants of a QPV among the public, as a fraction, or None.
        montant_min: Least amount asked, or None.
        montant_max: Most that may be asked for a year, or None.
        sous_le_maximum: Whether the amount must stay under ``montant_max``, not reach it.
        regle_periode: ``civile``, ``scolaire``, ``civile_ou_scolaire`` or empty.
        pieces: The papers asked for, those of the national list first.
        taille_piece_max: Most bytes in a file, or None.
        formats_pieces: File endings admitted, without dot; empty when not said.
        limites: Most characters, by field id.
        limite_textes: Most characters of any other long text, or None.
        limite_titres: Most characters of the title of an action, or None.
        conditions: What else must be fulfilled, one sentence each.
        criteres: What those who instruct look at.
    """

    id: str
    titre: str
    contrat: str
    periode: str
    annees: tuple[int, ...]
    exemple: bool
    source: Source
    voie: str = ""
    communes: tuple[str, ...] = ()
    ouverture: date | None = None
    cloture: date | None = None
    dates: tuple[DateAnnoncee, ...] = ()
    financeurs: tuple[FinanceurAppele, ...] = ()
    orientations: tuple[str, ...] = ()
    quartiers: tuple[str, ...] = ()
    hors_quartier: str = ""
    hors_quartier_phrase: str = ""
    cofinancement_local: bool | None = None
    part_publique_max: Decimal | None = None
    cvn_comptees: bool | None = None
    part_qpv_min: Decimal | None = None
    montant_min: Euros | None = None
    montant_max: Euros | None = None
    sous_le_maximum: bool = False
    regle_periode: str = ""
    pieces: tuple[PieceAttendue, ...] = ()
    taille_piece_max: int | None = None
    formats_pieces: tuple[str, ...] = ()
    limites: Mapping[str, int] = field(default_factory=dict)
    limite_textes: int | None = None
    limite_titres: int | None = None
    conditions: tuple[str, ...] = ()
    criteres: tuple[Critere, ...] = ()
    contacts: tuple[Contact, ...] = ()
