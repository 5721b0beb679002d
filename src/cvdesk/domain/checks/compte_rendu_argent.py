"""The money of an account: planned and done, granted and received, what is left of a grant.

Their numbers follow each other with those of ``compte_rendu``. From which difference on a line
wants a sentence is a choice of CVDesk, and weighs as advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated
from cvdesk.domain.comparison import Comparison, comparisons
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.wording import plain

_REPORT = (Nature.REPORT,)
_SHEET_2 = "Cerfa 15059*02, feuille 2 : données chiffrées"
_SHEET_3 = "Cerfa 15059*02, feuille 3 : annexe"
_LEFT = "loi 2021-875 du 1er juillet 2021 : part non employée d’une subvention"
_MOST_NAMED = 3
"""Lines named in one sentence; how many others there are is told."""


@check(
    "CRF-101",
    101,
    Gravity.ADVICE,
    "Les écarts importants sont expliqués",
    source=f"{_SHEET_3} ; seuil de CVDesk : 10 % et 300 €",
    section="budget_rendu",
    natures=_REPORT,
)
def notable_gaps_are_explained(facts: Facts) -> Iterator[Remark]:
    """A line is explained when the text names its account, or begins with its funder's name."""
    for one in comparisons(facts):
        said_of = plain(facts.value("realise_ecarts", one.row) or "")
        left = [
            (name, key, gap)
            for name, key, gap in one.lines()
            if gap.notable and not _is_named(name, said_of)
        ]
        if not left:
            continue
        left.sort(key=lambda line: -abs(line[2].amount.cents))
        named = enumerated([f"« {name} », {gap.words}" for name, _, gap in left[:_MOST_NAMED]])
        more = len(left) - _MOST_NAMED
        others = f" ({more} {'autre ligne' if more == 1 else 'autres lignes'})" if more > 0 else ""
        said = (
            f"Le réalisé s’écarte nettement du prévu : {named}{others}. Un financeur demandera "
            "pourquoi : une phrase par ligne, avec son numéro, suffit."
        )
        yield said, (at("realise_ecarts", one.row), *(key for _, key, _ in left))


def _is_named(name: str, text: str) -> bool:
    words = plain(name).split()
    if name[:2] == "74":  # a funder: its first word, « État », « CAF »
        return len(words) > 1 and re.search(rf"\b{re.escape(words[1])}", text) is not None
    if words[0][:2].isdigit():
        return re.search(rf"\b{re.escape(words[0])}\b", text) is not None
    return plain(name) in text


@check(
    "CRF-104",
    104,
    Gravity.CORRECT,
    "Le budget prévu s’équilibre",
    source=f"{_SHEET_2} ; budget de la demande",
    section="budget_rendu",
    natures=_REPORT,
)
def planned_sides_are_equal(facts: Facts) -> Iterator[Remark]:
    """Both pairs of sides, as in the request: a plan copied from it is balanced already."""
    for one in comparisons(facts):
        plan = one.planned
        for here, there, what in (
            (plan.charges, plan.produits, "les dépenses et les recettes"),
            (plan.emplois, plan.contributions, "le bénévolat et les prêts des deux côtés"),
        ):
            if here != there:
                said = (
                    f"Dans le prévu, il y a {abs(here - there)} de différence entre {what}. "
                    "Recopiez le budget accepté par le financeur."
                )
                yield said, (at("prevu_revu", one.row),)


@check(
    "CRF-105",
    105,
    Gravity.CORRECT,
    "Les charges indirectes ont leur clé de répartition",
    source=_SHEET_3,
    section="budget_rendu",
    natures=_REPORT,
)
def indirect_costs_have_their_key(facts: Facts) -> Iterator[Remark]:
    """The sheet asks it, whatever the amount."""
    for one in comparisons(facts):
        lines = next(a.lines for a in one.done.budget.grid.charges if a.key == "chargindirect")
        found = [line for line in lines if line.key != _SURPLUS and one.done.line(line.key)]
        if found and facts.value("realise_cle", one.row) is None:
            total = Euros.total(one.done.line(line.key) for line in found)
            said = (
                f"Vous comptez {total} de charges indirectes. Écrivez en une phrase comment vous "
                "les avez réparties, avec les chiffres réels."
            )
            keys = tuple(one.done.key(line.key) for line in found)
            yield said, (at("realise_cle", one.row), *keys)


_SURPLUS = "excedprevisionnel"


