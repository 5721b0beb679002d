"""``cvdesk verifier``: intact? by whom? do I know them? are the embedded data those printed?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.bootstrap import Cvdesk, Verification
from cvdesk.cli.files import read_file
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("pdf", type=Path, help="le PDF signé")
    parser.add_argument(
        "--confiance", type=Path, action="append", default=[], metavar="CERTIFICAT",
        help="un certificat que vous connaissez (.crt, .pem)",
    )  # fmt: skip
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the answers; exit code 1 when a signature is missing, withdrawn or not intact.

    Raises:
        UserError: If the file is not a PDF, or cannot be read.
    """
    trusted = [read_file(path) for path in args.confiance]
    verification = app.verify(read_file(args.pdf), trusted)
    if args.json:
        print_json(verification_of(verification), out)
    else:
        for line in sentences(verification):
            print(line, file=out)
    attention = verification.report.needs_attention or verification.same_content is False
    return ExitCode.ATTENTION if attention else ExitCode.DONE


def verification_of(verification: Verification) -> dict[str, Any]:
    """Return ``{signatures: […], donnees: {embarquees, identiques}}``."""
    return {
        "signatures": [
            {
                "champ": one.field,
                "signataire": one.signer,
                "quand": None if one.claimed_at is None else one.claimed_at.isoformat(),
                "niveau": one.level,
                "intacte": one.intact,
                "couvre_tout": one.covers_whole_file,
                "identite_connue": one.identity_known,
                "modifications": one.modifications.value,
                "empreinte_certificat": one.fingerprint,
            }
            for one in verification.report.signatures
        ],
        "donnees": {
            "embarquees": verification.embedded,
            "identiques": verification.same_content,
        },
    }


def sentences(verification: Verification) -> list[str]:
    """Return the answers in French, one a line."""
    lines = []
    for one in verification.report.signatures:
        lines += [
            f"Signature «\u00a0{one.field}\u00a0»",
            f"  Intacte\u00a0? {one.integrity_answer}",
            f"  Par qui\u00a0? {one.signer_answer}",
            f"  Connue\u00a0? {one.trust_answer}",
        ]
        lines += [f"  {remark}" for remark in one.remarks]
    lines += verification.report.sentences
    if not verification.embedded:
        lines.append("Données\u00a0: ce PDF ne contient pas de dossier CVDesk.")
    elif verification.same_content is None:
        lines.append(
            "Données\u00a0: c’est un brouillon. Le dossier contenu n’a encore jamais été figé."
        )
    elif verification.same_content:
        lines.append(
            "Données\u00a0: le dossier contenu dans ce PDF est celui dont l’empreinte est imprimée."
        )
    else:
        lines.append(
            "Données\u00a0: le dossier contenu ne correspond pas à l’empreinte de la version figée."
        )
    return lines
