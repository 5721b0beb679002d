"""``cvdesk contrat-deplacer``: a dossier moves to another edition of its contract."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.app.move_contrat import MovePlan, move, plan_move
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import written_to
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.ids import Key
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument(
        "--vers", required=True, metavar="VERSION", help="l’édition, ou une partie de son nom"
    )
    parser.add_argument(
        "--choisir", action="append", default=[], metavar="CHAMP@LIGNE=REPERE",
        help="pour une orientation partagée, celle que votre phrase sert",
    )  # fmt: skip
    parser.add_argument("--oui", action="store_true", help="déplacer, après avoir tout montré")
    parser.add_argument("-o", "--sortie", type=Path, help="écrire ailleurs que dans le paquet lu")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Show what would become of each answer; with ``--oui``, move the dossier and write it.

    Exit code 1 when something is left to choose.

    Raises:
        UserError: If the edition is unknown or the dossier cannot move; nothing is written.
    """
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    contrat = app.edition(paquet.dossier.contrat.contrat, args.vers)
    choices = dict(map(_choice, args.choisir))
    plan = plan_move(session, contrat)
    if not args.json:
        for line in sentences(plan):
            print(line, file=out)
    if args.oui:
        move(session, contrat, choices)
        app.write_paquet(written_to(args), session.dossier, paquet.pieces)
    if args.json:
        print_json(_shown(plan, moved=args.oui), out)
    elif args.oui:
        print(f"Déplacé dans {args.sortie or args.dossier}", file=out)
    else:
        print("Rien n’a bougé. Ajoutez --oui pour déplacer le dossier.", file=out)
    waiting = () if args.oui else plan.to_choose
    left = any(one.key not in choices for one in waiting)
    return ExitCode.ATTENTION if left or plan.orphans else ExitCode.DONE


def _choice(written: str) -> tuple[Key, str]:
    name, equals, wanted = written.partition("=")
    try:
        key = Key.parse(name)
    except ValueError:
        equals = ""
        key = Key.parse("illisible")
    if not equals or not wanted:
        raise UserError(
            f"«\u00a0{written}\u00a0» ne dit pas quoi choisir.",
            remedy="Écrivez par exemple --choisir ancrage_noeud@N1=O4.1.",
        )
    return key, wanted


def sentences(plan: MovePlan) -> list[str]:
    """Return what would become of each answer, in French, one a line."""
    return [
        f"De l’édition «\u00a0{plan.depuis.version}\u00a0» vers «\u00a0{plan.vers.version}\u00a0»",
        *(f"  {one.key}  {one.phrase}" for one in plan.anchors),
        *plan.notes,
    ]


def _shown(plan: MovePlan, *, moved: bool) -> dict[str, Any]:
    return {
        "de": {"id": plan.depuis.contrat, "version": plan.depuis.version},
        "vers": {"id": plan.vers.contrat, "version": plan.vers.version},
        "ancrages": [
            {
                "champ": str(one.key),
                "avant": one.avant,
                "apres": list(one.apres),
                "sort": one.fate,
                "phrase": one.phrase,
            }
            for one in plan.anchors
        ],
        "remarques": list(plan.notes),
        "deplace": moved,
    }
