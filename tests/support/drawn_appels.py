"""Any call that a file can say, for the laws."""

from __future__ import annotations

import string
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cvdesk.catalog.piece_load import load_pieces
from cvdesk.domain.appel import (
    PIECE_FORMATS,
    Appel,
    Contact,
    Critere,
    DateAnnoncee,
    FinanceurAppele,
    PieceAttendue,
)
from cvdesk.domain.money import Euros
from cvdesk.domain.sources import Source
from cvdesk.domain.wording import spaced
from tests.support.builders import RESOURCES
from tests.support.laws import cases

T = TypeVar("T")

NATIONAL = load_pieces(RESOURCES / "listes")

LETTERS = "abcdeéàçœ ’'\"«»:;?!%€-–,.#&*[]{}|>@~0123456789\u00a0\nÀÉ"
slugs = st.builds(
    str.__add__,
    st.sampled_from(string.ascii_lowercase),
    st.text(string.ascii_lowercase + string.digits, max_size=11),
)
texts = st.text(LETTERS, min_size=1, max_size=10).map(lambda one: spaced(one.strip())).filter(bool)
lines = texts.map(lambda one: spaced(" ".join(one.split(" ")).replace("\n", " ")).strip()).filter(
    bool
)
maybe = st.one_of(st.just(""), lines)
days = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2029, 12, 31)))
shares = st.one_of(st.none(), st.sampled_from(["0.8", "0.60", "1", "0.3333"]).map(Decimal))
amounts = st.one_of(st.none(), st.integers(0, 10**6).map(Euros.whole))
flags = st.sampled_from([None, True, False])
limits = st.one_of(st.none(), st.integers(1, 9000))


def _some(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw some names, in the order of the contract, as a list of boxes keeps them."""
    return st.sets(st.sampled_from(names)).map(
        lambda drawn: tuple(one for one in names if one in drawn)
    )


own_pieces = st.builds(
    PieceAttendue,
    slugs.map(lambda name: f"a-{name}"),
    lines,
    st.sampled_from(["toujours", "premiere_demande", "renouvellement", "pouvoir", "cac"]),
    maybe,
    st.booleans(),
    maybe,
)
pieces = st.tuples(
    st.lists(st.booleans(), min_size=len(NATIONAL), max_size=len(NATIONAL)),
    st.lists(own_pieces, max_size=3, unique_by=lambda one: one.id),
).map(
    lambda drawn: (
        *(one for one, kept in zip(NATIONAL, drawn[0], strict=True) if kept),
        *drawn[1],
    )
)
periods = st.sampled_from([("annuelle", (2027,)), ("pluriannuelle", (2027, 2028, 2029))])


patient = settings(max_examples=cases(40), suppress_health_check=[HealthCheck.too_slow])
"""A call has forty terms: drawing one takes a while on a busy machine."""


def _call(period: tuple[str, tuple[int, ...]], **terms: Any) -> Appel:
    """Return a call of the contract for the exercises of a period."""
    return Appel(contrat="gosb-2024", periode=period[0], annees=period[1], **terms)


def _tuples(
    drawn: st.SearchStrategy[T], most: int, **unique: Any
) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(drawn, max_size=most, **unique).map(tuple)


# Made once: what is made at each draw is looked through each time before it is drawn from.
appels = st.builds(
    _call,
    period=periods,
    id=slugs,
    titre=lines,
    exemple=st.booleans(),
    source=st.builds(Source, lines, st.sampled_from(["", "https://exemple.invalid/a"]), days),
    voie=st.sampled_from(["", "action", "cpo", "fpcc"]),
    communes=_some(["Vitry-sur-Seine", "Orly", "Athis-Mons"]),
    ouverture=days,
    cloture=days,
    dates=_tuples(
        st.builds(
            DateAnnoncee,
            st.sampled_from(["instruction", "comite", "notification", "versement", "autre"]),
            days,
            maybe,
        ),
        3,
    ),
    financeurs=_tuples(
        st.builds(
            FinanceurAppele,
            slugs,
            lines,
            st.sampled_from(["etat", "dep", "com"]),
            st.sampled_from(["", "94", "91"]),
            st.sampled_from(["", "94-ETAT-POLITIQUE-VILLE"]),
        ),
        3,
        unique_by=lambda one: one.id,
    ),
    orientations=_some(["O1", "O1.2", "O4.1"]),
    quartiers=_some(["commune-de-paris", "quartier-est"]),
    hors_quartier=st.sampled_from(["", "non", "motive", "oui"]),
    hors_quartier_phrase=maybe,
    cofinancement_local=flags,
    part_publique_max=shares,
    cvn_comptees=flags,
    part_qpv_min=shares,
    montant_min=amounts,
    montant_max=amounts,
    sous_le_maximum=st.booleans(),
    regle_periode=st.sampled_from(["", "civile", "scolaire", "civile_ou_scolaire"]),
    pieces=pieces,
    taille_piece_max=st.one_of(st.none(), st.integers(1, 99).map(lambda n: n * 100_000)),
    formats_pieces=st.lists(st.sampled_from(PIECE_FORMATS), unique=True).map(
        lambda drawn: tuple(one for one in PIECE_FORMATS if one in drawn)
    ),
    limites=st.dictionaries(
        st.sampled_from(["besoin", "intitule", "lieu"]), st.integers(1, 9000), max_size=3
    ),
    limite_textes=limits,
    limite_titres=limits,
    conditions=_tuples(lines, 2),
    criteres=_tuples(st.builds(Critere, lines, st.sampled_from(["", "T1", "O1"]), maybe), 2),
    contacts=_tuples(
        st.builds(
            Contact,
            lines,
            st.sampled_from(["", "a@exemple.invalid"]),
            st.sampled_from(["", "01 00 00 00 00"]),
            maybe,
        ),
        2,
    ),
)
"""Any call whose every term can be written; its terms need not agree."""
