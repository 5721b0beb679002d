"""``cvdesk nouveau``: an empty dossier."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import refuse_existing
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.facts import MOST_EXERCISES
from cvdesk.domain.form import Form, Nature
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le paquet à écrire")
    parser.add_argument(
        "--formulaire",
        required=True,
        help="un nom de «\u00a0formulaires\u00a0»",
    )
    parser.add_argument("--contrat", default="", help="le contrat de ville")
    parser.add_argument("--appel", default="", help="l’appel auquel le dossier répond")
    parser.add_argument("--annees", default="", help="2027, ou 2027-2029")
    parser.add_argument("--association", type=Path, help="la fiche de l’association, à recopier")
    parser.add_argument("--depuis", type=Path, help="un dossier, pour une fiche ou un pouvoir")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write an empty dossier, one that starts from a record, or a record made from a dossier.

    Raises:
        UserError: If the form, contract, call or years are not known or do not fit together, a file
            cannot be read, or there already is one of that name.
    """
    refuse_existing(args.sortie)
    form = app.form_named(args.formulaire)
    if args.depuis is not None:
        dossier, pieces = _from_dossier(app, args, form)
        app.write_paquet(args.sortie, dossier, pieces)
        print(f"{form.title}, d’après {args.depuis.name}, dans {args.sortie}", file=out)
        return ExitCode.DONE
    dossier = app.new_dossier(
        formulaire=args.formulaire,
        contrat=args.contrat,
        appel=args.appel,
        years=_years(args.annees),
    )
    if args.association is None:
        app.write_paquet(args.sortie, dossier)
        print(f"Dossier vide écrit dans {args.sortie}", file=out)
        return ExitCode.DONE
    record = app.read_paquet(args.association)
    started = app.associations.started(dossier, record.dossier)
    app.write_paquet(args.sortie, started, app.associations.named(started, record.pieces))
    copied = sum(one.text is not None for one in started.records.values())
    print(f"Dossier écrit dans {args.sortie}, {copied} réponses reprises de la fiche", file=out)
    return ExitCode.DONE


def _from_dossier(
    app: Cvdesk, args: argparse.Namespace, form: Form
) -> tuple[Dossier, Mapping[str, bytes]]:
    source = app.read_paquet(args.depuis)
    if form.nature is Nature.ASSOCIATION:
        record = app.associations.made_from(source.dossier)
        return record, app.associations.named(record, source.pieces)
    if form.nature is Nature.POWER:
        return app.powers.started(source.dossier), {}
    raise UserError(
        f"Le formulaire «\u00a0{form.title}\u00a0» ne part pas d’un dossier avec cette commande.",
        remedy="--depuis sert aux formulaires association et pouvoir.",
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
