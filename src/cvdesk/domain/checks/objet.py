"""What the request pays for, and the form it is written in."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.budget import is_functioning
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity

FUNCTIONING = "fonctionnement"


@check(
    "OBJ-142",
    142,
    Gravity.QUESTION,
    "Le formulaire convient à ce que l’aide doit payer",
    source="Cerfa 12156*06, page 1\u00a0; notice 51781#04, fonctionnement global",
    section="demande",
)
def form_suits_what_is_paid(facts: Facts) -> Iterator[Remark]:
    """A functioning request ticks the functioning; a project's form is longer than it needs."""
    paid = facts.value("demande_objet")
    if not paid:
        return
    if is_functioning(facts.form):
        if FUNCTIONING not in paid:
            said = (
                "Ce formulaire sert au fonctionnement global, et la case n’est pas cochée. Pour un "
                "projet seul, le formulaire annuel a un budget du projet."
            )
            yield said, (at("demande_objet"),)
    elif tuple(paid) == (FUNCTIONING,):
        said = (
            "Vous demandez le fonctionnement global seul. Le formulaire "
            "«\u00a0fonctionnement\u00a0» le demande sans budget de projet à taper\u00a0: celui "
            "de l’association suffit."
        )
        yield said, (at("demande_objet"),)
