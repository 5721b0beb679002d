"""A dossier read through its form: values, years, rows, visible questions."""

from datetime import date

import pytest

from cvdesk.domain.dossier import Row
from cvdesk.domain.facts import MOST_EXERCISES, Facts
from cvdesk.domain.form import Condition, Operator, Yearly
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.domain.stamp import NEVER
from tests.support.builders import (
    EMPTY,
    SAMPLE_B,
    a_contrat,
    a_form,
    a_reference,
    a_sample,
    a_session,
    nothing_yet,
    some_facts,
)

P1 = RowId("P1")


def test_answers_are_typed_and_shown_by_their_type() -> None:
    facts = some_facts()
    assert facts.value("projet_641", P1, 2027) == Euros.whole(9_800)
    assert facts.at(Key(FieldId("fait_le"))) == date(2026, 12, 11)
    assert facts.shown("fait_le") == "11/12/2026"
    assert facts.shown("site_web") == ""


def test_an_answer_of_another_version_of_the_form_is_kept_and_not_read() -> None:
    key = Key(FieldId("champ_d_ailleurs"))
    dossier = some_facts().dossier.answered(key, "1", "Inès", NEVER)
    facts = some_facts().fresh(dossier=dossier)
    assert facts.value("champ_d_ailleurs") is None
    assert facts.shown("champ_d_ailleurs") == ""
    assert facts.dossier.text(key) == "1"


def test_an_annual_dossier_has_one_exercise_and_an_agreement_all_of_them() -> None:
    assert some_facts().years == (2027,)
    assert a_sample(SAMPLE_B).facts.years == (2027, 2028, 2029)
    assert a_session(nothing_yet(), a_reference()).facts.years == ()


@pytest.mark.parametrize(
    ("last", "years"), [(EMPTY, (2027,)), ("2026", (2027,)), ("2028", (2027, 2028))]
)
def test_the_last_exercise_counts_once_it_is_known_and_after_the_first(
    last: str, years: tuple[int, ...]
) -> None:
    assert a_sample(SAMPLE_B, {"dernier_exercice": last}).facts.years == years


def test_a_typing_fault_does_not_build_a_thousand_columns() -> None:
    facts = a_sample(SAMPLE_B, {"dernier_exercice": "2099"}).facts
    assert len(facts.years) == MOST_EXERCISES


def test_a_question_is_asked_for_no_year_the_first_or_each() -> None:
    facts = a_sample(SAMPLE_B).facts
    assert facts.years_of(Yearly.NEVER) == (None,)
    assert facts.years_of(Yearly.FIRST) == (2027,)
    assert facts.years_of(Yearly.EACH) == (2027, 2028, 2029)


def test_rows_are_in_the_users_order_whatever_the_order_they_came_in() -> None:
    dossier = nothing_yet()
    for rank, name in ((2, "B"), (1, "C"), (2, "A")):
        row = Row(RowId(name), GroupId("objectifs"), P1, rank, "Inès", NEVER)
        dossier = dossier.with_row(row)
    facts = Facts(dossier, a_form(), a_contrat(), date(2026, 12, 11))
    assert facts.rows("objectifs", P1) == ("C", "A", "B")
    assert facts.rows("objectifs") == ()


def test_a_removed_row_is_not_read() -> None:
    assert a_sample(without=["OB2"]).facts.rows("objectifs", P1) == ("OB1", "OB3", "OB4")
    assert a_sample(without=["P1"]).facts.projects == ()


def test_a_thing_is_computed_once_for_these_facts() -> None:
    facts, times = some_facts(), []

    def compute(given: Facts) -> int:
        times.append(given)
        return len(times)

    assert facts.remember("compte", compute) == facts.remember("compte", compute) == 1


CONDITIONS = [
    ("nom", Operator.IS_ANSWERED, ("oui",), True),
    ("nom", Operator.IS_ANSWERED, ("non",), False),
    ("site_web", Operator.IS_ANSWERED, ("oui",), False),
    ("site_web", Operator.IS_ANSWERED, ("non",), True),
    ("demande_frequence", Operator.EQUALS, ("renouvellement",), True),
    ("demande_frequence", Operator.EQUALS, ("premiere",), False),
    ("site_web", Operator.EQUALS, ("premiere",), False),
    ("demande_frequence", Operator.ONE_OF, ("premiere", "renouvellement"), True),
    ("destinataire", Operator.CONTAINS, ("etat",), True),
    ("destinataire", Operator.CONTAINS, ("region",), False),
    ("benevoles", Operator.AT_LEAST, ("28",), True),
    ("benevoles", Operator.AT_LEAST, ("29",), False),
]


@pytest.mark.parametrize(("field", "operator", "operand", "holds"), CONDITIONS)
def test_the_operators_of_a_visibility_condition(
    field: str,
    operator: Operator,
    operand: tuple[str, ...],
    holds: bool,  # noqa: FBT001
) -> None:
    facts = a_sample(changes={"destinataire": "etat; commune"}).facts
    condition = Condition(FieldId(field), operator, operand)
    assert facts.holds(condition) is holds
    assert facts.holds(condition, RowId("OB1")) is holds
    assert facts.holds(condition, RowId("ligne-d-ailleurs")) is holds


def test_a_condition_looks_in_its_own_row_first_then_above() -> None:
    facts = some_facts()
    recruits = Condition(FieldId("recrutement"), Operator.EQUALS, ("non",))
    assert facts.holds(recruits, P1)
    assert facts.holds(recruits, RowId("OB1"))
    assert not facts.holds(recruits, ROOT)
    assert facts.holds(None)


def asked(facts: Facts, *, hidden: bool = False) -> list[str]:
    return [str(key) for _, _, key in facts.questions(hidden=hidden)]


def test_the_questions_follow_the_order_of_the_steps_each_once() -> None:
    keys = asked(some_facts())
    assert len(keys) == len(set(keys))
    places = [keys.index(key) for key in (
        "demande_forme", "siret", "territoire_quartier@T1", "intitule@P1", "objectif_texte@OB1",
        "projet_641.2027@P1", "projet_financeur_montant.2027@F1", "asso_641.2027", "fait_le",
    )]  # fmt: skip
    assert places == sorted(places)


def test_hidden_questions_are_asked_only_on_demand() -> None:
    facts = some_facts(a_agrements="non")
    shown, every = asked(facts), asked(facts, hidden=True)
    assert "signataire_nom" not in shown
    assert "agrement_type@A1" not in shown
    assert {"signataire_nom", "agrement_type@A1"} <= set(every)
    assert [key for key in every if key in set(shown)] == shown


def test_every_budget_asked_is_found_with_its_project_and_its_year() -> None:
    found = [(budget.id, row, year) for budget, row, year in a_sample(SAMPLE_B).facts.budgets()]
    assert found == [
        ("projet", "P1", 2027), ("projet", "P1", 2028), ("projet", "P1", 2029), ("asso", "", 2027),
    ]  # fmt: skip


def test_a_form_knows_where_its_questions_stand() -> None:
    form = a_form()
    assert form.section("publics").title == "Publics"
    assert form.field(FieldId("inconnu")) is None
    assert form.parents[GroupId("projet_financeurs")] == "projet"
    assert form.parents[GroupId("pieces")] is None
    assert form.places[FieldId("projet_641")].section.id == "budget_projet"
    assert str(form.ref) == "annuel/2027-1"
