"""``cvdesk quartiers``: quarters by name, alias, old name or code."""

from __future__ import annotations

import argparse
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("texte", nargs="*", help="un nom, un ancien nom ou un code")
    parser.add_argument("--commune", default="", help="dans cette commune")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the quarters.

    Raises:
        UserError: If the commune is unknown.
    """
    found = app.quartiers(" ".join(args.texte), commune=args.commune)
    if args.json:
        print_json(app.as_json(found), out)
        return ExitCode.DONE
    for one in found:
        quartier = one.quartier
        code = quartier.code or "code non précisé"
        print(f"{code}\t{quartier.nom}\t{', '.join(quartier.communes)}", file=out)
    return ExitCode.DONE
