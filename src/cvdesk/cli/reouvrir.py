"""``cvdesk reouvrir``: the dossier embedded in a PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import read_file, refuse_existing
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("pdf", type=Path, help="un PDF écrit par CVDesk")
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le paquet à écrire")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the embedded dossier as a paquet.

    Raises:
        UserError: If the file is not a PDF of CVDesk, or the paquet exists already.
    """
    refuse_existing(args.sortie)
    app.write_paquet(args.sortie, app.reopen(read_file(args.pdf)))
    print(f"Dossier retrouvé, écrit dans {args.sortie}", file=out)
    return ExitCode.DONE
