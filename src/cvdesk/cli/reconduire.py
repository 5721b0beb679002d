"""``cvdesk reconduire``: next year's dossier, or the next year of an agreement."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import IO, Any

from cvdesk.app.renew import Renewed
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.days import read_years
from cvdesk.cli.files import refuse_existing
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.facts import Facts
from cvdesk.domain.papertypes import FileType
from cvdesk.domain.renewal import Renewal


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet de départ")
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le paquet à écrire")
    parser.add_argument("--appel", default="", help="l’appel auquel le nouveau dossier répond")
    parser.add_argument(
        "--annees", default="",
        help="2028, ou 2030-2032\u00a0; une année de la convention pour en faire la demande",
    )  # fmt: skip
    parser.add_argument("--formulaire", default="", help="annuel, cpo, annee-cpo, ou nom/révision")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Write the new dossier and say what was carried over.

    Raises:
        UserError: If the dossier cannot be read, the call, form or years do not agree, or there
            already is a file of that name; nothing is written.
    """
    refuse_existing(args.sortie)
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    made = app.suivi.renew(
        session, appel=args.appel, years=read_years(args.annees), formulaire=args.formulaire
    )
    named = _files_of(made.dossier)
    pieces = {name: content for name, content in paquet.pieces.items() if name in named}
    app.write_paquet(args.sortie, made.dossier, pieces)
    if args.json:
        print_json(shape_of(made), out)
    else:
        _print(made, app.session(made.dossier).facts, out)
        print(f"Dossier écrit dans {args.sortie}", file=out)
    return ExitCode.DONE


def _files_of(dossier: Dossier) -> set[str]:
    found = set()
    for key, record in dossier.records.items():
        if key.field == "piece_fichier" and record.text is not None:
            found.add(FileType().restore(record.text).sha256)
    return found


def shape_of(made: Renewed) -> dict[str, Any]:
    """Return the machine shape of a renewal."""
    return {
        "part": made.percent,
        "repondus": made.total,
        "gardes": made.carried,
        "repris": made.count(Renewal.KEPT),
        "a_revoir": made.count(Renewal.TO_REVIEW),
        "perimes": made.count(Renewal.EXPIRED),
        "champs": [{"champ": str(mark.key), "etat": mark.etat.value} for mark in made.marks],
        "abandonnes": [str(key) for key in made.dropped],
        "remarques": list(made.notes),
    }


def _print(made: Renewed, facts: Facts, out: IO[str]) -> None:
    print(
        f"{made.percent}\u00a0% des réponses sont gardées ({made.carried} sur {made.total}).",
        file=out,
    )
    print(f"  reprises    {made.count(Renewal.KEPT):>4}", file=out)
    print(f"  à revoir    {made.count(Renewal.TO_REVIEW):>4}", file=out)
    print(f"  périmées    {made.count(Renewal.EXPIRED):>4}, vidées, à donner de nouveau", file=out)
    for title, count in _by_step(made, facts).items():
        print(f"      {title}\u00a0: {count}", file=out)
    if made.dropped:
        print(f"  non demandées par ce formulaire\u00a0: {len(made.dropped)}", file=out)
    for note in made.notes:
        print(f"  {note}", file=out)


def _by_step(made: Renewed, facts: Facts) -> Counter[str]:
    """Count what is to be given again, by step."""
    over = [mark.key.field for mark in made.marks if mark.etat is Renewal.EXPIRED]
    return Counter(facts.form.places[field].section.title for field in over)
