"""The single most useful thing to do next: what the filled button of the screen says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.app.freeze import SIGN_AGAIN
from cvdesk.app.glance import findings_at_a_glance, steps_at_a_glance
from cvdesk.app.navigation import State, Step, adding, label_of, step_of, title_of
from cvdesk.app.session import Session
from cvdesk.app.vie import life_of
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import Key
from cvdesk.domain.natures import AFTERWARDS
from cvdesk.domain.vie import is_signed

SIGNATURE = "signature"
"""The section that ends in signing."""

READ_AND_SIGN = "Relire et signer"
"""The page that the person who signs reads, and where that person ticks the declarations."""

LONGEST_LABEL = 38


@dataclass(frozen=True, slots=True)
class NextAction:
    """Where the filled button goes.

    Attributes:
        key: The answer to go to, or None for the step as a whole.
        sign: Whether it opens the page to read and sign.
        beside: The screen that it opens beside the steps, or empty. What is signed, and unchanged
            since, is followed up; a request is handed in first.
        leave: Whether it goes back: nothing is left to do, and nobody signs.
    """

    label: str
    step: Step
    key: Key | None = None
    sign: bool = False
    beside: str = ""
    leave: bool = False


def next_action(session: Session, here: Step) -> NextAction:
    """Return the most useful action for someone who looks at ``here``."""
    found = findings_at_a_glance(session, here)
    waiting = [
        finding
        for finding in found
        if finding.gravity is not Gravity.ADVICE and not _awaits_signatory(session, finding)
    ]
    if waiting:
        return _for(session, min(waiting, key=_weight))
    if here.section.id == SIGNATURE:
        return _last_action(session, here)
    views = steps_at_a_glance(session)
    places = [view.step for view in views]
    start = places.index(here) + 1 if here in places else 0
    for view in (*views[start:], *views[:start]):
        if view.state is State.COMPLETE or view.step == here:
            continue
        if _codes(findings_at_a_glance(session, view.step)) != {SIGN_AGAIN}:
            return NextAction(f"Continuer\u00a0: {_short(view.title)}", view.step)
    last = next((view.step for view in views if view.step.section.id == SIGNATURE), here)
    return _last_action(session, last)


def _last_action(session: Session, last: Step) -> NextAction:
    facts, nature = session.facts, session.reference.form.nature
    if nature is Nature.ASSOCIATION:
        return NextAction("Revenir à mes associations", last, leave=True)
    if nature is Nature.REQUEST and is_signed(facts) and facts.value("suivi_depose_le") is None:
        return NextAction("Transmettre le dossier", last, beside="transmettre")
    if nature in (Nature.REQUEST, *AFTERWARDS) and is_signed(facts):
        return NextAction(life_of(session).suite, last, beside="suivi")
    return NextAction(READ_AND_SIGN, last, sign=True)


def first_action(session: Session) -> NextAction:
    """Return the most useful action for someone who opens the dossier."""
    heavy = wrong_answers(session)
    if heavy:
        return _for(session, heavy[0])
    return next_action(session, _first_open(session))


def _awaits_signatory(session: Session, finding: Finding) -> bool:
    """Whether only the person who signs can settle a finding: boxes to tick, a new signature."""
    if finding.code == SIGN_AGAIN:
        return True
    fields = (session.reference.form.field(key.field) for key in finding.keys)
    return bool(finding.keys) and all(
        field is not None and field.signatory_only for field in fields
    )


def wrong_answers(session: Session) -> tuple[Finding, ...]:
    """Return what blocks signing although it is answered, and does not await the signatory.

    A piece or an answer that is not there yet is no mistake: a dossier begins empty.
    """
    dossier = session.dossier
    return tuple(
        finding
        for finding in session.findings
        if finding.gravity is Gravity.BLOCKING
        and finding.code != SIGN_AGAIN
        and any(dossier.text(key) is not None for key in finding.keys)
        and step_of(session.facts, finding).section.id != SIGNATURE
    )


def _first_open(session: Session) -> Step:
    views = steps_at_a_glance(session)
    return next((v.step for v in views if v.state is not State.COMPLETE), views[-1].step)


def _codes(found: Iterable[Finding]) -> set[str]:
    return {finding.code for finding in found if finding.gravity is not Gravity.ADVICE}


def _weight(finding: Finding) -> tuple[int, bool]:
    return list(Gravity).index(finding.gravity), finding.code == MISSING


def _for(session: Session, finding: Finding) -> NextAction:
    facts = session.facts
    step = step_of(facts, finding)
    if not finding.keys:
        verb = "Corriger" if finding.gravity is Gravity.BLOCKING else "Compléter"
        return NextAction(f"{verb}\u00a0: {_short(title_of(facts, step))}", step)
    key = finding.keys[0]
    if new := adding(facts, key):
        return NextAction(new, step, key)
    name = _short(label_of(facts, key))
    if finding.code == MISSING:
        verb = "Répondre"
    elif finding.gravity is Gravity.BLOCKING:
        verb = "Corriger"
    elif finding.gravity is Gravity.QUESTION:
        verb = "Vérifier"
    else:
        verb = "Compléter"
    return NextAction(f"{verb}\u00a0: {name}", step, key)


def _short(text: str) -> str:
    if len(text) <= LONGEST_LABEL:
        return text
    return text[: LONGEST_LABEL - 1].rsplit(" ", 1)[0] + "…"
