"""Ctrl+K: any question, step or action by a few letters, accents forgiven."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.app.glance import steps_at_a_glance
from cvdesk.app.navigation import Step, label_of
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key


@dataclass(frozen=True, slots=True)
class Place:
    """Something one can go to.

    Attributes:
        label: What it is called.
        where: The step it is in, or what kind of thing it is.
        answer: What is answered there now, shown beside.
        words: The folded text that a search looks into.
        action: The id of an action of the window, or empty.
    """

    label: str
    where: str
    answer: str
    words: str
    step: Step | None = None
    key: Key | None = None
    action: str = ""


def folded(text: str) -> str:
    """Return ``text`` without accents, ligatures nor capitals."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'").casefold()


def places(session: Session) -> tuple[Place, ...]:
    """Return every step and every visible question of a dossier."""
    facts = session.facts
    found = []
    for view in steps_at_a_glance(session):
        step = view.step
        words = folded(f"{step.section.title} {view.title}")
        found.append(Place(view.title, "Étape", view.detail, words, step))
        for field, key in facts.section_keys(step.section, step.row):
            label = label_of(facts, key)
            words = folded(f"{label} {field.label} {field.id} {view.title}")
            answer = facts.shown(field.id, key.row, key.year)
            found.append(Place(label, view.title, answer, words, step, key))
    return tuple(found)


def matching(every: Iterable[Place], typed: str, most: int = 12) -> tuple[Place, ...]:
    """Return the places that have all the words typed, those whose name begins so first."""
    wanted = folded(typed).split()
    if not wanted:
        return ()
    found = [place for place in every if all(word in place.words for word in wanted)]
    start = " ".join(wanted)
    found.sort(key=lambda place: not place.words.startswith(start))
    return tuple(found[:most])
