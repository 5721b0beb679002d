"""Where undoing or doing again changed something, so that the person sees it."""

from __future__ import annotations

from cvdesk.app.navigation import Step, step_of_answer, steps
from cvdesk.app.session import Session
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import Key


def changed_elsewhere(session: Session, before: Dossier, here: Step) -> Key | None:
    """Return an answer that differs from ``before``, None when one of them is on the open step.

    What is followed beside a dossier, and is on no step, does not count.
    """
    facts, after = session.facts, session.dossier
    sections = {step.section.id for step in steps(facts)}
    changed = [
        key
        for key in {**before.records, **after.records}
        if before.text(key) != after.text(key)
        and (place := facts.form.places.get(key.field)) is not None
        and place.section.id in sections
    ]
    if any(step_of_answer(facts, key) == here for key in changed):
        return None
    return next(iter(changed), None)
