"""Lines of a budget that surprise: where they stand, how much, beside what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from cvdesk.domain.budget import (
    BudgetYear,
    budgets,
    budgets_in,
    by_budget,
    by_year,
    grants_in,
    project_of,
)
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, percentage, which
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.grants import FunderLine
from cvdesk.domain.grid import Account
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import Euros, grouped
from cvdesk.domain.wording import plain

_INVESTMENT_ABOVE = Euros.whole(500)
_LEAST_SOCIAL_SHARE = Fraction(5, 100)
_MOST_INDIRECT_SHARE = Fraction(15, 100)
_EQUIPMENT = re.compile(
    r"\b(appareil photo|camion|camionnette|congelateur|electromenager|equipement|four|frigo|"
    r"imprimante|logiciel|machine|materiel informatique|minibus|mobilier|moto|ordinateur|"
    r"photocopieur|photocopieuse|refrigerateur|remorque|serveur|sono|tablette|telephone|travaux|"
    r"vehicule|velo|video[ ]?projecteur|voiture)s?\b"
)
_VOLUNTEERS = re.compile(r"\bbenevol")
_STAFF_LINE = re.compile(r"\b64[157]?\b")


@check(
    "BUD-38",
    38,
    Gravity.CORRECT,
    "Le projet tient dans le budget de l’association",
    source="Cerfa 12156*06, rubriques 5 et 6",
    section="budget_association",
)
def project_fits_in_the_association(facts: Facts) -> Iterator[Remark]:
    """Rule B8: account by account, kind of funder by kind, then funder by funder when named alike.

    The lines without number (indirect costs, own resources) share out the association's accounts:
    they have no counterpart there. All projects of a year are added.
    """
    yield from by_year(facts, _fits_in_the_association)


def _fits_in_the_association(facts: Facts, year: int) -> Iterator[Remark]:
    parts = budgets_in(facts, "projet", year)
    for whole in budgets_in(facts, "asso", year):
        if whole.empty or not parts:
            continue
        for account in whole.budget.grid.accounts:
            if account.funders:
                yield from facts.remember(
                    (_funders_fit, account.key, year),
                    lambda facts, account=account: tuple(_funders_fit(facts, account, year)),  # type: ignore[misc]
                )
            elif account.number:
                yield from _account_fits(account, parts, whole)


def _account_fits(
    account: Account, parts: Sequence[BudgetYear], whole: BudgetYear
) -> Iterator[Remark]:
    here = Euros.total(one.account(account) for one in parts)
    there = whole.account(account)
    if here > there:
        lines = tuple(one.key(line.key) for line in account.lines for one in (*parts, whole))
        yield _larger(f"{account.number} – {account.label}", here, there), lines


def _funders_fit(facts: Facts, account: Account, year: int) -> Iterator[Remark]:
    parts, wholes = grants_in(facts, year), grants_in(facts, year, "asso")
    for kind in account.funders:
        ours = [line for one in parts for line in one.kinds.get(kind.key, ())]
        theirs = [line for one in wholes for line in one.kinds.get(kind.key, ())]
        here = Euros(sum([line.amount.cents for line in ours]))
        there = Euros(sum([line.amount.cents for line in theirs]))
        if here > there:
            yield _larger(kind.label, here, there), tuple(line.key for line in (*theirs, *ours))
            continue
        for name, same in _by_name(theirs).items():
            mine = [line for line in ours if plain(line.name) == name]
            here = Euros.total(line.amount for line in mine)
            there = Euros.total(line.amount for line in same)
            if here > there:
                keys = tuple(line.key for line in (*same, *mine))
                yield _larger(same[0].name, here, there), keys


def _by_name(lines: Iterable[FunderLine]) -> dict[str, list[FunderLine]]:
    found: dict[str, list[FunderLine]] = {}
    for line in lines:
        found.setdefault(plain(line.name), []).append(line)
    return found


def _larger(line: str, here: Euros, there: Euros) -> str:
    return (
        f"La ligne « {line} » est plus élevée dans le projet ({here}) que dans le budget de "
        f"l’association ({there}). Une des deux est à revoir."
    )


def _remarks_on_lines(facts: Facts, project: RowId) -> list[str]:
    """Return the sentences in which the applicant details some lines, in plain letters."""
    text = facts.value("projet_details", project) or ""
    return [plain(part) for part in re.split(r"[.;\n](?!\d)", text)]


@check(
    "BUD-39",
    39,
    Gravity.CORRECT,
    "Le bénévolat se compte en bas du tableau",
    source="Cerfa 12156*06, comptes 86 et 87",
    section="budget_projet",
)
def volunteering_is_counted_apart(facts: Facts) -> Iterator[Remark]:
    """A note puts volunteers in account 64, or hours are announced and counted for nothing."""
    yield from by_budget(facts, "projet", _volunteers_elsewhere)


def _volunteers_elsewhere(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    project = project_of(facts, one)
    details = _remarks_on_lines(facts, project)
    if any(_STAFF_LINE.search(text) and _VOLUNTEERS.search(text) for text in details):
        said = (
            "Le bénévolat ne se met pas dans les salaires : il se compte à part, en bas du "
            "tableau, des deux côtés."
        )
        yield said, (at("projet_details", project), one.key("641"))
    hours = facts.value("projet_heures_benevoles", project, one.year)
    if hours and not one.emplois and not one.contributions:
        said = (
            f"Vous annoncez {grouped(hours)} heures de bénévolat{which(facts, one)}, comptées "
            "pour 0 € : le bénévolat se compte à part, en bas du tableau, des deux côtés."
        )
        yield said, (one.key("864"), one.key("870"))


def _indirect(one: BudgetYear) -> tuple[Euros, tuple[Key, ...]]:
    """Return the indirect costs and where they are typed; a surplus expected is no cost."""
    lines = [
        line.key
        for account in one.budget.grid.charges
        if not account.number
        for line in account.lines
        if line.key != _SURPLUS and one.line(line.key)
    ]
    return Euros.total(one.line(line) for line in lines), tuple(one.key(line) for line in lines)


_SURPLUS = "excedprevisionnel"


@check(
    "BUD-40",
    40,
    Gravity.CORRECT,
    "Les charges indirectes ont leur clé de répartition",
    source="Cerfa 15059*02, annexe explicative",
    section="budget_projet",
)
def indirect_costs_have_a_key(facts: Facts) -> Iterator[Remark]:
    """Rule B9: one sentence for each project, whatever the years."""
    for project in facts.projects:
        if facts.value("projet_cle", project) is not None:
            continue
        found = [_indirect(one) for one in budgets(facts, "projet") if one.row == project]
        total = Euros.total(amount for amount, _ in found)
        if total:
            said = (
                f"Vous comptez {total} de frais généraux. Écrivez en une phrase comment vous les "
                "avez répartis, par exemple selon le temps de travail."
            )
            yield said, (at("projet_cle", project), *(key for _, keys in found for key in keys))


@check(
    "BUD-40B",
    40,
    Gravity.ADVICE,
    "Les charges indirectes restent une petite part",
    source="usage des services instructeurs : 15 % du projet",
    section="budget_projet",
)
def indirect_costs_are_a_small_part(facts: Facts) -> Iterator[Remark]:
    """Beyond some 15 % of the project, a funder asks what they are for."""
    yield from by_budget(facts, "projet", _indirect_share_is_large)


def _indirect_share_is_large(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    amount, keys = _indirect(one)
    if amount and (share := Fraction(amount.cents, one.charges.cents)) > _MOST_INDIRECT_SHARE:
        said = (
            f"Vous comptez {amount} de frais généraux{which(facts, one)}, soit "
            f"{percentage(share)} % du projet. Au-delà de 15 %, un financeur demande souvent "
            "ce qu’ils recouvrent : dites-le d’avance."
        )
        yield said, keys


@check(
    "BUD-41",
    41,
    Gravity.QUESTION,
    "Les achats durables relèvent d’une autre aide",
    source="Cerfa 12156*06 : formulaire hors investissement",
    section="budget_projet",
)
def purchases_are_not_investments(facts: Facts) -> Iterator[Remark]:
    """A line of 60 or 61 above 500 €, that the applicant's own details call equipment."""
    yield from by_budget(facts, "projet", _equipment)


