"""The shape of a call file (``forms/appels/*.yaml``, or one received), and of the paths.

Every scalar arrives as text (see ``yamltext``); these models give the types. What a file leaves out
is left open, and shown as such.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cvdesk.catalog.form_schema import LineKey, Name, OptionId, Slug, SourceFile, Text

Fraction = Annotated[str, StringConstraints(pattern=r"^(0(\.\d{1,4})?|1(\.0+)?)$")]
"""A share, written ``0.80``."""

MostCharacters = Annotated[int, Field(gt=0, le=100_000)]
Year = Annotated[int, Field(ge=2000, le=2099)]
Amount = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""Whole euros."""

Condition = Literal["toujours", "premiere_demande", "renouvellement", "pouvoir", "cac"]
Period = Literal["annuelle", "pluriannuelle"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PieceFile(_Strict):
    """One paper asked for."""

    id: OptionId
    label: Text
    condition: Condition = "toujours"
    help: str = ""
    kept_at_rna: bool = False
    source: str = ""


class PiecesFile(_Strict):
    """A list of papers that calls and forms name: ``resources/listes/pieces-*.yaml``."""

    pieces: Name
    source: SourceFile
    liste: Annotated[list[PieceFile], Field(min_length=1)]


class FunderFile(_Strict):
    """One funder a dossier may be addressed to."""

    id: OptionId
    nom: Text
    type: LineKey
    departement: str = ""
    portal_label: str = ""


class AnnouncedFile(_Strict):
    """One step of the calendar."""

    quoi: Literal["instruction", "comite", "notification", "versement", "autre"]
    jour: date | None = None
    phrase: str = ""


class CriterionFile(_Strict):
    """What those who instruct look at."""

    texte: Text
    noeud: str = ""
    source: str = ""


class ContactFile(_Strict):
    """Whom to ask."""

    nom: Text
    courriel: str = ""
    telephone: str = ""
    note: str = ""


class AppelFile(_Strict):
    """A call for projects, or the frame of a multi-year agreement."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="Appel CVDesk")

    appel: Name
    titre: Text
    contrat: Name
    voie: Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9-]{0,49})?$")] = ""
    periode: Period
    annees: Annotated[list[Year], Field(min_length=1)]
    exemple: bool = False
    source: SourceFile
    communes: list[Text] = []
    ouverture: date | None = None
    cloture: date | None = None
    dates: list[AnnouncedFile] = []
    financeurs: list[FunderFile] = []
    orientations: list[Text] = []
    quartiers: list[Text] = []
    hors_quartier: Literal["", "non", "motive", "oui"] = ""
    hors_quartier_phrase: str = ""
    cofinancement_local: bool | None = None
    part_publique_max: Fraction | None = None
    cvn_comptees: bool | None = None
    part_qpv_min: Fraction | None = None
    montant_min: Amount | None = None
    montant_max: Amount | None = None
    sous_le_maximum: bool = False
    regle_periode: Literal["", "civile", "scolaire", "civile_ou_scolaire"] = ""
    pieces_nationales: list[OptionId] | None = None
    pieces: list[PieceFile] = []
    taille_piece_max: Annotated[int, Field(gt=0)] | None = None
    formats_pieces: list[Literal["pdf", "jpg", "png", "heic", "tif", "odt", "docx", "xlsx"]] = []
    limites: dict[Slug, MostCharacters] = {}
    limite_textes: MostCharacters | None = None
    limite_titres: MostCharacters | None = None
    conditions: list[Text] = []
    criteres: list[CriterionFile] = []
    contacts: list[ContactFile] = []


class SaidFile(_Strict):
    """A statement, and where it is said: lines of a contract, or another text."""

    texte: Text
    contrat: Name | None = None
    lignes: list[Annotated[int, Field(gt=0)]] = []
    source: SourceFile | None = None


class VoieFile(_Strict):
    """One path: ``forms/voies/<voie>.yaml``."""

    voie: Name
    titre: Text
    rang: int
    contrats: list[Name] = []
    departements: list[str] = []
    communes: list[str] = []
    formulaire: Name
    repli: Name | None = None
    periode: Period
    explique: Text
    raison: Text
    si: dict[Slug, Annotated[list[OptionId], Field(min_length=1)]] = {}
    plafond: Amount | None = None
    faits: list[SaidFile] = []
    criteres: list[CriterionFile] = []
    a_prevoir: list[Text] = []
    duree: Text


class AnswerFile(_Strict):
    """One answer offered."""

    id: OptionId
    label: Text


class QuestionFile(_Strict):
    """One small question."""

    id: Slug
    texte: Text
    aide: str = ""
    reponses: Annotated[list[AnswerFile], Field(min_length=2)]


class QuestionsFile(_Strict):
    """The questions that lead to a path: ``forms/voies/questions.yaml``."""

    questions: Annotated[list[QuestionFile], Field(min_length=1)]
