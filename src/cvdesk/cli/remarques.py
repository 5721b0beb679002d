"""``cvdesk remarques``: what readers wrote about a dossier."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.app.review import Comment, comments
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument("--ouvertes", action="store_true", help="sans celles qui sont réglées")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print ``[{ligne, champ, libelle, texte, de, le, reglee, absente, reponses}]``.

    Raises:
        UserError: If the dossier cannot be read.
    """
    found = comments(app.session(app.read_paquet(args.dossier).dossier).facts)
    if args.ouvertes:
        found = tuple(one for one in found if not one.settled)
    if args.json:
        print_json([_json(one) for one in found], out)
        return ExitCode.DONE
    for one in found:
        away = f" ({one.away})" if one.away else ""
        mark = "x" if one.settled else " "
        print(f"[{mark}] {one.about}{away}  {one.row}", file=out)
        print(f"    {one.text}\n    {one.signed}", file=out)
        for reply in one.replies:
            print(f"      → {reply.text}  ({reply.signed})", file=out)
    if not found:
        print("Aucune remarque.", file=out)
    return ExitCode.DONE


def _json(one: Comment) -> dict[str, Any]:
    return {
        "ligne": one.row,
        "champ": None if one.key is None else str(one.key),
        "libelle": one.about,
        "texte": one.text,
        "de": one.author,
        "le": None if one.day is None else one.day.isoformat(),
        "reglee": one.settled,
        "absente": one.away or None,
        "reponses": [_json(reply) for reply in one.replies],
    }
