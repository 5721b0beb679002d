"""``cvdesk nouveau``: an empty dossier."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.days import read_years
from cvdesk.cli.files import refuse_existing
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le paquet à écrire")
    parser.add_argument("--formulaire", required=True, help="annuel, cpo, ou nom/révision")
    parser.add_argument("--contrat", required=True, help="le contrat de ville")
    parser.add_argument("--appel", default="", help="l’appel auquel le dossier répond")
    parser.add_argument("--annees", default="", help="2027, ou 2027-2029")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write an empty dossier.

    Raises:
        UserError: If the form, contract, call or years are not known or do not fit together,
            or there already is a file of that name.
    """
    refuse_existing(args.sortie)
    dossier = app.new_dossier(
        formulaire=args.formulaire,
        contrat=args.contrat,
        appel=args.appel,
        years=read_years(args.annees),
    )
    app.write_paquet(args.sortie, dossier)
    print(f"Dossier vide écrit dans {args.sortie}", file=out)
    return ExitCode.DONE
