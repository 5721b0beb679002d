"""``cvdesk appel-retirer``: offer an installed call no longer; dossiers that follow it keep it."""

from __future__ import annotations

import argparse
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("appel", help="le nom de l’appel installé")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Set the call aside.

    Raises:
        UserError: If it ships with CVDesk, or is not installed.
    """
    app.registre_appels.retire(args.appel)
    print("Retiré. Il n’est plus proposé\u00a0; les dossiers qui le suivent le gardent.", file=out)
    return ExitCode.DONE
