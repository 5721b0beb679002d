"""``cvdesk signer``: sign a frozen PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.signatories import MANDATARY_FIELD, REPRESENTATIVE_FIELD
from cvdesk.app.whole_file import write_whole
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import read_file, refuse_loss
from cvdesk.cli.parser import ExitCode
from cvdesk.cli.secret import add_secret, read_secret
from cvdesk.errors import UserError

FIELDS = {"president": REPRESENTATIVE_FIELD, "mandataire": MANDATARY_FIELD}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("pdf", type=Path, help="le PDF figé")
    parser.add_argument("--champ", default="president", choices=sorted(FIELDS), help="qui signe")
    parser.add_argument("--identite", help="l’identité de cet ordinateur")
    parser.add_argument(
        "--jeton", type=Path, help="la bibliothèque PKCS#11 d’une clé ou d’une carte"
    )
    parser.add_argument(
        "--certificat", default="", help="avec --jeton\u00a0: le certificat à utiliser"
    )
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le PDF signé")
    add_secret(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Sign, read the signature back, write the file.

    Raises:
        UserError: If the PDF has no such field, the password is wrong, the certificate expired…
    """
    refuse_loss(args.sortie)
    pdf = read_file(args.pdf)
    field = FIELDS[args.champ]
    if args.jeton is not None:
        pin = read_secret(args, "Code de la clé ou de la carte")
        signed = app.tokens.sign(pdf, field, args.jeton, pin, certificate=args.certificat)
    elif args.identite:
        password = read_secret(args, "Mot de passe de l’identité")
        signed = app.sign(pdf, field, args.identite, password)
    else:
        raise UserError(
            "Il faut dire avec quelle identité signer.",
            remedy="Ajoutez --identite NOM\u00a0; "
            "«\u00a0cvdesk identite montrer\u00a0» en donne la liste.",
        )
    write_whole(args.sortie, signed)
    print(f"Signé dans {args.sortie}", file=out)
    return ExitCode.DONE
