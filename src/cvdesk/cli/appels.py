"""``cvdesk appels``: the calls known."""

from __future__ import annotations

import argparse
from typing import IO, Any

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.appel import Appel


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the calls, those that close first at the top.

    Raises:
        UserError: If a call file has mistakes.
    """
    found = sorted(app.appels(), key=lambda one: (one.cloture is None, one.cloture, one.id))
    if args.json:
        print_json([row_of(one) for one in found], out)
        return ExitCode.DONE
    for one in found:
        closing = "dépôt non précisé" if one.cloture is None else f"dépôt le {one.cloture:%d/%m/%Y}"
        print(f"{one.id}\t{one.titre}\t{closing}", file=out)
    return ExitCode.DONE


def row_of(appel: Appel) -> dict[str, Any]:
    """Return the machine shape of a call; what it does not say is null."""
    return {
        "id": appel.id,
        "titre": appel.titre,
        "contrat": appel.contrat,
        "periode": appel.periode,
        "annees": list(appel.annees),
        "exemple": appel.exemple,
        "ouverture": None if appel.ouverture is None else appel.ouverture.isoformat(),
        "cloture": None if appel.cloture is None else appel.cloture.isoformat(),
        "part_publique_max": _text(appel.part_publique_max),
        "cvn_comptees": appel.cvn_comptees,
        "part_qpv_min": _text(appel.part_qpv_min),
        "pieces": [piece.id for piece in appel.pieces],
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
