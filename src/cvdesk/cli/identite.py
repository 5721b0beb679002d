"""``cvdesk identite``: signing identities, never inside a dossier."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.cli.secret import add_secret, read_secret
from cvdesk.domain.signature import Identity


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = parser.add_subparsers(dest="acte", required=True, metavar="creer|importer|montrer")
    create = acts.add_parser("creer", help="créer un certificat à son nom, valable trois ans")
    create.add_argument("--nom", required=True, help="prénom et nom de la personne qui signera")
    create.add_argument("--fonction", default="", help="présidente, trésorier…")
    create.add_argument("--association", default="", help="le nom de l’association")
    create.add_argument("--courriel", default="", help="facultatif")
    add_secret(create)
    add_json(create)
    bring = acts.add_parser("importer", help="importer un certificat .p12 ou .pfx")
    bring.add_argument("fichier", type=Path)
    add_secret(bring)
    add_json(bring)
    show = acts.add_parser("montrer", help="les identités de cet ordinateur")
    add_json(show)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Create, import or list identities.

    Raises:
        UserError: If the password is too short or wrong, or the file is not a certificate.
    """
    if args.acte == "creer":
        password = read_secret(args, "Mot de passe de la nouvelle identité")
        made = app.create_identity(
            args.nom,
            password,
            function=args.fonction,
            organisation=args.association,
            email=args.courriel,
        )
        shown = [made]
    elif args.acte == "importer":
        password = read_secret(args, "Mot de passe de ce certificat")
        shown = [app.import_identity(args.fichier, password)]
    else:
        shown = list(app.identities())
    if args.json:
        print_json([_row(one) for one in shown], out)
        return ExitCode.DONE
    if not shown:
        print(
            "Aucune identité sur cet ordinateur. «\u00a0cvdesk identite creer\u00a0» en crée une.",
            file=out,
        )
    for one in shown:
        print(f"{one.key}\t{one.holder}\tjusqu’au {one.valid_until:%d/%m/%Y}", file=out)
        print(f"    empreinte du certificat\u00a0: {one.fingerprint_groups}", file=out)
    return ExitCode.DONE


def _row(one: Identity) -> dict[str, Any]:
    return {
        "id": one.key,
        "titulaire": one.holder,
        "fonction": one.function,
        "association": one.organisation,
        "emetteur": one.issuer,
        "auto_emis": one.self_issued,
        "du": one.valid_from.isoformat(),
        "au": one.valid_until.isoformat(),
        "empreinte": one.fingerprint,
        "cle": one.algorithm,
    }
