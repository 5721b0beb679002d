"""Reading the worked examples: ``resources/exemples/*.yaml``."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from cvdesk.app.new_dossier import Answers, Example
from cvdesk.catalog.yamltext import read_yaml, validate


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RowFile(_Strict):
    """A row: its key, what is answered in it, the rows below it."""

    ligne: str
    reponses: dict[str, str] = {}
    lignes: dict[str, list[RowFile]] = {}


class ExampleFile(_Strict):
    """A worked dossier, as a person would type it."""

    exemple: str
    titre: str
    form: str
    contrat: str
    appel: str = ""
    reponses: dict[str, str]
    lignes: dict[str, list[RowFile]] = {}


def load_example(path: Path) -> Example:
    """Read one example.

    Raises:
        FileFaults: If the file has mistakes, all told at once, each with its line.
    """
    shape = validate(ExampleFile, read_yaml(path))
    return Example(
        id=shape.exemple,
        title=shape.titre,
        form=shape.form,
        contrat=shape.contrat,
        appel=shape.appel,
        answers=Answers(shape.reponses, _rows(shape.lignes)),
    )


def _rows(shape: dict[str, list[RowFile]]) -> dict[str, list[tuple[str, Answers]]]:
    return {
        group: [(row.ligne, Answers(row.reponses, _rows(row.lignes))) for row in rows]
        for group, rows in shape.items()
    }
