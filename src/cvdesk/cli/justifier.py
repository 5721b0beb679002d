"""``cvdesk justifier``: the account of a grant, started from its request."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import IO

from cvdesk.app.remise import note_remise, remise_on
from cvdesk.app.report import Accounting, accountable_years
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.days import read_day
from cvdesk.cli.files import refuse_existing, written_to
from cvdesk.cli.main import ExitCode
from cvdesk.domain.dossier import Dossier
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="la demande\u00a0: paquet, dossier ou JSON")
    parser.add_argument(
        "-o", "--sortie", type=Path,
        help="le paquet à écrire\u00a0; avec --remis, écrire ailleurs que dans la demande",
    )  # fmt: skip
    parser.add_argument(
        "--remis", metavar="AAAA-MM-JJ", help="noter dans la demande le jour de la remise"
    )
    parser.add_argument(
        "--exercice", type=int, default=None, help="l’exercice, pour une convention de plusieurs"
    )
    parser.add_argument(
        "--nature",
        choices=[kind.word for kind in Accounting],
        default=Accounting.REPORT.word,
        help="compte-rendu (par défaut), bilan, non-realisation ou delai",
    )


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the dossier that accounts for a grant, or note that it was handed in.

    Raises:
        UserError: If the file is no request, has several exercises and none is chosen, or there
            already is a file of that name.
    """
    day = read_day(args.remis)
    if day is not None:
        return _note(app, args, day, out)
    if args.sortie is None:
        raise UserError(
            "Il faut dire quel paquet écrire.",
            remedy="Ajoutez -o, ou --remis pour noter une remise dans la demande.",
        )
    refuse_existing(args.sortie)
    origin = app.read_paquet(args.dossier).dossier
    kind = Accounting.named(args.nature)
    year = _year(app, origin, args.exercice)
    made = app.justification.start(origin, kind, year)
    app.write_paquet(args.sortie, made)
    session = app.session(made)
    print(f"{session.reference.form.title} {year}, dans {args.sortie}", file=out)
    left = sum(finding.number is None for finding in session.findings)
    print(f"Repris de la demande\u00a0; {left} réponses restent à donner.", file=out)
    return ExitCode.DONE


def _note(app: Cvdesk, args: argparse.Namespace, day: date, out: IO[str]) -> ExitCode:
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    remise = remise_on(session.facts, _year(app, paquet.dossier, args.exercice), day)
    note_remise(session, remise)
    app.write_paquet(written_to(args), session.dossier, paquet.pieces)
    print(remise.said, file=out)
    return ExitCode.DONE


def _year(app: Cvdesk, origin: Dossier, asked: int | None) -> int:
    years = accountable_years(app.session(origin).facts)
    if asked is not None or not years:
        return asked or 0  # what is wrong with the dossier is told by who starts the account
    if len(years) > 1:
        raise UserError(
            "Cette convention porte sur plusieurs exercices, et un compte rendu sur un seul.",
            remedy=f"Ajoutez --exercice, par exemple --exercice {years[0]}.",
        )
    return years[0]
