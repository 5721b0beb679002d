"""What a contract puts on the table: bodies, schemes, rules, calendar; and what it gets wrong.

A party that signs is not always one that commits, and one that commits not always one that signs:
roles and commitments are told apart, as the text has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cvdesk.domain.contrat_parts import Force, Indicateur, Provenance, Variante


@dataclass(frozen=True, slots=True)
class Perimetre:
    """Where a funder or a scheme acts; an empty list means no limit of that kind.

    Attributes:
        texte: The limit in words.
        departements: Codes of two or three characters.
        communes: Names.
        quartiers: Ids.
        types: Kinds of quarters (``QPV``, ``QVA`` …).
    """

    texte: str = ""
    departements: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    quartiers: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Engagement:
    """What a party of the contract brings.

    Attributes:
        noeud: The node it serves, or empty when the text ties it to none.
        texte: The exact words when ``exact``, else ours.
        dispositif: Id of the scheme used, or empty.
        condition: What it depends on, in French.
    """

    texte: str
    noeud: str = ""
    dispositif: str = ""
    condition: str = ""
    exact: bool = False
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT


@dataclass(frozen=True, slots=True)
class Financeur:
    """A body that signs, pays, commits or contributes.

    Attributes:
        nature: ``etat``, ``operateur``, ``collectivite``, ``bailleur``, ``organisme`` …
        roles: Among ``pilote``, ``signataire``, ``engage``, ``contributeur``, ``operateur``,
            ``cite`` (only named).
        succede_a: Names of the bodies it replaces.
    """

    id: str
    nom: str
    nature: str
    perimetre: Perimetre = Perimetre()
    roles: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    succede_a: tuple[str, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispositif:
    """A scheme or a call through which money or help comes.

    Attributes:
        financeurs: Ids of who pays.
        programme: Number of the budget programme, or empty.
        noeuds: Ids of the nodes it serves.
        natures: Among ``fonctionnement``, ``action``, ``investissement``, ``poste``,
            ``ingenierie``.
        beneficiaires: Who may ask, in French; empty when the text does not say.
        plafond: Amount in euros that a project must stay under, or None.
        conditions: In French.
        exclusions: What it may not be added to, in French.
        statut: ``en_vigueur``, ``annonce``, ``experimental``, ``echu`` or empty.
        validite: In the text's words, or empty.
    """

    id: str
    nom: str
    financeurs: tuple[str, ...] = ()
    programme: str = ""
    noeuds: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    beneficiaires: str = ""
    perimetre: Perimetre = Perimetre()
    plafond: Decimal | None = None
    conditions: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    periodicite: str = ""
    statut: str = ""
    validite: str = ""
    alias: tuple[str, ...] = ()
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Regle:
    """A rule of the contract that bears on an application.

    Attributes:
        valeur: The figure, or None.
        unite: ``%``, ``EUR``, ``fois par an`` …
        base: What the figure is a share of (« conventions conclues », « financements » …).
        portee: Where it holds: the contract, a département, a commune, a scheme.
        etat: Empty, or ``ancien`` for a rule of a former contract the text still quotes.
    """

    id: str
    enonce: str
    force: Force
    valeur: Decimal | None = None
    unite: str = ""
    base: str = ""
    portee: str = ""
    dispositif: str = ""
    etat: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """A body of the contract."""

    id: str
    nom: str
    role: str = ""
    frequence: str = ""
    composition: str = ""
    alias: tuple[str, ...] = ()
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Echeance:
    """Something that happens at a time, known or not.

    Attributes:
        quand: In the text's words (« chaque année », « d’ici 2030 »).
        date: The day, when the text gives one.
        commune: Where, when it is not the whole contract.
    """

    quoi: str
    quand: str = ""
    date: date | None = None
    commune: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActionReference:
    """An action the contract itself lists (a plan of actions, a priority action).

    Attributes:
        noeuds: Ids of the nodes it serves; several are possible.
        parent: Id of the action it is part of, or empty.
    """

    id: str
    titre: str
    numero: str = ""
    parent: str = ""
    noeuds: tuple[str, ...] = ()
    porteur: str = ""
    annee: int | None = None
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Erratum:
    """A slip of the text, kept as it is and told.

    Attributes:
        lecture: The reading chosen, or empty.
        concerne: Ids of the nodes, quarters, sheets or funders whose citation should mention it.
    """

    texte: str
    lignes: tuple[int, ...] = ()
    lecture: str = ""
    concerne: tuple[str, ...] = ()
    source: Provenance = Provenance.DEDUIT


@dataclass(frozen=True, slots=True)
class Lacune:
    """Something an application needs and the contract does not say.

    Attributes:
        ou: Where the answer is to be found instead.
    """

    texte: str
    ou: str = ""
    concerne: tuple[str, ...] = ()
    source: Provenance = Provenance.DEDUIT


@dataclass(frozen=True, slots=True)
class Sigle:
    """An acronym, with every meaning the text gives it."""

    sigle: str
    sens: tuple[Variante, ...] = ()


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A key figure of the territory or of an orientation.

    Attributes:
        noeud: The node it stands under, or empty.
    """

    indicateur: Indicateur
    noeud: str = ""
