"""``cvdesk echeances``: where a dossier stands, and the days not to forget."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.app.vie import Due, Life, Urgency
from cvdesk.app.whole_file import write_whole
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.days import read_day
from cvdesk.cli.files import refuse_loss
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossiers", type=Path, nargs="+", metavar="P.cvdesk", help="les paquets")
    parser.add_argument("--au", metavar="AAAA-MM-JJ", help="le jour où se placer")
    parser.add_argument(
        "--ics", type=Path, metavar="SORTIE.ics", help="écrire aussi un calendrier pour un agenda"
    )
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print ``[{dossier, etat, phrase, suite, rappels, remarques}]``, a dossier after another.

    Exit code 1 when a day is passed.

    Raises:
        UserError: If a dossier cannot be read, the day is not one, or a calendar is asked of
            several dossiers at once.
    """
    if args.ics is not None and len(args.dossiers) > 1:
        raise UserError(
            "Un calendrier porte sur un seul dossier.", remedy="Donnez un seul paquet avec --ics."
        )
    day = read_day(args.au)
    shown, late = [], False
    for path in args.dossiers:
        session = app.session(app.read_paquet(path).dossier, on=day)
        life = app.suivi.life(session)
        late = late or any(due.urgency is Urgency.LATE for due in life.dues)
        shown.append(shape_of(str(path), life))
        if args.ics is not None:
            refuse_loss(args.ics, path)
            write_whole(args.ics, app.suivi.calendar(session))
        if not args.json:
            _print(path, life, out)
    if args.json:
        print_json(shown, out)
    elif args.ics is not None:
        print(f"\nCalendrier écrit dans {args.ics}", file=out)
    return ExitCode.ATTENTION if late else ExitCode.DONE


def shape_of(path: str, life: Life) -> dict[str, Any]:
    """Return the machine shape of a follow-up."""
    return {
        "dossier": path,
        "etat": life.etat.id,
        "phrase": life.phrase,
        "suite": life.suite,
        "etapes": [{"etat": one.etat.id, "mot": one.etat.mot, "le": one.when}
                   for one in life.stages],
        "exercices": [{"annee": one.annee, "etat": one.etat} for one in life.years],
        "rappels": [_reminder(due) for due in life.dues],
        "remarques": [
            {"numero": one.number, "code": one.code, "phrase": one.message,
             "champs": [str(key) for key in one.keys]}
            for one in life.remarks
        ],
    }  # fmt: skip


def _reminder(due: Due) -> dict[str, str]:
    one = due.reminder
    return {
        "le": one.day.isoformat(), "id": one.id, "phrase": one.sentence, "reste": due.left,
        "pourquoi": one.why, "source": one.source, "ou": one.where,
    }  # fmt: skip


def _print(path: Path, life: Life, out: IO[str]) -> None:
    print(f"{path}\u00a0: {life.etat.mot}. {life.phrase}", file=out)
    print(f"  Prochaine étape\u00a0: {life.suite}", file=out)
    for year in life.years:
        print(f"  {year.annee}\u00a0: {year.mot}", file=out)
    for due in life.dues:
        print(f"  {due.reminder.day:%d/%m/%Y}  {due.reminder.sentence}, {due.left}", file=out)
        print(f"              {due.reminder.why} ({due.reminder.source})", file=out)
    if not life.dues:
        print("  Aucune date à retenir.", file=out)
    for remark in life.remarks:
        print(f"  À vérifier\u00a0: {remark.message}", file=out)
