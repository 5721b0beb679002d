"""``cvdesk remarquer``: write a remark, reply to one, or say that one is dealt with."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.review import add_remark, reply, settle
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import written_to
from cvdesk.cli.main import ExitCode
from cvdesk.domain.ids import Key, RowId
from cvdesk.errors import UserError

WHOLE = "-"
"""What stands for the whole dossier, where a field is expected."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument(
        "champ", nargs="?", help="CHAMP[.ANNEE][@LIGNE], ou - pour le dossier entier"
    )
    parser.add_argument("texte", nargs="?", help="la remarque")
    parser.add_argument(
        "--repond-a", nargs=2, metavar=("REMARQUE", "TEXTE"), help="répondre à une remarque"
    )
    parser.add_argument("--regler", metavar="REMARQUE", help="dire qu’une remarque est réglée")
    parser.add_argument("--rouvrir", metavar="REMARQUE", help="dire qu’elle ne l’est pas")
    parser.add_argument("-o", "--sortie", type=Path, help="écrire ailleurs que dans le paquet lu")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write what is asked in the paquet.

    Raises:
        UserError: If there is no such answer or remark, or nothing to say; nothing is written.
    """
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    said = []
    if args.champ is not None:
        row = add_remark(session, _key(args.champ), args.texte or "")
        said.append(f"Remarque {row} ajoutée")
    if args.repond_a is not None:
        row = reply(session, RowId(args.repond_a[0]), args.repond_a[1])
        said.append(f"Réponse {row} ajoutée")
    for name, done in ((args.regler, True), (args.rouvrir, False)):
        if name is not None:
            settle(session, RowId(name), done=done)
            said.append(f"Remarque {name} {'réglée' if done else 'rouverte'}")
    if not said:
        raise UserError(
            "Il n’y a rien à écrire.",
            remedy="Donnez un champ et un texte, ou --regler.",
        )
    app.write_paquet(written_to(args), session.dossier, paquet.pieces)
    print(", ".join(said), file=out)
    return ExitCode.DONE


def _key(written: str) -> Key | None:
    if written == WHOLE:
        return None
    try:
        return Key.parse(written)
    except ValueError:
        raise UserError(
            f"«\u00a0{written}\u00a0» n’est pas le nom d’une réponse.",
            remedy="Écrivez CHAMP[.ANNEE][@LIGNE], ou - pour le dossier entier.",
        ) from None
