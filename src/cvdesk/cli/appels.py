"""``cvdesk appels``: the calls known."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import IO, Any

from cvdesk.app.appel_view import parts
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.appel import Appel
from cvdesk.domain.money import Euros
from cvdesk.domain.voie import Voie


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the calls, those that close first at the top, then the files that cannot be used.

    Raises:
        UserError: If a call that ships has mistakes.
    """
    registre = app.registre_appels
    found = sorted(
        registre.connus(),
        key=lambda one: (one.appel.cloture is None, one.appel.cloture, one.appel.id),
    )
    if args.json:
        rows = [
            {**row_of(one.appel, registre.voie_of(one.appel)), "installe": one.installe}
            for one in found
        ]
        print_json(rows, out)
        return ExitCode.DONE
    for one in found:
        closing = one.appel.cloture
        said = "dépôt non précisé" if closing is None else f"dépôt le {closing:%d/%m/%Y}"
        mark = "\tinstallé" if one.installe else ""
        print(f"{one.appel.id}\t{one.appel.titre}\t{said}{mark}", file=out)
    left_out = registre.ecartes()
    for aside in left_out:
        print(f"{aside.fichier}\u00a0: laissé de côté.", *aside.pourquoi, sep="\n  ", file=out)
    return ExitCode.ATTENTION if left_out else ExitCode.DONE


def told(app: Cvdesk, appel: Appel) -> Iterator[str]:
    """Yield the terms of a call, one line each, in French."""
    registre = app.registre_appels
    for part in parts(appel, registre.contrat_of(appel.contrat), registre.voie_of(appel)):
        yield part.title
        for term in part.terms:
            first, *more = term.value.splitlines()
            yield f"  {term.label}\u00a0: {first}"
            yield from (f"    {line}" for line in more)


def row_of(appel: Appel, voie: Voie | None) -> dict[str, Any]:
    """Return the machine shape of a call; what it does not say is null, or an empty list."""
    return {
        "id": appel.id,
        "titre": appel.titre,
        "contrat": appel.contrat,
        "voie": None if voie is None else voie.id,
        "formulaire": None if voie is None else voie.formulaire,
        "periode": appel.periode,
        "annees": list(appel.annees),
        "exemple": appel.exemple,
        "communes": list(appel.communes),
        "ouverture": _text(appel.ouverture),
        "cloture": _text(appel.cloture),
        "dates": [
            {"quoi": one.quoi, "jour": _text(one.jour), "phrase": one.phrase}
            for one in appel.dates
        ],
        "financeurs": [
            {
                "id": one.id, "nom": one.nom, "type": one.type,
                "departement": one.departement or None, "portail": one.portal_label or None,
            }
            for one in appel.financeurs
        ],
        "orientations": list(appel.orientations),
        "quartiers": list(appel.quartiers),
        "hors_quartier": appel.hors_quartier or None,
        "cofinancement_local": appel.cofinancement_local,
        "part_publique_max": _text(appel.part_publique_max),
        "cvn_comptees": appel.cvn_comptees,
        "part_qpv_min": _text(appel.part_qpv_min),
        "montant_min": _euros(appel.montant_min),
        "montant_max": _euros(appel.montant_max),
        "sous_le_maximum": appel.sous_le_maximum,
        "regle_periode": appel.regle_periode or None,
        "pieces": [piece.id for piece in appel.pieces],
        "taille_piece_max": appel.taille_piece_max,
        "formats_pieces": list(appel.formats_pieces),
        "limites": dict(appel.limites),
        "limite_textes": appel.limite_textes,
        "limite_titres": appel.limite_titres,
        "conditions": list(appel.conditions),
        "criteres": [
            {"texte": one.texte, "noeud": one.noeud or None, "source": one.source or None}
            for one in appel.criteres
        ],
    }  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _euros(amount: Euros | None) -> int | None:
    return None if amount is None else amount.cents // 100
