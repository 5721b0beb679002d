"""What is computed from the budgets, with the lines it counted: figures to discuss, not verdicts.

Each total says which lines make it, which ones were left out and why, and asks what no program can
know. A count that a person may correct follows ``suivi_decomptes``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cvdesk.domain.budget import BudgetYear, budgets, percent, project_of
from cvdesk.domain.counted import (
    Computation,
    CountedLine,
    funder_counted,
    total_of,
    typed_lines,
)
from cvdesk.domain.facts import Facts
from cvdesk.domain.grid import Account
from cvdesk.domain.money import NBSP, Euros
from cvdesk.domain.thresholds import PRIVATE, agreements, aid_of_three_years, auditor


def computations(facts: Facts) -> tuple[Computation, ...]:
    """Return every figure that the budgets of a dossier give, in reading order."""
    return tuple(_all(facts))


def _all(facts: Facts) -> Iterator[Computation]:
    for one in budgets(facts, "projet"):
        if not one.empty:
            yield _asked(facts, one)
            yield _public_share(facts, one)
            yield from _cost(facts, one)
    for one in budgets(facts, "asso"):
        if not one.empty:
            yield auditor(facts, one)
    yield from aid_of_three_years(facts)
    # Those to look at first.
    yield from sorted(agreements(facts), key=lambda one: not one.passed)


# --- the project ----------------------------------------------------------------------------------


def _asked(facts: Facts, one: BudgetYear) -> Computation:
    counted = [funder_counted(line) for line in one.funders if line.addressed and line.amount]
    others = [
        funder_counted(line, "Ce dossier ne lui est pas adressé.")
        for line in one.funders
        if not line.addressed and line.amount
    ]
    both = one.produits + one.contributions
    return Computation(
        "demande",
        f"Ce que demande le dossier{_named(facts, one)}",
        tuple(counted),
        tuple(others),
        one.asked,
        f"Vous demandez {one.asked}, soit {percent(one.asked, one.produits)} des produits du "
        f"projet ({percent(one.asked, both)} bénévolat et prêts compris).",
        "C’est le montant que l’attestation reprend. Est-ce bien à ce financeur que le dossier "
        "s’adresse ?",
        "Cerfa 12156*06, budget du projet",
    )


def _public_share(facts: Facts, one: BudgetYear) -> Computation:
    private = one.budget.grid.private_funders
    counted = [
        funder_counted(line) for line in one.funders if line.amount and line.kind not in private
    ]
    left_out = [
        funder_counted(line, PRIVATE)
        for line in one.funders
        if line.amount and line.kind in private
    ]
    both = one.produits + one.contributions
    without, with_ = percent(one.public, one.produits), percent(one.public, both)
    call = facts.appel
    cap = (
        None if call is None or call.part_publique_max is None else Fraction(call.part_publique_max)
    )
    passed = None
    if cap is not None and call is not None:
        base = both if call.cvn_comptees else one.produits
        passed = Fraction(one.public.cents, base.cents) > cap if base else None
        most = percent(Euros(int(cap * 10_000)), Euros(10_000))
        counts = "comptés" if call.cvn_comptees else "non comptés"
        question = f"Cet appel admet {most} au plus, bénévolat et prêts {counts}."
    else:
        question = (
            "Aucun plafond n’est précisé par l’appel. Beaucoup s’arrêtent à 80 % : le vôtre en "
            "fixe-t-il un, et compte-t-il le bénévolat ?"
        )
    return Computation(
        "part_publique",
        f"Part d’argent public{_named(facts, one)}",
        tuple(counted),
        tuple(left_out),
        one.public,
        f"{one.public} d’argent public : {without} des produits ({one.produits}), {with_} avec "
        f"bénévolat et prêts ({both}).",
        question,
        "Cerfa 12156*06, compte 74 ; appel à projets",
        passed,
    )


def _cost(facts: Facts, one: BudgetYear) -> Iterator[Computation]:
    people: int | None = facts.value("benef_total", project_of(facts, one), one.year)
    if not people:
        return
    counted = [
        CountedLine(one.key(line.key), label, amount)
        for _, line, label, amount in typed_lines(one, one.budget.grid.charges)
        if amount
    ]
    gifts = [
        CountedLine(one.key(line.key), label, amount, "Bénévolat et prêts : comptés à part.")
        for _, line, label, amount in typed_lines(one, (one.budget.grid.emplois,))
        if amount
    ]
    whole = one.charges + one.emplois
    yield Computation(
        "cout",
        f"Coût par bénéficiaire{_named(facts, one)}",
        tuple(counted),
        tuple(gifts),
        one.charges,
        f"{one.charges} pour {people} personnes : {each(one.charges, people)} par personne "
        f"({each(whole, people)} avec bénévolat et prêts).",
        "Certains financeurs regardent ce coût. Le nombre de personnes est-il celui des personnes "
        "différentes ?",
        "appels à projets : coût par bénéficiaire",
    )


def each(amount: Euros, people: int) -> Euros:
    """Return the cost for one person, to the cent, half rounded up: a figure to compare."""
    return Euros(int(Fraction(amount.cents, people) + Fraction(1, 2)))


# --- why this total -------------------------------------------------------------------------------


def why(one: BudgetYear, total: str) -> Computation:
    """Return the lines of one total of a budget, to look at them one by one.

    Args:
        one: The budget.
        total: ``charges``, ``produits``, ``emplois``, ``contributions``, or the key of an account.

    Raises:
        KeyError: If the grid has no such account.
    """
    grid = one.budget.grid
    sides = {
        "charges": ("Total des charges", grid.charges),
        "produits": ("Total des produits", grid.produits),
        "emplois": (grid.emplois.label, (grid.emplois,)),
        "contributions": (grid.contributions.label, (grid.contributions,)),
    }
    by_key = {account.key: account for account in grid.accounts}
    title, accounts = sides[total] if total in sides else (_title(by_key[total]), (by_key[total],))
    lines = []
    for account in accounts:
        if account.funders:
            lines += [funder_counted(line) for line in one.funders]
        lines += [
            CountedLine(one.key(line.key), label, amount)
            for _, line, label, amount in typed_lines(one, (account,))
        ]
    counted = tuple(line for line in lines if line.amount)
    empty = len(lines) - len(counted)
    zeros = f" {empty} lignes sont vides ou à zéro." if empty else ""
    amount = total_of(counted)
    return Computation(
        "total",
        f"{title}, {one.year}",
        counted,
        (),
        amount,
        f"{len(counted)} lignes font {amount}.{zeros}",
        "Chaque total est la somme de ses lignes ; rien ne s’y tape.",
        "Cerfa 12156*06, budget",
    )


def _title(account: Account) -> str:
    return f"{account.number} – {account.label}" if account.number else account.label


def _named(facts: Facts, one: BudgetYear) -> str:
    parts = [str(one.year)]
    if len(facts.projects) > 1:
        parts.insert(0, f"projet {facts.projects.index(project_of(facts, one)) + 1}")
    return f"{NBSP}({', '.join(parts)})"
