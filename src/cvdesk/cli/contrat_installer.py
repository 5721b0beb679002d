"""``cvdesk contrat-installer``: what a pack brings, who answers for it, then installing it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import IO, Any

from cvdesk.bootstrap import ContratRecu, Cvdesk
from cvdesk.cli.files import read_file
from cvdesk.cli.main import ExitCode
from cvdesk.cli.output import add_json, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paquet", type=Path, help="le fichier .cvcontrat")
    parser.add_argument(
        "--confiance", type=Path, action="append", default=[], metavar="CERTIFICAT",
        help="un certificat que vous connaissez (.crt, .pem)",
    )  # fmt: skip
    parser.add_argument("--oui", action="store_true", help="installer, après avoir tout montré")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Show the pack; install it if asked with ``--oui`` or agreed on the terminal.

    Raises:
        UserError: If the pack was altered, is not signed by whom it says, or holds a contract that
            cannot be used; the catalogue is as before.
    """
    received = app.look_at_pack(args.paquet, [read_file(path) for path in args.confiance])
    if not args.json:
        for line in sentences(received):
            print(line, file=out)
    asked = not (args.json or received.deja or args.oui) and sys.stdin.isatty()
    agreed = args.oui or (asked and _agreed(out))
    if agreed:
        app.install_contrat(received)
    if args.json:
        print_json(_shown(received, installed=agreed or received.deja), out)
    elif received.deja:
        print("Cette édition est déjà sur cet ordinateur\u00a0: il n’y a rien à faire.", file=out)
    elif agreed:
        print(
            "Installée. Les dossiers ouverts suivent toujours la leur\u00a0; "
            "«\u00a0cvdesk contrat-deplacer\u00a0» en déplace un.",
            file=out,
        )
    else:
        print("Rien n’est installé. Ajoutez --oui pour l’installer.", file=out)
    return ExitCode.DONE


def _agreed(out: IO[str]) -> bool:
    print("Installer cette édition\u00a0? [oui/non] ", end="", file=out, flush=True)
    return sys.stdin.readline().strip().casefold() in {"oui", "o"}


def sentences(received: ContratRecu) -> list[str]:
    """Return what the pack holds, who signed it and what it changes, in French, one a line."""
    contrat, signature = received.contrat, received.signature
    content = (
        f"{len(contrat.noeuds)} places dans l’arbre, {len(contrat.quartiers)} quartiers, "
        f"{len(contrat.fiches)} fiches, {len(contrat.financeurs)} financeurs, "
        f"{len(contrat.regles)} règles"
    )
    lines = [
        f"{contrat.titre}, édition «\u00a0{contrat.version}\u00a0» ({contrat.source.statut})",
        f"  Du {contrat.debut:%d/%m/%Y} au {contrat.fin:%d/%m/%Y}\u00a0: {content}",
        "Intact\u00a0? Oui. Pas un octet n’a changé depuis la signature.",
        f"Signé par\u00a0? {signature.signer_answer}",
        f"Connu\u00a0? {signature.trust_answer}",
        *(f"  {remark}" for remark in signature.remarks),
    ]
    if received.meme_signataire is not None:
        lines.append(
            "  C’est le certificat qui a signé une édition déjà installée ici."
            if received.meme_signataire
            else "  Ce n’est pas le certificat des éditions déjà installées ici\u00a0: vérifiez."
        )
    if received.difference is None:
        lines.append("Ce contrat est nouveau sur cet ordinateur.")
    elif not received.deja:
        lines.append(
            f"Ce qui change depuis l’édition «\u00a0{received.difference.avant}\u00a0»\u00a0:"
        )
        lines += [f"  {phrase}" for phrase in received.difference.phrases]
    return lines


def _shown(received: ContratRecu, *, installed: bool) -> dict[str, Any]:
    contrat, signature, found = received.contrat, received.signature, received.difference
    return {
        "contrat": {
            "id": contrat.id,
            "titre": contrat.titre,
            "version": contrat.version,
            "debut": contrat.debut.isoformat(),
            "fin": contrat.fin.isoformat(),
            "statut": contrat.statut,
            "noeuds": len(contrat.noeuds),
            "quartiers": len(contrat.quartiers),
        },
        "signature": {
            "signataire": signature.signer.holder,
            "quand": signature.claimed_at.isoformat(),
            "identite_connue": signature.known,
            "empreinte_certificat": signature.signer.fingerprint,
            "meme_signataire": received.meme_signataire,
        },
        "compare_a": None if found is None else found.avant,
        "changements": [
            {
                "rubrique": one.rubrique,
                "nature": one.nature,
                "phrase": one.phrase,
                "avant": list(one.avant),
                "apres": list(one.apres),
            }
            for one in (() if found is None else found.changements)
        ],
        "deja": received.deja,
        "installe": installed,
    }
