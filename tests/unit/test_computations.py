"""Figures with the lines they counted: exact, complete, and corrected by the person."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.budget import budgets
from cvdesk.domain.computations import computations, each, why
from cvdesk.domain.counted import Computation
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import GroupId, RowId
from cvdesk.domain.money import NBSP, Euros
from cvdesk.domain.public_money import AUDITOR, asks_for_auditor
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_bare_budget, a_form, a_sample, type_in

GRID = a_form().budgets["projet"].grid
LINES = [line.key for account in GRID.accounts for line in account.lines]


def figures(facts: Facts, name: str) -> list[Computation]:
    return [one for one in computations(facts) if one.id == name]


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_the_sum_of_the_counted_lines_is_the_total_of_every_figure() -> None:
    for name in (SAMPLE_A, SAMPLE_B):
        found = computations(a_sample(name).facts)
        assert {one.id for one in found} == {
            "demande", "part_publique", "cout", "convention", "commissaire", "aides"
        }  # fmt: skip
        for one in found:
            assert one.total == Euros.total(line.amount for line in one.counted), one.title
            assert one.question.endswith(("?", "."))
            assert one.source
            assert all(line.reason for line in one.left_out), one.title


def test_153_000_euros_counts_the_grants_and_says_why_others_are_left_out() -> None:
    [one] = figures(a_sample(SAMPLE_B, {"asso_73x.2027": "5 000"}).facts, AUDITOR)
    assert one.total == Euros.whole(193_700)
    assert one.passed
    told = {line.name: plain(line.reason) for line in one.left_out}
    assert "emplois" in told["ASP (emplois aidés)"]
    assert "privée" in told["Aides privées"]
    assert "Compte 73" in told["73 Dotations et produits de tarification"]
    doubts = [line.name for line in one.counted if line.reason]
    assert [name for name in doubts if "FONJEP" in name] == doubts != []


def test_a_line_the_person_does_not_count_changes_the_figure_the_pieces_and_the_check() -> None:
    session = a_sample(SAMPLE_B)
    [whole] = budgets(session.facts, "asso")
    assert asks_for_auditor(session.facts, whole)
    biggest = max(whole.funders, key=lambda line: line.amount)
    row = session.add_row(GroupId("suivi_decomptes"), row=RowId("D1"))
    type_in(session, f"suivi_decompte_calcul@{row}", "commissaire")
    type_in(session, f"suivi_decompte_ligne@{row}", str(biggest.key))
    type_in(session, f"suivi_decompte_choix@{row}", "ne_pas_compter")
    assert not asks_for_auditor(session.facts, whole)
    [one] = figures(session.facts, AUDITOR)
    assert one.total == Euros.whole(193_700) - biggest.amount
    assert [line.corrected for line in one.left_out].count(True) == 1


def test_500_000_euros_adds_the_three_years_that_were_typed() -> None:
    [one] = figures(a_sample(SAMPLE_B).facts, "aides")
    assert (one.total, one.passed) == (Euros.whole(582_300), True)
    [partial] = figures(a_sample(SAMPLE_A, {"aides_n1": ""}).facts, "aides")
    assert "Il manque" in partial.result
    assert not figures(a_bare_budget({}), "aides")


def test_23_000_euros_is_counted_by_authority_and_year_all_lines_together() -> None:
    facts = a_sample(SAMPLE_A).facts
    [commune] = [one for one in figures(facts, "convention") if "Commune" in one.title]
    assert (commune.total, len(commune.counted), commune.passed) == (Euros.whole(4_000), 2, False)
    state = [one for one in figures(a_sample(SAMPLE_B).facts, "convention") if one.passed]
    assert [one.total for one in state] == [Euros.whole(e) for e in (24_000, 24_500, 25_000)]


def test_cost_per_beneficiary_and_public_share_are_those_of_the_worked_dossier() -> None:
    facts = a_sample(SAMPLE_A).facts
    [cost], [share] = figures(facts, "cout"), figures(facts, "part_publique")
    assert "350 € par personne" in plain(cost.result)
    assert "78,57 %" in plain(share.result)
    assert "57,03 % avec bénévolat" in plain(share.result)
    assert "80,00 % au plus" in plain(share.question)
    [asked] = figures(facts, "demande")
    assert "38,10 %" in plain(asked.result)


@given(cents=st.integers(0, 10**10), people=st.integers(1, 10**5))
def test_a_cost_for_each_is_within_half_a_cent(cents: int, people: int) -> None:
    assert abs(each(Euros(cents), people).cents * people - cents) * 2 <= people


def test_why_a_total_lists_every_line_that_makes_it_for_random_budgets() -> None:
    draw = Random(7)  # noqa: S311 - the same budgets each time
    for _ in range(300):
        amounts = {key: draw.randrange(10**8) for key in draw.sample(LINES, 12)}
        funders = tuple(draw.randrange(10**7) for _ in range(3))
        [one] = budgets(a_bare_budget(amounts, funders), "projet")
        for name, expected in (
            ("charges", one.charges), ("produits", one.produits), ("emplois", one.emplois),
            ("contributions", one.contributions),
            *((account.key, one.account(account)) for account in GRID.accounts),
        ):  # fmt: skip
            found = why(one, name)
            assert found.total == expected == Euros.total(line.amount for line in found.counted)
