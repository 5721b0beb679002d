"""``cvdesk pouvoir-joindre``: a power signed by both becomes a piece of its dossier."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import read_file, written_to
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.papertypes import PieceFile


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet du dossier")
    parser.add_argument("pouvoir", type=Path, help="le PDF du pouvoir, signé par les deux")
    parser.add_argument("-o", "--sortie", type=Path, help="écrire ailleurs que dans le paquet lu")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Check both signatures, join the PDF, and say in the dossier who signs.

    Raises:
        UserError: If it is not a power, or one of the signatures is missing or not intact.
    """
    paquet, pdf = app.read_paquet(args.dossier), read_file(args.pouvoir)
    file = PieceFile(hashlib.sha256(pdf).hexdigest(), len(pdf), args.pouvoir.name)
    changed = app.powers.joined(paquet.dossier, pdf, file)
    target = written_to(args)
    app.write_paquet(target, changed, {**paquet.pieces, file.sha256: pdf})
    print(f"Pouvoir joint au dossier dans {target}", file=out)
    print("Les déclarations sont à cocher par la personne qui signe.", file=out)
    return ExitCode.DONE
