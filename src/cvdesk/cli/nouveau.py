"""``cvdesk nouveau``: a dossier that knows its contract, and what is already known beside it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from cvdesk.app.beginning import Beginning, begin, departement_of, named_place
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.days import read_years
from cvdesk.cli.files import refuse_existing
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.form import Form, Nature
from cvdesk.domain.voie import paths_of
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le paquet à écrire")
    parser.add_argument("--contrat", default="", help="le contrat de ville")
    parser.add_argument(
        "--formulaire",
        default="",
        help="un nom de «\u00a0formulaires\u00a0», sinon celui de la voie",
    )
    parser.add_argument(
        "--voie", default="", help="la façon de demander, que «\u00a0voies\u00a0» donne"
    )
    parser.add_argument("--appel", default="", help="l’appel auquel le dossier répond")
    parser.add_argument("--annees", default="", help="2027, ou 2027-2029")
    parser.add_argument("--commune", default="", help="la commune de l’action")
    parser.add_argument("--quartier", default="", help="son nom, un ancien nom ou son code")
    parser.add_argument("--besoin", default="", help="le besoin, avec vos mots")
    parser.add_argument(
        "--orientation", action="append", default=[], metavar="REPERE",
        help="une orientation à citer, la principale d’abord",
    )  # fmt: skip
    parser.add_argument("--association", type=Path, help="la fiche de l’association, à recopier")
    parser.add_argument("--depuis", type=Path, help="un dossier, pour une fiche ou un pouvoir")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write a dossier that holds what was said and nothing else, or a record made from a dossier.

    Raises:
        UserError: If the form, contract, call, place, orientation or years are not known or do not
            fit together, a file cannot be read, or there already is one of that name.
    """
    refuse_existing(args.sortie)
    if args.depuis is not None:
        form = app.form_named(args.formulaire)
        dossier, pieces = _from_dossier(app, args, form)
        app.write_paquet(args.sortie, dossier, pieces)
        print(f"{form.title}, d’après {args.depuis.name}, dans {args.sortie}", file=out)
        return ExitCode.DONE
    dossier = _begun(app, args)
    if args.association is None:
        app.write_paquet(args.sortie, dossier)
        print(f"Dossier écrit dans {args.sortie}", file=out)
        return ExitCode.DONE
    record = app.read_paquet(args.association)
    started = app.associations.started(dossier, record.dossier)
    app.write_paquet(args.sortie, started, app.associations.named(started, record.pieces))
    copied = sum(one.text is not None for one in started.records.values())
    print(f"Dossier écrit dans {args.sortie}, {copied} réponses reprises de la fiche", file=out)
    return ExitCode.DONE


def _begun(app: Cvdesk, args: argparse.Namespace) -> Dossier:
    """Return a dossier with the place, the orientations and the path that were said."""
    years = read_years(args.annees)
    if args.formulaire and (whole := app.form_named(args.formulaire).year_of):
        raise UserError(
            f"Ce formulaire reprend l’action et le budget d’une année d’un dossier "
            f"«\u00a0{whole}\u00a0»\u00a0: il ne part pas de rien.",
            remedy="Utilisez «\u00a0cvdesk reconduire CONVENTION --annees 2028\u00a0».",
        )
    if args.formulaire and not args.contrat:
        return app.new_dossier(
            formulaire=args.formulaire, contrat="", appel=args.appel, years=years
        )
    if not args.contrat:
        raise UserError(
            "Il manque le contrat de ville.",
            remedy="Ajoutez --contrat\u00a0; la commande «\u00a0contrats\u00a0» les donne.",
        )
    contrat = app.contrat(args.contrat)
    commune, quartier = named_place(contrat, args.commune, args.quartier)
    beginning = Beginning(
        contrat=contrat.id,
        commune=commune,
        quartier=quartier,
        besoin=args.besoin,
        orientations=tuple(args.orientation),
        voie=args.voie,
        appel=args.appel,
        years=years,
    )
    if args.voie:
        _check_path(app, contrat, beginning)
    if not args.formulaire:
        return app.begin_dossier(beginning)
    empty = app.new_dossier(
        formulaire=args.formulaire, contrat=contrat.id, appel=args.appel, years=years
    )
    session = app.session(empty)
    begin(session, beginning)
    return session.dossier


def _check_path(app: Cvdesk, contrat: Contrat, beginning: Beginning) -> None:
    commune, voies = beginning.commune, app.registre_appels.voies
    departement = departement_of(contrat, commune)
    offered = [one.id for one in paths_of(voies, contrat.id, departement, commune)]
    if beginning.voie not in offered:
        raise UserError(
            f"«\u00a0{beginning.voie}\u00a0» n’est pas une façon de demander dans ce contrat"
            f"{f' à {commune}' if commune else ''}.",
            remedy=f"Voies\u00a0: {', '.join(offered)}.",
        )


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
