"""``cvdesk portail FICHIER``: check a portal file; every mistake with its line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import read_file
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.cli.portails import row_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("fichier", type=Path, help="le fichier du portail")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the portal, or its mistakes.

    Raises:
        UserError: If the file has mistakes.
    """
    read_file(args.fichier)  # an absent file has no line to point at
    portail = app.transmettre.read_portail(args.fichier)
    if args.json:
        print_json(row_of(portail), out)
    else:
        print(f"{portail.titre}\u00a0: ce fichier est complet et lisible.", file=out)
    return ExitCode.DONE
