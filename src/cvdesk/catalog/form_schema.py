"""The shape of the form files: ``forms/**/*.yaml`` and ``resources/listes/*.yaml``.

Every scalar arrives as text (see ``yamltext``); these models give the types and refuse what they do
not know. A mistake is reported with its line, all mistakes of a file at once.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$")]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,49}$")]
LineKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,24}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Help = Annotated[str, StringConstraints(max_length=140)]
"""One line, always visible on screen."""

TypeName = Literal[
    "texte", "texte_long", "entier", "annee", "decimal", "euros", "date", "oui_non", "case",
    "siret", "rna", "iban", "bic", "quartier", "ape", "courriel", "site", "code_postal", "insee",
    "orientation", "telephone", "fichier", "choix", "choix_multiple", "ligne",
]  # fmt: skip
YearlyName = Literal["jamais", "premier", "tous", "budget"]
RenewalName = Literal["repris", "a_revoir", "perime", "decale"]
InheritedName = Literal[
    "frequence", "annee_aidee", "action_terminee", "montant_accorde", "premier_exercice",
    "dernier_exercice", "convention_date", "convention_debut", "convention_fin",
]  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceFile(_Strict):
    title: Text
    url: str = ""
    checked_on: date | None = None


class OptionFile(_Strict):
    id: OptionId
    label: Text
    help: str = ""
    renouvellement: Literal["", "repris", "a_revoir", "perime"] = ""


class ListFile(_Strict):
    list: Name
    source: SourceFile
    options: Annotated[tuple[OptionFile, ...], Field(min_length=1)]


class ConditionFile(_Strict):
    field: Slug
    equals: str | None = None
    one_of: list[str] | None = None
    contains: str | None = None
    at_least: str | None = None
    is_answered: Literal["oui", "non"] | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> ConditionFile:
        given = [self.equals, self.one_of, self.contains, self.at_least, self.is_answered]
        if sum(operand is not None for operand in given) != 1:
            raise ValueError(
                "une condition a un seul opérateur\u00a0: equals, one_of, contains, at_least ou "
                "is_answered"
            )
        return self


class FieldFile(_Strict):
    id: Slug
    label: Text
    type: TypeName
    options: Name | list[OptionFile] | None = None
    group: Slug | None = None
    required: bool = False
    help: Help = ""
    more: str = ""
    source: str = ""
    number: str = ""
    title: str = ""
    yearly: YearlyName = "jamais"
    visible_if: ConditionFile | None = None
    excused_if: ConditionFile | None = None
    limit: Annotated[int, Field(gt=0)] | None = None
    signatory_only: bool = False
    masked: bool = False
    unit: str = ""
    renouvellement: RenewalName | None = None
    reprend: InheritedName | None = None

    @model_validator(mode="after")
    def _parameters(self) -> FieldFile:
        if self.excused_if is not None and not self.required:
            raise ValueError("«\u00a0excused_if\u00a0» dispense d’une réponse demandée (required)")
        if self.renouvellement == "decale" and self.type != "date":
            raise ValueError("«\u00a0decale\u00a0» déplace une date, et rien d’autre")
        if (self.type in {"choix", "choix_multiple"}) != (self.options is not None):
            raise ValueError(
                "«\u00a0options\u00a0» est demandé pour choix et choix_multiple, et pour eux seuls"
            )
        if (self.type == "ligne") != (self.group is not None):
            raise ValueError("«\u00a0group\u00a0» est demandé pour le type ligne, et pour lui seul")
        return self


class GroupFile(_Strict):
    group: Slug
    label: Text
    item: Text
    feminine: bool = False
    minimum: Annotated[int, Field(ge=0)] = 0
    help: Help = ""
    more: str = ""
    source: str = ""
    number: str = ""
    title: str = ""
    visible_if: ConditionFile | None = None
    fields: list[FieldFile] = []


class FunderFieldsFile(_Strict):
    label: Text
    item: Text
    help: Help = ""
    fields: Annotated[list[FieldFile], Field(min_length=1)]


class BudgetFile(_Strict):
    budget: Slug
    label: Text
    grid: Name
    yearly: Literal["premier", "tous"]
    plan: Slug | None = None
    help: Help = ""
    number: str = ""
    title: str = ""
    visible_if: ConditionFile | None = None


def _kind(item: Any) -> str:
    """Tell a question from a list and a budget by the key that names it."""
    if isinstance(item, dict):
        return "budget" if "budget" in item else "field" if "id" in item else "group"
    if isinstance(item, BudgetFile):
        return "budget"
    return "field" if isinstance(item, FieldFile) else "group"


ItemFile = Annotated[
    Annotated[FieldFile, Tag("field")]
    | Annotated[GroupFile, Tag("group")]
    | Annotated[BudgetFile, Tag("budget")],
    Discriminator(_kind),
]


class SectionFile(_Strict):
    id: Slug
    title: Text
    intro: str = ""
    minutes: Annotated[int, Field(ge=0)] = 0
    repeats: Slug | None = None
    items: Annotated[list[ItemFile], Field(min_length=1)]


class RubriqueFile(_Strict):
    number: Text
    title: Text


class FormFile(_Strict):
    form: Name
    revision: Name
    title: Text
    nature: Literal["demande", "association", "compte_rendu", "bilan", "courrier", "pouvoir"] = (
        "demande"
    )
    period: Literal["annuelle", "pluriannuelle"]
    annee_de: Name | Literal[""] = ""
    source: SourceFile
    rubriques: Annotated[list[RubriqueFile], Field(min_length=1)]
    repeated: list[GroupFile] = []
    funder_fields: str = ""
    sections: Annotated[list[str], Field(min_length=1)]
    suivi: list[str] = []
    pieces: Name = "pieces-nationales"
    given: dict[Slug, Text] = {}


class LineFile(_Strict):
    key: LineKey
    label: Text
    number: str = ""
    help: Help = ""
    more: str = ""
    source: str = ""


class AccountFile(_Strict):
    key: LineKey
    label: Text
    number: str = ""
    lines: list[LineFile] = []
    funders: list[LineFile] = []


class GridFile(_Strict):
    grid: Name
    source: SourceFile
    private_funders: list[LineKey] = []
    charges: Annotated[list[AccountFile], Field(min_length=1)]
    produits: Annotated[list[AccountFile], Field(min_length=1)]
    emplois: AccountFile
    contributions: AccountFile
