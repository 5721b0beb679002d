"""What is proposed in a budget: computed aloud, shown before it is taken, one step of undo."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.budget_years import balanced, copied_year, raised
from cvdesk.app.funder_names import add_funder, funder_named, funders_for
from cvdesk.app.indirect_costs import SharingKey, shared_out, suggested_time
from cvdesk.app.proposal import Proposal, take
from cvdesk.app.session import Session
from cvdesk.app.volunteering import counted_hours, suggested_hours, worth
from cvdesk.domain.appel import FinanceurAppele
from cvdesk.domain.budget import BudgetYear, budgets
from cvdesk.domain.computations import computations
from cvdesk.domain.contrat_moyens import Financeur, Perimetre
from cvdesk.domain.ids import ROOT as TOP
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import NBSP, Euros
from cvdesk.domain.sources import Source
from cvdesk.domain.taux import Taux, in_force
from cvdesk.errors import UserError
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_bare_budget, a_contrat, a_sample, an_appel
from tests.support.functioning import a_functioning

SMIC = Taux(
    "smic", "SMIC horaire brut", Euros(1202), date(2026, 1, 1), Source("x"), a_verifier=True
)
P1 = RowId("P1")
PERCENTS = st.decimals(Decimal(-100), Decimal(1000), places=2)


def budget_of(session: Session, year: int, kind: str = "projet") -> BudgetYear:
    [one] = [one for one in budgets(session.facts, kind) if one.year == year]
    return one


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def undone_at_once(session: Session, proposal: Proposal) -> None:
    """Take a proposal, check it is one step of undo, and leave it taken."""
    before = {k: r.text for k, r in session.dossier.records.items()}
    take(session, proposal)
    session.undo()
    assert {k: r.text for k, r in session.dossier.records.items() if r.text} == {
        k: t for k, t in before.items() if t
    }
    session.redo()


# --- x % ------------------------------------------------------------------------------------------


@given(cents=st.integers(0, 9_999_999_900), percent=PERCENTS)
def test_a_raise_is_within_half_a_euro_of_the_exact_amount(cents: int, percent: Decimal) -> None:
    found = raised(Euros(cents), percent)
    exact = Fraction(cents, 100) * (100 + Fraction(percent)) / 100
    assert found.is_whole
    assert abs(Fraction(found.cents, 100) - exact) <= Fraction(1, 2)


@given(euros=st.integers(0, 99_999_999), one=PERCENTS, other=PERCENTS)
def test_a_raise_of_nothing_changes_nothing_and_more_is_never_less(
    euros: int, one: Decimal, other: Decimal
) -> None:
    amount = Euros.whole(euros)
    assert raised(amount, Decimal(0)) == amount
    assert raised(amount, Decimal(-100)) == Euros(0)
    assert raised(amount, Decimal(100)) == Euros.whole(2 * euros)
    low, high = sorted((one, other))
    assert raised(amount, low) <= raised(amount, high)


def test_the_year_before_is_copied_with_a_raise_line_by_line_in_one_step() -> None:
    session = a_sample(SAMPLE_B)
    proposal = copied_year(session.facts, "projet", P1, 2028, Decimal("2.5"))
    assert "2,5 %" in plain(proposal.sentence)
    undone_at_once(session, proposal)
    before, after = budget_of(session, 2027), budget_of(session, 2028)
    for line, amount in before.amounts.items():
        assert after.line(line) == raised(amount, Decimal("2.5")), line
    for old, new in zip(before.funders, after.funders, strict=True):
        assert new.amount == raised(old.amount, Decimal("2.5"))
    gap = after.charges - after.produits
    assert (str(abs(gap)) in proposal.sentence) == bool(gap)


def test_a_copy_of_nothing_or_from_nowhere_is_refused() -> None:
    facts = a_sample(SAMPLE_B).facts
    with pytest.raises(UserError, match="2026"):
        copied_year(facts, "projet", P1, 2027, Decimal(0))
    with pytest.raises(UserError, match="entre"):
        copied_year(facts, "projet", P1, 2028, Decimal(1001))
    huge = a_sample(SAMPLE_B, {"projet_641.2027@P1": "99 999 999"}).facts
    with pytest.raises(UserError, match="dépasse"):
        copied_year(huge, "projet", P1, 2028, Decimal(1))


# --- balance --------------------------------------------------------------------------------------


@given(
    charges=st.integers(0, 10**9), produits=st.integers(0, 10**9), funding=st.integers(0, 10**9),
    surplus=st.integers(0, 10**9),
)  # fmt: skip
def test_balancing_closes_the_gap_exactly_and_never_goes_below_zero(
    charges: int, produits: int, funding: int, surplus: int
) -> None:
    facts = a_bare_budget(
        {"641": charges, "70x": produits, "insufprevisionnel": funding,
         "excedprevisionnel": surplus}
    )  # fmt: skip
    [one] = budgets(facts, "projet")
    proposal = balanced(facts, one)
    if one.charges == one.produits:
        assert proposal is None
        return
    assert proposal is not None
    after = dict(one.amounts)
    for change in proposal.changes:
        after[change.key.field.removeprefix("projet_")] = Euros.parse(
            change.typed.replace(".", ",")
        )
    assert all(amount.cents >= 0 for amount in after.values())
    again = replace(one, amounts=after)
    assert again.charges == again.produits
    assert proposal.done == f"Les deux totaux de {one.year} sont égaux, à {again.charges}."


# --- indirect costs -------------------------------------------------------------------------------


def test_indirect_costs_follow_a_written_key_and_are_proposed() -> None:
    session = a_sample(SAMPLE_A)
    part, whole = suggested_time(session.facts, P1)
    assert (part, whole) == (Decimal("0.35"), Decimal("1.10"))
    assert part is not None
    assert whole is not None
    key = SharingKey(Euros.whole(3_750), part, whole, "ETPT", "loyer et télécommunications")
    assert key.amount == Euros.whole(1_193)
    proposal = shared_out(session.facts, budget_of(session, 2027), key)
    assert [one.after for one in proposal.changes] == [str(key.amount), key.sentence]
    assert plain(key.sentence) == (
        "0,35 ETPT sur 1,10, soit 31,82 % de 3 750 € (loyer et télécommunications) : 1 193 €, "
        "arrondis à l’euro."
    )
    assert budget_of(session, 2027).line("chgfixe") == Euros.whole(1_200)
    undone_at_once(session, proposal)
    assert budget_of(session, 2027).line("chgfixe") == Euros.whole(1_193)
    assert session.facts.value("projet_cle", P1) == key.sentence


def test_each_year_of_an_agreement_has_its_line_in_the_key() -> None:
    session = a_sample(SAMPLE_B, {"projet_cle@P1": "Au temps de travail."})
    for year, base in ((2027, 18_250), (2028, 19_590), (2027, 18_000)):
        key = SharingKey(Euros.whole(base), Decimal("1.35"), Decimal("4.40"), "ETPT")
        take(session, shared_out(session.facts, budget_of(session, year), key))
    lines = session.facts.value("projet_cle", P1).split("\n")
    assert lines[0] == "Au temps de travail."
    assert [line[:4] for line in lines[1:]] == ["2028", "2027"]
    assert budget_of(session, 2027).line("chgfixe") == Euros.whole(5_523)


@given(
    base=st.integers(0, 10**7), part=st.integers(0, 10**5), whole=st.integers(1, 10**5),
)  # fmt: skip
def test_a_share_of_indirect_costs_never_passes_the_whole(base: int, part: int, whole: int) -> None:
    key = SharingKey(Euros.whole(base), Decimal(part) / 100, Decimal(whole) / 100, "h")
    if part > whole:
        with pytest.raises(UserError, match="comprise"):
            _ = key.amount
        return
    assert Euros(0) <= key.amount <= key.base
    assert abs(key.amount.cents * whole - key.base.cents * part) <= 50 * whole


# --- volunteering ---------------------------------------------------------------------------------


def test_480_hours_at_12_02_are_5_769_60_then_5_770_on_both_sides() -> None:
    session = a_sample(SAMPLE_A, {"projet_864.2027@P1": "", "projet_870.2027@P1": ""})
    one = budget_of(session, 2027)
    assert suggested_hours(session.facts, one) == 480
    assert worth(480, Euros(1202)) == (Euros(576_960), Euros.whole(5_770))
    proposal = counted_hours(session.facts, one, 480, SMIC)
    said = plain(proposal.sentence)
    assert "480 h de bénévolat à 12,02 €" in said
    assert "5 769,60 €, arrondis à 5 770 €" in said
    assert "à vérifier" in said
    undone_at_once(session, proposal)
    after = budget_of(session, 2027)
    assert after.line("864") == after.line("870") == Euros.whole(5_770)
    assert after.emplois == after.contributions


def test_what_was_said_of_the_loans_stays_when_the_hours_are_counted_again() -> None:
    session = a_sample(SAMPLE_A)
    take(session, counted_hours(session.facts, budget_of(session, 2027), 100, SMIC))
    said = plain(session.facts.value("projet_cvn", P1) or "")
    assert "72 séances dans trois salles prêtées, à 30 € la séance = 2 160 €." in said
    assert "480 h" not in said
    assert "100 h de bénévolat à 12,02 €" in said


@given(hours=st.integers(0, 10**6), cents=st.integers(1, 10**4))
def test_volunteering_is_exact_to_the_cent_then_rounded_once(hours: int, cents: int) -> None:
    exact, amount = worth(hours, Euros(cents))
    assert exact.cents == hours * cents
    assert amount.is_whole
    assert abs(amount.cents - exact.cents) <= 50


def test_a_rate_holds_from_its_first_day_to_the_next() -> None:
    later = replace(SMIC, valeur=Euros(1250), depuis=date(2027, 1, 1), a_verifier=False)
    known = (later, SMIC)
    assert in_force(known, date(2025, 12, 31)) == ()
    assert in_force(known, date(2026, 12, 31)) == (SMIC,)
    assert in_force(known, date(2027, 1, 1)) == (later,)
    assert "à vérifier" in SMIC.told
    assert "à vérifier" not in later.told


# --- funders --------------------------------------------------------------------------------------

CAF94 = Financeur(
    "caf-94", "Caisse d’allocations familiales du Val-de-Marne", "securite_sociale",
    Perimetre("Val-de-Marne", ("94",)), alias=("CAF du Val-de-Marne",),
)  # fmt: skip
CD91 = Financeur("cd91", "Département de l’Essonne", "collectivite", Perimetre("Essonne", ("91",)))
ALL = Financeur("communes", "Communes du contrat", "groupe")


def test_funders_of_the_call_then_of_the_place_are_proposed_while_typing() -> None:
    contrat = replace(a_contrat(), financeurs=(CD91, ALL, CAF94))
    facts = a_sample(SAMPLE_A, contrat=contrat).facts
    every = funders_for(facts, P1)
    names = [one.name for one in every]
    assert names[0].startswith("État")
    assert "Commune de Vitry-sur-Seine" in names
    assert "Communes du contrat" not in names
    assert not every[-1].serves
    [caf] = funders_for(facts, P1, "caf val")
    assert (caf.kind, caf.departement, caf.serves) == ("orgasoc", "94", True)
    [essonne] = funders_for(facts, P1, "essonne")
    assert (essonne.kind, essonne.departement, essonne.serves) == ("dep", "91", False)
    assert funder_named(facts, P1, "commune de vitry sur seine") is not None
    assert funder_named(facts, P1, "Mairie de nulle part") is None


def test_the_state_of_the_contract_is_told_from_its_office_that_the_call_names() -> None:
    state = Financeur("etat", "État", "etat", Perimetre())
    facts = a_sample(SAMPLE_A, contrat=replace(a_contrat(), financeurs=(state, CD91))).facts
    why = {one.name: one.why for one in funders_for(facts, P1)}
    assert why["État"] == "cité par le contrat de ville, sans dire quel service"
    assert why["Département de l’Essonne"] == "cité par le contrat de ville\u00a0: Essonne"


TWO = tuple(
    FinanceurAppele(f"etat-{code}", f"État, préfecture {code}", "etat", code, f"{code}-ETAT")
    for code in ("94", "91")
)


@pytest.mark.parametrize(
    ("said", "funders", "ticked"),
    [
        ({"financeur_portail": "94-ETAT"}, TWO, ["État, préfecture 94"]),
        ({"destinataire_service": "État, préfecture 91"}, TWO, ["État, préfecture 91"]),
        ({"destinataire_service": "Service du conseil"}, TWO, []),
        ({}, TWO, []),
        ({}, TWO[:1], ["État, préfecture 94"]),
        ({"destinataire_service": "Service du conseil"}, TWO[:1], []),
    ],
)
def test_the_funder_a_dossier_is_addressed_to_is_added_as_asked_by_it_and_no_other(
    said: dict[str, str], funders: tuple[FinanceurAppele, ...], ticked: list[str]
) -> None:
    nothing = {"financeur_portail": "", "destinataire_service": "", "destinataire": ""}
    session = a_sample(SAMPLE_A, changes=nothing | said, appel=an_appel(financeurs=funders))
    budget = session.reference.form.budgets["projet"]
    names = [one.nom for one in funders]
    rows = {add_funder(session, budget, P1, n): n for n in [*names, "Commune de Vitry-sur-Seine"]}
    [one] = budgets(session.facts, "projet")
    added = [line for line in one.funders if line.row in rows]
    assert [rows[line.row] for line in added if line.addressed] == ticked
    assert [rows[line.row] for line in added if line.status == "demande"] == ticked


# --- one step of undo -----------------------------------------------------------------------------


def test_a_proposal_that_cannot_be_read_changes_nothing() -> None:
    session = a_sample(SAMPLE_A)
    before = session.dossier
    good = counted_hours(session.facts, budget_of(session, 2027), 10, SMIC)
    bad = replace(good.changes[0], key=Key.parse("projet_641.2027@P1"), typed="beaucoup")
    with pytest.raises(UserError, match="Rien n’a été changé"):
        take(session, replace(good, changes=(*good.changes, bad)))
    assert session.dossier is before
    assert not session.rejected(bad.key)


def test_a_functioning_request_is_helped_on_the_budget_of_its_association() -> None:
    session = a_functioning()
    [one] = budgets(session.facts, "projet")
    assert one.budget.id == "asso"
    take(session, counted_hours(session.facts, one, 100, SMIC))
    [after] = budgets(session.facts, "asso")
    assert after.line("864") == after.line("870") == Euros.whole(1_202)
    assert "100 h de bénévolat" in plain(session.facts.value("projet_cvn", P1) or "")
    assert {one.id for one in computations(session.facts)} >= {"demande", "commissaire"}
    assert funders_for(session.facts, TOP) == funders_for(session.facts, P1)
