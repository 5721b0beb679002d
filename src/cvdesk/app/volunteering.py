"""Volunteering counted from hours and a dated rate: the same amount on both sides, proposed."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from cvdesk.app.indirect_costs import explained_in, with_year
from cvdesk.app.proposal import Proposal, amount_change, text_change
from cvdesk.domain.budget import BudgetYear, project_of
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import MAX_EUROS
from cvdesk.domain.money import Euros, grouped
from cvdesk.domain.taux import Taux
from cvdesk.errors import UserError

SPENT, GIVEN = "864", "870"
"""Personnel bénévole among the uses, bénévolat among the contributions: one amount, twice."""


def suggested_hours(facts: Facts, one: BudgetYear) -> int | None:
    """Return the hours already announced for a project and an exercise."""
    hours: int | None = facts.value("projet_heures_benevoles", project_of(facts, one), one.year)
    return hours


def worth(hours: int, rate: Euros) -> tuple[Euros, Euros]:
    """Return hours times a rate, exact to the cent, and in whole euros, half rounded up."""
    exact = Euros(hours * rate.cents)
    return exact, Euros.whole(int(Fraction(exact.cents, 100) + Fraction(1, 2)))


def counted_hours(facts: Facts, one: BudgetYear, hours: int, rate: Taux) -> Proposal:
    """Return the amounts of both sides, and the sentence that says how they were found.

    Raises:
        UserError: If the hours give more than the form can receive.
    """
    exact, amount = worth(hours, rate.valeur)
    if hours < 0 or amount.cents > MAX_EUROS * 100:
        raise UserError(
            f"{grouped(hours)} heures dépassent ce que le formulaire peut recevoir.",
            remedy="Vérifiez le nombre d’heures de l’année.",
        )
    rounded = "" if exact == amount else f", arrondis à {amount}"
    doubt = ", à vérifier" if rate.a_verifier else ""
    source = f"{rate.label} depuis le {rate.depuis:%d/%m/%Y}{doubt}"
    sentence = f"{grouped(hours)} h de bénévolat à {rate.valeur} ({source}) : {exact}{rounded}."
    changes = [
        replace(amount_change(facts, one.key(line), amount), label=label)
        for line, label in ((SPENT, "864 Personnel bénévole"), (GIVEN, "870 Bénévolat"))
    ]
    where = explained_in(facts, one, "projet_cvn")
    if where is not None:
        before = facts.at(where) or ""
        text = sentence if not before else _beside(before, sentence)
        if len(facts.years) > 1:
            text = with_year(facts, where, sentence, one.year)
        changes.append(text_change(facts, where, text))
    return Proposal("Compter le bénévolat", tuple(changes), sentence)


def _beside(before: str, sentence: str) -> str:
    """Keep what was written of the loans: only what is said of volunteering is replaced."""
    lines = ("\u00a0; ".join(_of_the_rest(line)) for line in before.split("\n"))
    return "\n".join([*filter(None, lines), sentence])


def _of_the_rest(line: str) -> list[str]:
    """Return what a line says, part by part, but for hours counted."""
    return [part for part in re.split(r"\s+;\s+", line) if " h de bénévolat à " not in part]