def _equipment(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    project = project_of(facts, one)
    details = [t for t in _remarks_on_lines(facts, project) if _EQUIPMENT.search(t)]
    lines = [
        line.key
        for account in one.budget.grid.charges
        if details and account.number in {"60", "61"}
        for line in account.lines
        if one.line(line.key) > _INVESTMENT_ABOVE
        and any(_tells_of(text, line.key, account.number) for text in details)
    ]
    if lines:
        said = (
            "Un achat important et durable relève plutôt d’une aide à l’investissement. Ce "
            "formulaire ne la couvre pas : à vérifier avec le financeur."
        )
        yield said, (*(one.key(line) for line in lines), at("projet_details", project))


def _tells_of(text: str, *names: str) -> bool:
    return any(re.search(rf"\b{name}\b", text) for name in names)


@check(
    "BUD-42",
    42,
    Gravity.QUESTION,
    "Les salaires vont avec leurs charges et leur temps de travail",
    source="code de la sécurité sociale : cotisations sur les rémunérations",
    section="budget_projet",
)
def wages_go_with_charges_and_time(facts: Facts) -> Iterator[Remark]:
    """Account 645 under 5 % of 641; wages without working time, or working time without wages."""
    yield from by_budget(facts, None, _wages)


def _wages(facts: Facts, one: BudgetYear) -> Iterator[Remark]:
    wages, charges = one.line("641"), one.line("645")
    if wages and Fraction(charges.cents, wages.cents) < _LEAST_SOCIAL_SHARE:
        said = (
            f"Il y a des salaires mais presque pas de charges sociales{which(facts, one)}. "
            "Est-ce un contrat aidé ? Sinon, une ligne a peut-être été oubliée."
        )
        yield said, (one.key("645"), one.key("641"))
    where = at("projet_etpt", one.row) if one.row else at("salaries_etpt")
    time = facts.at(where)
    if time is None or one.empty:
        return
    if wages and not time:
        said = (
            f"Il y a des salaires{which(facts, one)}, mais 0 équivalent temps plein. "
            "Qui les reçoit ?"
        )
        yield said, (where, one.key("641"))
    elif time and not wages:
        said = (
            f"Il y a du temps de travail salarié{which(facts, one)}, mais aucun salaire. Une "
            "ligne a peut-être été oubliée."
        )
        yield said, (one.key("641"), where)
