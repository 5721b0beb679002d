"""Answers that are proposed, shown before anything changes, then taken as one step of undo."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.navigation import label_of
from cvdesk.app.session import Session
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import EurosType
from cvdesk.domain.ids import Key
from cvdesk.domain.money import Euros
from cvdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would change.

    Attributes:
        before: What it is now, as a French reader expects it; empty when there is none.
        after: What it would be, the same way.
        typed: What is typed to get there.
    """

    key: Key
    label: str
    before: str
    after: str
    typed: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Some answers, and why.

    Attributes:
        sentence: How they were found, in French: the computation, its rounding, its source.
        done: What is true once they are taken, when ``sentence`` is no longer.
    """

    title: str
    changes: tuple[Change, ...]
    sentence: str
    done: str = ""

    @property
    def kept(self) -> tuple[Change, ...]:
        """The changes that change something."""
        return tuple(one for one in self.changes if one.before != one.after)


def amount_change(facts: Facts, key: Key, amount: Euros) -> Change:
    """Return what typing ``amount`` at ``key`` would change."""
    return Change(
        key,
        label_of(facts, key),
        facts.shown(key.field, key.row, key.year),
        str(amount),
        EurosType().store(amount),
    )


def text_change(facts: Facts, key: Key, text: str) -> Change:
    """Return what writing ``text`` at ``key`` would change."""
    return Change(key, label_of(facts, key), facts.shown(key.field, key.row, key.year), text, text)


def take(session: Session, proposal: Proposal) -> None:
    """Answer what is proposed: all of it in one step of undo, or nothing.

    Raises:
        UserError: If an answer cannot be read; nothing changes.
    """

    def edit(apart: Session) -> None:
        for one in proposal.changes:
            if not apart.answer(one.key, one.typed):
                _, why = apart.rejected(one.key) or ("", "")
                raise UserError(f"{one.label} : {why}", remedy="Rien n’a été changé.")

    session.together(edit)
