"""``cvdesk joindre``: a signed account or interim report among the pieces of the next request."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import read_file, refuse_existing
from cvdesk.cli.main import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="la demande qui le reçoit")
    parser.add_argument("pdf", type=Path, help="le compte rendu ou le bilan signé, en PDF")
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le paquet à écrire")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the request with the signed document among its pieces.

    Raises:
        UserError: If the PDF is no signed account of the same association for an earlier exercise.
    """
    refuse_existing(args.sortie)
    paquet = app.read_paquet(args.dossier)
    pdf = read_file(args.pdf)
    request, sha256 = app.justification.join_pdf(pdf, paquet.dossier)
    app.write_paquet(args.sortie, request, {**paquet.pieces, sha256: pdf})
    print(f"Joint à la demande, dans {args.sortie}", file=out)
    return ExitCode.DONE
