"""The steps and their findings, computed once for each state of a dossier.

A keystroke redraws the steps, the panel, the banner and the next action: all of them look at the
same sorting of the findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cvdesk.app.navigation import State, Step, StepView, findings_by_step, label_of, step_views
from cvdesk.app.session import Session
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.ids import Key
from cvdesk.domain.money import count


def steps_at_a_glance(session: Session) -> tuple[StepView, ...]:
    """Return the steps with their states."""
    return session.facts.remember("glance_steps", lambda _: step_views(session))


def progress(views: Sequence[StepView]) -> str:
    """Return how many steps are complete, in words."""
    done = sum(view.state is State.COMPLETE for view in views)
    complete = "sont complètes" if done > 1 else "est complète"
    return f"{count(done, 'étape', 'étapes')} sur {len(views)} {complete}"


def findings_at_a_glance(session: Session, step: Step) -> tuple[Finding, ...]:
    """Return the findings of one step."""
    return tuple(findings_by_step(session).get(step, ()))


def refused_at_a_glance(session: Session, shown: Callable[[Key], bool]) -> Iterator[Finding]:
    """Yield why some answers on screen cannot be read, and what counts meanwhile.

    Args:
        session: What is being typed.
        shown: Whether an answer is on the screen.
    """
    facts = session.facts
    for key, why in session.refused.items():
        if shown(key):
            held = facts.shown(key.field, key.row, key.year)
            meanwhile = f"la case garde {held}" if held else "la case reste vide"
            said = f"{label_of(facts, key)}\u00a0: {why} D’ici là, {meanwhile}."
            yield Finding("", None, Gravity.BLOCKING, said, (key,))
