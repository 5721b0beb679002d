"""``cvdesk comparer``: what two copies of a dossier do not say alike, who and when."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.app.compare import Line, Saying, lines
from cvdesk.app.merge import Head, Side, merge
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", type=Path, metavar="A.cvdesk", help="une copie")
    parser.add_argument("b", type=Path, metavar="B.cvdesk", help="l’autre copie")
    parser.add_argument(
        "--base", type=Path, metavar="C.cvdesk", help="la copie dont les deux sont parties"
    )
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the differences; exit code 1 when there are conflicts.

    Raises:
        UserError: If they are not two copies of one dossier.
    """
    here, there = app.read_paquet(args.a).dossier, app.read_paquet(args.b).dossier
    base = None if args.base is None else app.read_paquet(args.base).dossier
    merged = merge(here, there, base)
    found = lines(merged.differences, app.session(merged.dossier).facts)
    if args.json:
        print_json(report_of(found), out)
    else:
        print_lines(found, out)
    return ExitCode.ATTENTION if merged.conflicts else ExitCode.DONE


def report_of(found: tuple[Line, ...]) -> dict[str, Any]:
    """Return ``{differences, conflits}``, the machine shape of a comparison."""
    return {
        "differences": [
            {
                "place": one.place.name.lower() if isinstance(one.place, Head) else str(one.place),
                "libelle": one.label,
                "etape": one.where or None,
                "a": _saying(one.here),
                "b": _saying(one.there),
                "garde": one.kept.value,
                "conflit": one.conflict,
            }
            for one in found
        ],
        "conflits": sum(one.conflict for one in found),
    }


def _saying(said: Saying) -> dict[str, Any]:
    return {"texte": said.text, "de": said.author or None, "le": said.moment or None}


def print_lines(found: tuple[Line, ...], out: IO[str]) -> None:
    """Print the differences for a person."""
    for one in found:
        mark = "CONFLIT  " if one.conflict else ""
        print(f"\n{mark}{one.label}{f' · {one.where}' if one.where else ''}", file=out)
        for name, side, said in (("A", Side.HERE, one.here), ("B", Side.THERE, one.there)):
            kept = "→" if one.kept is side else " "
            signed = f"  ({said.signed})" if said.signed else ""
            print(f"  {kept} {name}\u00a0: {said.text}{signed}", file=out)
    conflicts = sum(one.conflict for one in found)
    if not found:
        print("Les deux copies disent la même chose.", file=out)
    else:
        many = f"{len(found)} différence{'s' if len(found) > 1 else ''}"
        print(
            f"\n{many}, dont {conflicts} à regarder. La flèche montre ce qui est gardé.", file=out
        )
