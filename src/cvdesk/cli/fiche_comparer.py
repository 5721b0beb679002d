"""``cvdesk fiche-comparer``: what a dossier and the record of its association do not say alike."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from cvdesk.app.association import Difference, bring, differences, is_record
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet du dossier")
    parser.add_argument("fiche", type=Path, help="le paquet de la fiche de l’association")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--vers-dossier", action="store_true", help="la fiche va dans le dossier")
    way.add_argument("--vers-fiche", action="store_true", help="le dossier va dans la fiche")
    parser.add_argument(
        "--champ", action="append", default=[], metavar="CHAMP",
        help="une différence à recopier, par son nom\u00a0; toutes par défaut",
    )  # fmt: skip
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Show the differences; bring those chosen one way, and write the side that changed.

    Exit code 1 when they still differ.

    Raises:
        UserError: If the second file is no record, or a difference named is not one of them.
    """
    dossier, record = app.read_paquet(args.dossier), app.read_paquet(args.fiche)
    session, other = app.session(dossier.dossier), app.session(record.dossier)
    if not is_record(other.reference.form):
        raise UserError(
            f"{args.fiche} n’est pas la fiche d’une association.",
            remedy="Donnez le dossier d’abord, la fiche ensuite.",
        )
    found = differences(session.facts, other.facts)
    chosen = _chosen(found, args.champ)
    pieces = {**record.pieces, **dossier.pieces}
    if args.vers_dossier:
        bring(session, other.facts, chosen)
        changed = session.dossier
        app.write_paquet(args.dossier, changed, app.associations.named(changed, pieces))
    elif args.vers_fiche:
        bring(other, session.facts, [one.turned for one in chosen])
        changed = other.dossier
        app.write_paquet(args.fiche, changed, app.associations.named(changed, pieces))
    left = differences(session.facts, other.facts)
    moved = len(found) - len(left)
    if args.json:
        shown = [_shown(one) for one in left]
        print_json({"differences": shown, "recopiees": moved}, out)
    else:
        _tell(left, moved, out)
    return ExitCode.ATTENTION if left else ExitCode.DONE


def _chosen(found: Sequence[Difference], names: Sequence[str]) -> list[Difference]:
    unknown = sorted(set(names) - {one.id for one in found})
    if unknown:
        known = ", ".join(one.id for one in found) or "aucune"
        raise UserError(
            f"«\u00a0{unknown[0]}\u00a0» n’est pas une différence de ce dossier.",
            remedy=f"Différences\u00a0: {known}.",
        )
    return [one for one in found if not names or one.id in names]


def _shown(one: Difference) -> dict[str, Any]:
    return {
        "champ": one.id,
        "etape": one.section,
        "libelle": one.label,
        "dossier": one.here,
        "fiche": one.there,
    }


def _tell(left: Sequence[Difference], moved: int, out: IO[str]) -> None:
    if moved:
        print(f"Recopié\u00a0: {moved}", file=out)
    if not left:
        print("Le dossier et la fiche disent la même chose.", file=out)
    for one in left:
        print(f"{one.id}  {one.section} – {one.label}", file=out)
        print(f"    dossier\u00a0: {one.here or 'rien'}", file=out)
        print(f"    fiche\u00a0: {one.there or 'rien'}", file=out)
