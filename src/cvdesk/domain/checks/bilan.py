"""The interim report and the letter: a day, an amount, a proposal that hold together."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, french
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.report_due import report_due

_PORTAL = "portail Dauphin : bilan intermédiaire joint à la nouvelle demande"
_LETTER = "portail Dauphin, justification : attester de la non-réalisation, demander un report"


@check(
    "BIL-131",
    131,
    Gravity.QUESTION,
    "Le bilan est arrêté à un jour de l’exercice déjà passé",
    source=_PORTAL,
    section="bilan_action",
    natures=(Nature.REVIEW,),
)
def review_day_is_likely(facts: Facts) -> Iterator[Remark]:
    """Not in the future, not before the exercise began."""
    for project in facts.projects:
        key = at("bilan_au", project)
        day = facts.at(key)
        if day is None:
            continue
        if day > facts.today:
            said = (
                f"Le bilan est arrêté au {french(day)}, un jour qui n’est pas encore venu. Jusqu’à "
                "quel jour avez-vous vraiment compté ?"
            )
            yield said, (key,)
        elif facts.years and day.year not in {facts.years[0], facts.years[0] + 1}:
            said = (
                f"Le bilan est arrêté au {french(day)}, alors que l’aide est pour "
                f"{facts.years[0]}. Est-ce la bonne date ?"
            )
            yield said, (key, at("premier_exercice"))


@check(
    "BIL-132",
    132,
    Gravity.CORRECT,
    "L’aide reçue ne dépasse pas l’aide accordée",
    source=_PORTAL,
    section="bilan_argent_etape",
    natures=(Nature.REVIEW,),
)
def review_received_fits(facts: Facts) -> Iterator[Remark]:
    """Both amounts are of the same funder, for the same exercise."""
    for project in facts.projects:
        for year in facts.years:
            received, granted = (at(f"bilan_{name}", project, year) for name in ("recu", "accorde"))
            got, given = facts.at(received), facts.at(granted)
            if got is not None and given is not None and got > given:
                said = (
                    f"Vous avez reçu {got}, plus que les {given} accordés. Un des deux montants "
                    "est à revoir."
                )
                yield said, (received, granted)


@check(
    "BIL-133",
    133,
    Gravity.QUESTION,
    "Les dépenses restent dans le budget",
    source=_PORTAL,
    section="bilan_argent_etape",
    natures=(Nature.REVIEW,),
)
def review_spending_is_likely(facts: Facts) -> Iterator[Remark]:
    """More spent than the whole budget, and no word about it."""
    for project in facts.projects:
        for year in facts.years:
            spent, planned = (at(f"bilan_{name}", project, year) for name in ("depense", "prevu"))
            gone, budget = facts.at(spent), facts.at(planned)
            told = facts.value("bilan_argent", project)
            if gone is not None and budget is not None and gone > budget and told is None:
                said = (
                    f"Vous avez déjà dépensé {gone} sur {budget} prévus. D’où vient le reste ? Une "
                    "phrase rassurera le financeur."
                )
                yield said, (at("bilan_argent", project), spent, planned)


@check(
    "LET-134",
    134,
    Gravity.CORRECT,
    "Le délai demandé va au-delà de la date normale",
    source="loi 2000-321 du 12 avril 2000, art. 10 : six mois après la fin de l’exercice",
    section="courrier",
    natures=(Nature.LETTER,),
)
def more_time_is_more(facts: Facts) -> Iterator[Remark]:
    """The new day is after the day the account is due."""
    due = report_due(facts)
    for project in facts.projects:
        key = at("courrier_nouvelle_date", project)
        day = facts.at(key)
        if facts.value("courrier_objet", project) != "report" or day is None or due is None:
            continue
        if day <= due:
            said = (
                f"Le compte rendu n’est dû que le {french(due)} : demander jusqu’au {french(day)} "
                "ne donne pas de temps en plus. Quelle date voulez-vous proposer ?"
            )
            yield said, (key,)


@check(
    "LET-135",
    135,
    Gravity.CORRECT,
    "Une action commencée se justifie par un compte rendu",
    source=_LETTER,
    section="courrier",
    natures=(Nature.LETTER,),
)
def nothing_was_spent(facts: Facts) -> Iterator[Remark]:
    """An attestation that nothing took place does not fit money spent."""
    for project in facts.projects:
        spent = at("courrier_depense", project)
        if facts.value("courrier_objet", project) == "non_realisation" and facts.at(spent):
            said = (
                "Une partie de l’aide a été dépensée : l’action a donc commencé. Faites plutôt un "
                "compte rendu financier de ce qui a eu lieu, avec la part non employée."
            )
            yield said, (spent, at("courrier_objet", project))


@check(
    "LET-136",
    136,
    Gravity.CORRECT,
    "La proposition va avec la somme reçue",
    source="loi 2021-875 du 1er juillet 2021 : part non employée d’une subvention",
    section="courrier",
    natures=(Nature.LETTER,),
)
def proposal_suits_the_amount(facts: Facts) -> Iterator[Remark]:
    """Nothing received, nothing to give back; and the reverse."""
    for project in facts.projects:
        if facts.value("courrier_objet", project) != "non_realisation":
            continue
        becomes = at("courrier_devenir", project)
        for year in facts.years:
            key = at("courrier_recu", project, year)
            received, proposed = facts.at(key), facts.at(becomes)
            if received is None or proposed is None:
                continue
            if bool(received) == (proposed == "rien"):
                said = (
                    f"Vous avez reçu {received} : que proposez-vous d’en faire ?"
                    if received
                    else "Rien n’a été reçu : il n’y a donc rien à rendre ni à garder."
                )
                yield said, (becomes, key)
