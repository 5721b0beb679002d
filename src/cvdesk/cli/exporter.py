"""``cvdesk exporter``: the dossier as a PDF, at any stage, and everything that goes with it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.everything import write_everything
from cvdesk.app.freeze import blocking
from cvdesk.app.session import Session
from cvdesk.app.sorties import Fichier, Sortie
from cvdesk.app.whole_file import write_whole
from cvdesk.bootstrap import Cvdesk
from cvdesk.bootstrap.sorties import Outputs
from cvdesk.cli.files import read_file, refuse_loss
from cvdesk.cli.parser import ExitCode
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument(
        "-o", "--sortie", type=Path, required=True,
        help="le fichier à écrire, ou le répertoire avec --tout",
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--donnees", action="store_true", help="les données en JSON, sans le PDF")
    what.add_argument(
        "--portail", help="à copier dans un portail, par exemple dauphin\u00a0: .pdf ou .txt"
    )
    what.add_argument("--bordereau", action="store_true", help="le bordereau des pièces")
    what.add_argument(
        "--annexes", action="store_true",
        help="les annexes I, II et III d’une convention\u00a0: .pdf ou .docx",
    )  # fmt: skip
    what.add_argument(
        "--lettres", action="store_true",
        help="les lettres de demande de soutien, .pdf et .docx, dans un répertoire",
    )  # fmt: skip
    what.add_argument(
        "--cerfa", type=Path, help="remplir le formulaire officiel vierge que vous fournissez"
    )
    what.add_argument(
        "--tableur", action="store_true", help="les budgets en classeur .xlsx, formules comprises"
    )
    what.add_argument("--tout", action="store_true", help="tous les fichiers, et leur sommaire")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the draft, or the frozen version when nothing changed since it was frozen.

    Raises:
        UserError: If the dossier cannot be read or the file cannot be written.
    """
    refuse_loss(args.sortie, args.dossier)
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    outputs = app.transmettre.outputs(session, paquet.pieces.get)
    if args.lettres:
        return _everything(session, (outputs.letters(),), args.sortie, out)
    if args.cerfa is not None:
        return _official(app, args, session, out)
    if args.tout:
        return _everything(session, outputs.all(), args.sortie, out)
    write_whole(args.sortie, _file(outputs, args).make())
    print(f"Écrit dans {args.sortie}", file=out)
    return ExitCode.ATTENTION if blocking(session.findings) else ExitCode.DONE


def _everything(
    session: Session, sorties: tuple[Sortie, ...], folder: Path, out: IO[str]
) -> ExitCode:
    written = write_everything(session.facts, sorties, folder)
    for name in written.names:
        print(name, file=out)
    for why in written.refused:
        print(f"Non écrit\u00a0: {why}", file=out)
    short = bool(written.refused or blocking(session.findings))
    return ExitCode.ATTENTION if short else ExitCode.DONE


def _official(app: Cvdesk, args: argparse.Namespace, session: Session, out: IO[str]) -> ExitCode:
    refuse_loss(args.sortie, args.cerfa)
    blank = read_file(args.cerfa)
    content, made = app.transmettre.fill_cerfa(session, blank, args.cerfa.name)
    write_whole(args.sortie, content)
    print(f"Écrit dans {args.sortie}", file=out)
    for line in app.transmettre.cerfa_report(session, made):
        print(line, file=out)
    short = bool(made.unplaced or made.unknown or made.refused)
    return ExitCode.ATTENTION if short else ExitCode.DONE


def _file(outputs: Outputs, args: argparse.Namespace) -> Fichier:
    """Return the file asked for; the kind is that of the name given."""
    if args.portail is not None:
        return _of_kind(outputs.portal(args.portail), args.sortie)
    if args.bordereau:
        return _of_kind(outputs.slip(), args.sortie)
    if args.annexes:
        return _of_kind(outputs.agreement(), args.sortie)
    if args.tableur:
        return outputs.workbook()
    return (outputs.data() if args.donnees else outputs.dossier()).files[0]


def _of_kind(sortie: Sortie, target: Path) -> Fichier:
    """Return the file of an output whose kind is the one that the name ends with.

    Raises:
        UserError: If the output makes no such kind.
    """
    kind = target.suffix.lower().removeprefix(".")
    for file in sortie.files:
        if file.kind == kind:
            return file
    names = " ou ".join(dict.fromkeys(f".{file.kind}" for file in sortie.files))
    raise UserError(
        f"{target.name} ne dit pas quel fichier écrire.", remedy=f"Terminez son nom par {names}."
    )
