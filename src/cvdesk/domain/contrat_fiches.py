"""What a contract says commune by commune.

Sheets are a tree of their own: the text never ties a local objective to an orientation, so bridges
are kept apart (:class:`~cvdesk.domain.contrat_parts.Correspondance`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cvdesk.domain.contrat_parts import Enonce, Provenance


@dataclass(frozen=True, slots=True)
class ObjectifLocal:
    """An objective of a sheet.

    Attributes:
        id: Stable and public: ``<axe>.<rank>``.
        parent: The objective above, in a sheet that has several levels.
        numero: As printed, or empty.
    """

    id: str
    texte: str
    parent: str | None = None
    numero: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionLocale:
    """What a sheet says it will do.

    Attributes:
        objectif: The objective it serves, or None when the text does not tie it to one.
    """

    id: str
    texte: str
    objectif: str | None = None
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicateurLocal:
    """An indicator a sheet proposes.

    Attributes:
        objectif: The objective it measures, or None when it measures the whole axis.
        sous_theme: The heading it stands under, or empty.
        cible: A target, in the text's words, or empty.
        echeance: When, in the text's words, or empty.
    """

    texte: str
    objectif: str | None = None
    sous_theme: str = ""
    cible: str = ""
    echeance: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT


@dataclass(frozen=True, slots=True)
class AxeLocal:
    """One axis of a sheet.

    Attributes:
        id: Stable and public: ``<fiche>:<theme>``.
        titre: As printed; may differ from the theme's.
        theme: Id of the theme, or of a node when the sheet follows the tree.
        champs: What else the text prints there (``constats``, ``offre``, ``attentes`` …).
    """

    id: str
    titre: str
    theme: str = ""
    objectifs: tuple[ObjectifLocal, ...] = ()
    actions: tuple[ActionLocale, ...] = ()
    indicateurs: tuple[IndicateurLocal, ...] = ()
    champs: Mapping[str, tuple[Enonce, ...]] = field(default_factory=dict)
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngagementCommune:
    """What a commune commits to.

    Attributes:
        noeud: The node it answers, or empty.
    """

    texte: str
    noeud: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fiche:
    """What a commune, or a quarter of it, says of itself.

    Attributes:
        id: Stable and public.
        titre: As printed.
        echelle: ``quartier`` or ``commune``.
        commune: The commune it is printed under.
        autres_communes: The communes it also holds for.
        quartiers: Ids of the quarters it covers.
        champs: Its blocks outside the axes (``ambitions``, ``participation`` …).
    """

    id: str
    titre: str
    echelle: str
    commune: str
    autres_communes: tuple[str, ...] = ()
    quartiers: tuple[str, ...] = ()
    axes: tuple[AxeLocal, ...] = ()
    engagements: tuple[EngagementCommune, ...] = ()
    champs: Mapping[str, tuple[Enonce, ...]] = field(default_factory=dict)
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()

    @property
    def communes(self) -> tuple[str, ...]:
        """Every commune the sheet holds for."""
        return (self.commune, *self.autres_communes)
