"""Reading the dated rates: ``resources/taux/*.yaml``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from cvdesk.catalog.form_load import source_of
from cvdesk.catalog.form_schema import Name, SourceFile, Text
from cvdesk.catalog.yamltext import read_yaml, validate
from cvdesk.domain.money import Euros
from cvdesk.domain.taux import Taux
from cvdesk.domain.wording import spaced


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ValeurFile(_Strict):
    """One value: what, from when, read where."""

    id: Name
    label: Text
    valeur: Annotated[str, StringConstraints(pattern=r"^\d{1,4},\d{2}$")]
    depuis: date
    a_verifier: bool = False
    source: SourceFile

    @model_validator(mode="after")
    def _read_or_doubted(self) -> ValeurFile:
        if not self.a_verifier and self.source.checked_on is None:
            raise ValueError(
                "une valeur que personne n’a lue dans son texte porte «\u00a0a_verifier\u00a0»"
            )
        return self


class TauxFile(_Strict):
    """A file of rates."""

    taux: Name
    titre: Text
    unites: Text
    valeurs: Annotated[list[ValeurFile], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> TauxFile:
        days: dict[str, date] = {}
        for one in self.valeurs:
            if one.id in days and one.depuis <= days[one.id]:
                raise ValueError(f"les valeurs de «\u00a0{one.id}\u00a0» vont de jour en jour")
            days[one.id] = one.depuis
        return self


def load_taux(path: Path) -> tuple[Taux, ...]:
    """Read one file of rates.

    Raises:
        FileFaults: If it has mistakes, all told at once, each with its line.
    """
    shape = validate(TauxFile, read_yaml(path, name=f"taux/{path.name}"))
    return tuple(
        Taux(
            one.id, spaced(one.label), Euros.parse(one.valeur), one.depuis, source_of(one.source),
            one.a_verifier,
        )
        for one in shape.valeurs
    )  # fmt: skip
