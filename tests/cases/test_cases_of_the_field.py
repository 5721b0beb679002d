"""The cases of ``*.yaml``: what changes in a worked dossier, and the checks that then speak.

One case::

    - cas: Le SIRET a un chiffre de trop            # a sentence
      dossier: annuel-vitry                         # or cpo-orly-choisy
      au: 2027-01-15                                # the day it is looked at, else that of signing
      reponses: {siret: "000 001 248 00013"}        # typed over the example, empty to erase
      efface: ["projet_*.2029@P1"]                  # answers erased, by pattern
      sans: [I5]                                    # rows removed
      ajoute: {projet_financeurs@P1: [F8]}          # empty rows added, before answering
      appel: {cloture: 2026-12-12}                  # terms of the call changed
      attendu: [ID-01]                              # what speaks now and did not before: all of it
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from cvdesk.app.session import Session
from cvdesk.catalog.yamltext import read_yaml
from cvdesk.domain.appel import Critere
from cvdesk.domain.ids import ROOT, GroupId, RowId
from cvdesk.domain.money import Euros
from tests.support.builders import SIGNING_DAYS, a_sample, codes, type_in

TERMS: dict[str, Callable[[str], Any]] = {
    "cloture": date.fromisoformat,
    "part_publique_max": Decimal,
    "part_qpv_min": Decimal,
    "montant_min": Euros.parse,
    "montant_max": Euros.parse,
    "sous_le_maximum": bool,
    "orientations": lambda text: tuple(text.split()),
    "quartiers": lambda text: tuple(text.split()),
    "communes": lambda text: tuple(text.split(", ")),
    "hors_quartier": str,
    "cofinancement_local": bool,
    "regle_periode": str,
    "limite_textes": int,
    "limite_titres": int,
    "taille_piece_max": int,
    "formats_pieces": lambda text: tuple(text.split()),
    "criteres": lambda text: tuple(Critere(node, node) for node in text.split()),
}
CASES: dict[str, Mapping[str, Any]] = {
    f"{path.stem} · {case['cas']}": case
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
    if path.stem != "recherche"  # needs and what answers them, tried by test_search_set.py
    for case in read_yaml(path).content
}


def told(case: Mapping[str, Any]) -> Session:
    """Return the dossier of a case."""
    name = case["dossier"]
    day = date.fromisoformat(case["au"]) if "au" in case else SIGNING_DAYS[name]
    session = a_sample(name, today=day)
    if "appel" in case:
        assert session.reference.appel is not None
        terms = {term: TERMS[term](text) for term, text in case["appel"].items()}
        session = a_sample(name, today=day, appel=replace(session.reference.appel, **terms))
    for place, rows in case.get("ajoute", {}).items():
        group, _, parent = place.partition("@")
        for row in rows:
            session.add_row(GroupId(group), RowId(parent) if parent else ROOT, RowId(row))
    for pattern in case.get("efface", ()):
        erased = [key for key in session.dossier.records if fnmatchcase(str(key), pattern)]
        assert erased, f"« {pattern} » ne désigne aucune réponse"
        for key in erased:
            type_in(session, str(key), "")
    for key, typed in case.get("reponses", {}).items():
        type_in(session, key, typed)
    for row in case.get("sans", ()):
        session.remove_row(RowId(row))
    return session


@pytest.mark.parametrize("name", CASES)
def test_the_checks_say_what_the_case_expects_and_nothing_else(name: str) -> None:
    case = CASES[name]
    before = codes(a_sample(case["dossier"]))
    assert sorted(codes(told(case)) - before) == sorted(case["attendu"])
