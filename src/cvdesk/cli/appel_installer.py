"""``cvdesk appel-installer``: what a call says, what it changes, then keeping it here."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.appels import row_of, told
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "fichier", type=Path, help="le fichier de l’appel (.yaml), ou un paquet qui le porte"
    )
    parser.add_argument("--oui", action="store_true", help="installer, après avoir tout montré")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Show the call; install it if asked with ``--oui`` or agreed on the terminal.

    Raises:
        UserError: If the file has mistakes, or has the name of a call that ships; nothing changes.
    """
    registre = app.registre_appels
    received = registre.look_at(args.fichier)
    if not args.json:
        for line in told(app, received.appel):
            print(line, file=out)
        if received.avant is not None and not received.deja:
            print("Un appel de ce nom est déjà ici. Ce qui change\u00a0:", file=out)
            for change in received.changements:
                print(f"  {change}", file=out)
    asked = not (args.json or args.oui) and sys.stdin.isatty()
    agreed = args.oui or (asked and _agreed(out))
    if agreed:
        registre.install(received.appel)
    if args.json:
        shown = row_of(received.appel, registre.voie_of(received.appel))
        changed = list(received.changements)
        print_json({"appel": shown, "changements": changed, "installe": agreed}, out)
    elif agreed:
        print("Installé. Les dossiers peuvent le choisir.", file=out)
    else:
        print("Rien n’est installé. Ajoutez --oui pour l’installer.", file=out)
    return ExitCode.DONE


def _agreed(out: IO[str]) -> bool:
    print("Installer cet appel\u00a0? [oui/non] ", end="", file=out, flush=True)
    return sys.stdin.readline().strip().casefold() in {"oui", "o"}
