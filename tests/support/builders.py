"""Valid things to start a test from: a test then states only what matters to it.

The worked dossiers are read from ``resources/exemples`` once; the contract is a small one,
made by hand with the true names and codes of the places that the examples cite.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cvdesk.app.new_dossier import Example, empty_dossier, fill
from cvdesk.app.session import Author, Reference, Session
from cvdesk.catalog.appel_load import AppelLoader
from cvdesk.catalog.example_load import load_example
from cvdesk.catalog.form_load import FormLoader
from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import (
    AxeTransversal,
    Commune,
    Noeud,
    Quartier,
    SourceTexte,
)
from cvdesk.domain.dossier import ContratRef, Dossier, Record, Row
from cvdesk.domain.facts import FIRST_EXERCISE, Facts
from cvdesk.domain.fieldtypes import EurosType
from cvdesk.domain.findings import Finding
from cvdesk.domain.form import Form, FormRef
from cvdesk.domain.ids import ROOT as TOP
from cvdesk.domain.ids import DossierId, FieldId, GroupId, Key, RowId
from cvdesk.domain.money import NBSP, Euros
from cvdesk.domain.stamp import NEVER

ROOT = Path(__file__).parents[2]
FORMS, RESOURCES = ROOT / "forms", ROOT / "resources"
AUTHOR = Author("Lucien", "N1")
TYPED_ON = datetime(2026, 12, 4, 18, 30, tzinfo=UTC)
SIGNING_DAYS = {
    "annuel-vitry": date(2026, 12, 11),
    "cpo-orly-choisy": date(2026, 12, 8),
    "compte-rendu-vitry": date(2028, 5, 15),
    "bilan-vitry": date(2027, 10, 8),
}
"""The day each example is signed: it is complete, and its call is open."""

SAMPLE_A, SAMPLE_B = "annuel-vitry", "cpo-orly-choisy"
REPORT_A, REVIEW_A = "compte-rendu-vitry", "bilan-vitry"
"""What the association of sample A says afterwards, invented from end to end."""
EMPTY = ""


LOADER = FormLoader(FORMS, RESOURCES / "listes")


@lru_cache
def _form(ref: FormRef) -> Form:
    return LOADER.load(ref)


def a_form(name: str = "annuel", revision: str = "2027-1") -> Form:
    """Return a form of this tree, read once for all tests."""
    return _form(FormRef(name, revision))


def every_form() -> tuple[Form, ...]:
    """Return the forms of this tree."""
    return tuple(_form(ref) for ref in LOADER.refs())


@lru_cache
def _appel(name: str) -> Appel:
    return AppelLoader(RESOURCES / "listes").load(FORMS / "appels" / f"{name}.yaml")


def an_appel(name: str = "exemple-gosb-2027-annuel", **changes: Any) -> Appel:
    """Return one of the fictitious calls, some of its terms changed."""
    return replace(_appel(name), **changes)


@lru_cache
def a_contrat(**changes: Any) -> Contrat:
    """Return a contract in force to 2030: the places the worked dossiers cite, nothing more."""
    nodes = {
        "O1": "œuvrer pour l’émancipation et la réussite éducative des jeunes",
        "O1.1": "Soutenir la parentalité",
        "O1.2": "Lutter contre le décrochage scolaire",
        "O1.4": "Renforcer et accompagner l’accès à l’offre culturelle et sportive",
        "O4": "renforcer la maîtrise de la langue et la lutte contre l’illectronisme",
        "O4.1": "Lutter contre l’illettrisme",
        "O4.3": "Renforcer l’accompagnement dans l’accès au numérique",
    }
    contrat = Contrat(
        id="gosb-2024",
        titre="Contrat de ville Engagements quartiers 2030",
        titre_court="Grand-Orly Seine Bièvre",
        nature="contrat",
        debut=date(2024, 1, 1),
        fin=date(2030, 12, 31),
        version="1",
        statut="en_vigueur",
        territoire="Grand-Orly Seine Bièvre",
        source=SourceTexte("texte.txt", "0" * 64, 5000, "annexe sans page de signature"),
        departements=("94", "91"),
        noeuds=tuple(
            Noeud(name, "orientation" if "." not in name else "objectif stratégique", title,
                  parent=name.partition(".")[0] if "." in name else None)
            for name, title in nodes.items()
        ),
        axes_transversaux=(
            AxeTransversal("T1", "Participation des habitants"),
            AxeTransversal("T2", "Égalité entre les femmes et les hommes"),
        ),
        communes=(
            Commune("Vitry-sur-Seine", "94081", "94"),
            Commune("Orly", "94054", "94"),
            Commune("Choisy-le-Roi", "94022", "94"),
            Commune("Athis-Mons", "91027", "91"),
        ),
        quartiers=(
            Quartier("commune-de-paris", "Commune de Paris – 8 mai 1945", "QPV",
                     ("Vitry-sur-Seine",), code="QN09412M", codes_anciens=("QP094025",)),
            Quartier("quartier-est", "Quartier Est", "QPV", ("Orly",), code="QN09428M"),
            Quartier("quartier-sud", "Quartier Sud", "QPV", ("Choisy-le-Roi",), code="QN09429I"),
            Quartier("clos-nollet", "Clos Nollet", "QPV", ("Athis-Mons",), code="QN09128M"),
        ),
    )  # fmt: skip
    return replace(contrat, **changes)


@lru_cache
def an_example(name: str = SAMPLE_A) -> Example:
    """Return a worked example as shipped."""
    return load_example(RESOURCES / "exemples" / f"{name}.yaml")


@lru_cache
def a_reference(name: str = SAMPLE_A) -> Reference:
    """Return what an example is read against."""
    example = an_example(name)
    form, _, revision = example.form.partition("/")
    call = an_appel(example.appel) if example.appel else None
    return Reference(a_form(form, revision), a_contrat(), call)


@lru_cache
def _typed_once(name: str) -> Dossier:
    reference = a_reference(name)
    years = reference.appel.annees if reference.appel is not None else ()
    dossier = empty_dossier(
        reference, author=AUTHOR, clock=lambda: TYPED_ON, years=years, exemple=True
    )
    session = a_session(dossier, reference)
    fill(session, an_example(name).answers)
    return session.dossier


def a_session(dossier: Dossier, reference: Reference, today: date | None = None) -> Session:
    """Return a session whose clock stands still."""
    day = today or SIGNING_DAYS[SAMPLE_A]
    return Session(dossier, reference, author=AUTHOR, clock=lambda: TYPED_ON, today=lambda: day)


def a_sample(
    name: str = SAMPLE_A,
    changes: Mapping[str, str] | None = None,
    *,
    today: date | None = None,
    without: Iterable[str] = (),
    **against: Any,
) -> Session:
    """Return an example as a session.

    Args:
        name: Which example.
        changes: What is typed over it, by key as the command line writes it; empty to erase.
        today: The day it is looked at; the day it is signed when not given.
        without: Rows removed.
        against: Another ``contrat``, ``appel`` or ``checks``.
    """
    session = a_session(
        _typed_once(name), replace(a_reference(name), **against), today or SIGNING_DAYS[name]
    )
    for key, typed in (changes or {}).items():
        type_in(session, key, typed)
    for row in without:
        session.remove_row(RowId(row))
    return session


def type_in(session: Session, key: str, typed: str) -> None:
    """Type one answer that can be read."""
    asked = Key.parse(key)
    assert session.answer(asked, typed), f"{key} : {session.rejected(asked)}"


def nothing_yet(name: str = SAMPLE_A) -> Dossier:
    """Return a new dossier of an example's form, before the first answer."""
    return empty_dossier(a_reference(name), author=AUTHOR, clock=lambda: TYPED_ON)


