"""Who signs, with which power, and what is declared on the honour."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.choicetypes import TickType
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Field, Form
from cvdesk.domain.ids import Key


@check(
    "ATT-15",
    15,
    Gravity.BLOCKING,
    "Toutes les déclarations sont cochées",
    source="Cerfa 12156*06, rubrique 7",
    section="signature",
)
def attestations_are_ticked(facts: Facts) -> Iterator[Remark]:
    """Only the person who signs ticks them; the check counts what is left."""
    left = tuple(
        Key(field.id)
        for field in attestations(facts.form)
        if facts.holds(field.visible_if) and facts.at(Key(field.id)) is not True
    )
    if not left:
        return
    declarations = "1 déclaration" if len(left) == 1 else f"{len(left)} déclarations"
    said = (
        f"Il reste {declarations} que seule la personne qui signe peut cocher. "
        "Prenez le temps de les lire ensemble."
    )
    yield said, left


def attestations(form: Form) -> Iterator[Field]:
    """Yield the boxes that only the person who signs may tick."""
    for section in form.sections:
        for item in section.items:
            if isinstance(item, Field) and item.signatory_only and isinstance(item.type, TickType):
                yield item
