"""``cvdesk nouveau``: an empty dossier."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import refuse_existing
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.facts import MOST_EXERCISES
from cvdesk.errors import UserError


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
        years=_years(args.annees),
    )
    app.write_paquet(args.sortie, dossier)
    print(f"Dossier vide écrit dans {args.sortie}", file=out)
    return ExitCode.DONE


def _years(text: str) -> tuple[int, ...]:
    if not text:
        return ()
    match = re.fullmatch(r"(20\d\d)(?:-(20\d\d))?", text, re.ASCII)
    if match is None:
        raise UserError(
            f"«\u00a0{text}\u00a0» ne dit pas des années.", remedy="Écrivez 2027, ou 2027-2029."
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if not first <= last < first + MOST_EXERCISES:
        raise UserError(
            f"«\u00a0{text}\u00a0» ne dit pas des années qui se suivent, cinq au plus.",
            remedy="Écrivez par exemple 2027-2029.",
        )
    return tuple(range(first, last + 1))
