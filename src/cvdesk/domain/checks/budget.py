"""The arithmetic and the likelihood of the budgets."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.budget import BudgetYear, asked_by_year, budgets, by_budget, grants_in
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.imbalance import where_to_look
from cvdesk.domain.checks.pointers import at, which
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import EurosType
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import Key
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.natures import SIGNED

_BUDGETS = SIGNED | {Nature.ASSOCIATION}


@check(
    "BUD-31",
    31,
    Gravity.BLOCKING,
    "Les dépenses et les recettes font le même total",
    source="Cerfa 12156*06, budget : « le total des charges doit être égal au total des produits »",
    section="budget_projet",
    natures=_BUDGETS,
    of_totals=True,
)
def charges_equal_products(facts: Facts) -> Iterator[Remark]:
    """Rule B1, to the cent, for every budget; voluntary contributions are compared apart."""
    yield from by_budget(facts, None, sides_differ)


def sides_differ(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    """Say that the two sides of one budget differ, and where to look first."""
    if one.charges != one.produits:
        gap = abs(one.charges - one.produits)
        hint, keys = where_to_look(facts, one)
        said = (
            f"Il y a {gap} de différence entre les dépenses et les recettes{which(facts, one)}. "
            f"Les deux totaux doivent être égaux : regardons d’abord {hint}."
        )
        yield said, keys


@check(
    "BUD-32",
    32,
    Gravity.BLOCKING,
    "Le bénévolat et les prêts sont les mêmes des deux côtés",
    source="Cerfa 12156*06, budget, comptes 86 et 87",
    section="budget_projet",
    natures=_BUDGETS,
    of_totals=True,
)
def voluntary_sides_are_equal(facts: Facts) -> Iterator[Remark]:
    """Rule B2: accounts 86 and 87, compared apart from the rest."""
    yield from by_budget(facts, None, contributions_differ)


def contributions_differ(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    """Say that accounts 86 and 87 of one budget differ."""
    if one.emplois != one.contributions:
        said = (
            "Le bénévolat et les prêts comptés d’un côté doivent se retrouver à l’identique de "
            f"l’autre : {one.emplois} et {one.contributions}{which(facts, one)}."
        )
        yield said, _voluntary_keys(one)


def _voluntary_keys(one: BudgetYear) -> tuple[Key, ...]:
    """Return the lines to compare: those whose amount is not found on the other side first."""
    sides = (one.budget.grid.emplois, one.budget.grid.contributions)
    amounts = [[one.line(line.key) for line in side.lines] for side in sides]
    alone = [
        one.key(line.key)
        for here, there, side in zip(amounts, reversed(amounts), sides, strict=True)
        for line, amount in zip(side.lines, here, strict=True)
        if amount and amount not in there
    ]
    typed = [one.key(line.key) for side in sides for line in side.lines if one.line(line.key)]
    return tuple(dict.fromkeys([*alone, *typed]))


@check(
    "BUD-33",
    33,
    Gravity.BLOCKING,
    "Le montant attesté est celui du budget",
    source="Cerfa 12156*06, rubrique 7 et compte 74",
    section="signature",
    of_totals=True,
)
def amount_asked_is_in_the_budget(facts: Facts) -> Iterator[Remark]:
    """Rule B7: for each year, all projects together, the lines of the funder addressed."""
    in_budget = asked_by_year(facts)
    for year in facts.years:
        asked = facts.value("montant_sollicite", year=year)
        if asked is None or asked == in_budget[year]:
            continue
        lines = tuple(
            funder.key
            for grants in grants_in(facts, year)
            for funder in grants.lines
            if funder.addressed
        )
        when = f" pour {year}" if len(facts.years) > 1 else ""
        said = (
            f"Vous demandez {asked}{when} dans l’attestation, mais {in_budget[year]} dans le "
            "budget (ligne 74). Quel est le bon montant ?"
        )
        yield said, (at("montant_sollicite", year=year), *lines)


@check(
    "BUD-34",
    34,
    Gravity.CORRECT,
    "Les montants sont en euros entiers",
    source="Cerfa 12156*06, budget : « ne pas indiquer les centimes d’euros »",
    section="budget_projet",
    natures=_BUDGETS,
)
def amounts_are_whole_euros(facts: Facts) -> Iterator[Remark]:
    """Rule B3. The typed amount stays exact until the applicant says yes: nothing is rounded."""
    grids = by_budget(facts, None, _with_cents)
    others = facts.remember("cents_elsewhere", _cents_elsewhere)
    for key in dict.fromkeys((*grids, *others)):
        amount = facts.at(key)
        rounded = Euros.whole((amount.cents + 50) // 100)
        said = (
            f"Le formulaire n’accepte que des euros entiers : arrondissons {amount} à "
            f"{rounded}. Est-ce juste ?"
        )
        yield said, (key,)


def _cents_elsewhere(facts: Facts) -> tuple[Key, ...]:
    amounts = facts.asked(lambda field, _: isinstance(field.type, EurosType))
    return tuple(key for key in amounts if (facts.at(key) or ZERO).cents % 100)


def _with_cents(_facts: Facts, one: BudgetYear) -> Iterator[Key]:
    yield from (one.key(line) for line, amount in one.amounts.items() if not amount.is_whole)
    yield from (line.key for line in one.funders if not line.amount.is_whole)


@check(
    "BUD-151",
    151,
    Gravity.CORRECT,
    "Pour le fonctionnement, le budget du projet est celui de l’association",
    source="notice 51781#02 : demande de fonctionnement global",
    section="budget_projet",
)
def functioning_is_the_whole_budget(facts: Facts) -> Iterator[Remark]:
    """Rule B11: account by account, when only the functioning is asked for."""
    if facts.value("demande_objet") != ("fonctionnement",):
        return
    for whole in budgets(facts, "asso"):
        for one in budgets(facts, "projet"):
            if one.year != whole.year or one.empty or whole.empty:
                continue
            grid = one.budget.grid
            other = [a for a in grid.accounts if one.account(a) != whole.account(a)]
            if other:
                said = (
                    "Vous demandez une aide au fonctionnement global : le projet est l’association "
                    f"entière, et son budget devrait être le sien. « {other[0].label} » vaut "
                    f"{one.account(other[0])} d’un côté, {whole.account(other[0])} de l’autre."
                )
                yield (
                    said,
                    tuple(side.key(line.key) for line in other[0].lines for side in (one, whole))
                    or tuple(line.key for line in (*one.funders, *whole.funders)),
                )


@check(
    "BUD-43",
    43,
    Gravity.BLOCKING,
    "Chaque budget porte sur l’année demandée",
    source="Cerfa 12156*06, budget : « année 20.. ou exercice du … au … »",
    section="budget_projet",
    natures=_BUDGETS,
)
def budget_is_of_the_year_asked(facts: Facts) -> Iterator[Remark]:
    """The exercise begins in the year asked: a school year is admitted when it begins in it."""
    yield from by_budget(facts, None, _is_of_another_year)


def _is_of_another_year(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    keys = tuple(
        at(f"{one.budget.id}_exercice_{end}", one.row, one.year) for end in ("debut", "fin")
    )
    first, last = (facts.at(key) for key in keys)
    begins_elsewhere = first is not None and first.year != one.year
    ends_elsewhere = last is not None and last.year not in {one.year, one.year + 1}
    if begins_elsewhere or ends_elsewhere:
        seen = sorted({day.year for day in (first, last) if day is not None})
        said = (
            f"Ce budget porte sur {'-'.join(map(str, seen))}, alors que la demande est pour "
            f"{one.year}."
        )
        yield said, keys if begins_elsewhere else keys[::-1]
