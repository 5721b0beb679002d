"""``cvdesk fusionner``: two copies of a dossier in one paquet; conflicts named, nothing lost."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.compare import lines, with_notes
from cvdesk.app.merge import merge
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli import comparer
from cvdesk.cli.files import refuse_existing
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    comparer.configure(parser)
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le paquet à écrire")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the merged paquet and print the differences; exit code 1 when there are conflicts.

    The answer that a conflict leaves out is kept in the paquet, as a remark on the question.

    Raises:
        UserError: If they are not two copies of one dossier, or the paquet cannot be written.
    """
    refuse_existing(args.sortie)
    here, there = app.read_paquet(args.a), app.read_paquet(args.b)
    base = None if args.base is None else app.read_paquet(args.base).dossier
    merged = merge(here.dossier, there.dossier, base)
    facts = app.session(merged.dossier).facts
    found = lines(merged.differences, facts)
    dossier = with_notes(merged, facts.form)
    app.write_paquet(args.sortie, dossier, {**there.pieces, **here.pieces})
    if args.json:
        print_json(comparer.report_of(found), out)
    else:
        comparer.print_lines(found, out)
        print(f"Copies réunies dans {args.sortie}", file=out)
        if merged.conflicts:
            print("Ce qui n’a pas été gardé est en remarque, sur chaque question.", file=out)
    return ExitCode.ATTENTION if merged.conflicts else ExitCode.DONE
