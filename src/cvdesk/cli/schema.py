"""``cvdesk schema NOM``: the JSON Schema of a format, for those who read our files."""

from __future__ import annotations

import argparse
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("nom", choices=("dossier", "contrat", "formulaire", "appel", "portail"))


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the schema."""
    print_json(app.schema(args.nom), out)
    return ExitCode.DONE
