"""What an agreement of several years asks in addition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from cvdesk.domain.budget import BudgetYear, budgets, by_budget, by_grants, by_year
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.financement import is_proven
from cvdesk.domain.checks.pointers import at, enumerated, french, percentage
from cvdesk.domain.facts import FIRST_EXERCISE, LAST_EXERCISE, Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.grants import FunderLine, Grants
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.domain.public_money import AGREEMENT_ABOVE, counted_for_agreement
from cvdesk.domain.wording import plain

FEWEST_YEARS, MOST_YEARS = 2, 4
MID_TERM, LAST_YEAR_OF_CONTRACTS = 2027, 2030
"""The contracts of 2024-2030 are revised in 2027 (circulaire du 31 août 2023)."""

_GROWTH_TO_EXPLAIN = Fraction(110, 100)
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
    yield from by_budget(facts, "projet", _missing_or_unequal)


def _missing_or_unequal(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    if one.empty:
        before = one.year - 1
        begin = "Commencez par lui : les autres années partiront de là."
        if before in facts.years:
            begin = f"Partez de celui de {before}, puis ajustez."
        yield f"Il manque le budget {one.year}. {begin}", _lines(one)
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
    of_totals=True,
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


@check(
    "CPO-62",
    62,
    Gravity.ADVICE,
    "Au-delà de 23 000 € par an, une convention est obligatoire",
    source="loi 2000-321, art. 10 ; décret 2001-495, art. 1",
    section="budget_projet",
)
def agreement_is_compulsory(facts: Facts) -> Iterator[Remark]:
    """Rule C6: what one public authority is asked in one year, all its lines together.

    It holds for an annual dossier too; one remark for each authority.
    """
    found: dict[str, list[Key]] = {}
    for name, keys_of_year in by_year(facts, _asked_of_much):
        found.setdefault(name, []).extend(keys_of_year)
    for keys in found.values():
        said = (
            "Au-delà de 23 000 € par an, une convention est obligatoire : le financeur vous en "
            "proposera une."
        )
        yield said, tuple(keys)


def _asked_of_much(facts: Facts, year: int) -> Iterator[tuple[str, list[Key]]]:
    asked: dict[str, list[FunderLine]] = {}
    for name, line in by_grants(facts, "projet", _asked_of_authorities, year):
        asked.setdefault(name, []).append(line)
    for name, lines in asked.items():
        if Euros.total(line.amount for line in lines) > AGREEMENT_ABOVE:
            yield name, [line.key for line in lines]


def _asked_of_authorities(facts: Facts, grants: Grants) -> Iterator[tuple[str, FunderLine]]:
    for line in counted_for_agreement(facts, grants):
        yield plain(line.name), line


@check(
    "CPO-63",
    63,
    Gravity.ADVICE,
    "Les budgets évoluent sans surprise",
    source="lettres de cadrage ; modèle de convention pluriannuelle, annexe II",
    section="budget_projet",
)
def budgets_grow_reasonably(facts: Facts) -> Iterator[Remark]:
    """Rule C7: more than a tenth from a year to the next, or the very same total."""
    every = [one for one in budgets(facts, "projet") if not one.empty]
    for project in facts.projects:
        for before, after in pairwise(one for one in every if one.row == project):
            if not before.charges:
                continue
            growth = Fraction(after.charges.cents, before.charges.cents)
            if growth > _GROWTH_TO_EXPLAIN:
                said = (
                    f"Le budget augmente de {percentage(growth - 1)} % en {after.year}. Une phrase "
                    "d’explication rassurera le financeur."
                )
                yield said, _lines(after)
            elif growth == 1:
                said = (
                    f"Le budget {after.year} est le même que celui de {before.year}, à l’euro "
                    "près. Une phrase d’explication rassurera le financeur."
                )
                yield said, _lines(after)


@check(
    "CPO-64",
    64,
    Gravity.QUESTION,
    "Ce qui est acquis l’est pour toutes les années",
    source="modèle de convention pluriannuelle, annexe II",
    section="budget_projet",
)
def later_years_are_really_acquired(facts: Facts) -> Iterator[Remark]:
    """Rule C9: « acquis » after the first year, when nothing is noted of what proves it."""
    if not is_agreement(facts):
        return
    yield from by_grants(facts, "projet", _acquired_later)


def _acquired_later(facts: Facts, one: Grants) -> Iterator[Remark]:
    proof = one.budget.funder_field("acte")
    for line in one.paying if one.year != facts.years[0] else ():
        if line.status == "acquis" and not is_proven(facts, one.budget, line):
            said = (
                f"Cette aide est notée acquise pour {one.year}. Est-elle vraiment signée "
                "jusque-là ?"
            )
            status = at(one.budget.funder_field("statut"), line.row)
            yield said, (line.key, status, at(proof, line.row))


@check(
    "CPO-152",
    152,
    Gravity.CORRECT,
    "Chaque financeur a un montant pour chaque année",
    source=f"{_MODEL}, annexe II",
    section="budget_projet",
)
def funders_are_the_same_each_year(facts: Facts) -> Iterator[Remark]:
    """Rule C3: a zero is an answer, an empty cell beside an amount is not.

    The rows of the funders are common to all years: none can be missing from one of them.
    """
    if not is_agreement(facts):
        return
    empty = {line.key for line in by_grants(facts, "projet", _without_amount)}
    if not empty:
        return
    lines: dict[RowId, list[FunderLine]] = {}
    for one in budgets(facts, "projet"):
        for line in () if one.empty else one.funders:
            lines.setdefault(line.row, []).append(line)
    for every in lines.values():
        missing = [line for line in every if line.key in empty]
        if 0 < len(missing) < len(every):
            years = enumerated([str(line.key.year) for line in missing])
            said = (
                f"{every[0].name or 'Un financeur'} n’a pas de montant pour {years}. Les mêmes "
                "financeurs figurent chaque année : écrivez 0 si rien n’est attendu."
            )
            yield said, tuple(line.key for line in missing)


def _without_amount(facts: Facts, grants: Grants) -> Iterator[FunderLine]:
    for line in grants.lines:
        if facts.text(line.key) is None:
            yield line


@check(
    "CPO-153",
    153,
    Gravity.CORRECT,
    "Une cible qui baisse est expliquée",
    source=f"{_MODEL}, art. 6 et annexe III",
    section="indicateurs",
)
def falling_targets_are_explained(facts: Facts) -> Iterator[Remark]:
    """Rule C5, second half."""
    if not is_agreement(facts):
        return
    for project in facts.projects:
        for row in facts.rows("indicateurs", project):
            note = at("indicateur_note", row)
            for before, after in pairwise(facts.years):
                keys = tuple(at("indicateur_cible", row, year) for year in (after, before))
                later, sooner = (facts.at(key) for key in keys)
                if None in {later, sooner} or later >= sooner or facts.at(note) is not None:
                    continue
                name = facts.value("indicateur_intitule", row) or "Un indicateur"
                said = (
                    f"La cible de « {name} » baisse en {after}. C’est possible : dites pourquoi "
                    "en une phrase."
                )
                yield said, (note, *keys)


@check(
    "CPO-65",
    65,
    Gravity.QUESTION,
    "La convention tient dans le contrat de ville",
    source="circulaire du 31 août 2023 : contrats 2024-2030, revus en 2027",
    section="duree",
)
def agreement_stays_within_the_contract(facts: Facts) -> Iterator[Remark]:
    """After the last day of the contract, or across its revision."""
    if not is_agreement(facts) or not facts.years:
        return
    # More years than an agreement lasts are not all exercises of the dossier.
    first, last = facts.years[0], max(facts.years[-1], facts.value(LAST_EXERCISE) or 0)
    keys = (at(LAST_EXERCISE), at(FIRST_EXERCISE))
    contrat = facts.contrat
    if date(last, 12, 31) > contrat.fin:
        said = (
            f"La convention va jusqu’en {last}, mais le contrat de ville s’arrête le "
            f"{french(contrat.fin)}. Avez-vous vu avec le financeur ce qui se passe ensuite ?"
        )
        yield said, keys
    if contrat.fin.year == LAST_YEAR_OF_CONTRACTS and first <= MID_TERM <= last:
        said = (
            f"Le contrat de ville sera revu en {MID_TERM}. Vos orientations pourront changer de "
            "nom : nous garderons le lien."
        )
        yield said, keys
