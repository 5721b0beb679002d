"""``cvdesk repondre``: answers as a person would type them; all of them, or none."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.session import Session
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import written_to
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.ids import ROOT, GroupId, Key, RowId
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument("reponses", nargs="*", metavar="CHAMP[.ANNEE][@LIGNE]=VALEUR")
    parser.add_argument(
        "--ajouter", action="append", default=[], metavar="LISTE[@PARENT]=LIGNE",
        help="ajouter une ligne à une liste, avant de répondre",
    )  # fmt: skip
    parser.add_argument(
        "--retirer", action="append", default=[], metavar="LIGNE", help="retirer une ligne"
    )
    parser.add_argument("-o", "--sortie", type=Path, help="écrire ailleurs que dans le paquet lu")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Answer, then write the paquet.

    Raises:
        UserError: If one answer cannot be read or one field is not known; nothing is written.
    """
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    for row in args.retirer:
        known = session.dossier.rows.get(RowId(row))
        if known is None or known.removed:
            raise UserError(
                f"Il n’y a pas de ligne «\u00a0{row}\u00a0» dans ce dossier.",
                remedy="La commande «\u00a0champs\u00a0» donne les lignes qui existent.",
            )
        session.remove_row(RowId(row))
    for addition in args.ajouter:
        _add(session, addition)
    for answer in args.reponses:
        _answer(session, answer)
    app.write_paquet(written_to(args), session.dossier, paquet.pieces)
    done = [
        _counted(len(args.retirer), "ligne", "retirée"),
        _counted(len(args.ajouter), "ligne", "ajoutée"),
        _counted(len(args.reponses), "réponse", "enregistrée"),
    ]
    print(", ".join(filter(None, done)) or "Rien à enregistrer", file=out)
    return ExitCode.DONE


def _counted(count: int, noun: str, done: str) -> str:
    plural = "s" if count > 1 else ""
    return f"{count} {noun}{plural} {done}{plural}" if count else ""


def _add(session: Session, addition: str) -> None:
    place, _, row = addition.partition("=")
    group, _, parent = place.partition("@")
    if not row:
        raise UserError(
            f"«\u00a0{addition}\u00a0» ne dit pas quelle ligne ajouter.",
            remedy="Écrivez par exemple objectifs@P1=OB5.",
        )
    session.add_row(GroupId(group), RowId(parent) if parent else ROOT, RowId(row))


def _answer(session: Session, answer: str) -> None:
    name, equals, typed = answer.partition("=")
    try:
        key = Key.parse(name)
    except ValueError:
        equals = ""
        key = Key.parse("illisible")
    if not equals:
        raise UserError(
            f"«\u00a0{answer}\u00a0» ne dit pas à quoi répondre.",
            remedy="Écrivez CHAMP=VALEUR, par exemple projet_641.2027@P1=9800.",
        )
    if not session.answer(key, typed):
        _, why = session.rejected(key) or ("", "")
        raise UserError(f"{name}\u00a0: {why}", remedy="Rien n’a été changé.")
