"""Writing a call on screen: the answers make the call, the call makes the file, and back."""

from __future__ import annotations

import pytest
from hypothesis import given

from cvdesk.app.appel_editor import appel_of, editing, editor_faults, resumed
from cvdesk.app.appel_form import Choices
from cvdesk.app.session import Session
from cvdesk.catalog.appel_load import AppelLoader
from cvdesk.catalog.appel_write import appel_yaml
from cvdesk.catalog.form_load import FormLoader
from cvdesk.domain.appel import Appel
from cvdesk.domain.appel_faults import AppelFault, appel_faults
from cvdesk.domain.form import FormRef
from cvdesk.domain.ids import FieldId, GroupId, Key
from cvdesk.exchange.dossier_json import canonical_bytes, read_dossier
from tests.support.builders import AUTHOR, FORMS, RESOURCES, TYPED_ON, a_contrat, a_form, an_appel
from tests.support.drawn_appels import NATIONAL, appels, patient
from tests.unit.test_appels import KNOWN, VOIES

FORM = FormLoader(FORMS / "editeurs", RESOURCES / "listes").load(FormRef("appel", "2027-1"))
CHOICES = Choices(a_contrat(), VOIES, NATIONAL, a_form())
LOADER = AppelLoader(RESOURCES / "listes")


def written(appel: Appel | None) -> Session:
    return editing(FORM, CHOICES, appel, author=AUTHOR, clock=lambda: TYPED_ON)


def against(appel: Appel) -> tuple[AppelFault, ...]:
    return appel_faults(appel, a_contrat(), KNOWN)


def said(session: Session) -> dict[str, str]:
    return {str(one.key): one.message for one in editor_faults(session, against, NATIONAL)}


@patient
@given(appels)
def test_a_call_opened_in_the_editor_is_the_same_call(appel: Appel) -> None:
    assert appel_of(written(appel), NATIONAL) == appel


@patient
@given(appels)
def test_what_the_editor_saves_is_read_back_the_same_or_told(appel: Appel) -> None:
    session = written(appel)
    if editor_faults(session, against, NATIONAL):
        return
    made = appel_of(session, NATIONAL)
    content = appel_yaml(made, LOADER.national).encode()
    assert LOADER.check(content, "appel.yaml", KNOWN, lambda _: a_contrat()) == made


@patient
@given(appels)
def test_a_draft_taken_up_again_is_the_same_call(appel: Appel) -> None:
    kept = read_dossier(canonical_bytes(written(appel).dossier))
    again = resumed(FORM, CHOICES, kept, author=AUTHOR, clock=lambda: TYPED_ON)
    assert appel_of(again, NATIONAL) == appel


@patient
@given(appels)
def test_every_fault_leads_to_a_question_that_is_asked(appel: Appel) -> None:
    session = written(appel)
    asked = {key for _, _, key in session.facts.questions()}
    for fault in editor_faults(session, against, NATIONAL):
        assert fault.key in asked, fault


@pytest.mark.parametrize("name", ["exemple-gosb-2027-annuel", "exemple-gosb-2027-cpo"])
def test_a_shipped_call_has_nothing_to_correct_in_the_editor(name: str) -> None:
    assert said(written(an_appel(name))) == {}


def test_an_empty_call_says_what_it_needs_and_no_more() -> None:
    session = written(None)
    assert set(said(session)) == {
        "appel_titre", "appel_periode", "appel_premiere_annee", "appel_source"
    }  # fmt: skip
    for name, typed in (
        ("appel_titre", "Appel 2027 : le quartier"), ("appel_periode", "annuelle"),
        ("appel_premiere_annee", "2027"), ("appel_source", "Lettre de cadrage 2027"),
    ):  # fmt: skip
        assert session.answer(Key(FieldId(name)), typed)
    assert said(session) == {}
    made = appel_of(session, NATIONAL)
    assert made.id == "appel-2027-le-quartier"
    assert made.titre == "Appel 2027\u00a0: le quartier"
    assert made.pieces == NATIONAL


def test_dates_that_contradict_each_other_lead_to_the_second_one() -> None:
    session = written(an_appel())
    assert session.answer(Key(FieldId("appel_cloture")), "01/10/2026")
    assert "se ferme avant" in said(session)["appel_cloture"]


def test_what_cannot_be_read_is_a_fault_too() -> None:
    session = written(an_appel())
    assert not session.answer(Key(FieldId("appel_cloture")), "à Noël")
    assert "n’est pas une date" in said(session)["appel_cloture"]


def test_the_fault_of_a_row_leads_to_that_row() -> None:
    session = written(an_appel())
    row = session.add_row(GroupId("appel_financeurs"))
    for name, typed in (("nom", "Ville"), ("type", "com"), ("departement", "75")):
        assert session.answer(Key(FieldId(f"appel_financeur_{name}"), row), typed)
    assert "est du 75" in said(session)[f"appel_financeur_departement@{row}"]


def test_undo_goes_back_as_in_a_dossier() -> None:
    session = written(an_appel())
    assert session.answer(Key(FieldId("appel_titre")), "Autre titre")
    session.undo()
    assert appel_of(session, NATIONAL) == an_appel()
