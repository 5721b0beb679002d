"""What the widgets draw: fields, rows that can be chosen, the budget grid."""

import pytest

from cvdesk.app.budgetview import BudgetView, GridRow, budget_view
from cvdesk.app.session import Session
from cvdesk.app.viewmodel import FieldView, field_view, row_names, row_title
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import ROOT, GroupId, Key, RowId
from cvdesk.domain.money import NBSP, ZERO, Euros
from tests.support.builders import (
    EMPTY,
    SAMPLE_B,
    a_reference,
    a_sample,
    a_session,
    an_appel,
    nothing_yet,
)

P1 = RowId("P1")


def seen(session: Session, key: str) -> FieldView:
    asked = Key.parse(key)
    return field_view(session, session.facts.form.places[asked.field].field, asked)


def test_a_field_shows_its_answer_as_a_french_reader_expects() -> None:
    view = seen(a_sample(), "projet_641.2027@P1")
    assert view.text == f"9{NBSP}800{NBSP}€"
    assert view.canonical == "9800.00"
    assert (view.kind, view.label) == ("euros", "641 Rémunération des personnels (2027)")
    assert not view.message
    assert not view.rejected


def test_a_field_without_answer_is_empty() -> None:
    view = seen(a_sample(), "site_web")
    assert (view.text, view.canonical, view.length) == ("", "", 0)


def test_what_the_checks_say_of_an_answer_stands_beside_it_the_heaviest_weight_first() -> None:
    changes = {"rib_titulaire": "AUTRE", "nom": "LM8M", "representant_fin_mandat": "24/04/2026"}
    session = a_sample(changes=changes)
    view = seen(session, "nom")
    assert view.gravity is Gravity.CORRECT
    assert view.message.count("\n") == 1
    heavier = seen(a_sample(changes={"montant_sollicite.2027": "9 000"}), "montant_sollicite.2027")
    assert heavier.gravity is Gravity.BLOCKING
    assert seen(session, "siret").gravity is None


def test_a_text_that_cannot_be_read_stays_as_typed_with_its_reason() -> None:
    session = a_sample()
    session.answer(Key.parse("siret"), "000/001")
    view = seen(session, "siret")
    assert (view.text, view.rejected, view.gravity) == ("000/001", True, Gravity.BLOCKING)
    assert "Écrivez par exemple" in view.message
    assert view.canonical == "00000124800012"


def test_the_limit_is_that_of_the_call_else_that_of_the_form() -> None:
    assert seen(a_sample(), "besoin@P1").limit == 2000
    assert seen(a_sample(appel=an_appel(limites={"besoin": 500})), "besoin@P1").limit == 500
    assert seen(a_sample(appel=None), "besoin@P1").limit == 2000
    text = seen(a_sample(), "besoin@P1")
    assert text.length == len(text.text) > 400


def test_choices_come_with_their_labels_and_links_with_the_rows_they_can_name() -> None:
    session = a_sample()
    assert [option.id for option in seen(session, "demande_frequence").options] == [
        "premiere", "renouvellement",
    ]  # fmt: skip
    options = seen(session, "indicateur_objectif@I1").options
    assert [option.id for option in options] == ["OB1", "OB2", "OB3", "OB4"]
    assert options[1].label.startswith("2. Les rendre autonomes")


def test_rows_are_named_by_their_first_answer_else_by_what_they_are() -> None:
    session = a_sample()
    group = session.facts.form.groups[GroupId("objectifs")]
    new = session.add_row(group.id, P1)
    assert row_title(session, group, new) == "objectif"
    assert row_names(session, "objectifs", RowId("I1"))[-1] == (new, "5. objectif")
    assert row_names(session, "inconnu", P1) == []
    yearly = session.facts.form.groups[GroupId("publics")]
    assert row_title(session, yearly, RowId("U1")) == "18 à 25 ans"
    undated = a_session(nothing_yet(), a_reference())
    row = undated.add_row(yearly.id, P1)
    assert row_title(undated, yearly, row) == yearly.item


def grid(name: str, session: Session | None = None, row: RowId = P1) -> BudgetView:
    facts = (session or a_sample()).facts
    return budget_view(facts, facts.form.budgets[name], row)


def line(rows: tuple[GridRow, ...], id_: str) -> GridRow:
    return next(row for row in rows if row.id == id_)


def test_the_two_sides_carry_their_exact_totals_for_each_year() -> None:
    view = grid("projet", a_sample(SAMPLE_B))
    totals = tuple(Euros.whole(total) for total in (74_000, 76_500, 79_000))
    assert view.years == (2027, 2028, 2029)
    assert view.charges.totals == view.produits.totals == totals
    assert view.emplois.totals == view.contributions.totals
    assert [column.year for column in view.per_year] == [2027, 2028, 2029]


def test_an_account_is_a_computed_total_above_its_lines_or_a_line_of_its_own() -> None:
    rows = grid("projet").charges.rows
    staff = line(rows, "64")
    assert (staff.level, staff.label) == (0, "64 – Charges de personnel")
    assert [(cell.key, cell.amount) for cell in staff.cells] == [(None, Euros.whole(13_240))]
    wages = line(rows, "641")
    assert (wages.level, wages.label) == (1, "641 Rémunération des personnels")
    assert [str(cell.key) for cell in wages.cells] == ["projet_641.2027@P1"]
    single = line(rows, "65x")
    assert (single.level, str(single.cells[0].key)) == (0, "projet_65x.2027@P1")
    unnumbered = line(rows, "chargindirect")
    assert unnumbered.label == "Charges indirectes réparties affectées au projet"


def test_an_empty_cell_is_not_a_zero() -> None:
    session = a_sample(changes={"projet_604.2027@P1": "0"})
    rows = grid("projet", session).charges.rows
    typed, untyped = line(rows, "604").cells[0], line(rows, "615").cells[0]
    assert (typed.amount, typed.typed) == (ZERO, True)
    assert (untyped.amount, untyped.typed) == (ZERO, False)


def test_the_funders_are_lines_of_account_74_with_their_status() -> None:
    session = a_sample(changes={"projet_financeur_montant.2027@F6": EMPTY})
    rows = [row for row in grid("projet", session).produits.rows if row.funder]
    assert [row.funder for row in rows] == [f"F{n}" for n in range(1, 8)]
    assert (rows[0].status, rows[0].nature) == ("demandé", "crédits du contrat de ville")
    assert (rows[5].cells[0].typed, rows[5].level) == (False, 1)
    new = session.add_row(GroupId("projet_financeurs"), P1)
    assert line(grid("projet", session).produits.rows, new).label == "Financeur à nommer"


def test_the_budget_of_the_association_has_its_first_year_alone() -> None:
    view = grid("asso", a_sample(SAMPLE_B), ROOT)
    assert (view.years, view.project) == ((2027,), ROOT)
    assert view.charges.totals == (Euros.whole(240_000),)


@pytest.mark.parametrize("name", ["projet", "asso"])
def test_without_exercises_the_grid_has_its_rows_and_no_column(name: str) -> None:
    view = grid(name, a_session(nothing_yet(), a_reference()))
    assert view.years == ()
    assert view.charges.totals == ()
    assert line(view.charges.rows, "641").cells == ()
