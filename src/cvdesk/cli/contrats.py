"""``cvdesk contrats``: the contracts shipped or installed."""

from __future__ import annotations

import argparse
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the contracts, those in force first."""
    known = app.catalogue.contrats()
    if args.json:
        print_json(app.as_json(known), out)
        return ExitCode.DONE
    for one in known:
        over = {"echu": ", terme échu", "remplace": ", remplacé"}.get(one.statut, "")
        print(f"{one.id}\t{one.titre}\t{one.debut[:4]}-{one.fin[:4]}{over}", file=out)
    return ExitCode.DONE
