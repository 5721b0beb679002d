"""``cvdesk controler``: what is missing, what to correct, and why."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.app.freeze import obstacles
from cvdesk.app.session import Session
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.days import read_day
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.budget import budgets, percent
from cvdesk.domain.checks.memoire import Memory
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.kept import NO_REASON
from cvdesk.domain.money import Euros

WORDS = {
    Gravity.BLOCKING: "À corriger avant de signer",
    Gravity.CORRECT: "À corriger, ou à garder avec une raison",
    Gravity.QUESTION: "Questions",
    Gravity.ADVICE: "Conseils",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    add_circumstances(parser)
    add_json(parser)


def add_circumstances(parser: argparse.ArgumentParser) -> None:
    """Declare what the checks know beside the answers: the day, last year's dossier."""
    parser.add_argument(
        "--precedent", type=Path, metavar="P0.cvdesk", help="le dossier de l’année d’avant"
    )
    parser.add_argument("--au", metavar="AAAA-MM-JJ", help="le jour où se placer")


def session_of(app: Cvdesk, dossier: Dossier, args: argparse.Namespace) -> Session:
    """Return a dossier as it is checked under the circumstances of the command.

    Raises:
        UserError: If the former dossier cannot be read, or the day is not one.
    """
    before = None if args.precedent is None else app.read_paquet(args.precedent).dossier
    return app.session(dossier, on=read_day(args.au), memory=Memory(previous=before))


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print ``{pret_a_signer, constats, totaux}``; exit code 1 when something blocks signing.

    Raises:
        UserError: If the dossier cannot be read, or the day is not one.
    """
    session = session_of(app, app.read_paquet(args.dossier).dossier, args)
    report = report_of(session)
    if args.json:
        print_json(report, out)
    else:
        _print(session, out)
    return ExitCode.DONE if report["pret_a_signer"] else ExitCode.ATTENTION


def report_of(session: Session) -> dict[str, Any]:
    """Return the machine shape of the checks of a session."""
    reasons = {one.finding: one.reason for one in session.kept}
    return {
        "pret_a_signer": not obstacles(session.findings),
        "constats": [
            {
                "numero": finding.number,
                "code": finding.code,
                "gravite": finding.gravity.value,
                "phrase": finding.message,
                "champs": [str(key) for key in finding.keys],
                "source": finding.source,
                "garde": finding in reasons,
                "raison": reasons.get(finding),
            }
            for finding in session.every_finding
        ],
        "totaux": totals_of(session.facts),
    }


def totals_of(facts: Facts) -> dict[str, Any]:
    """Return the computed totals, in euros (cents only if typed), by budget, project and year."""
    return {
        f"{one.budget.id}.{one.year}" + (f"@{one.row}" if one.row else ""): {
            "charges": _euros(one.charges),
            "produits": _euros(one.produits),
            "emplois_contributions_volontaires": _euros(one.emplois),
            "contributions_volontaires": _euros(one.contributions),
            "charges_avec_contributions": _euros(one.charges + one.emplois),
            "produits_avec_contributions": _euros(one.produits + one.contributions),
            "demande": _euros(one.asked),
            "part_demandee": percent(one.asked, one.produits),
            "argent_public": _euros(one.public),
            "part_publique": percent(one.public, one.produits),
        }
        for one in budgets(facts)
    }


def _euros(amount: Euros) -> int | float:
    return amount.cents // 100 if amount.is_whole else amount.cents / 100


def _print(session: Session, out: IO[str]) -> None:
    for gravity, title in WORDS.items():
        found = [finding for finding in session.findings if finding.gravity is gravity]
        if found:
            print(f"\n{title} ({len(found)})", file=out)
        for finding in found:
            number = f"{finding.number:>2}" if finding.number is not None else " –"
            print(f"  {number}  {finding.message}", file=out)
            if finding.keys:
                print(f"        → {', '.join(str(key) for key in finding.keys[:6])}", file=out)
    if session.kept:
        print(f"\nPoints gardés ({len(session.kept)})", file=out)
    for one in session.kept:
        number = f"{one.finding.number:>2}" if one.finding.number is not None else " –"
        print(f"  {number}  {one.finding.message}", file=out)
        print(f"        gardé\u00a0: {one.reason or NO_REASON}", file=out)
    record = session.reference.form.nature is Nature.ASSOCIATION
    left = len(obstacles(session.findings))
    if left:
        ready = f"{left} point(s) à régler" + ("." if record else " avant de signer.")
    else:
        ready = "La fiche est complète." if record else "Le dossier est prêt à signer."
    print(f"\n{ready}", file=out)
