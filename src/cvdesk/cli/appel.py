"""``cvdesk appel FICHIER``: check a call file and read it; every mistake with its line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.appels import row_of, told
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "fichier", help="le fichier de l’appel, un paquet qui le porte, ou le nom d’un appel connu"
    )
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the call, or its mistakes.

    Raises:
        UserError: If the file has mistakes, or its contract is unknown.
    """
    registre = app.registre_appels
    path = Path(args.fichier)
    known = not path.suffix and not path.is_file()
    appel = registre.appel(args.fichier) if known else registre.look_at(path).appel
    if args.json:
        print_json(row_of(appel, registre.voie_of(appel)), out)
        return ExitCode.DONE
    if not known:
        print(f"{appel.titre}\u00a0: ce fichier est complet et lisible.", file=out)
    for line in told(app, appel):
        print(line, file=out)
    return ExitCode.DONE
