"""A request for the functioning: rule B11, its budget is the association's own."""

from __future__ import annotations

from cvdesk.app.heading import heading
from cvdesk.app.new_dossier import empty_dossier
from cvdesk.app.session import Reference
from cvdesk.domain.budget import asked_by_year, budgets, budgets_of, is_functioning, project_of
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.money import Euros
from tests.support.builders import (
    AUTHOR,
    SAMPLE_A,
    TYPED_ON,
    a_contrat,
    a_form,
    a_sample,
    a_session,
    codes,
    lit,
    only,
    type_in,
)
from tests.support.functioning import a_functioning

FORM = a_form("fonctionnement")


def test_the_form_of_the_functioning_asks_no_budget_of_a_project() -> None:
    assert set(FORM.budgets) == {"asso"}
    assert is_functioning(FORM)
    assert not is_functioning(a_form("annuel"))
    assert not is_functioning(a_form("association"))


def test_a_new_one_is_already_ticked_as_functioning() -> None:
    empty = empty_dossier(Reference(FORM, a_contrat()), author=AUTHOR, clock=lambda: TYPED_ON)
    assert empty.text(Key(FieldId("demande_objet"))) == "fonctionnement"


def test_a_complete_one_can_be_frozen() -> None:
    session = a_functioning()
    assert [finding.message for finding in session.findings if finding.gravity.value == "B"] == []
    assert session.freeze().number == 1


def test_the_budget_of_the_project_is_that_of_the_association() -> None:
    facts = a_functioning().facts
    assert budgets(facts, "projet") == budgets(facts, "asso")
    [one] = budgets_of(facts, facts.projects[0])
    assert project_of(facts, one) == facts.projects[0]
    assert one.charges == one.produits > Euros(0)


def test_what_is_asked_is_read_in_the_budget_of_the_association() -> None:
    session = a_functioning()
    assert asked_by_year(session.facts)[2027] == session.facts.value("montant_sollicite", year=2027)
    type_in(session, "montant_sollicite.2027", "7 000")
    assert any(key.startswith("asso_financeur") for key in lit(only(session, "BUD-33")))


def test_its_checks_light_answers_that_are_asked() -> None:
    session = a_functioning()
    for line in ("864", "870", "861", "871"):
        type_in(session, f"asso_{line}.2027", "0")
    type_in(session, "projet_details@P1", "641 : les bénévoles. 604 : un ordinateur.")
    type_in(session, "asso_604.2027", "2 500")
    asked = {key for _, _, key in session.facts.questions(hidden=True)}
    for finding in session.findings:
        assert set(finding.keys) <= asked, finding.code
    assert "BUD-39" in codes(session)


def test_a_form_that_does_not_suit_what_is_paid_is_questioned() -> None:
    session = a_functioning()
    type_in(session, "demande_objet", "projet")
    assert "OBJ-142" in codes(session)
    annual = a_sample(SAMPLE_A)
    assert "OBJ-142" not in codes(annual)
    type_in(annual, "demande_objet", "fonctionnement")
    assert "OBJ-142" in codes(annual)


def test_it_is_named_for_what_it_is() -> None:
    session = a_functioning()
    assert heading(session.facts).kind.startswith("Fonctionnement 2027")
    alone = a_session(session.dossier, session.reference)
    assert heading(alone.facts).title.startswith("Un lieu d’accueil")
