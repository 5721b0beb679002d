"""Finding the command, running it, and saying in one sentence what went wrong.

A command is a module of this package with two functions: ``configure(parser)`` says its arguments,
``run(app, args, out)`` does the work and returns an exit code. Only the module of the command asked
for is imported: ``cvdesk --version`` must not wait for SQLAlchemy.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import IO, Any

from cvdesk import __version__
from cvdesk.cli.output import forget_reader, writable
from cvdesk.cli.parser import ExitCode, Parser
from cvdesk.errors import UserError

__all__ = ["COMMANDS", "ExitCode", "run"]

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "le travail complet sur les dossiers d’exemple"),
    "contrats": ("contrats", "les contrats de ville connus"),
    "contrat": ("contrat", "un contrat de ville, entier"),
    "contrat-lire": ("contrat_lire", "un brouillon de contrat, lu dans son texte ou son PDF"),
    "contrat-verifier": ("contrat_verifier", "ce qui est à corriger dans les sources d’un contrat"),
    "contrat-empaqueter": ("contrat_empaqueter", "un contrat en un fichier signé, à donner"),
    "contrat-installer": ("contrat_installer", "installer un contrat reçu, après l’avoir montré"),
    "contrat-deplacer": ("contrat_deplacer", "un dossier vers une autre édition de son contrat"),
    "chercher": ("chercher", "les orientations qui répondent à des mots"),
    "quartiers": ("quartiers", "les quartiers prioritaires, par nom, ancien nom ou code"),
    "appels": ("appels", "les appels connus"),
    "portails": ("portails", "les portails dont CVDesk connaît les cases"),
    "portail": ("portail", "vérifier un fichier de portail"),
    "appel": ("appel", "vérifier un fichier d’appel et le lire"),
    "appel-installer": ("appel_installer", "installer un appel reçu, après l’avoir montré"),
    "appel-retirer": ("appel_retirer", "ne plus proposer un appel installé"),
    "appel-donner": ("appel_donner", "le fichier d’un appel, ou celui de l’année suivante"),
    "voies": ("voies", "les façons de demander qu’un contrat prévoit, et celle qui convient"),
    "formulaires": ("formulaires", "les formulaires connus"),
    "nouveau": ("nouveau", "un dossier vide"),
    "fiche-comparer": ("fiche_comparer", "un dossier et la fiche de son association"),
    "champs": ("champs", "les questions d’un dossier, dans l’ordre"),
    "repondre": ("repondre", "répondre à des questions"),
    "controler": ("controler", "ce qui manque, ce qui est à corriger, et pourquoi"),
    "garder": ("garder", "garder un point signalé, en disant pourquoi"),
    "echeances": ("echeances", "où en est un dossier, et ses dates à ne pas oublier"),
    "reconduire": ("reconduire", "le dossier de l’année suivante, sans rien retaper"),
    "budget": ("budget", "les budgets, leurs totaux, et les lignes que chaque calcul a comptées"),
    "budget-importer": ("budget_importer", "un budget lu dans un classeur, après l’avoir montré"),
    "comparer": ("comparer", "ce que deux copies d’un dossier ne disent pas pareil"),
    "fusionner": ("fusionner", "deux copies d’un dossier en une, sans rien perdre"),
    "remarques": ("remarques", "ce que les relecteurs ont écrit d’un dossier"),
    "remarquer": ("remarquer", "écrire une remarque, y répondre, la dire réglée"),
    "espace": ("espace", "les espaces de cet ordinateur\u00a0: liste, créer, ajouter, choisir"),
    "sauvegarder": ("sauvegarder", "une copie de l’espace, relue pour preuve"),
    "restaurer": ("restaurer", "remettre une sauvegarde en place"),
    "permanence": (
        "permanence",
        "tous les dossiers suivis, ce qui leur manque, les jours restants",
    ),
    "exporter": ("exporter", "le dossier en PDF, et tout ce qui part avec lui"),
    "figer": ("figer", "figer une version\u00a0: le PDF à signer et son empreinte"),
    "identite": ("identite", "créer, importer ou montrer une identité de signature"),
    "signer": ("signer", "signer un PDF figé"),
    "pouvoir-joindre": ("pouvoir_joindre", "joindre au dossier un pouvoir signé par les deux"),
    "verifier": ("verifier", "vérifier un PDF signé"),
    "recevoir": ("recevoir", "ranger avec son dossier un PDF signé qui revient"),
    "reouvrir": ("reouvrir", "retrouver le dossier contenu dans un PDF"),
    "justifier": ("justifier", "rendre compte d’une aide, à partir de sa demande"),
    "joindre": ("joindre", "un compte rendu ou un bilan signé aux pièces d’une demande"),
    "schema": ("schema", "le schéma JSON d’un format"),
}


def run(arguments: Sequence[str], out: IO[str] | None = None, err: IO[str] | None = None) -> int:
    """Run the command line ``arguments`` and return the exit code."""
    out = out or writable(sys.stdout)
    err = err or writable(sys.stderr)
    try:
        code = _command(arguments, out, err)
        out.flush()
    except BrokenPipeError:
        forget_reader()
        return ExitCode.DONE
    except KeyboardInterrupt:
        print("Interrompu à votre demande. Aucun fichier n’est écrit à moitié.", file=err)
        return ExitCode.REFUSED
    return code


def _command(arguments: Sequence[str], out: IO[str], err: IO[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name == "--version":
        print(f"cvdesk {__version__}", file=out)
        return ExitCode.DONE
    if name in {"--help", "-h", "aide"}:
        print(_help(), file=out)
        return ExitCode.DONE
    if name not in COMMANDS:
        print(
            f"«\u00a0{name}\u00a0» n’est pas une commande de CVDesk. "
            "«\u00a0cvdesk --help\u00a0» en donne la liste.",
            file=err,
        )
        return ExitCode.REFUSED
    module_name, summary = COMMANDS[name]
    module = importlib.import_module(f"cvdesk.cli.{module_name}")
    parser = Parser(prog=f"cvdesk {name}", description=f"{summary[:1].upper()}{summary[1:]}.")
    module.configure(parser)
    try:
        args = _parsed(parser, list(arguments[1:]))
    except SystemExit as ended:
        return int(ended.code or 0)
    return _run(module, args, out, err)


def _parsed(parser: Parser, words: list[str]) -> argparse.Namespace:
    """Read options wherever they stand among the other words, as people write them."""
    try:
        return parser.parse_intermixed_args(words)
    except TypeError:  # a command with acts of its own (identite creer) cannot be read that way
        return parser.parse_args(words)


def _run(module: Any, args: argparse.Namespace, out: IO[str], err: IO[str]) -> int:
    from cvdesk.bootstrap import assemble  # noqa: PLC0415 - needed by commands only

    try:
        app = assemble()
        code: ExitCode = module.run(app, args, out)
    except UserError as error:
        print(error, file=err)
        return ExitCode.REFUSED
    for notice in dict.fromkeys(app.notices):
        print(notice, file=err)
    return code


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [
        "cvdesk ouvre l’application\u00a0; cvdesk COMMANDE travaille sans écran.",
        "",
        *(f"  {name:<{width}} {summary}" for name, (_, summary) in COMMANDS.items()),
        "",
        "«\u00a0cvdesk COMMANDE --help\u00a0» explique une commande.",
        "Codes de sortie\u00a0: 0 fait, 1 fait mais un point demande votre attention, 2 refusé.",
    ]
    return "\n".join(lines)
