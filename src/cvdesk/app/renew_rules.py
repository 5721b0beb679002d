"""What becomes of one answer in the next dossier: by the form's own word, else by its type.

The table is data: a field says ``renouvellement`` (and ``reprend``) in its form file, an option of
a list says it for the whole row that chose it. What follows is only the default of each type.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cvdesk.domain.choicetypes import ChoiceType
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import (
    DateType,
    DecimalType,
    EurosType,
    IntegerType,
    LongTextType,
)
from cvdesk.domain.form import Field, Form
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.domain.renewal import Renewal
from cvdesk.domain.vie import Vie, read_vie
from cvdesk.domain.working_days import months_after

_REVIEWED = (EurosType, IntegerType, DecimalType, LongTextType)
_MONTHS = 12


def rule_of(field: Field) -> Renewal:
    """Return what becomes of a field's answer.

    A figure or a text that tells the year is to be reviewed, a day is over, a box that only the
    signatory ticks is to be ticked again; anything else stays.
    """
    if field.renewal is not None:
        return field.renewal
    if field.signatory_only or isinstance(field.type, DateType):
        return Renewal.EXPIRED
    return Renewal.TO_REVIEW if isinstance(field.type, _REVIEWED) else Renewal.KEPT


def rule_at(form: Form, facts: Facts, key: Key) -> Renewal:
    """Return what becomes of an answer: its row's word first, when an option chosen there has one.

    The choice itself stays: a paper that is over is still a paper to hand in.
    """
    place = form.places[key.field]
    for field in () if place.group is None else place.group.fields:
        if not isinstance(field.type, ChoiceType):
            continue
        chosen = facts.dossier.text(Key(field.id, key.row))
        words = [one.renewal for one in field.type.options if one.id == chosen and one.renewal]
        if words:
            return Renewal.KEPT if field.id == key.field else Renewal(words[0])
    return rule_of(place.field)


@dataclass(frozen=True, slots=True)
class Years:
    """From which exercises to which.

    Attributes:
        source: Those of the former dossier.
        target: Those of the new one.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]

    def like(self, year: int) -> tuple[int, ...]:
        """Return the former exercises that a new one may start from: the same, then the latest."""
        return tuple(sorted(self.source, key=lambda one: (one == year, one), reverse=True))

    def shifted(self, day: date, former: int | None, year: int | None) -> date:
        """Return a day moved to the new exercises.

        Between dossiers of different lengths it stays within the new years: the action of one year
        does not begin before it.
        """
        if not self.source or not self.target:
            return day
        if former is not None and year is not None:
            return months_after(day, (year - former) * _MONTHS)
        moved = months_after(day, (self.target[0] - self.source[0]) * _MONTHS)
        if len(self.source) == len(self.target):
            return moved
        first, last = date(self.target[0], 1, 1), date(self.target[-1], 12, 31)
        return min(max(moved, first), last)


def inherited(field: Field, facts: Facts, years: Years) -> str | None:
    """Return the canonical text that a fact of the former dossier gives, or None.

    Nothing is inherited of a grant that was not given.
    """
    if not field.inherits:
        return None
    value = _values(facts, years)[field.inherits]
    if value is None:
        return None
    try:
        text: str = field.type.store(value)
        field.type.restore(text)
    except (ValueError, AttributeError, TypeError):
        return None  # another form gives that name to another kind of question
    return text


def _values(facts: Facts, years: Years) -> dict[str, Any]:
    vie = facts.remember("vie", lambda f: read_vie(f, pret=False))
    first = years.target[0] if years.target else None
    before = [year for year in years.source if first is None or year < first]
    last = before[-1:] or years.source[-1:]
    helped = last[0] if vie.accorde and last else None
    ended = next((one.fin < facts.today for one in vie.exercices if one.annee == helped), None)
    agreed = years.source if facts.form.period == "pluriannuelle" else ()
    return {
        "frequence": "renouvellement" if vie.accorde else None,
        "annee_aidee": helped,
        "action_terminee": ended,
        "montant_accorde": None if helped is None else _granted(facts, vie, helped),
        "premier_exercice": first,
        "dernier_exercice": years.target[-1] if years.target else None,
        "convention_date": vie.convention_le,
        "convention_debut": agreed[0] if agreed else None,
        "convention_fin": agreed[-1] if agreed else None,
    }


def _granted(facts: Facts, vie: Vie, year: int) -> Euros | None:
    """What the funder addressed granted for a year: the rows that name it, or name nobody."""
    addressed = {
        facts.value(f"{budget.id}_financeur_nom", row)
        for budget in facts.form.budgets.values()
        for project in (*facts.projects, RowId(""))
        for row in facts.rows(budget.funders.id, project)
        if facts.value(f"{budget.id}_financeur_sollicite", row)
    }
    own = [
        one.montants[year]
        for one in vie.octrois
        if year in one.montants and (not one.financeur or one.financeur in addressed)
    ]
    every = own or [one.montants[year] for one in vie.octrois if year in one.montants]
    return Euros.total(every) if every else None
