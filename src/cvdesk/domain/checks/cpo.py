"""What an agreement of several years asks in addition."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.budget import BudgetYear, budgets
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at
from cvdesk.domain.facts import FIRST_EXERCISE, LAST_EXERCISE, Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import Key
from cvdesk.domain.money import Euros

FEWEST_YEARS, MOST_YEARS = 2, 4
_MODEL = "modèle de convention pluriannuelle, circulaire du 18 janvier 2010"


def is_agreement(facts: Facts) -> bool:
    """Return whether the dossier asks for several years."""
    return facts.form.period == "pluriannuelle"


@check(
    "CPO-58",
    58,
    Gravity.BLOCKING,
    "Chaque année de la convention a son budget",
    source=f"{_MODEL}, art. 3 et annexe II",
    section="budget_projet",
)
def each_year_has_its_budget(facts: Facts) -> Iterator[Remark]:
    """Rule C2: exactly one balanced budget for each year."""
    if not is_agreement(facts):
        return
    for one in budgets(facts, "projet"):
        if one.empty:
            yield (
                f"Il manque le budget {one.year}. Partez de celui de {one.year - 1}, puis ajustez.",
                _lines(one),
            )
        elif one.charges != one.produits:
            said = (
                f"Le budget {one.year} n’est pas encore équilibré : une convention attend un "
                "budget équilibré pour chaque année."
            )
            yield said, _lines(one)


def _lines(one: BudgetYear) -> tuple[Key, ...]:
    """Return the first line of each side: enough to open the budget at the right year."""
    grid = one.budget.grid
    sides = (grid.charges, grid.produits)
    return tuple(
        next(one.key(line.key) for account in side for line in account.lines) for side in sides
    )


@check(
    "CPO-59",
    59,
    Gravity.BLOCKING,
    "La convention dure de deux à quatre ans",
    source="circulaire 5811-SG du 29 septembre 2015",
    section="duree",
)
def agreement_lasts_two_to_four_years(facts: Facts) -> Iterator[Remark]:
    """Rule C1."""
    first, last = facts.value(FIRST_EXERCISE), facts.value(LAST_EXERCISE)
    if not is_agreement(facts) or first is None or last is None:
        return
    years = last - first + 1
    if FEWEST_YEARS <= years <= MOST_YEARS:
        return
    here = str(years) if years > 0 else "le dernier exercice vient avant le premier"
    yield (
        f"Une convention pluriannuelle dure de deux à quatre ans ; ici, {here}.",
        (at(LAST_EXERCISE), at(FIRST_EXERCISE)),
    )


@check(
    "CPO-60",
    60,
    Gravity.BLOCKING,
    "Chaque indicateur a une cible par an",
    source=f"{_MODEL}, art. 6 et annexe III",
    section="indicateurs",
)
def indicators_have_yearly_targets(facts: Facts) -> Iterator[Remark]:
    """Rule C5, first half."""
    if not is_agreement(facts):
        return
    for project in facts.projects:
        for number, row in enumerate(facts.rows("indicateurs", project), 1):
            name = facts.value("indicateur_intitule", row) or f"Indicateur {number}"
            for year in facts.years:
                key = at("indicateur_cible", row, year)
                if facts.at(key) is None:
                    said = (
                        f"« {name} » n’a pas de cible pour {year}. Une estimation prudente vaut "
                        "mieux qu’une case vide."
                    )
                    yield said, (key,)


@check(
    "CPO-61",
    61,
    Gravity.BLOCKING,
    "Les années font le total demandé",
    source="Cerfa 12156*06, rubrique 7",
    section="signature",
)
def years_make_the_total(facts: Facts) -> Iterator[Remark]:
    """Rule C4: the amounts attested year by year and the total printed beside them."""
    total = facts.value("montant_total")
    if not is_agreement(facts) or total is None:
        return
    keys = tuple(at("montant_sollicite", year=year) for year in facts.years)
    amounts = [facts.at(key) for key in keys]
    if None in amounts:
        return
    found = Euros.total(amounts)
    if found != total:
        yield (
            f"Les montants de chaque année font {found}, mais le total indiqué est {total}.",
            (at("montant_total"), *keys),
        )
