"""Whatever is answered, an account, an interim report and a letter print; nothing is cut away."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvdesk.app.report import Accounting
from cvdesk.app.session import Session
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId
from tests.documents.printed_dossiers import packed, page_texts, text_of
from tests.documents.tagged_pdf import assert_tree_and_pages_agree, opened
from tests.documents.test_account_pages_say_what_happened import a_letter, printed, started
from tests.support.builders import REPORT_A, REVIEW_A, a_sample, type_in
from tests.support.laws import cases
from tests.unit.test_check_whatever_is_typed import QUESTIONS, canonical

MAKERS: dict[str, Callable[[], Session]] = {
    REPORT_A: lambda: a_sample(REPORT_A),
    REVIEW_A: lambda: a_sample(REVIEW_A),
}


@pytest.mark.parametrize("name", MAKERS)
@settings(max_examples=cases(15), suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_draft_prints_whatever_the_answers(name: str, data: st.DataObject) -> None:
    session = MAKERS[name]()
    dossier = session.dossier
    for key, type_ in data.draw(st.lists(st.sampled_from(QUESTIONS[name]), max_size=30)):
        dossier = dossier.answered(key, data.draw(canonical(type_)), "Inès", dossier.edited_at)
    session.replace(dossier)
    with opened(printed(session, frozen=False)) as pdf:
        assert_tree_and_pages_agree(pdf)


def test_twenty_more_funders_stay_in_the_table_and_in_the_grid() -> None:
    session = a_sample(REPORT_A)
    for number in range(20):
        row = session.add_row(GroupId("realise_financeurs"), RowId("P1"))
        for name, typed in (("nom", f"Financeur numéro {number}"), ("type", "com")):
            session.answer(Key(FieldId(f"realise_financeur_{name}"), row), typed)
        session.answer(Key(FieldId("realise_financeur_montant"), row, 2027), "99999999")
    text = packed(text_of(printed(session)))
    for number in range(20):
        assert text.count(f"Financeurnuméro{number}099999999+99999999–") == 1


def test_two_actions_have_three_sheets_each() -> None:
    session = a_sample(REPORT_A)
    other = session.add_row(GroupId("projet"), ROOT, RowId("P2"))
    session.answer(Key(FieldId("intitule"), other), "Une seconde action")
    pages = " ".join(page_texts(printed(session, frozen=False)))
    for sheet in (1, 2, 3):
        assert f"Feuille {sheet} : " in pages
    assert "Bilan qualitatif de l’action, projet 2" in pages
    assert "Une seconde action" in pages


def test_an_account_without_its_year_prints_what_it_lacks() -> None:
    session = a_sample(REPORT_A, {"premier_exercice": ""})
    pages = text_of(printed(session, frozen=False))
    assert "À compléter" in pages
    assert "Budget" in pages


def test_a_letter_of_two_pages_keeps_its_frame_whole() -> None:
    session = a_letter("délai")
    type_in(session, "courrier_motif@P1", "Une raison de plus, dite avec soin. " * 40)
    type_in(session, "courrier_deja_fait@P1", "Un chiffre de plus, déjà prêt. " * 30)
    pages = page_texts(printed(session))
    assert "Signature électronique ou manuscrite" in pages[-1]
    assert packed("Une raison de plus, dite avec soin. " * 40) in packed(" ".join(pages))


def test_a_letter_begun_says_what_it_lacks() -> None:
    pages = text_of(printed(started(Accounting.NOT_DONE), frozen=False))
    assert "À compléter" in pages
