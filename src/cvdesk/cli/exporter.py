"""``cvdesk exporter``: the dossier as a PDF, at any stage, and everything that goes with it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.freeze import blocking
from cvdesk.app.session import Session
from cvdesk.app.whole_file import write_whole
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import refuse_same
from cvdesk.cli.main import ExitCode
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le fichier à écrire")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--donnees", action="store_true", help="les données en JSON, sans le PDF")
    what.add_argument(
        "--portail", help="à copier dans un portail, par exemple dauphin\u00a0: .pdf ou .txt"
    )


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the draft, or the frozen version when nothing changed since it was frozen.

    Raises:
        UserError: If the dossier cannot be read or the file cannot be written.
    """
    refuse_same(args.dossier, args.sortie)
    session = app.session(app.read_paquet(args.dossier).dossier)
    write_whole(args.sortie, _content(app, args, session))
    print(f"Écrit dans {args.sortie}", file=out)
    return ExitCode.ATTENTION if blocking(session.findings) else ExitCode.DONE


def _content(app: Cvdesk, args: argparse.Namespace, session: Session) -> bytes:
    if args.donnees:
        return app.data(session.dossier)
    if args.portail is not None:
        portail = app.transmettre.portail(args.portail)
        if _kind(args.sortie, "pdf", "txt") == "txt":
            return app.transmettre.portal_text(session, portail)
        return app.transmettre.portal_pdf(session, portail)
    return app.print_current(session)


def _kind(target: Path, *kinds: str) -> str:
    """Return the kind of file that the name asks for.

    Raises:
        UserError: If it is none of ``kinds``.
    """
    kind = target.suffix.lower().removeprefix(".")
    if kind not in kinds:
        names = " ou ".join(f".{one}" for one in kinds)
        raise UserError(
            f"{target.name} ne dit pas quel fichier écrire.",
            remedy=f"Terminez son nom par {names}.",
        )
    return kind
