"""The shape of the letters: ``resources/lettres/*.yaml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from cvdesk.catalog.form_schema import LineKey, Slug, Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ParagrapheFile(_Strict):
    texte: Text
    si: list[Slug] = []


class LettreFile(_Strict):
    lettre: Slug
    titre: Text
    pour: list[LineKey] = []
    objet: Text
    salutation: Text
    paragraphes: Annotated[list[ParagrapheFile], Field(min_length=1)]
    politesse: Text
