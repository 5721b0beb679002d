"""What was already copied into a portal, kept with the dossier in its follow-up.

A tick stands for a text: when the answer changes, the tick falls by itself. Marking a box is one
step of undo and voids no signature.
"""

from __future__ import annotations

from collections.abc import Mapping

from cvdesk.app.portal import Box, Screen, boxes_to_copy
from cvdesk.app.session import Session
from cvdesk.domain.dossier import Row
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId, new_ulid
from cvdesk.domain.stamp import NEVER

COPIES = GroupId("suivi_copies")
PORTAL, BOX, DIGEST, DAY = (
    FieldId(f"suivi_copie_{name}") for name in ("portail", "case", "empreinte", "le")
)


def rows_of(facts: Facts, portail: str) -> Mapping[str, RowId]:
    """Return the row that remembers each box of a portal, by the id of the box."""
    if COPIES not in facts.form.groups:
        return {}
    return {
        str(facts.value(BOX, row) or ""): row
        for row in facts.rows(COPIES)
        if facts.value(PORTAL, row) == portail
    }


def copied(facts: Facts, portail: str, found: tuple[Screen, ...]) -> frozenset[str]:
    """Return the ids of the boxes whose present text was copied."""
    rows = rows_of(facts, portail)
    return frozenset(
        box.id
        for box in boxes_to_copy(found)
        if box.id in rows and facts.value(DIGEST, rows[box.id]) == box.digest
    )


def mark(session: Session, portail: str, box: Box) -> None:
    """Remember that the present text of a box was copied; one step of undo."""
    if COPIES not in session.reference.form.groups:
        return
    facts = session.facts
    row = rows_of(facts, portail).get(box.id)
    added: tuple[Row, ...] = ()
    if row is None:
        siblings = facts.dossier.rows_of(COPIES)
        row = RowId(new_ulid(facts.dossier.edited_at.moment))
        rank = siblings[-1].rank + 1 if siblings else 1
        added = (Row(row, COPIES, ROOT, rank, "", NEVER),)
    texts = {PORTAL: portail, BOX: box.id, DIGEST: box.digest, DAY: facts.today.isoformat()}
    session.change({Key(field, row): text for field, text in texts.items()}, added)


def unmark(session: Session, portail: str, box: Box) -> None:
    """Forget that a box was copied."""
    known = rows_of(session.facts, portail).get(box.id)
    if known is not None:
        session.remove_row(known)


def progress(facts: Facts, portail: str, found: tuple[Screen, ...]) -> tuple[int, int]:
    """Return how many boxes are copied, of how many that have something to receive."""
    return len(copied(facts, portail, found)), len(boxes_to_copy(found))
