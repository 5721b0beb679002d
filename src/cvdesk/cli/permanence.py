"""``cvdesk permanence``: every dossier of every espace, the most urgent first."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.app.permanence import Followed, urgency
from cvdesk.bootstrap import Cvdesk
from cvdesk.bootstrap.permanence import everything
from cvdesk.cli.days import read_day
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--au", metavar="AAAA-MM-JJ", help="le jour où se placer")
    parser.add_argument("--tableur", type=Path, metavar="LISTE.csv", help="écrire aussi la liste")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the list; exit code 1 when an espace could not be read.

    Raises:
        UserError: If the day is not one, or the list cannot be written.
    """
    listing, lines = everything(app.permanence, read_day(args.au))
    lines.sort(key=urgency)
    if args.tableur is not None:
        app.permanence.write_list(args.tableur, lines)
    if args.json:
        shape = {"dossiers": [_json(line) for line in lines], "espaces_absents": listing.refusals}
        print_json(shape, out)
    else:
        _print(lines, listing.refusals, out)
    return ExitCode.ATTENTION if listing.refusals else ExitCode.DONE


def _json(line: Followed) -> dict[str, Any]:
    return {
        "espace": line.place.name,
        "fichier": line.place.espace,
        "dossier": line.place.dossier,
        "association": line.association,
        "titre": line.title,
        "nature": line.kind,
        "etat": line.state,
        "detail": line.detail,
        "bloquants": line.blocking,
        "reponses_a_donner": line.unanswered,
        "a_corriger": line.correct,
        "questions": line.questions,
        "manque": list(line.missing),
        "jours_restants": line.days,
        "echeance": None if line.due is None else line.due.isoformat(),
        "echeance_de": line.about or None,
        "chez": line.holder or None,
        "prochaine_etape": line.next_step,
        "exemple": line.exemple,
    }


def _print(lines: list[Followed], refusals: tuple[str, ...], out: IO[str]) -> None:
    for line in lines:
        due = f" ({line.about})" if line.about else ""
        state = " · ".join(part for part in (line.state, line.detail) if part)
        print(f"\n{line.association} · {line.title}", file=out)
        print(f"  {state} · {line.remaining}{due} · chez {line.holder or 'non précisé'}", file=out)
        print(f"  il manque\u00a0: {line.left} · ensuite\u00a0: {line.next_step}", file=out)
    for refusal in refusals:
        print(f"\n{refusal}", file=out)
    if not lines:
        print("Aucun dossier dans les espaces de cet ordinateur.", file=out)
