"""``cvdesk appel-donner``: the file of a call, as it is or carried over to another year."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.appel_registry import next_campaign
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import refuse_existing
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("appel", help="le nom d’un appel connu")
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le fichier à écrire")
    parser.add_argument(
        "--annee", type=int, help="l’année du nouvel appel\u00a0: les dates avancent d’autant"
    )


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the file.

    Raises:
        UserError: If the call is unknown, or there already is a file of that name.
    """
    refuse_existing(args.sortie)
    registre = app.registre_appels
    appel = registre.appel(args.appel)
    if args.annee is not None:
        appel = next_campaign(appel, args.annee)
    registre.give(appel, args.sortie)
    print(f"Appel écrit dans {args.sortie}", file=out)
    if args.annee is not None:
        print(
            "Ses dates sont celles de l’appel d’avant, déplacées\u00a0: vérifiez chaque ligne, "
            "puis écrivez sa source.",
            file=out,
        )
    return ExitCode.DONE
