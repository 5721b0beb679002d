"""``cvdesk contrat-lire TEXTE -o BROUILLON/``: a draft contract out of its text or its PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.bootstrap.reading import draft_of, refuse_full, write_draft
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("texte", type=Path, help="le texte du contrat (.txt), ou un PDF de texte")
    parser.add_argument(
        "-o", "--sortie", type=Path, metavar="BROUILLON",
        help="le dossier du brouillon, nouveau ou vide",
    )  # fmt: skip
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Read the text, write the draft, tell what it holds.

    Raises:
        UserError: If the text cannot be read, or the folder holds something already.
    """
    if args.sortie is None and not args.json:
        raise UserError(
            "Il manque le dossier du brouillon.",
            remedy="Ajoutez «\u00a0-o BROUILLON\u00a0», ou «\u00a0--json\u00a0» sans rien écrire.",
        )
    if args.sortie is not None:
        refuse_full(args.sortie)
    name = (args.sortie or args.texte.with_suffix("")).resolve().name
    draft = draft_of(args.texte, name, app.clock().date())
    if args.sortie is not None:
        write_draft(draft, args.sortie)
    if args.json:
        print_json(draft.json, out)
    else:
        for sentence in draft.summary:
            print(sentence, file=out)
        print(f"\nBrouillon écrit dans {args.sortie}. Commencez par rapport.md.", file=out)
        print(
            f"Ensuite\u00a0: «\u00a0cvdesk contrat-verifier {args.sortie}\u00a0» dit ce qui reste "
            "à corriger.",
            file=out,
        )
    return ExitCode.DONE if draft.has_tree else ExitCode.ATTENTION
