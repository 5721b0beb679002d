"""What comes from another dossier and was not read again: the marks of the follow-up.

An answer to review counts as read once its box « Relu » is ticked, or once it is given again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import FieldId, Key, RowId

KEPT, TO_REVIEW, EXPIRED = "repris", "a_revoir", "perime"
_READ = FieldId("suivi_reprise_relue")


@dataclass(frozen=True, slots=True)
class Reprise:
    """One answer that comes from another dossier.

    Attributes:
        row: Its line of the follow-up.
        etat: ``KEPT``, ``TO_REVIEW`` or ``EXPIRED``.
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
    """Return the marks of a dossier by answer; empty for one that comes from nowhere."""
    return facts.remember("reprises", _reprises)


def _reprises(facts: Facts) -> dict[Key, Reprise]:
    found = {}
    for row in facts.rows("suivi_reprises"):
        written = facts.dossier.text(Key(FieldId("suivi_reprise_champ"), row))
        etat = facts.dossier.text(Key(FieldId("suivi_reprise_etat"), row)) or KEPT
        try:
            key = Key.parse(written or "")
        except ValueError:
            continue  # written by another program: a mark is no answer
        found[key] = Reprise(key, row, etat, _was_read(facts, key, row))
    return found


def _was_read(facts: Facts, key: Key, row: RowId) -> bool:
    if facts.dossier.text(Key(_READ, row)) == "oui":
        return True
    record, mark = facts.dossier.records.get(key), facts.dossier.rows[row]
    return record is not None and record.at > mark.at


def is_to_read(facts: Facts, key: Key) -> bool:
    """Return whether an answer is still to be read again."""
    one = reprises(facts).get(key)
    return one is not None and one.etat == TO_REVIEW and not one.read


def to_read(facts: Facts) -> tuple[Reprise, ...]:
    """Return what is still to be read again, in the order of the form."""
    return tuple(one for one in reprises(facts).values() if one.etat == TO_REVIEW and not one.read)
