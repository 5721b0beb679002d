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
    lines = (
        facts.remember(("reprise", row), lambda facts, row=row: _reprise(facts, row))  # type: ignore[misc]
        for row in facts.rows("suivi_reprises")
    )
    return {line.key: line for line in lines if line is not None}


def _reprise(facts: Facts, row: RowId) -> Reprise | None:
    """Read one line; None for what stays, which needs no mark, and for what is no answer."""
    etat, written = facts.text(Key(_ETAT, row)), facts.text(Key(_CHAMP, row))
    key = None if written is None else _key(written)
    if etat in {None, KEPT} or key is None:
        return None
    line, answered = facts.row(row), facts.written_at(key)
    since = line is not None and answered is not None and answered > line.at
    return Reprise(key, row, etat or KEPT, read=since or facts.text(Key(_READ, row)) == "oui")


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
