"""``cvdesk sauvegarder``: a copy of the espace, read back before it is said to be one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.bootstrap import Cvdesk
from cvdesk.bootstrap.sauvegardes import Backup
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="la sauvegarde à écrire")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the backup and print what it holds.

    Raises:
        UserError: If it cannot be written, or does not read back as the espace.
    """
    done = app.backups.save_to(args.sortie)
    if args.json:
        print_json(shape_of(done), out)
    else:
        print(f"Sauvegarde écrite et relue\u00a0: {done.path} ({told(done)})", file=out)
        if done.former is not None:
            print(f"L’ancienne reste dans {done.former}", file=out)
    return ExitCode.DONE


def shape_of(done: Backup) -> dict[str, Any]:
    """Return ``{fichier, dossiers, reponses, pieces, octets, ancien}``."""
    return {
        "fichier": str(done.path),
        "dossiers": done.dossiers,
        "reponses": done.answers,
        "pieces": done.pieces,
        "octets": done.size_bytes,
        "ancien": None if done.former is None else str(done.former),
    }


def told(done: Backup) -> str:
    """Return what a backup holds, in words."""
    return f"{done.dossiers} dossiers, {done.answers} réponses, {done.pieces} pièces"
