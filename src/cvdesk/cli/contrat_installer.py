"""``cvdesk contrat-installer``: what a pack brings, who answers for it, then installing it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import IO, Any

from cvdesk.bootstrap import ContratRecu, Cvdesk
from cvdesk.cli.files import read_file
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode

INSTALLED = (
    "Installée. Les dossiers ouverts suivent toujours la leur\u00a0; "
    "«\u00a0cvdesk contrat-deplacer\u00a0» en déplace un."
)
NOTHING_DONE = "Rien n’est installé. Ajoutez --oui pour l’installer."


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paquet", type=Path, help="le fichier .cvcontrat")
    parser.add_argument(
        "--confiance", type=Path, action="append", default=[], metavar="CERTIFICAT",
        help="un certificat que vous connaissez (.crt, .pem)",
    )  # fmt: skip
    parser.add_argument("--oui", action="store_true", help="installer, après avoir tout montré")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Show the pack; install it if asked with ``--oui`` or agreed on the terminal.

    Raises:
        UserError: If the pack was altered, is not signed by whom it says, or holds a contract that
            cannot be used; the catalogue is as before.
    """
    received = app.look_at_pack(args.paquet, [read_file(path) for path in args.confiance])
    if not args.json:
        for line in sentences(received):
            print(line, file=out)
    asked = not (args.json or received.deja or args.oui) and sys.stdin.isatty()
    agreed = args.oui or (asked and _agreed(out))
    if agreed:
        app.install_contrat(received)
    if args.json:
        print_json(_shown(received, installed=agreed or received.deja), out)
    elif not received.deja:
        print(INSTALLED if agreed else NOTHING_DONE, file=out)
    return ExitCode.DONE


def _agreed(out: IO[str]) -> bool:
    print("Installer cette édition\u00a0? [oui/non] ", end="", file=out, flush=True)
    return sys.stdin.readline().strip().casefold() in {"oui", "o"}


def sentences(received: ContratRecu) -> list[str]:
    """Return what the pack holds, who signed it and what it changes, in French, one a line."""
    heading, changes = received.changes
    return [
        received.title,
        f"  {received.content}",
        *(f"{question} {answer}" for question, answer in received.answers),
        *(f"  {remark}" for remark in received.remarks),
        heading,
        *(f"  {phrase}" for phrase in changes),
    ]


def _shown(received: ContratRecu, *, installed: bool) -> dict[str, Any]:
    contrat, signature, found = received.contrat, received.signature, received.difference
    return {
        "contrat": {
            "id": contrat.id,
            "titre": contrat.titre,
            "version": contrat.version,
            "debut": contrat.debut.isoformat(),
            "fin": contrat.fin.isoformat(),
            "statut": contrat.statut,
            "noeuds": len(contrat.noeuds),
            "quartiers": len(contrat.quartiers),
        },
        "signature": {
            "signataire": signature.signer.holder,
            "quand": signature.claimed_at.isoformat(),
            "identite_connue": signature.known,
            "empreinte_certificat": signature.signer.fingerprint,
            "meme_signataire": received.meme_signataire,
        },
        "compare_a": None if found is None else found.avant,
        "changements": [
            {
                "rubrique": one.rubrique,
                "nature": one.nature,
                "phrase": one.phrase,
                "avant": list(one.avant),
                "apres": list(one.apres),
            }
            for one in (() if found is None else found.changements)
        ],
        "deja": received.deja,
        "installe": installed,
    }
