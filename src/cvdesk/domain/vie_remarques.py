"""What does not hold together in the follow-up of a dossier.

These checks are apart from those of the answers: they speak on the screen of the follow-up and in
the command ``echeances``, light no step, and never keep anybody from signing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from cvdesk.domain.check import Check, Remark, check
from cvdesk.domain.checks.pointers import at, french
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import DateType
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.vie import Octroi, Vie, local_day, read_vie

_NATURES = frozenset(Nature)
_LARGEST = Euros.whole(10_000_000)
"""Far above any grant of the politique de la ville: a digit too many."""
_YEARS_AROUND = 10
_SECTION = "suivi_vie"


def _vie(facts: Facts) -> Vie:
    return facts.remember("vie", lambda f: read_vie(f, pret=False))


@check(
    "SUI-121", 121, Gravity.QUESTION, "Le dossier est signé avant d’être déposé",
    source="portail Dauphin : attestation avant transmission",
    section=_SECTION, natures=_NATURES,
)  # fmt: skip
def deposited_once_signed(facts: Facts) -> Iterator[Remark]:
    """Deposited without a signature known here of any version, or before it."""
    vie = _vie(facts)
    if vie.depose_le is None:
        return
    keys = (at("suivi_depose_le"), at("suivi_signe_le"))
    ever = any(one.signed_by for one in facts.versions) or facts.value("suivi_signe_le")
    if not ever:
        yield (
            "Le dossier est noté déposé, mais aucune signature n’est notée. A-t-il été signé ?",
            keys,
        )
    elif (
        vie.signe_le is not None
        and vie.depose_le < vie.signe_le
        and not _frozen_between(facts, vie.depose_le)
    ):
        said = (
            f"Le dépôt ({french(vie.depose_le)}) est noté avant la signature "
            f"({french(vie.signe_le)}). Laquelle de ces dates est juste ?"
        )
        yield said, keys


def _frozen_between(facts: Facts, deposit: date) -> bool:
    """Whether the last version was frozen after the deposit, which was that of a former one."""
    days = [local_day(one.at) for one in facts.versions]
    return bool(days) and days[0] <= deposit < days[-1]


@check(
    "SUI-122", 122, Gravity.CORRECT, "Le dossier déposé est celui qui est signé",
    source="portail Dauphin : chaque changement est à attester de nouveau", section=_SECTION,
    natures=_NATURES,
)  # fmt: skip
def deposited_as_signed(facts: Facts) -> Iterator[Remark]:
    """Changed since the last version: what the funder holds is not what is here."""
    vie = _vie(facts)
    if vie.depose_le is not None and vie.version and vie.fige_le is None:
        said = (
            f"Le dossier a changé depuis la version {vie.version}, celle qui a été déposée. Si le "
            f"financeur doit le savoir, figez et signez la version {vie.version + 1}."
        )
        yield said, ()


_ORDER = (
    ("suivi_depose_le", "le dépôt"),
    ("suivi_complement_le", "la demande de complément"),
    ("suivi_complete_le", "l’envoi du complément"),
    ("suivi_decision_le", "la décision"),
    ("suivi_convention_le", "la convention"),
)


@check(
    "SUI-123", 123, Gravity.CORRECT, "Les dates du suivi se suivent",
    source="portail Dauphin : suite des statuts", section=_SECTION, natures=_NATURES,
)  # fmt: skip
def events_follow_each_other(facts: Facts) -> Iterator[Remark]:
    """Each event comes after the ones before it; the deposit comes first."""
    noted = [(name, what, facts.value(name)) for name, what in _ORDER]
    known = [(name, what, day) for name, what, day in noted if day is not None]
    for before, after in pairwise(known):
        # A second request of completion may come after the first was answered.
        again = (before[0], after[0]) == ("suivi_complement_le", "suivi_complete_le")
        if after[2] < before[2] and not again:
            said = (
                f"D’après vos notes, {after[1]} ({french(after[2])}) vient avant {before[1]} "
                f"({french(before[2])}). Laquelle de ces dates est juste ?"
            )
            yield said, (at(after[0]), at(before[0]))
    if known and known[0][0] != "suivi_depose_le":
        said = f"Le dépôt n’a pas de date, mais {known[0][1]} en a une. Quand a-t-il eu lieu ?"
        yield said, (at("suivi_depose_le"),)


@check(
    "SUI-124", 124, Gravity.CORRECT, "Les montants vont avec la décision",
    source="lettre ou arrêté du financeur", section=_SECTION,
)  # fmt: skip
def amounts_go_with_the_decision(facts: Facts) -> Iterator[Remark]:
    """A grant without decision, a refusal with money, a decision without day or without amount."""
    vie = _vie(facts)
    granted = tuple(one.key(year) for one in vie.octrois for year in one.montants)
    money = any(amount for one in vie.octrois for amount in one.montants.values())
    decision = at("suivi_decision")
    if money and not vie.decision:
        said = "Une aide accordée est notée, mais pas la décision. Quelle est-elle ?"
        yield said, (decision, *granted)
    if money and vie.decision == "refuse":
        said = "La décision est un refus, mais une aide accordée est notée. Lequel est juste ?"
        yield said, (decision, *granted)
    if vie.accorde and not money:
        said = "La décision est favorable : notez le montant accordé, financeur par financeur."
        yield said, granted or (decision,)
    if vie.decision and vie.decision_le is None:
        delay = " Le délai de paiement de soixante jours part de ce jour." if vie.accorde else ""
        yield f"De quand date la décision ?{delay}", (at("suivi_decision_le"),)
    own = [one for one in vie.octrois if one.demandes]
    if vie.decision == "accorde" and any(
        one.montants.get(year, asked) < asked for one in own for year, asked in one.demandes.items()
    ):
        said = "Le montant accordé est plus petit que le montant demandé : « accordé en partie » ?"
        yield said, (decision, *granted)


def _shares(facts: Facts) -> Iterator[tuple[Octroi, int, Euros]]:
    for one in _vie(facts).octrois:
        for year, amount in one.montants.items():
            yield one, year, amount


@check(
    "SUI-125", 125, Gravity.QUESTION, "L’aide accordée ne dépasse pas la demande",
    source="lettre ou arrêté du financeur", section=_SECTION,
)  # fmt: skip
def no_more_is_granted_than_asked(facts: Facts) -> Iterator[Remark]:
    """By funder and exercise."""
    for one, year, amount in _shares(facts):
        asked = one.demandes.get(year)
        if asked is not None and amount > asked:
            said = (
                f"{amount} sont notés accordés pour {year}, alors que {asked} étaient demandés. "
                "Le montant est-il bien celui de la lettre ?"
            )
            yield said, (one.key(year),)


@check(
    "SUI-126", 126, Gravity.QUESTION, "Celui qui accorde est dans le budget",
    source="Cerfa 12156*06, rubrique 6 : compte 74", section=_SECTION,
)  # fmt: skip
def granting_funder_is_in_the_budget(facts: Facts) -> Iterator[Remark]:
    """Its name, capitals and accents aside, is that of a line asked."""
    for one in _vie(facts).octrois:
        if one.financeur and not one.demandes:
            said = (
                f"« {one.financeur} » n’est pas parmi les financeurs à qui ce budget demande. "
                "Écrivez son nom comme au budget, pour comparer."
            )
            yield said, (Key(FieldId("suivi_octroi_financeur"), one.row),)


@check(
    "SUI-127", 127, Gravity.CORRECT, "Les sommes reçues ne dépassent pas l’aide",
    source="convention ou arrêté d’attribution", section=_SECTION,
)  # fmt: skip
def no_more_is_paid_than_granted(facts: Facts) -> Iterator[Remark]:
    """Exercise by exercise, all funders noted together."""
    vie = _vie(facts)
    for one in vie.exercices:
        if one.accorde is not None and one.verse > one.accorde:
            said = (
                f"{one.verse} sont notés reçus pour {one.annee}, alors que {one.accorde} sont "
                "accordés. Un virement est-il compté deux fois, ou pour une autre année ?"
            )
            keys = tuple(v.key("montant") for v in vie.versements if v.exercice == one.annee)
            yield said, keys


@check(
    "SUI-128", 128, Gravity.CORRECT, "Chaque somme reçue a son exercice et sa date",
    source="Cerfa 15059*02", section=_SECTION,
)  # fmt: skip
def transfers_are_complete(facts: Facts) -> Iterator[Remark]:
    """A transfer of another exercise, without exercise, or before the decision."""
    vie = _vie(facts)
    for one in vie.versements:
        if not one.montant:
            continue
        if one.exercice is None:
            said = f"Pour quelle année les {one.montant} reçus comptent-ils ?"
            yield said, (one.key("exercice"),)
        elif facts.years and one.exercice not in facts.years:
            years = ", ".join(map(str, facts.years))
            said = (
                f"Une somme est notée pour {one.exercice}, mais ce dossier porte sur {years}. "
                "Elle appartient peut-être à un autre dossier."
            )
            yield said, (one.key("exercice"),)
        if one.le is not None and vie.decision_le is not None and one.le < vie.decision_le:
            said = (
                f"Une somme est notée reçue le {french(one.le)}, avant la décision du "
                f"{french(vie.decision_le)}. Laquelle de ces dates est juste ?"
            )
            yield said, (one.key("le"), at("suivi_decision_le"))


@check(
    "SUI-129", 129, Gravity.CORRECT, "Les dates du suivi sont vraisemblables",
    source="calendrier de l’appel et de l’exercice", section=_SECTION, natures=_NATURES,
)  # fmt: skip
def days_are_likely(facts: Facts) -> Iterator[Remark]:
    """Of what happened: within ten years of the exercise, and not to come."""
    first = facts.years[0] if facts.years else facts.today.year
    for key, day in _days(facts):
        if abs(day.year - first) > _YEARS_AROUND:
            said = (
                f"L’année {day.year} surprend pour un dossier de {first}. Vérifiez cette date : "
                f"{french(day)}."
            )
            yield said, (key,)
        elif day > facts.today and key.field not in _TO_COME:
            said = f"Le {french(day)} n’est pas encore arrivé. Notez-le quand ce sera fait."
            yield said, (key,)


_TO_COME = frozenset({"suivi_complement_avant"})


def _days(facts: Facts) -> Iterator[tuple[Key, date]]:
    for section in facts.form.follow_up:
        for row in facts.section_rows(section):
            for field, key in facts.section_keys(section, row):
                if isinstance(field.type, DateType) and (day := facts.at(key)) is not None:
                    yield key, day


@check(
    "SUI-130", 130, Gravity.CORRECT, "Les montants du suivi sont vraisemblables",
    source="convention ou arrêté d’attribution", section=_SECTION,
)  # fmt: skip
def amounts_are_likely(facts: Facts) -> Iterator[Remark]:
    """A digit too many."""
    vie = _vie(facts)
    noted = [(one.key(year), amount) for one, year, amount in _shares(facts)]
    noted += [(one.key("montant"), one.montant) for one in vie.versements]
    for key, amount in noted:
        if amount > _LARGEST:
            yield f"{amount} surprend pour une aide. Y a-t-il un chiffre de trop ?", (key,)


@check(
    "SUI-120", 120, Gravity.QUESTION, "Le compte rendu suit la fin de l’exercice",
    source="loi 2000-321, art. 10 ; Cerfa 15059*02", section=_SECTION,
)  # fmt: skip
def report_follows_the_exercise(facts: Facts) -> Iterator[Remark]:
    """Handed in before the exercise ended, or for a grant that was not given."""
    vie = _vie(facts)
    for one in vie.exercices:
        if one.justifie_le is None:
            continue
        if one.justifie_le <= one.fin:
            said = (
                f"Le compte rendu {one.annee} est noté remis le {french(one.justifie_le)}, avant "
                f"la fin de l’exercice ({french(one.fin)}). N’était-ce pas un bilan intermédiaire ?"
            )
            yield said, (one.justifie_key,)
        elif vie.decision == "refuse" or (one.accorde is not None and one.accorde == ZERO):
            said = (
                f"Aucune aide n’est notée pour {one.annee} : ce compte rendu est-il bien le sien ?"
            )
            yield said, (one.justifie_key, at("suivi_decision"))


FOLLOW_UP_CHECKS: tuple[Check, ...] = (
    deposited_once_signed,
    deposited_as_signed,
    events_follow_each_other,
    amounts_go_with_the_decision,
    no_more_is_granted_than_asked,
    granting_funder_is_in_the_budget,
    no_more_is_paid_than_granted,
    transfers_are_complete,
    days_are_likely,
    amounts_are_likely,
    report_follows_the_exercise,
)
"""In the order of their numbers, which follow those of the table of checks."""
