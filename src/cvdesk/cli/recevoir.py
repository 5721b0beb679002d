"""``cvdesk recevoir``: keep a signed PDF that comes back with its dossier."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.retour import keep_retour
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import read_file, written_to
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("pdf", type=Path, help="le PDF signé")
    parser.add_argument("dossier", type=Path, help="le paquet du dossier")
    parser.add_argument("-o", "--sortie", type=Path, help="écrire ailleurs que dans le paquet lu")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Mark the version as signed and keep the PDF in the paquet; exit code 1 if it has changed.

    Raises:
        UserError: If the PDF is altered, not signed, or of another content; nothing is written.
    """
    target = written_to(args)
    pdf = read_file(args.pdf)
    paquet = app.read_paquet(args.dossier)
    retour = app.retours.look(pdf, paquet.dossier)
    session = app.session(paquet.dossier)
    keep_retour(session, retour)
    app.write_paquet(target, session.dossier, {**paquet.pieces, retour.sha256: pdf})
    print(retour.said, file=out)
    if not retour.known:
        print(f"Rangé avec le dossier dans {target}", file=out)
    return ExitCode.ATTENTION if retour.outdated else ExitCode.DONE