def a_dossier(changes: Mapping[str, str] | None = None, **answers: str) -> Dossier:
    """Return the annual example with some answers changed (``siret="…"``, ``siret=EMPTY``)."""
    return a_sample(SAMPLE_A, {**(changes or {}), **answers}).dossier


def some_facts(changes: Mapping[str, str] | None = None, **answers: str) -> Facts:
    """Return the annual example read through its form, some answers changed."""
    return a_sample(SAMPLE_A, {**(changes or {}), **answers}).facts


def a_bare_budget(amounts: Mapping[str, int], funders: tuple[int, ...] = ()) -> Facts:
    """Return an annual dossier whose project has these amounts, in cents, and nothing else.

    Everything has the same stamp, as after an import.
    """
    year, project = 2027, RowId("P1")
    rows = {project: Row(project, GroupId("projet"), TOP, 1, AUTHOR.name, NEVER)}
    answers = {Key(FIRST_EXERCISE): str(year)}
    for line, cents in amounts.items():
        answers[Key(FieldId(f"projet_{line}"), project, year)] = EurosType().store(Euros(cents))
    for number, cents in enumerate(funders, 1):
        row = RowId(f"F{number}")
        rows[row] = Row(row, GroupId("projet_financeurs"), project, number, AUTHOR.name, NEVER)
        key = Key(FieldId("projet_financeur_montant"), row, year)
        answers[key] = EurosType().store(Euros(cents))
    records = {key: Record(text, AUTHOR.name, NEVER) for key, text in answers.items()}
    ref = ContratRef("gosb-2024", "1")
    dossier = Dossier(DossierId("D"), a_form().ref, ref, records=records, rows=rows)
    return Facts(dossier, a_form(), a_contrat(), SIGNING_DAYS[SAMPLE_A])


def codes(session: Session) -> set[str]:
    """Return the codes of the checks that speak."""
    return {finding.code for finding in session.findings}


def said(session: Session, code: str) -> list[Finding]:
    """Return what one check says, in its order."""
    return [finding for finding in session.findings if finding.code == code]


def only(session: Session, code: str) -> Finding:
    """Return the single thing that one check says."""
    [finding] = said(session, code)
    return finding


def phrase(finding: Finding) -> str:
    """Return a sentence as people type it: plain spaces, straight apostrophes."""
    return finding.message.replace(NBSP, " ").replace("’", "'")


def lit(finding: Finding) -> list[str]:
    """Return the answers a finding lights, as the command line writes them."""
    return [str(key) for key in finding.keys]
