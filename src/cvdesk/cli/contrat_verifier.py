"""``cvdesk contrat-verifier DOSSIER``: all that is to be corrected in a contract's sources."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.bootstrap.reading import source_faults
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le dossier des sources du contrat")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:  # noqa: ARG001 - the shape of a command
    """Print each thing to correct with its file and its line.

    Raises:
        UserError: If there is no such folder.
    """
    faults = source_faults(args.dossier)
    if args.json:
        told = [{"fichier": one.file, "ligne": one.line, "phrase": one.message} for one in faults]
        print_json({"complet": not faults, "a_corriger": told}, out)
    elif faults:
        for one in faults:
            print(f"{one.file}, ligne {one.line}\u00a0: {one.message}", file=out)
        many = f"{len(faults)} points" if len(faults) > 1 else "un point"
        print(f"\nÀ corriger\u00a0: {many}.", file=out)
    else:
        print("Ces sources sont complètes et se tiennent.", file=out)
    return ExitCode.ATTENTION if faults else ExitCode.DONE
