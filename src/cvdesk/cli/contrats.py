"""``cvdesk contrats``: the contracts shipped or installed."""

from __future__ import annotations

import argparse
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the contracts, those in force first; then those that cannot be used any more."""
    known = app.catalogue.contrats()
    if args.json:
        print_json(app.as_json(known), out)
        return ExitCode.DONE
    several = {one.id for one in known if sum(other.id == one.id for other in known) > 1}
    for one in known:
        over = {"echu": ", terme échu", "remplace": ", remplacé"}.get(one.statut, "")
        edition = f", édition «\u00a0{one.version}\u00a0»" if one.id in several else ""
        print(f"{one.id}\t{one.titre}\t{one.debut[:4]}-{one.fin[:4]}{over}{edition}", file=out)
    for left_out in app.contrats_ecartes():
        print(
            f"{left_out.dossier} ne peut plus être utilisé, installez-le de nouveau\u00a0: "
            f"{left_out.pourquoi[0]}",
            file=out,
        )
    return ExitCode.DONE
