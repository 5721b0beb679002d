"""``cvdesk contrat ID``: one contract, whole."""

from __future__ import annotations

import argparse
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.contrat import Contrat


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "id", help="l’identifiant du contrat, donné par «\u00a0cvdesk contrats\u00a0»"
    )
    parser.add_argument("--version", default="", help="une autre édition que la dernière")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the contract; without ``--json``, its tree and its quarters.

    Raises:
        UserError: If the catalogue does not have it.
    """
    contrat = app.contrat(args.id, args.version)
    if args.json:
        print_json(app.contrat_json(contrat), out)
    else:
        _print(contrat, out)
    return ExitCode.DONE


def _print(contrat: Contrat, out: IO[str]) -> None:
    print(f"{contrat.titre}, {contrat.version} ({contrat.source.statut})\n", file=out)
    for noeud in contrat.noeuds:
        indent = "  " * len(contrat.chemin(noeud.id))
        line = f"ligne {noeud.lignes[0]}" if noeud.lignes else "sans ligne"
        print(f"{indent}{noeud.id}  {noeud.titre}  [{line}]", file=out)
    for quartier in contrat.quartiers:
        code = quartier.code or "code non précisé"
        print(f"{code}  {quartier.nom} ({', '.join(quartier.communes)})", file=out)
