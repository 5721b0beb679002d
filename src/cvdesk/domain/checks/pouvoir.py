"""A power as such: a period that holds, two persons."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, filing_day, french, person
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.wording import plain

_SOURCE = "Cerfa 12156*06, rubrique 7\u00a0: pouvoir portant les deux signatures"


@check(
    "POU-143",
    143,
    Gravity.BLOCKING,
    "Le pouvoir vaut quand il sert",
    source=_SOURCE,
    section="etendue",
    natures=(Nature.POWER,),
)
def power_holds_when_used(facts: Facts) -> Iterator[Remark]:
    """Its end is not before its beginning, nor before the day it is signed."""
    first, last = facts.value("pouvoir_debut"), facts.value("pouvoir_fin")
    if last is None:
        return
    if first is not None and last < first:
        said = (
            f"Le pouvoir finit le {french(last)}, avant de commencer le {french(first)}. Une des "
            "deux dates est à revoir."
        )
        yield said, (at("pouvoir_fin"), at("pouvoir_debut"))
    elif last < filing_day(facts):
        said = (
            f"Le pouvoir a pris fin le {french(last)}\u00a0: signé aujourd’hui, il ne permettrait "
            "rien. Donnez-lui une fin plus lointaine."
        )
        yield said, (at("pouvoir_fin"),)


@check(
    "POU-144",
    144,
    Gravity.BLOCKING,
    "Deux personnes signent le pouvoir",
    source=_SOURCE,
    section="personnes",
    natures=(Nature.POWER,),
)
def two_people_sign(facts: Facts) -> Iterator[Remark]:
    """Nobody gives a power to herself."""
    gives = person(facts, "representant", "")
    receives = person(facts, "signataire", "")
    if gives and plain(gives) == plain(receives):
        said = (
            f"{gives} donne et reçoit le pouvoir. Si cette personne représente l’association, elle "
            "signe le dossier elle-même\u00a0: aucun pouvoir n’est à joindre."
        )
        yield said, (at("signataire_nom"), at("representant_nom"))
