"""``cvdesk budget-importer``: a budget read in a workbook, shown, then written if asked."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.app.budget_import import Destination, Import, choose, propose_import, take_import
from cvdesk.app.budget_placing import NOTHING, Placed, Target
from cvdesk.app.import_words import (
    remarks_in_words,
    target_in_words,
    targets_of,
    written_in_words,
)
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import written_to
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json
from cvdesk.domain.budget import PROJECT, WHOLE, is_functioning
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import ROOT, RowId
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument("classeur", type=Path, help="le fichier .xlsx, .ods ou .csv")
    parser.add_argument("--budget", default="", help="projet (par défaut) ou asso")
    parser.add_argument("--projet", default="", metavar="LIGNE", help="quel projet, par exemple P1")
    parser.add_argument("--exercice", type=int, help="le seul exercice à remplir")
    parser.add_argument("--feuille", default="", help="la feuille à lire")
    parser.add_argument(
        "--placer", action="append", default=[], metavar="LIBELLE=OU",
        help="où va une ligne : une clé de la grille (641), financeur:com, ou rien",
    )  # fmt: skip
    parser.add_argument("-o", "--sortie", type=Path, help="le paquet à écrire ; sans lui, montrer")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Show where each amount goes; write it with ``-o``; exit code 1 when a row is left to place.

    Raises:
        UserError: If the workbook cannot be read, or does not look like a budget; nothing is
            written.
    """
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    to = _destination(session.facts, args)
    classeur = app.tableurs.read(args.classeur)
    proposal = propose_import(session.facts, to, classeur, app.tableurs.livres)
    proposal = choose(proposal, dict(_placed(session.facts, proposal, one) for one in args.placer))
    before = session.facts
    written = 0
    if args.sortie is not None:
        written = take_import(session, proposal)
        app.write_paquet(written_to(args), session.dossier, paquet.pieces)
    if args.json:
        print_json(_as_json(before, proposal, written), out)
    else:
        _print(before, proposal, out)
        _conclude(args, written, out)
    left = proposal.to_place or any(one.problem for one in proposal.lines)
    return ExitCode.ATTENTION if left else ExitCode.DONE


def _destination(facts: Facts, args: argparse.Namespace) -> Destination:
    asked = args.budget or (WHOLE if is_functioning(facts.form) else PROJECT)
    found = facts.form.budgets.get(asked)
    if found is None:
        raise UserError(
            f"Ce formulaire n’a pas de budget « {asked} ».",
            remedy=f"Budgets : {', '.join(facts.form.budgets)}.",
        )
    parent = facts.form.parents[found.funders.id]
    rows = (ROOT,) if parent is None else facts.rows(parent)
    project = RowId(args.projet) if args.projet else next(iter(rows), None)
    if project not in rows:
        raise UserError(
            f"Il n’y a pas de projet « {args.projet} » dans ce dossier.",
            remedy=f"Projets : {', '.join(rows) or 'aucun encore'}.",
        )
    return Destination(found, project, args.exercice, args.feuille)


def _placed(facts: Facts, proposal: Import, words: str) -> tuple[str, Target]:
    """Read « LIBELLE=OU »."""
    label, equals, where = words.rpartition("=")
    kind, _, name = where.rpartition(":")
    offered = targets_of(facts, proposal)
    wanted = [Target("line", where), Target("funder", where)]
    if kind == "financeur":
        wanted = [Target("new", name)]
    found = [NOTHING] if where == "rien" else [one for one in wanted if one in offered]
    if not equals or not found:
        known = ", ".join(one.id for one in offered if one.kind == "line")
        raise UserError(
            f"« {words} » ne dit pas où placer une ligne.",
            remedy=f"Écrivez LIBELLE=OU, où OU est rien, financeur:com ou l’une de : {known}.",
        )
    return label, found[0]


def _as_json(facts: Facts, proposal: Import, written: int) -> dict[str, Any]:
    return {
        "source": proposal.source,
        "ecrits": written,
        "lignes": [
            {
                "ou": one.where,
                "libelle": one.label,
                "montants": {str(year): str(amount.digits) for year, amount in one.amounts},
                "vers": None
                if one.target is None
                else target_in_words(facts, proposal, one.target),
                "possibles": [target_in_words(facts, proposal, likely) for likely in one.likely],
                "remarque": said,
                "repris": one in proposal.placed,
            }
            for one, said in zip(proposal.lines, remarks_in_words(facts, proposal), strict=True)
        ],
    }


def _print(facts: Facts, proposal: Import, out: IO[str]) -> None:
    print(f"{proposal.source}\u00a0: {written_in_words(facts, proposal)}", file=out)
    for one, said in zip(proposal.lines, remarks_in_words(facts, proposal), strict=True):
        print(f"  {_line(facts, proposal, one, said)}", file=out)


def _line(facts: Facts, proposal: Import, one: Placed, said: str) -> str:
    amounts = ", ".join(f"{amount} ({year})" for year, amount in one.amounts)
    where = "à placer" if one.target is None else target_in_words(facts, proposal, one.target)
    remark = f" – {said}" if said else ""
    return f"{one.label or '(sans libellé)'}\t{amounts}\t→ {where}{remark}"


def _conclude(args: argparse.Namespace, written: int, out: IO[str]) -> None:
    if args.sortie is None:
        print("Rien n’est changé : ajoutez -o pour écrire le paquet.", file=out)
    else:
        many = "1 montant écrit" if written == 1 else f"{written} montants écrits"
        print(
            f"{many} dans {args.sortie}. Les autres lignes restent comme elles étaient.", file=out
        )
