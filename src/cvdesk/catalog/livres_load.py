"""Reading what the books call the lines of the form: ``resources/comptes/livres.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cvdesk.catalog.form_load import source_of
from cvdesk.catalog.form_schema import LineKey, Name, SourceFile, Text
from cvdesk.catalog.yamltext import read_yaml, validate
from cvdesk.domain.livres import Libelle, Livres
from cvdesk.domain.wording import spaced


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LibelleFile(_Strict):
    """Labels, and where they lead."""

    ligne: LineKey = ""
    vers: list[LineKey] = []
    financeur: LineKey = ""
    compte: LineKey = ""
    dits: Annotated[list[Text], Field(min_length=1)]
    note: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> LibelleFile:
        if sum(map(bool, (self.ligne, self.vers, self.financeur, self.compte))) != 1:
            raise ValueError("un libellé mène à ligne, vers, financeur ou compte, à un seul")
        return self


class LivresFile(_Strict):
    """The whole table."""

    livres: Name
    source: SourceFile
    libelles: Annotated[list[LibelleFile], Field(min_length=1)]


def load_livres(path: Path) -> Livres:
    """Read the table.

    Raises:
        FileFaults: If it has mistakes, all told at once, each with its line.
    """
    shape = validate(LivresFile, read_yaml(path, name=f"comptes/{path.name}"))
    return Livres(
        source_of(shape.source),
        tuple(
            Libelle(
                (one.ligne,) if one.ligne else tuple(one.vers),
                one.financeur,
                tuple(one.dits),
                spaced(one.note),
                one.compte,
            )
            for one in shape.libelles
        ),
    )
