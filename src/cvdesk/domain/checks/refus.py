"""« Je ne signe pas, voici pourquoi »: what the signatory wants changed first."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import french
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import RowId
from cvdesk.domain.vie import is_signed

_LONGEST = 300


@check(
    "SIG-139",
    139,
    Gravity.CORRECT,
    "La personne qui signe n’a plus de remarque",
    source="relecture avant signature",
    section="signature",
    natures=Nature,
)
def signatory_has_declined(facts: Facts) -> Iterator[Remark]:
    """Until the remark is settled, or the dossier is signed as it stands: she changed her mind."""
    for row in refusals(facts):
        who = facts.value("suivi_remarque_de", row) or "La personne qui signe"
        day = facts.value("suivi_remarque_le", row)
        when = f" le {french(day)}" if day is not None else ""
        why = " ".join((facts.value("suivi_remarque_texte", row) or "").split()).rstrip(".")
        if len(why) > _LONGEST:
            why = why[:_LONGEST].rsplit(" ", 1)[0] + "…"
        said = (
            f"{who} n’a pas signé{when} : « {why} ». Corrigez, puis notez la remarque réglée dans "
            "le suivi du dossier."
        )
        yield said, ()


def refusals(facts: Facts) -> tuple[RowId, ...]:
    """Return the remarks of a signatory who declined that are not settled, nor signed since."""
    waiting = tuple(
        row
        for row in facts.rows("suivi_remarques")
        if facts.value("suivi_remarque_refus", row)
        and not facts.value("suivi_remarque_reglee", row)
    )
    return () if waiting and is_signed(facts) else waiting
