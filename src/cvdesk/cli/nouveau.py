"""``cvdesk nouveau``: a dossier that knows its contract, and what is already known beside it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import IO

from cvdesk.app.beginning import Beginning, begin, departement_of, named_place
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import refuse_existing
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.facts import MOST_EXERCISES
from cvdesk.domain.voie import paths_of
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le paquet à écrire")
    parser.add_argument("--contrat", required=True, help="le contrat de ville")
    parser.add_argument(
        "--formulaire",
        default="",
        help="nom ou nom/révision, sinon celui de la voie",
    )
    parser.add_argument(
        "--voie", default="", help="la façon de demander, que «\u00a0voies\u00a0» donne"
    )
    parser.add_argument("--appel", default="", help="l’appel auquel le dossier répond")
    parser.add_argument("--annees", default="", help="2027, ou 2027-2029")
    parser.add_argument("--commune", default="", help="la commune de l’action")
    parser.add_argument("--quartier", default="", help="son nom, un ancien nom ou son code")
    parser.add_argument(
        "--orientation", action="append", default=[], metavar="REPERE",
        help="une orientation à citer, la principale d’abord",
    )  # fmt: skip


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write a dossier that holds what was said, and nothing else.

    Raises:
        UserError: If the form, contract, call, place, orientation or years are not known or do not
            fit together, or there already is a file of that name.
    """
    refuse_existing(args.sortie)
    contrat = app.contrat(args.contrat)
    commune, quartier = named_place(contrat, args.commune, args.quartier)
    beginning = Beginning(
        contrat=contrat.id,
        commune=commune,
        quartier=quartier,
        orientations=tuple(args.orientation),
        voie=args.voie,
        appel=args.appel,
        years=_years(args.annees),
    )
    if args.voie:
        _check_path(app, contrat, beginning)
    if args.formulaire:
        empty = app.new_dossier(
            formulaire=args.formulaire, contrat=contrat.id, appel=args.appel, years=beginning.years
        )
        session = app.session(empty)
        begin(session, beginning)
        dossier = session.dossier
    else:
        dossier = app.begin_dossier(beginning)
    app.write_paquet(args.sortie, dossier)
    print(f"Dossier écrit dans {args.sortie}", file=out)
    return ExitCode.DONE


def _check_path(app: Cvdesk, contrat: Contrat, beginning: Beginning) -> None:
    departement = departement_of(contrat, beginning.commune)
    offered = [one.id for one in paths_of(app.registre_appels.voies, contrat.id, departement)]
    if beginning.voie not in offered:
        raise UserError(
            f"«\u00a0{beginning.voie}\u00a0» n’est pas une façon de demander dans ce contrat"
            f"{f' à {beginning.commune}' if beginning.commune else ''}.",
            remedy=f"Voies\u00a0: {', '.join(offered)}.",
        )


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
