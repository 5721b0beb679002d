"""``cvdesk espace``: the espaces of this computer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = parser.add_subparsers(dest="acte", required=True, metavar="ACTE")
    listed = acts.add_parser("liste", help="les espaces connus")
    add_json(listed)
    for name, said in (
        ("creer", "un espace vide, dans un fichier à lui"),
        ("ajouter", "un espace qui existe, sur une clé par exemple"),
    ):
        one = acts.add_parser(name, help=said)
        one.add_argument("fichier", type=Path)
        one.add_argument("--nom", default="", help="comment l’appeler")
    chosen = acts.add_parser("choisir", help="travailler dans cet espace")
    chosen.add_argument("espace", help="son nom, ou son fichier")
    chosen.add_argument(
        "--par-defaut", action="store_true", help="et l’ouvrir quand aucun autre n’est choisi"
    )
    renamed = acts.add_parser("renommer", help="l’appeler autrement")
    renamed.add_argument("espace", help="son nom, ou son fichier")
    renamed.add_argument("nom")
    forgotten = acts.add_parser("oublier", help="l’ôter de la liste, sans effacer son fichier")
    forgotten.add_argument("espace", help="son nom, ou son fichier")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Do the act asked for.

    Raises:
        UserError: If there is no such espace, or its file does not open; nothing changes.
    """
    espaces = app.espaces
    match args.acte:
        case "liste":
            _list(app, args, out)
        case "creer":
            print(f"Espace créé\u00a0: {espaces.create(args.fichier, args.nom)}", file=out)
        case "ajouter":
            print(f"Espace ajouté\u00a0: {espaces.add(args.fichier, args.nom)}", file=out)
        case "choisir":
            found = espaces.find(args.espace)
            espaces.choose(found.path, default=args.par_defaut)
            print(f"Vous travaillez dans «\u00a0{found.name}\u00a0»", file=out)
        case "renommer":
            espaces.rename(espaces.find(args.espace).path, args.nom)
            print(f"Il s’appelle «\u00a0{args.nom}\u00a0»", file=out)
        case _:
            found = espaces.find(args.espace)
            espaces.forget(found.path)
            print(f"Ôté de la liste\u00a0; son fichier reste\u00a0: {found.path}", file=out)
    return ExitCode.DONE


def _list(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> None:
    known = app.espaces.known()
    if args.json:
        shapes = [
            {
                "nom": one.name,
                "fichier": str(one.path),
                "courant": one.current,
                "par_defaut": one.default,
                "present": one.present,
            }
            for one in known
        ]
        print_json(shapes, out)
        return
    for one in known:
        mark = "→" if one.current else " "
        away = "" if one.present else "  (absent\u00a0: rebranchez le disque ou la clé)"
        default = "  par défaut" if one.default else ""
        print(f"{mark} {one.name}  {one.path}{default}{away}", file=out)
