"""``cvdesk contrat-empaqueter``: a contract as one signed file, to give away."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.whole_file import write_whole
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import refuse_loss
from cvdesk.cli.parser import ExitCode
from cvdesk.cli.secret import add_secret, read_secret


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le dossier des sources du contrat")
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le fichier .cvcontrat")
    parser.add_argument(
        "--identite", required=True, metavar="NOM", help="l’identité de cet ordinateur qui signe"
    )
    add_secret(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Check the sources, sign them, read the pack back, write it.

    Raises:
        UserError: If the sources have faults, or the identity may not sign.
    """
    refuse_loss(args.sortie)
    password = read_secret(args, "Mot de passe de l’identité")
    write_whole(args.sortie, app.pack_contrat(args.dossier, args.identite, password))
    print(f"Empaqueté et signé dans {args.sortie}", file=out)
    return ExitCode.DONE
