"""What comes from another dossier and was not read again: the marks of the follow-up.

An answer to review counts as read once its box « Relu » is ticked, or once it is given again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import FieldId, Key, RowId

KEPT, TO_REVIEW, EXPIRED = "repris", "a_revoir", "perime"
REREAD = "REL-138"
"""The advice that counts what is left to read: the mark of each answer says the same beside it."""
_CHAMP, _ETAT = FieldId("suivi_reprise_champ"), FieldId("suivi_reprise_etat")
_READ = FieldId("suivi_reprise_relue")


@dataclass(frozen=True, slots=True)
class Reprise:
    """One answer that comes from another dossier.

    Attributes:
        row: Its line of the follow-up.
        etat: ``TO_REVIEW`` or ``EXPIRED``.
        read: Whether somebody read it since.
    """

    key: Key
    row: RowId
    etat: str
    read: bool

    @property
    def read_key(self) -> Key:
        """Where the box « Relu » is ticked."""
        return Key(_READ, self.row)


def reprises(facts: Facts) -> Mapping[Key, Reprise]:
    """Return what is to review or over, by answer; empty for a dossier that comes from nowhere."""
    return facts.remember("reprises", _reprises)


def _reprises(facts: Facts) -> dict[Key, Reprise]:
    # Read again at every keystroke, a few hundred lines each time: what stays needs no mark here.
    found = {}
    records, rows = facts.dossier.records, facts.dossier.rows
    for row in facts.rows("suivi_reprises"):
        etat, written = records.get(Key(_ETAT, row)), records.get(Key(_CHAMP, row))
        if etat is None or written is None or etat.text == KEPT:
            continue
        key = _key(written.text or "")
        if key is None:
            continue  # written by another program: a mark is no answer
        ticked, answer = records.get(Key(_READ, row)), records.get(key)
        read = (ticked is not None and ticked.text == "oui") or (
            answer is not None and answer.at > rows[row].at
        )
        found[key] = Reprise(key, row, etat.text or KEPT, read)
    return found


@lru_cache(maxsize=4096)
def _key(written: str) -> Key | None:
    try:
        return Key.parse(written)
    except ValueError:
        return None


def is_to_read(facts: Facts, key: Key) -> bool:
    """Return whether an answer is still to be read again."""
    one = reprises(facts).get(key)
    return one is not None and one.etat == TO_REVIEW and not one.read


def to_read(facts: Facts) -> tuple[Reprise, ...]:
    """Return what is still to be read again, in the order of the form."""
    return tuple(one for one in reprises(facts).values() if one.etat == TO_REVIEW and not one.read)
