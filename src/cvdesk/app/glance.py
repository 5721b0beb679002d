"""The steps and their findings, computed once for each state of a dossier.

A keystroke redraws the steps, the panel, the banner and the next action: all of them look at the
same sorting of the findings.
"""

from __future__ import annotations

from collections.abc import Sequence

from cvdesk.app.navigation import State, Step, StepView, findings_by_step, step_views
from cvdesk.app.session import Session
from cvdesk.domain.findings import Finding
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
