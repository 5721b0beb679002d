"""``cvdesk budget``: the totals of every budget, and the lines that each computation counted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.app.corrections import correct_count
from cvdesk.app.proposal import take
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.budget_aides import add_helpers, proposals
from cvdesk.cli.controler import totals_of
from cvdesk.cli.files import written_to
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json
from cvdesk.domain.budget import BudgetYear, budgets, no_budget
from cvdesk.domain.computations import computations
from cvdesk.domain.counted import Computation, CountedLine
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import Euros
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    for name, said in (("compter", "compter"), ("ne-pas-compter", "ne pas compter")):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="CALCUL:LIGNE",
            help=f"{said} une ligne, par exemple commissaire:asso_financeur_montant.2027@F1",
        )  # fmt: skip
    parser.add_argument("--raison", default="", help="pourquoi, en une phrase")
    add_helpers(parser)
    parser.add_argument("-o", "--sortie", type=Path, help="écrire ailleurs que dans le paquet lu")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the totals and the computations; exit code 1 when a budget is not balanced.

    Raises:
        UserError: If the dossier cannot be read, or a line to count does not exist.
    """
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    for asked, counts in ((args.compter, True), (args.ne_pas_compter, False)):
        for words in asked:
            count, colon, line = words.partition(":")
            if not colon:
                raise UserError(
                    f"« {words} » ne dit pas quelle ligne compter.",
                    remedy="Écrivez par exemple commissaire:asso_financeur_montant.2027@F1.",
                )
            correct_count(session, count, line, counts=counts, reason=args.raison)
    taken = []
    for proposal in proposals(app, session, args):
        take(session, proposal)
        taken.append(proposal)
    if args.compter or args.ne_pas_compter or taken or args.sortie:
        app.write_paquet(written_to(args), session.dossier, paquet.pieces)
    facts = session.facts
    unbalanced = [one for one in budgets(facts) if not _is_balanced(one)]
    if args.json:
        print_json(report_of(facts), out)
    else:
        for proposal in taken:
            print(f"{proposal.title} : {proposal.sentence}", file=out)
        _print(facts, out)
    return ExitCode.ATTENTION if unbalanced else ExitCode.DONE


def report_of(facts: Facts) -> dict[str, Any]:
    """Return the machine shape: ``{equilibre, totaux, calculs}``."""
    return {
        "equilibre": all(_is_balanced(one) for one in budgets(facts)),
        "totaux": totals_of(facts),
        "calculs": [_as_json(one) for one in computations(facts)],
    }


def _is_balanced(one: BudgetYear) -> bool:
    return one.charges == one.produits and one.emplois == one.contributions


def _as_json(one: Computation) -> dict[str, Any]:
    return {
        "calcul": one.id,
        "titre": one.title,
        "total": _euros(one.total),
        "resultat": one.result,
        "question": one.question,
        "seuil_depasse": one.passed,
        "source": one.source,
        "comptees": [_line(line) for line in one.counted],
        "laissees": [_line(line) for line in one.left_out],
    }


def _line(line: CountedLine) -> dict[str, Any]:
    return {
        "champ": str(line.key),
        "nom": line.name,
        "montant": _euros(line.amount),
        "raison": line.reason,
        "corrigee": line.corrected,
    }


def _euros(amount: Euros) -> int | float:
    return amount.cents // 100 if amount.is_whole else amount.cents / 100


def _print(facts: Facts, out: IO[str]) -> None:
    if not facts.form.budgets:
        print(no_budget(facts.form), file=out)
    for one in budgets(facts):
        print(f"{one.budget.title or one.budget.label}, {one.year}", file=out)
        whole = one.charges + one.emplois, one.produits + one.contributions
        print(f"  charges {one.charges}, produits {one.produits}", file=out)
        print(f"  avec bénévolat et prêts : {whole[0]}, {whole[1]}", file=out)
        if not _is_balanced(one):
            gap = abs(one.charges - one.produits) or abs(one.emplois - one.contributions)
            print(f"  {gap} d’écart : les deux côtés doivent être égaux", file=out)
    for found in computations(facts):
        print(f"\n{found.title}\n  {found.result}", file=out)
        for line in found.counted:
            _print_line("+", line, out)
        for line in found.left_out:
            _print_line(" ", line, out)
        print(f"  {found.question}\n  ({found.source})", file=out)


def _print_line(sign: str, line: CountedLine, out: IO[str]) -> None:
    reason = f" – {line.reason}" if line.reason else ""
    print(f"  {sign} {line.amount}\t{line.name}{reason}\t{line.key}", file=out)
