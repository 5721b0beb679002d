"""The account rendered of a grant: what was done, for whom, when, and its papers.

These checks are not in the table of requests: their numbers begin at 101. What no text gives (when
a target is clearly missed) is a choice of CVDesk, and weighs as advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated, french
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.pieces import pieces
from cvdesk.domain.report_due import exercise_end, report_due

_REPORT = (Nature.REPORT,)
_COUNTED = (Nature.REPORT, Nature.REVIEW)
_LAW = "loi 2000-321 du 12 avril 2000, art. 10"
_SHEET_1 = "Cerfa 15059*02, feuille 1 : bilan qualitatif"
_DAYS_LEFT = 30
"""From when on the day it is due is recalled."""
_FAR_FROM_TARGET = Fraction(4, 5)


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
