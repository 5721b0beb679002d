"""The shape of the portal files: ``forms/portails/*.yaml``, and any a user received."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from cvdesk.catalog.form_schema import Name, OptionId, Slug, SourceFile, Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CaseFile(_Strict):
    id: Slug
    label: Text
    champ: Slug | None = None
    calcul: Slug | None = None
    fixe: Text | None = None
    choix: dict[OptionId, Text] = {}
    saisie: bool = False
    a_choisir: bool = False
    limite: Annotated[int, Field(gt=0)] | None = None
    a_verifier: str = ""
    aide: str = ""

    @model_validator(mode="after")
    def _one_origin(self) -> CaseFile:
        if sum(one is not None for one in (self.champ, self.calcul, self.fixe)) != 1:
            raise ValueError("une case vient d’une seule chose\u00a0: champ, calcul ou fixe")
        if self.fixe is not None and (self.choix or self.saisie):
            raise ValueError("un choix fixe n’a ni «\u00a0choix\u00a0» ni «\u00a0saisie\u00a0»")
        return self


class BlocFile(_Strict):
    chaque: Slug
    titre: Text
    cases: Annotated[list[CaseFile], Field(min_length=1)]


class GrilleFile(_Strict):
    grille: Slug
    id: Slug
    titre: Text


def _kind(item: Any) -> str:
    if isinstance(item, dict):
        return "bloc" if "chaque" in item else "grille" if "grille" in item else "case"
    if isinstance(item, BlocFile):
        return "bloc"
    return "grille" if isinstance(item, GrilleFile) else "case"


ElementFile = Annotated[
    Annotated[CaseFile, Tag("case")]
    | Annotated[BlocFile, Tag("bloc")]
    | Annotated[GrilleFile, Tag("grille")],
    Discriminator(_kind),
]


class EcranFile(_Strict):
    id: Slug
    titre: Text
    par_projet: bool = False
    note: str = ""
    a_verifier: str = ""
    cases: Annotated[list[ElementFile], Field(min_length=1)]


class PortailFile(_Strict):
    portail: Name
    titre: Text
    adresse: str = ""
    source: SourceFile
    note: str = ""
    a_verifier: str = ""
    ecrans: Annotated[list[EcranFile], Field(min_length=1)]
