"""A dossier as the home screen shows it: its state, what is left, the one next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cvdesk.app.deadline import Deadline, next_deadline
from cvdesk.app.glance import steps_at_a_glance
from cvdesk.app.heading import Heading, heading
from cvdesk.app.navigation import State, StepView
from cvdesk.app.nextaction import first_action, wrong_answers
from cvdesk.app.session import Session
from cvdesk.app.vie import Due, Life, Urgency, life_of
from cvdesk.domain.findings import Gravity
from cvdesk.domain.frozen import current_version
from cvdesk.domain.ids import DossierId
from cvdesk.domain.rappels import Kind
from cvdesk.domain.vie_etats import JUSTIFY, RENEW, SCREENS, SIGN, WRITE


@dataclass(frozen=True, slots=True)
class DossierCard:
    """Everything a card draws.

    Attributes:
        detail: What follows the state: « 2 points », or empty.
        life: The word of what happens after the writing (« Signé », « Accordé »), or empty.
        reminder: The date that matters then: « Compte rendu avant le 30/06/2027 », or empty.
        late: Whether that date is passed.
        due: That date, or None.
        etat: The word of where its life stands, even while it is written (« Brouillon »).
        pressing: Whether something is awaited within days, or already: the card goes first.
        beside: The screen that the next step opens beside the dossier, or empty.
        renewable: Whether next year's dossier may be prepared already, beside the next step.
        done, total: Complete steps, and all of them.
        next_step: The one thing to do next.
        action: What the button says.
        edited: Milliseconds of the last change: the newest card comes first among equals.
    """

    id: DossierId
    heading: Heading
    state: State
    detail: str
    deadline: Deadline | None
    done: int
    total: int
    next_step: str
    action: str
    exemple: bool
    edited: int
    life: str = ""
    reminder: str = ""
    late: bool = False
    due: date | None = None
    etat: str = ""
    pressing: bool = False
    beside: str = ""
    renewable: bool = False


def card_of(session: Session, today: date) -> DossierCard:
    """Return the card of a dossier."""
    views = steps_at_a_glance(session)
    state, detail = _state(session, views)
    frozen = state is State.FROZEN
    started = any(view.state is not State.EMPTY for view in views)
    written = DossierCard(
        id=session.dossier.id,
        heading=heading(session.facts),
        state=state,
        detail=detail,
        deadline=next_deadline(session.facts, today),
        done=sum(view.state is State.COMPLETE for view in views),
        total=len(views),
        next_step="Rien à faire pour l’instant" if frozen else first_action(session).label,
        action="Relire" if frozen else ("Continuer" if started else "Commencer"),
        exemple=session.dossier.exemple,
        edited=session.dossier.edited_at.millis,
    )
    return _lived(written, life_of(session))


_WRITTEN = frozenset({"brouillon", "pret"})
"""States in which the card says what is left to write."""
_ACTIONS = {RENEW: "Préparer", JUSTIFY: "Rendre compte"}
_BESIDE = {SIGN: "", WRITE: "", **{screen: screen for screen in SCREENS}}


def _lived(card: DossierCard, life: Life) -> DossierCard:
    """Return a card that says what happened since the dossier was written."""
    card = replace(card, etat=life.etat.mot)
    if life.etat.id in _WRITTEN:
        return card
    deposited = life.vie.depose_le is not None
    tasks = [due for due in life.dues if due.reminder.kind is Kind.TASK]
    coming = [due.reminder for due in tasks]
    late = bool(coming) and coming[0].day < life.vie.today
    word = "attendu depuis" if late else "avant"
    reminder = f"{coming[0].short} {word} le {coming[0].day:%d/%m/%Y}" if coming else ""
    if life.etat.id == "fige":
        return replace(card, next_step=life.suite, action="Relire")
    when = life.stages[-1].when
    return replace(
        card,
        life=life.etat.mot,
        detail=f"le {when}" if when else "",
        done=card.total,
        next_step=life.suite,
        action=_ACTIONS.get(life.vers, "Suivre"),
        reminder=reminder if deposited else "",
        late=late,
        due=coming[0].day if coming and deposited else None,
        pressing=life.vie.en_attente_de_complement or any(map(_is_near, tasks)),
        beside=_BESIDE.get(life.vers, "suivi"),
        renewable=life.vie.accorde and life.vers != RENEW,
    )


def _is_near(due: Due) -> bool:
    return due.urgency is not Urgency.LATER


def _state(session: Session, views: tuple[StepView, ...]) -> tuple[State, str]:
    if (version := current_version(session.facts)) is not None:
        return State.FROZEN, f"version {version.number}"
    if wrong := wrong_answers(session):
        return State.TO_CORRECT, _points(len(wrong))
    states = {view.state for view in views}
    if states == {State.EMPTY}:
        return State.EMPTY, ""
    if states & {State.EMPTY, State.STARTED}:
        return State.STARTED, ""
    waiting = [finding for finding in session.findings if finding.gravity is Gravity.BLOCKING]
    if waiting or State.TO_COMPLETE in states:
        return State.TO_COMPLETE, _points(len(waiting)) if waiting else ""
    questions = sum(finding.gravity is Gravity.QUESTION for finding in session.findings)
    return (State.QUESTION, str(questions)) if questions else (State.COMPLETE, "")


def _points(number: int) -> str:
    return "1 point" if number == 1 else f"{number} points"
