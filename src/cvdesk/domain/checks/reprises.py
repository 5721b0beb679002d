"""What was carried over from another dossier is read again before it is signed."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.reprises import REREAD, to_read


@check(
    REREAD,
    138,
    Gravity.ADVICE,
    "Les réponses reprises sont relues",
    source="dossier d’origine",
    natures=Nature,
)
def carried_answers_are_read_again(facts: Facts) -> Iterator[Remark]:
    """One remark for each step and project, at the first answer still to be read."""
    waiting: dict[tuple[str, RowId], list[Key]] = {}
    for one in to_read(facts):
        place = facts.form.places.get(one.key.field)
        if place is not None:
            project = RowId("") if place.section.repeats is None else _project(facts, one.key.row)
            waiting.setdefault((place.section.title, project), []).append(one.key)
    for (title, _), keys in waiting.items():
        many = (
            "une réponse reprise est à relire"
            if len(keys) == 1
            else f"{len(keys)} réponses reprises sont à relire"
        )
        said = (
            f"Dans « {title} », {many} : est-ce encore vrai cette année ? Corrigez, ou marquez "
            "l’étape comme relue."
        )
        yield said, (keys[0],)


def _project(facts: Facts, row: RowId) -> RowId:
    known = facts.row(row)
    while known is not None and known.parent:
        row = known.parent
        known = facts.row(row)
    return row
