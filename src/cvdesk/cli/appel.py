"""``cvdesk appel FICHIER``: check a call file; every mistake with its line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.appels import row_of
from cvdesk.cli.files import read_file
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("fichier", type=Path, help="le fichier de l’appel")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the call, or its mistakes.

    Raises:
        UserError: If the file has mistakes, or its contract is unknown.
    """
    read_file(args.fichier)  # an absent file has no line to point at
    appel = app.read_appel(args.fichier)
    if args.json:
        print_json(row_of(appel), out)
    else:
        print(f"{appel.titre}\u00a0: ce fichier est complet et lisible.", file=out)
    return ExitCode.DONE
