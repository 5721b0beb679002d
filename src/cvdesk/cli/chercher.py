"""``cvdesk chercher``: orientations and objectives that answer some words."""

from __future__ import annotations

import argparse
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("texte", nargs="+", help="un besoin, en mots de tous les jours")
    parser.add_argument("--contrat", default="", help="dans ce contrat seulement")
    parser.add_argument("--commune", default="", help="pour cette commune")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print what answers, best first.

    Raises:
        UserError: If the contract or the commune is unknown.
    """
    found = app.chercher(" ".join(args.texte), contrat=args.contrat, commune=args.commune)
    if args.json:
        print_json(app.as_json(found), out)
        return ExitCode.DONE
    for one in found:
        print(f"{one.contrat}  {one.noeud}  {one.titre}", file=out)
        if one.extrait and one.extrait != one.titre:
            print(f"    {one.extrait}", file=out)
    if not found:
        print("Rien ne répond à ces mots. Essayez un mot plus simple.", file=out)
    return ExitCode.DONE
