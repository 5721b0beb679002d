"""``cvdesk exporter``: the dossier as a PDF, at any stage."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.freeze import blocking
from cvdesk.app.whole_file import write_whole
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import refuse_same
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le fichier à écrire")
    parser.add_argument("--donnees", action="store_true", help="les données en JSON, sans le PDF")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the draft, or the frozen version when nothing changed since it was frozen.

    Raises:
        UserError: If the dossier cannot be read or the file cannot be written.
    """
    refuse_same(args.dossier, args.sortie)
    session = app.session(app.read_paquet(args.dossier).dossier)
    if args.donnees:
        write_whole(args.sortie, app.data(session.dossier))
    else:
        write_whole(args.sortie, app.print_current(session))
    print(f"Écrit dans {args.sortie}", file=out)
    return ExitCode.ATTENTION if blocking(session.findings) else ExitCode.DONE
