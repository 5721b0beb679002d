"""A request for the functioning: rule B11, its budget is the association's own."""

from __future__ import annotations

from cvdesk.app.heading import heading
from cvdesk.app.lettres import demandes
from cvdesk.app.new_dossier import empty_dossier
from cvdesk.app.portal import screens
from cvdesk.app.portal_values import typed_euros
from cvdesk.app.session import Reference
from cvdesk.catalog.portail_load import load_portail
from cvdesk.domain.budget import asked_by_year, budgets, budgets_of, is_functioning, project_of
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.money import Euros
from tests.support.builders import (
    AUTHOR,
    FORMS,
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


def test_its_letters_ask_the_funders_of_the_association() -> None:
    facts = a_functioning().facts
    [budget] = budgets(facts, "projet")
    asked = {line.name for line in budget.funders if line.status != "acquis" and line.amount}
    found = demandes(facts)
    assert {one.name for one in found} == asked != set()
    assert all(one.project == facts.projects[0] for one in found)
    [addressed] = [line.name for line in budget.funders if line.addressed]
    [to_state] = [one for one in found if one.name == addressed]
    assert to_state.total == asked_by_year(facts)[2027]


def test_the_plan_of_the_portal_is_the_budget_of_the_association() -> None:
    facts = a_functioning().facts
    portail = load_portail(
        FORMS / "portails" / "dauphin-2027.yaml", [FORM, a_form("annuel"), a_form("cpo")]
    )
    by_id = {screen.id: screen for screen in screens(facts, portail)}
    [budget] = budgets(facts, "projet")
    boxes = by_id["plan_financement"].boxes
    texts = {box.label: box.text for box in boxes}
    assert texts["Total des charges"] == typed_euros(budget.charges)
    assert texts["Total des produits"] == typed_euros(budget.produits)
    funders = by_id["cofinanceurs"].boxes
    named = {box.text for box in funders if box.label == "Financeur"}
    assert len(named) == len({line.name for line in budget.funders})
    amounts = [box.text for box in funders if box.label == "Montant"]
    assert amounts == [typed_euros(line.amount) for line in budget.funders if line.amount]
    assert len({box.id for screen in by_id.values() for box in screen.boxes}) == sum(
        len(screen.boxes) for screen in by_id.values()
    )
