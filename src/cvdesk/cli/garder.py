"""``cvdesk garder``: answer a finding, « gardé, parce que … », or take it up again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.keeping import keep, take_up_again
from cvdesk.app.session import Session
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.controler import add_circumstances, session_of
from cvdesk.cli.files import written_to
from cvdesk.cli.main import ExitCode
from cvdesk.domain.findings import Finding
from cvdesk.domain.kept import can_be_kept, target_of
from cvdesk.errors import UserError

MOST_NAMED = 12
"""Points named in one sentence; ``controler`` lists them all."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet")
    parser.add_argument("constat", metavar="CODE[@CHAMP]", help="par exemple ID-08@rib_titulaire")
    parser.add_argument("raison", nargs="?", default="", help="pourquoi vous le gardez")
    parser.add_argument(
        "--reprendre", action="store_true", help="remettre le point dans la liste à regarder"
    )
    add_circumstances(parser)
    parser.add_argument("-o", "--sortie", type=Path, help="écrire ailleurs que dans le paquet lu")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Keep the finding, then write the paquet.

    Raises:
        UserError: If no such finding is there, several are, or it cannot be kept; nothing is
            written.
    """
    paquet = app.read_paquet(args.dossier)
    session = session_of(app, paquet.dossier, args)
    chosen = _chosen(session, args.constat, kept=args.reprendre)
    if args.reprendre:
        take_up_again(session, next(one.row for one in session.kept if one.finding == chosen))
        said = "Le point est de nouveau dans la liste à regarder."
    else:
        keep(session, chosen, args.raison)
        said = "Le point est gardé, avec votre raison." if args.raison else "Le point est gardé."
    app.write_paquet(written_to(args), session.dossier, paquet.pieces)
    print(said, file=out)
    return ExitCode.DONE


def _chosen(session: Session, named: str, *, kept: bool) -> Finding:
    """Return the only finding that ``CODE[@CHAMP]`` names, among all or among those kept."""
    code, _, target = named.partition("@")
    among = [one.finding for one in session.kept] if kept else session.every_finding
    found = [one for one in among if one.code == code and target in {"", target_of(one)}]
    if len(found) == 1:
        return found[0]
    known = list(dict.fromkeys(_name(one) for one in (found or among) if can_be_kept(one)))
    listed = ", ".join(known[:MOST_NAMED]) + (", …" if len(known) > MOST_NAMED else "")
    if found:
        raise UserError(
            f"«\u00a0{named}\u00a0» désigne {len(found)} points.",
            remedy=f"Dites lequel\u00a0: {listed}.",
        )
    where = "parmi les points gardés" if kept else "dans ce dossier"
    raise UserError(
        f"Il n’y a pas de point «\u00a0{named}\u00a0» {where}.",
        remedy=f"Points qui y sont\u00a0: {listed}." if listed else "Il n’y en a aucun.",
    )


def _name(finding: Finding) -> str:
    target = target_of(finding)
    return f"{finding.code}@{target}" if target else finding.code
