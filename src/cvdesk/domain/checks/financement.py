"""Who pays: shares, statuses, territories of the funders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from cvdesk.domain.budget import (
    BudgetYear,
    asked_by_year,
    by_budget,
    projects_with_budgets,
)
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated, is_renewal, percentage, which
from cvdesk.domain.contrat import NotInContrat
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Budget
from cvdesk.domain.grants import FunderLine, funders_of
from cvdesk.domain.identifiers import departement_of_commune, departement_of_quartier
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.domain.public_money import public_share
from cvdesk.domain.wording import plain

_PORTAL_DEPARTEMENT = re.compile(r"(?P<departement>\d{2,3}|2[AB])-(?P<rest>ETAT\b.*)", re.ASCII)
_INSEE = re.compile(r"(\d\d|2A|2B)\d{3}", re.ASCII)
_BOUND_TO_A_DEPARTEMENT = frozenset({"dep", "com", "orgasoc"})
_UP_WITHOUT_A_WORD = Fraction(125, 100)


@check(
    "BUD-35",
    35,
    Gravity.CORRECT,
    "Les aides publiques restent sous la part que l’appel admet",
    source="appel à projets : part maximale d’argent public",
    section="budget_projet",
)
def public_share_is_within_the_cap(facts: Facts) -> Iterator[Remark]:
    """Rule B10; silent as long as no call gives a cap."""
    yield from by_budget(facts, "projet", _share_is_above)


def _share_is_above(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    if facts.appel is None or facts.appel.part_publique_max is None:
        return
    most = Fraction(facts.appel.part_publique_max)
    share = public_share(one, with_contributions=bool(facts.appel.cvn_comptees))
    if share is not None and share > most:
        said = (
            f"Les aides publiques couvrent {percentage(share)} % du projet{which(facts, one)} ; "
            f"cet appel s’arrête à {percentage(most)} %. Cherchons une autre recette : "
            "participations, dons, fondation, fonds propres."
        )
        yield said, (*_own_resources(one), *(line.key for line in one.grants.paying))


def _own_resources(one: BudgetYear) -> tuple[Key, ...]:
    """Return the lines without number: what the association itself puts in."""
    return tuple(
        one.key(line.key)
        for account in one.budget.grid.produits
        if not account.number
        for line in account.lines
    )


@check(
    "BUD-36",
    36,
    Gravity.ADVICE,
    "Le projet a plusieurs recettes",
    source="lettres de cadrage : cofinancements et effort propre",
    section="budget_projet",
)
def several_pay_for_the_project(facts: Facts) -> Iterator[Remark]:
    """More than one funder, and something of one's own."""
    yield from by_budget(facts, "projet", _one_pays)


