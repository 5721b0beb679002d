"""What a contrat de ville says, piece by piece: nodes, quarters, sheets, funders, rules.

A contract is told, never corrected: each piece keeps the words of the text, the lines where they
stand and a mark that says whether the text says it, whether it is deduced, or whether it comes from
elsewhere. Field names are those of the source files and of the JSON the command line prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Provenance(StrEnum):
    """Who says so."""

    DIT = "dit"
    """The text says it, at the lines given."""
    DEDUIT = "deduit"
    """Follows from the text, which does not print it so."""
    HORS_TEXTE = "hors_texte"
    """Comes from elsewhere: a national list, general knowledge, our own numbering."""


class Force(StrEnum):
    """How much a rule of a contract binds."""

    OBLIGATION = "obligation"
    CIBLE = "cible"
    PREFERENCE = "preference"
    POSSIBILITE = "possibilite"
    INFORMATION = "information"


class Qualite(StrEnum):
    """How far a figure may be used."""

    SURE = "sure"
    DOUTEUSE = "douteuse"
    """Printed, but contradicted: shown with its note, never used in a sum."""
    ABSENTE = "absente"
    """The place is there, the figure is not."""


@dataclass(frozen=True, slots=True)
class SourceTexte:
    """The text a contract was read in.

    Attributes:
        fichier: File name of the text.
        sha256: Its fingerprint, 64 hexadecimal digits.
        lignes: How many lines it has; no piece may stand beyond.
        statut: What this text is, legally, in French.
        date: Date printed on the text, in its own words.
    """

    fichier: str
    sha256: str
    lignes: int
    statut: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A text outside the contract, from which some facts were taken.

    Attributes:
        consulte_le: The day a person read it.
    """

    id: str
    titre: str
    url: str = ""
    consulte_le: date | None = None


@dataclass(frozen=True, slots=True)
class LienContrat:
    """Another contract this one replaces, completes or is part of.

    Attributes:
        lien: ``remplace``, ``remplace_par``, ``complete`` (a layer above) or ``partie_de``.
        contrat: Its id when CVDesk ships it, else an empty text.
    """

    lien: str
    titre: str
    contrat: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Niveau:
    """A level of the tree, in the text's own word.

    Attributes:
        numeros: Who numbers the nodes of this level: the text, or CVDesk (``hors_texte``).
        champs: The fields a node of this level may carry (``descriptif``, ``partenaires`` …).
    """

    nom: str
    pluriel: str
    numeros: Provenance = Provenance.DIT
    champs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drapeau:
    """A remark that several nodes share."""

    id: str
    sens: str
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT


@dataclass(frozen=True, slots=True)
class Variante:
    """Another wording of a title or of a name.

    Attributes:
        ou: Where it is found: « tableau de synthèse », « annexe 2 », « plan d’actions » …
    """

    texte: str
    lignes: tuple[int, ...] = ()
    ou: str = ""
    source: Provenance = Provenance.DIT


@dataclass(frozen=True, slots=True)
class Enonce:
    """Something a text says in a field, a sheet or a list.

    Attributes:
        texte: The exact words when ``exact``, else ours.
        nature: What it is within its field (« public », « échelle », « indicateur de suivi » …).
        acteurs: Ids of the funders or partners named.
        porteur: Who holds it, as printed, when the text groups by holder.
        precision: A condition or a qualifier (« dont ARS », « candidature ITI »).
        etat: ``defini``, ``a_determiner``, ``vide``, ``annonce``, ``experimental`` or empty.
    """

    texte: str
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    exact: bool = True
    nature: str = ""
    acteurs: tuple[str, ...] = ()
    porteur: str = ""
    precision: str = ""
    etat: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Noeud:
    """A titled place of the tree.

    Attributes:
        id: Stable and public; a dossier cites it.
        niveau: The text's own word for this level.
        numero: The number, or an empty text; ``numero_source`` says whether the text prints it.
        titre: The exact title.
        titre_court: A label of ours, for lists.
        variantes: The other wordings found in the text.
        drapeaux: Ids of the remarks that apply.
        champs: What the text prints under the title, by field.
    """

    id: str
    niveau: str
    titre: str
    parent: str | None = None
    numero: str = ""
    numero_source: Provenance = Provenance.DIT
    titre_court: str = ""
    variantes: tuple[Variante, ...] = ()
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    drapeaux: tuple[str, ...] = ()
    champs: Mapping[str, tuple[Enonce, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AxeTransversal:
    """A principle every action should answer.

    Attributes:
        portee: Where it holds: empty for the whole contract, else a commune.
        roles: What the text uses it for (« critère d’instruction », « évaluation » …).
    """

    id: str
    titre: str
    titre_court: str = ""
    texte: str = ""
    portee: str = ""
    roles: tuple[str, ...] = ()
    variantes: tuple[Variante, ...] = ()
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that communal sheets follow, distinct from the tree."""

    id: str
    titre: str
    variantes: tuple[Variante, ...] = ()
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT


@dataclass(frozen=True, slots=True)
class Correspondance:
    """A bridge between two places, in one contract or two.

    Attributes:
        de: A theme, a node, an axis or an objective of this contract.
        vers: A node of this contract, or of ``contrat`` when it is given.
        nature: ``officielle`` when the text prints the bridge, else ``conseil``.
    """

    de: str
    vers: str
    nature: str
    contrat: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicateur:
    """A figure, with what is needed to use it honestly.

    Attributes:
        valeur: The number, or None when the text leaves the place empty.
        unite: ``habitants``, ``%``, ``EUR`` …
        annee: The year the figure describes.
        imprime: What the text prints, when it is not simply the number.
        perimetre: What it covers: empty for the whole of the thing that carries it.
        comparaison: What the text compares it with, in words.
    """

    nom: str
    valeur: Decimal | None = None
    unite: str = ""
    annee: int | None = None
    qualite: Qualite = Qualite.SURE
    imprime: str = ""
    perimetre: str = ""
    comparaison: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the territory, or one a quarter spills into.

    Attributes:
        insee: Five characters.
        departement: Two or three characters.
        hors_perimetre: True when the commune is not part of the contract's territory.
    """

    nom: str
    insee: str
    departement: str
    alias: tuple[str, ...] = ()
    secteur: str = ""
    hors_perimetre: bool = False
    reference: str = ""
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quartier:
    """A quarter, whatever the geography it belongs to.

    Attributes:
        id: Stable; unique in the contract.
        nom: As printed in the contract's own list.
        type: ``QPV``, ``QVA``, ``QIC``, ``poche`` or ``sorti``.
        communes: Names of its communes, in the order of the text.
        code: National code, or None.
        code_provenance: Where the code comes from, or None without code.
        code_reference: Id of the reference that gives the code.
        codes_anciens: Codes of the geographies before.
        evenements: What happened to it (« entrant », « élargi », « fusion » …).
        rattachement: The contract it belongs to, when the text lists several.
        adresses: Its limits, when the text gives them.
    """

    id: str
    nom: str
    type: str
    communes: tuple[str, ...]
    alias: tuple[Variante, ...] = ()
    code: str | None = None
    code_provenance: Provenance | None = None
    code_reference: str = ""
    codes_anciens: tuple[str, ...] = ()
    secteur: str = ""
    evenements: tuple[str, ...] = ()
    rattachement: str = ""
    adresses: tuple[Enonce, ...] = ()
    indicateurs: tuple[Indicateur, ...] = ()
    lignes: tuple[int, ...] = ()
    source: Provenance = Provenance.DIT
    notes: tuple[str, ...] = ()
