"""``cvdesk champs``: the questions of a dossier, in order, with their answers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Field, Section
from cvdesk.domain.ids import Key


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet, son dossier décompressé ou son JSON")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print ``[{id, ligne, etape, libelle, type, obligatoire, visible, valeur, texte}]``.

    Raises:
        UserError: If the dossier cannot be read.
    """
    facts = app.session(app.read_paquet(args.dossier).dossier).facts
    rows = fields_of(facts)
    if args.json:
        print_json(rows, out)
        return ExitCode.DONE
    for row in rows:
        if row["visible"]:
            ligne = f"@{row['ligne']}" if row["ligne"] else ""
            mark = " *" if row["obligatoire"] else ""
            print(f"{row['id']}{ligne}\t{row['libelle']}{mark}\t{row['texte']}", file=out)
    return ExitCode.DONE


def fields_of(facts: Facts) -> list[dict[str, Any]]:
    """Return every question of the form for this dossier, hidden ones included and marked so."""
    visible = {key for _, _, key in facts.questions()}
    return [
        _row(facts, section, field, key, visible=key in visible)
        for section, field, key in facts.questions(hidden=True)
    ]


def _row(
    facts: Facts, section: Section, field: Field, key: Key, *, visible: bool
) -> dict[str, Any]:
    year = "" if key.year is None else f".{key.year}"
    return {
        "id": f"{key.field}{year}",
        "ligne": key.row,
        "etape": section.id,
        "libelle": field.label,
        "type": field.type.name,
        "obligatoire": field.required,
        "visible": visible,
        "valeur": facts.dossier.text(key),
        "texte": facts.shown(key.field, key.row, key.year),
    }
