"""The cases of ``*.yaml``: what changes in a worked dossier, and the checks that then speak.

One case::

    - cas: Le SIRET a un chiffre de trop            # a sentence
      essai: 1                                      # when it is the one of the table of checks
      dossier: annuel-vitry                         # or cpo-orly-choisy
      au: 2027-01-15                                # the day it is looked at, else that of signing
      reponses: {siret: "000 001 248 00013"}        # typed over the example, empty to erase
      efface: ["projet_*.2029@P1"]                  # answers erased, by pattern
      sans: [I5]                                    # rows removed
      ajoute: {projet_financeurs@P1: [F8]}          # empty rows added, before answering
      appel: {cloture: 2026-12-12}                  # terms of the call changed
      longueurs: {besoin@P1: 2100}                  # texts of so many characters
      copie: {2029: [2030]}                         # every answer of a year given for others
      multiplie: {2029: "1.2"}                      # every amount of the projects of a year
      signe: true                                   # frozen and signed before what is typed
      avant: {nom: LM8M}                            # last year's dossier: the example but for this
      certificat: cree                              # the one that will sign was made at home
      illisibles: [rib]                             # files that cannot be opened
      deja: [ID-08]                                 # what the example says as it stands
      attendu: [ID-01]                              # what speaks now and did not before: all of it
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from cvdesk.app.session import Session
from cvdesk.catalog.yamltext import read_yaml
from cvdesk.domain.appel import Critere, PieceAttendue
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.checks.memoire import Memory, remembering
from cvdesk.domain.fieldtypes import EurosType
from cvdesk.domain.ids import ROOT, GroupId, RowId
from cvdesk.domain.money import Euros
from cvdesk.domain.signature import Identity
from tests.support.builders import SIGNING_DAYS, a_sample, codes, type_in

TERMS: dict[str, Callable[[str], Any]] = {
    "annees": lambda years: tuple(int(year) for year in years.split()),
    "pieces": lambda ids: tuple(PieceAttendue(id_, id_, "toujours") for id_ in ids.split()),
    "ouverture": date.fromisoformat,
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
    session = _read_against(case)
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
    for key, length in case.get("longueurs", {}).items():
        type_in(session, key, "x" * int(length))
    for row in case.get("sans", ()):
        session.remove_row(RowId(row))
    _change_years(session, case)
    return session


def _read_against(case: Mapping[str, Any]) -> Session:
    """Return the example, on its day, under the call and with the memory of the case."""
    name = case["dossier"]
    day = date.fromisoformat(case["au"]) if "au" in case else SIGNING_DAYS[name]
    session = a_sample(name, today=day)
    if "appel" in case:
        assert session.reference.appel is not None
        terms = {term: TERMS[term](text) for term, text in case["appel"].items()}
        session = a_sample(name, today=day, appel=replace(session.reference.appel, **terms))
    if {"avant", "certificat", "illisibles"} & case.keys():
        session = a_sample(name, today=day, checks=(*ALL_CHECKS, *remembering(_memory(case))))
    if case.get("signe"):
        session.freeze()
        session.record_signature("Fatoumata SYLLA-MARTIN", "a" * 64)
    return session


def _memory(case: Mapping[str, Any]) -> Memory:
    """Return what the application knows beside the answers."""
    return Memory(
        previous=a_sample(case["dossier"], case["avant"]).dossier if "avant" in case else None,
        identity=A_CERTIFICATE if "certificat" in case else None,
        unreadable=frozenset({"0" * 64}) if "illisibles" in case else frozenset(),
    )


def _change_years(session: Session, case: Mapping[str, Any]) -> None:
    for year, others in case.get("copie", {}).items():
        for key, record in list(session.dossier.records.items()):
            field = session.reference.form.field(key.field)
            if key.year == int(year) and record.text is not None and field is not None:
                shown = field.type.show(session.facts.at(key))
                for other in others:
                    moved = shown.replace(year, other)
                    type_in(session, str(key._replace(year=int(other))), moved)
    for year, times in case.get("multiplie", {}).items():
        for key in list(session.dossier.records):
            amount = session.facts.at(key)
            if (
                key.field.startswith("projet_")
                and key.year == int(year)
                and isinstance(amount, Euros)
            ):
                cents = int(amount.cents * Decimal(times))
                type_in(session, str(key), EurosType().show(Euros(cents)))


A_CERTIFICATE = Identity(
    key="presidente",
    holder="Fatoumata SYLLA-MARTIN",
    function="Présidente",
    organisation="Les Mots du 8-Mai",
    email="",
    issuer="Fatoumata SYLLA-MARTIN",
    self_issued=True,
    valid_from=datetime(2026, 1, 1, tzinfo=UTC),
    valid_until=datetime(2028, 12, 31, tzinfo=UTC),
    fingerprint="0" * 64,
    algorithm="RSA 3072",
)


@pytest.mark.parametrize("name", CASES)
def test_the_checks_say_what_the_case_expects_and_nothing_else(name: str) -> None:
    case = CASES[name]
    before = codes(a_sample(case["dossier"]))
    assert set(case.get("deja", ())) <= before
    assert sorted(codes(told(case)) - before) == sorted(case["attendu"])
