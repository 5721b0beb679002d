"""``cvdesk restaurer``: put a backup in place of the espace, which stays beside it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli import sauvegarder
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("sauvegarde", type=Path, help="la sauvegarde à remettre en place")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Restore and print what the espace holds now.

    Raises:
        UserError: If the backup is damaged or is something else; nothing is changed.
    """
    done = app.backups.restore(args.sauvegarde)
    if args.json:
        print_json(sauvegarder.shape_of(done), out)
    else:
        print(f"Espace remis en place ({sauvegarder.told(done)})", file=out)
        if done.former is not None:
            print(f"Le précédent reste dans {done.former}", file=out)
    return ExitCode.DONE
