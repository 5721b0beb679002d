"""The pages that are no request, a record and a power, are tagged archives like a dossier."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cvdesk.app.association import bring, differences
from cvdesk.app.new_dossier import empty_dossier
from cvdesk.app.power import fill_power
from cvdesk.app.session import Reference, Session
from cvdesk.documents.association_pdf import compose_record
from cvdesk.documents.embedded import embedded_dossier
from cvdesk.documents.power_pdf import compose_power
from cvdesk.domain.contrat import SANS_CONTRAT
from tests.documents.printed_dossiers import DATA, FONTS, page_texts, printing
from tests.documents.tagged_pdf import assert_tree_and_pages_agree, opened, roles
from tests.support.builders import AUTHOR, TYPED_ON, a_form, a_sample, a_session, type_in


def an_empty(form: str, years: tuple[int, ...] = ()) -> Session:
    reference = Reference(a_form(form), SANS_CONTRAT)
    dossier = empty_dossier(
        reference, author=AUTHOR, clock=lambda: TYPED_ON, years=years, exemple=True
    )
    return a_session(dossier, reference)


def a_record() -> bytes:
    session, source = an_empty("association", (2027,)), a_sample().facts
    bring(session, source, differences(session.facts, source))
    return compose_record(printing(session, frozen=False), FONTS)


def an_empty_record() -> bytes:
    return compose_record(printing(an_empty("association"), frozen=False), FONTS)


def a_power(*, frozen: bool = True) -> bytes:
    session = an_empty("pouvoir")
    fill_power(session, a_sample().facts)
    type_in(session, "signataire_nom", "EXEMPLE " * 20)
    return compose_power(printing(session, frozen=frozen), FONTS)


def an_empty_power() -> bytes:
    return compose_power(printing(an_empty("pouvoir"), frozen=False), FONTS)


EVERY = pytest.mark.parametrize("make", [a_record, an_empty_record, a_power, an_empty_power])


@EVERY
def test_everything_drawn_is_told_or_is_decoration(make: object) -> None:
    assert callable(make)
    with opened(make()) as pdf:
        assert_tree_and_pages_agree(pdf)
        levels = [int(role[1]) for role in roles(pdf) if role in {"H1", "H2", "H3"}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EVERY
def test_the_same_answers_give_the_same_bytes_and_travel_inside(make: object) -> None:
    assert callable(make)
    assert make() == make()
    assert embedded_dossier(make()) == DATA


def test_a_power_with_long_names_stays_on_one_page() -> None:
    assert len(page_texts(a_power())) == 1


def test_a_record_says_that_it_is_no_request() -> None:
    assert "Ce n’est pas une demande" in page_texts(a_record())[0]
