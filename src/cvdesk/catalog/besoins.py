"""Everyday words for what contracts call otherwise: ``resources/listes/besoins.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cvdesk.catalog.yamltext import read_yaml, validate

_Words = Annotated[str, StringConstraints(min_length=2, max_length=80)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Besoin(_Strict):
    """A need: how people say it, and the words contracts use for it."""

    dits: Annotated[list[_Words], Field(min_length=1)]
    mots: Annotated[list[_Words], Field(min_length=1)]


class Besoins(_Strict):
    """Words that say nothing by themselves, and needs."""

    mots_vides: Annotated[list[str], Field(min_length=1)]
    besoins: Annotated[list[Besoin], Field(min_length=1)]


def load_besoins(path: Path) -> Besoins:
    """Read the everyday words.

    Raises:
        FileFaults: If the file has faults, all told at once.
    """
    return validate(Besoins, read_yaml(path, name=f"{path.parent.name}/{path.name}"))
