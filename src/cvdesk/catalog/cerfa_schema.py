"""The shape of the files that recognise an official form: ``forms/cerfa/*.yaml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cvdesk.catalog.form_schema import Name, OptionId, Slug, SourceFile, Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReponseFile(_Strict):
    id: Slug
    label: Text
    champ: Slug | None = None
    calcul: Slug | None = None
    motifs: Annotated[list[Text], Field(min_length=1)]
    jamais: list[Text] = []
    quand: OptionId | None = None
    choix: dict[OptionId, Annotated[list[Text], Field(min_length=1)]] = {}

    @model_validator(mode="after")
    def _one_origin(self) -> ReponseFile:
        if (self.champ is None) == (self.calcul is None):
            raise ValueError("une réponse vient d’une seule chose\u00a0: champ ou calcul")
        if self.quand is not None and self.choix:
            raise ValueError(
                "une case à cocher a «\u00a0quand\u00a0», un choix «\u00a0choix\u00a0»"
            )
        return self


class LignesFile(_Strict):
    budget: Slug
    avec: Annotated[list[Text], Field(min_length=1)]
    jamais: list[Text] = []


class CerfaFile(_Strict):
    cerfa: Name
    titre: Text
    source: SourceFile
    note: str = ""
    reponses: Annotated[list[ReponseFile], Field(min_length=1)]
    budgets: list[LignesFile] = []
