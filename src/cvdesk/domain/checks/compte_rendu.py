"""The account rendered of a grant: what was planned, what happened, what is left.

These checks are not in the table of requests: their numbers begin at 101. Thresholds that no text
gives (a notable difference, a target clearly missed) are choices of CVDesk, and weigh as advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated, french
from cvdesk.domain.comparison import Comparison, comparisons
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.pieces import pieces
from cvdesk.domain.report_due import exercise_end, report_due
from cvdesk.domain.wording import plain

_REPORT = (Nature.REPORT,)
_COUNTED = (Nature.REPORT, Nature.REVIEW)
_LAW = "loi 2000-321 du 12 avril 2000, art. 10"
_SHEET_1, _SHEET_2, _SHEET_3 = (
    f"Cerfa 15059*02, feuille {number} : {title}"
    for number, title in ((1, "bilan qualitatif"), (2, "données chiffrées"), (3, "annexe"))
)
_LEFT = "loi 2021-875 du 1er juillet 2021 : part non employée d’une subvention"
_MOST_NAMED = 3
_DAYS_LEFT = 30
_FAR_FROM_TARGET = Fraction(4, 5)


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
    "CRF-102",
    102,
    Gravity.BLOCKING,
    "Chaque indicateur a sa valeur atteinte",
    source=_SHEET_1,
    section="rendu_indicateurs",
    natures=_COUNTED,
)
def indicators_have_a_value(facts: Facts) -> Iterator[Remark]:
    """A value, or a sentence that says why nothing was measured."""
    for project in facts.projects:
        for row in facts.rows("indicateurs", project):
            for year in facts.years:
                key = at("indicateur_atteint", row, year)
                told = facts.value("indicateur_commentaire", row)
                if facts.at(key) is not None or told is not None:
                    continue
                name = facts.value("indicateur_intitule", row) or "Un indicateur"
                said = (
                    f"« {name} » n’a pas de valeur atteinte. Écrivez ce que vous avez mesuré, même "
                    "loin de la cible ; si rien n’a été mesuré, dites pourquoi en une phrase."
                )
                yield said, (key, at("indicateur_commentaire", row))


@check(
    "CRF-103",
    103,
    Gravity.CORRECT,
    "Les nombres de personnes venues s’additionnent",
    source=f"{_SHEET_1} : bénéficiaires",
    section="rendu_publics",
    natures=_COUNTED,
)
def people_who_came_add_up(facts: Facts) -> Iterator[Remark]:
    """Ages, sexes and places of living; a part not answered is not compared."""
    for project in facts.projects:
        for year in facts.years:
            yield from _people_of(facts, project, year)


def _people_of(facts: Facts, project: RowId, year: int) -> Iterator[Remark]:
    bands = facts.rows("publics", project)
    whole = at("atteint_total", project, year)
    for who, parts, total in (
        ("Les tranches d’âge donnent", [at("public_atteint", b, year) for b in bands], whole),
        ("Les femmes et les hommes donnent", _pair(project, year, "femmes", "hommes"), whole),
        (
            "Les habitants des quartiers prioritaires et d’ailleurs donnent",
            _pair(project, year, "qpv", "hors_qpv"),
            whole,
        ),
        *(
            (
                f"Les {who}, tranche par tranche, donnent",
                [at(f"public_atteint_{who}", band, year) for band in bands],
                at(f"atteint_{who}", project, year),
            )
            for who in ("femmes", "hommes")
        ),
    ):
        found, expected = [facts.at(key) for key in parts], facts.at(total)
        if parts and expected is not None and None not in found and sum(found) != expected:
            said = f"{who} {sum(found)} personnes et le total {expected}. Ajustons l’un des deux."
            yield said, (*parts, total)


def _pair(project: RowId, year: int, one: str, other: str) -> list[Key]:
    return [at(f"atteint_{name}", project, year) for name in (one, other)]


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
                yield said, (at("prevu_revu", one.row, one.year),)


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
    "CRF-106",
    106,
    Gravity.QUESTION,
    "Le compte rendu est remis à temps",
    source=f"{_LAW} : six mois après la fin de l’exercice",
    section="budget_rendu",
    natures=_REPORT,
)
def report_is_in_time(facts: Facts) -> Iterator[Remark]:
    """From thirty days before the day it is due; afterwards, what to do about it."""
    due, end = report_due(facts), exercise_end(facts)
    if due is None or end is None:
        return
    keys = _ends(facts)
    days = (due - facts.today).days
    if days < 0:
        said = (
            f"Ce compte rendu était dû le {french(due)}, six mois après la fin de l’exercice. "
            "Déposez-le dès qu’il est signé, et prévenez le financeur : avez-vous son accord pour "
            "un délai ?"
        )
        yield said, keys
    elif days <= _DAYS_LEFT:
        left = "aujourd’hui" if days == 0 else f"dans {days} jour{'s' if days > 1 else ''}"
        said = (
            f"Ce compte rendu est dû le {french(due)}, {left}. Gardez du temps pour la signature ; "
            "s’il en manque, demandez un délai avant cette date."
        )
        yield said, keys


def _ends(facts: Facts) -> tuple[Key, ...]:
    return tuple(
        at("realise_exercice_fin", project, year)
        for project in facts.projects
        for year in facts.years
    )


@check(
    "CRF-107",
    107,
    Gravity.QUESTION,
    "L’exercice est terminé",
    source=_LAW,
    section="budget_rendu",
    natures=_REPORT,
)
def exercise_is_over(facts: Facts) -> Iterator[Remark]:
    """While it still runs, an interim report is what goes with a new request."""
    end = exercise_end(facts)
    if end is not None and end >= facts.today:
        said = (
            f"L’exercice se termine le {french(end)} : les chiffres peuvent encore changer. Pour "
            "une nouvelle demande, un bilan intermédiaire suffit aujourd’hui."
        )
        yield said, _ends(facts)


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
    "CRF-111",
    111,
    Gravity.BLOCKING,
    "Les comptes de l’exercice sont joints",
    source=f"Cerfa 15059*02, pièces ; {_LAW}",
    section="pieces",
    natures=_REPORT,
)
def accounts_of_the_exercise_are_joined(facts: Facts) -> Iterator[Remark]:
    """Those of the exercise of the grant; « à venir » with a sentence when none is approved yet."""
    yield from _paper(
        facts,
        "comptes",
        "Il manque les comptes approuvés de {year} : le compte rendu s’appuie sur eux. S’ils ne "
        "sont pas encore approuvés, notez-les « à venir » et dites quand l’assemblée se réunit.",
    )


@check(
    "CRF-112",
    112,
    Gravity.CORRECT,
    "Le rapport d’activité de l’exercice est joint",
    source="Cerfa 15059*02, pièces",
    section="pieces",
    natures=_REPORT,
)
def report_of_activity_is_joined(facts: Facts) -> Iterator[Remark]:
    """The one that tells the exercise of the grant."""
    yield from _paper(
        facts,
        "rapport_activite",
        "Il manque le rapport d’activité de {year}. Même court, il accompagne le compte rendu "
        "financier ; s’il n’est pas encore adopté, notez-le « à venir » et dites quand.",
    )


def _paper(facts: Facts, nature: str, said: str) -> Iterator[Remark]:
    for year in facts.years:
        found = pieces(facts, nature)
        of_year = [piece for piece in found if piece.exercice == year]
        excused = any(piece.note and (piece.waived or piece.etat == "a_venir") for piece in found)
        if not excused and not any(piece.provided for piece in of_year):
            yield said.format(year=year), tuple(piece.key("exercice") for piece in found)


@check(
    "CRF-113",
    113,
    Gravity.QUESTION,
    "L’action s’est tenue dans l’exercice",
    source=_SHEET_1,
    section="rendu_action",
    natures=_REPORT,
)
def action_took_place_in_the_exercise(facts: Facts) -> Iterator[Remark]:
    """Real dates, in order and inside the exercise; what overflows is to be told, not hidden."""
    for project in facts.projects:
        first, last = at("rendu_debut", project), at("rendu_fin", project)
        begins, ends = facts.at(first), facts.at(last)
        for year in facts.years:
            opens = facts.value("realise_exercice_debut", project, year)
            closes = facts.value("realise_exercice_fin", project, year)
            if begins is not None and ends is not None and ends < begins:
                said = (
                    f"L’action se termine le {french(ends)}, avant de commencer le "
                    f"{french(begins)}. Une des deux dates est-elle à revoir ?"
                )
                yield said, (last, first)
            elif (begins and opens and begins < opens) or (ends and closes and ends > closes):
                said = (
                    f"L’action sort de l’exercice, qui va du {french(opens)} au {french(closes)}. "
                    "Seules les dépenses de l’exercice se comptent : est-ce bien le cas ?"
                    if opens and closes
                    else "L’action sort de l’exercice. Ses dépenses y sont-elles toutes ?"
                )
                yield said, (first, last)


@check(
    "CRF-114",
    114,
    Gravity.ADVICE,
    "Une cible manquée est expliquée",
    source=f"{_SHEET_1} ; seuil de CVDesk : moins de 80 % de la cible",
    section="rendu_indicateurs",
    natures=_COUNTED,
)
def missed_targets_are_explained(facts: Facts) -> Iterator[Remark]:
    """One remark for all of them: a sentence each, in their own line."""
    for project in facts.projects:
        for year in facts.years:
            missed = [
                row
                for row in facts.rows("indicateurs", project)
                if _is_missed(facts, row, year)
                and facts.value("indicateur_commentaire", row) is None
            ]
            if missed:
                names = [facts.value("indicateur_intitule", row) or "…" for row in missed]
                said = (
                    f"Loin de la cible : {enumerated([f'« {name} »' for name in names])}. Une "
                    "phrase d’explication vaut mieux qu’un silence."
                )
                yield said, tuple(at("indicateur_commentaire", row) for row in missed)


def _is_missed(facts: Facts, row: RowId, year: int) -> bool:
    target = facts.value("indicateur_cible", row, year)
    reached = facts.value("indicateur_atteint", row, year)
    if not target or reached is None:
        return False
    return bool(Fraction(reached) < _FAR_FROM_TARGET * Fraction(target))


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