@check(
    "CRF-108",
    108,
    Gravity.CORRECT,
    "L’aide ne dépasse pas ce que l’action a coûté",
    source=_LEFT,
    section="rendu_action",
    natures=_REPORT,
)
def grant_is_spent(facts: Facts) -> Iterator[Remark]:
    """Above the cost, the difference is a part left: it must be written as such."""
    for one in comparisons(facts):
        received = Euros.total(grant.received for grant in one.grants if grant.reported)
        cost = _cost(one)
        key = at("reste_montant", one.row, one.year)
        written = facts.at(key) or ZERO
        if received > cost and written < received - cost:
            said = (
                f"L’aide reçue ({received}) dépasse ce que l’action a coûté ({cost}). La part non "
                f"employée est d’au moins {received - cost} : écrivez-la, et ce qu’elle devient."
            )
            yield said, (key, *(g.received_key for g in one.grants if g.reported))


def _cost(one: Comparison) -> Euros:
    """What the action cost: the charges, without the line that balances a surplus."""
    return one.done.charges - one.done.line(_SURPLUS)


@check(
    "CRF-109",
    109,
    Gravity.QUESTION,
    "Un excédent dit s’il vient de l’aide",
    source=_LEFT,
    section="rendu_action",
    natures=_REPORT,
)
def surplus_is_questioned(facts: Facts) -> Iterator[Remark]:
    """The action brought more than it cost: part of the grant may be left, nobody else can know."""
    for one in comparisons(facts):
        surplus = one.done.line(_SURPLUS)
        key = at("reste_montant", one.row, one.year)
        if surplus and facts.at(key) is None:
            said = (
                f"L’action a rapporté {surplus} de plus qu’elle n’a coûté. Une part de l’aide "
                "reste-t-elle ? Écrivez-la, ou 0 si l’excédent vient d’ailleurs."
            )
            yield said, (key, one.done.key(_SURPLUS))


@check(
    "CRF-110",
    110,
    Gravity.CORRECT,
    "Une part non employée dit ce qu’elle devient",
    source=_LEFT,
    section="rendu_action",
    natures=_REPORT,
)
def leftover_has_a_future(facts: Facts) -> Iterator[Remark]:
    """What becomes of it, and why; and never more than what was received."""
    for one in comparisons(facts):
        key = at("reste_montant", one.row, one.year)
        left = facts.at(key)
        if not left:
            continue
        received = Euros.total(grant.received for grant in one.grants if grant.reported)
        becomes, why = at("reste_devenir", one.row), at("reste_explication", one.row)
        if left > received:
            said = (
                f"La part non employée ({left}) est plus grande que l’aide comptée en produit "
                f"({received}). Un des deux montants est à revoir."
            )
            yield said, (key, *(g.received_key for g in one.grants if g.reported))
        elif facts.at(becomes) in {None, "aucune"} or facts.at(why) is None:
            said = (
                f"Il reste {left} de l’aide. Dites ce que cette part devient, et pourquoi elle "
                "reste : la convention dit souvent à quelles conditions la garder."
            )
            yield said, (becomes, why, key)


@check(
    "CRF-115",
    115,
    Gravity.CORRECT,
    "Ce qui est reçu ne dépasse pas ce qui est accordé",
    source=_SHEET_2,
    section="budget_rendu",
    natures=_REPORT,
)
def received_fits_in_granted(facts: Facts) -> Iterator[Remark]:
    """For each funder whose decision is known."""
    for one in comparisons(facts):
        for grant in one.grants:
            if grant.granted is not None and grant.received > grant.granted:
                said = (
                    f"{grant.name or 'Un financeur'} a accordé {grant.granted}, mais vous comptez "
                    f"{grant.received} reçus. Quel est le bon montant ?"
                )
                yield said, (grant.received_key, grant.granted_key)


@check(
    "CRF-116",
    116,
    Gravity.CORRECT,
    "Le financeur du compte rendu est désigné, avec son aide",
    source=_SHEET_2,
    section="budget_rendu",
    natures=_REPORT,
)
def reported_grant_is_there(facts: Facts) -> Iterator[Remark]:
    """One funder at least is ticked, and its grant counted among the products."""
    for one in comparisons(facts):
        reported = [grant for grant in one.grants if grant.reported]
        if not reported:
            said = (
                "Aucun financeur n’est désigné comme celui de ce compte rendu. Cochez « Aide de ce "
                "compte rendu » sur sa ligne du compte 74."
            )
            yield said, tuple(grant.received_key for grant in one.grants)
        for grant in reported:
            if not grant.received and not one.done.empty:
                said = (
                    f"L’aide de {grant.name or 'ce financeur'} n’est pas comptée dans les produits "
                    "réalisés. Écrivez ce que l’exercice en a reçu ou acquis."
                )
                yield said, (grant.received_key,)
