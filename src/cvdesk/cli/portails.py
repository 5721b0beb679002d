"""``cvdesk portails``: the portals whose boxes CVDesk knows."""

from __future__ import annotations

import argparse
from typing import IO, Any

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.portail import Portail


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the portals.

    Raises:
        UserError: If a portal file has mistakes.
    """
    found = app.transmettre.portails()
    if args.json:
        print_json([row_of(one) for one in found], out)
        return ExitCode.DONE
    for one in found:
        print(f"{one.id}\t{one.titre}\t{len(one.ecrans)} écrans", file=out)
    return ExitCode.DONE


def row_of(portail: Portail) -> dict[str, Any]:
    """Return the machine shape of a portal."""
    checked = portail.source.checked_on
    return {
        "id": portail.id,
        "titre": portail.titre,
        "adresse": portail.adresse,
        "source": portail.source.title,
        "relu_le": None if checked is None else checked.isoformat(),
        "ecrans": [
            {"id": one.id, "titre": one.titre, "cases": [case.id for case in one.cases]}
            for one in portail.ecrans
        ],
    }