def _one_pays(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    paying = one.grants.paying
    funders = {plain(line.name) for line in paying}
    own = _own_products(one)
    others = "Les financeurs regardent si d’autres s’engagent aussi, même pour peu."
    if len(funders) == 1 and own:
        said = f"Le projet repose sur un seul financeur{which(facts, one)}. {others}"
    elif own + len(paying) == 1:
        said = f"Le projet repose sur une seule recette{which(facts, one)}. {others}"
    elif funders and not own:
        said = (
            f"Le projet ne compte aucune ressource propre{which(facts, one)} : participations, "
            "cotisations, dons, autofinancement. Les financeurs regardent si l’association "
            "s’engage aussi, même pour peu."
        )
    else:
        return
    yield said, tuple(line.key for line in one.funders) or _own_resources(one)


def _own_products(one: BudgetYear) -> int:
    """Count the products of another account than that of the grants."""
    lines = (line.key for account in one.budget.grid.produits for line in account.lines)
    return sum(1 for line in lines if one.line(line))


@check(
    "BUD-37",
    37,
    Gravity.QUESTION,
    "Une aide acquise l’est par écrit",
    source="Cerfa 12156*06, budget : les financements indiqués valent déclaration sur l’honneur",
    section="budget_projet",
)
def acquired_is_notified(facts: Facts) -> Iterator[Remark]:
    """« Acquis » with nothing noted of the letter; the same funder twice in the same state.

    Two lines of one funder are right when their status differs, or the credits they come from.
    """
    for budget, row, _ in projects_with_budgets(facts):
        yield from _not_notified(facts, budget, row)


def _not_notified(facts: Facts, budget: Budget, row: RowId) -> Iterator[Remark]:
    proof = budget.funder_field("acte")
    funders = funders_of(facts, budget, row)
    for line in funders:
        if line.status == "acquis" and not is_proven(facts, budget, line):
            said = (
                f"{line.name or 'Ce financeur'} est noté « acquis ». Avez-vous la lettre ou la "
                "convention ? Sinon, mettez « demandé » : c’est plus sûr."
            )
            yield said, (at(budget.funder_field("statut"), line.row), at(proof, line.row))

    def same(line: FunderLine) -> tuple[str, str, str]:
        return plain(line.name), line.status, line.nature

    alike: dict[tuple[str, str, str], list[FunderLine]] = {}
    for line in funders:
        if line.name:
            alike.setdefault(same(line), []).append(line)
    for lines in alike.values():
        if len(lines) > 1:
            said = (
                f"{lines[0].name} figure {len(lines)} fois de la même façon. Est-ce bien voulu ? "
                "Sinon, gardez une seule ligne."
            )
            yield said, tuple(at(budget.funder_field("nom"), line.row) for line in lines)


def departements_of_quartiers(facts: Facts, project: RowId) -> list[str]:
    """Return the départements read in the codes of a project's quarters, in order, once each."""
    codes = [facts.value("territoire_quartier", row) for row in facts.rows("territoires", project)]
    found = [departement_of_quartier(code) for code in codes if code]
    return list(dict.fromkeys(one for one in found if one))


def departements_of_action(facts: Facts, project: RowId) -> list[str]:
    """Return the départements of the communes where a project takes place; else of its quarters."""
    found = []
    for row in facts.rows("territoires", project):
        commune = facts.value("territoire_commune", row)
        if commune is not None and (departement := _departement_of(facts, commune)) is not None:
            found.append(departement)
    return list(dict.fromkeys(found)) or departements_of_quartiers(facts, project)


def _departement_of(facts: Facts, commune: str) -> str | None:
    try:
        return facts.contrat.commune(commune).departement
    except NotInContrat:
        return departement_of_commune(commune) if _INSEE.fullmatch(commune) else None


@check(
    "BUD-44",
    44,
    Gravity.BLOCKING,
    "Le service de l’État sollicité est celui du département du quartier",
    source="portail Dauphin : un financeur d’un autre département rend la demande irrecevable",
    section="demande",
)
def state_funder_is_of_the_departement(facts: Facts) -> Iterator[Remark]:
    """The name in the portal begins with the département; a line of the budget may say it too."""
    quartiers = [d for project in facts.projects for d in departements_of_quartiers(facts, project)]
    if not quartiers:
        return
    chosen: dict[Key, str] = {}
    label = facts.value("financeur_portail") or ""
    match = _PORTAL_DEPARTEMENT.fullmatch(label.upper())
    if match is not None:
        chosen[at("financeur_portail")] = match["departement"]
    for budget, row, _ in projects_with_budgets(facts):
        for line in funders_of(facts, budget, row):
            if line.kind == "etat" and line.addressed:
                key = at(budget.funder_field("departement"), line.row)
                if facts.at(key) is not None:
                    chosen[key] = facts.at(key)
    wrong = {key: found for key, found in chosen.items() if found not in quartiers}
    if not wrong:
        return
    rest = match["rest"] if match is not None else "ETAT-POLITIQUE-VILLE"
    said = (
        f"Le financeur choisi dépend du {enumerated(sorted(set(wrong.values())))}, alors que le "
        f"quartier est dans le {enumerated(sorted(set(quartiers)))}. Dans Dauphin, la demande "
        f"serait refusée : choisissez {_right_funder(facts, quartiers[0], rest)}."
    )
    yield said, tuple(wrong)


def _right_funder(facts: Facts, departement: str, rest: str) -> str:
    for funder in facts.appel.financeurs if facts.appel is not None else ():
        if funder.type == "etat" and funder.departement == departement and funder.portal_label:
            return funder.portal_label
    return f"{departement}-{rest}"


@check(
    "BUD-45",
    45,
    Gravity.CORRECT,
    "Le montant demandé va avec l’appel et avec l’an dernier",
    source="appel à projets : montant minimum ; lettres de cadrage",
    section="signature",
)
def amount_asked_is_in_proportion(facts: Facts) -> Iterator[Remark]:
    """Not under the call's minimum; not a quarter more than the last grant without a word."""
    asked = {year: amount for year, amount in asked_by_year(facts).items() if amount}
    least = facts.appel.montant_min if facts.appel is not None else None
    for year, amount in asked.items():
        if least is not None and amount < least:
            said = (
                f"Vous demandez {amount} ; cet appel ne descend pas sous {least}. Peut-on réunir "
                "plusieurs actions dans une même demande ?"
            )
            yield said, (at("montant_sollicite", year=year),)
    before: Euros | None = facts.value("precedente_montant")
    first = asked.get(facts.years[0]) if facts.years else None
    if not before or first is None or facts.value("precedente_evolution") is not None:
        return
    growth = Fraction(first.cents, before.cents)
    if growth > _UP_WITHOUT_A_WORD and is_renewal(facts):
        said = (
            f"Vous demandez {percentage(growth - 1)} % de plus que l’an dernier. C’est possible : "
            "dites simplement ce qui change."
        )
        year = facts.years[0]
        yield said, (at("precedente_evolution"), at("montant_sollicite", year=year))


@check(
    "BUD-46",
    46,
    Gravity.QUESTION,
    "Les financeurs locaux interviennent dans la commune",
    source="contrat de ville : financeurs liés à un département",
    section="budget_projet",
)
def local_funders_serve_the_commune(facts: Facts) -> Iterator[Remark]:
    """A Département, a commune or a CAF of another département than that of the action."""
    for budget, row, project in projects_with_budgets(facts):
        yield from _outside(facts, budget, row, project)


def _outside(facts: Facts, budget: Budget, row: RowId, project: RowId) -> Iterator[Remark]:
    served = departements_of_action(facts, project)
    field = budget.funder_field("departement")
    outside: dict[str, list[Key]] = {}
    for line in funders_of(facts, budget, row):
        if line.kind in _BOUND_TO_A_DEPARTEMENT:
            departement = facts.value(field, line.row)
            if served and departement is not None and departement not in served:
                outside.setdefault(line.name or "Ce financeur", []).append(at(field, line.row))
    for name, keys in outside.items():
        yield f"{name} n’intervient pas dans cette commune. Est-ce bien lui ?", tuple(keys)


def is_proven(facts: Facts, budget: Budget, line: FunderLine) -> bool:
    """Return whether something is written of what proves a grant: its document, or a note on it."""
    names = (budget.funder_field(name) for name in ("acte", "note"))
    return any(facts.value(name, line.row) is not None for name in names)
