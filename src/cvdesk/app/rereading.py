"""Reading again what comes from last year's dossier: what is left, step by step, and ticking it."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.navigation import Step
from cvdesk.app.session import Session
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import Key
from cvdesk.domain.reprises import TO_REVIEW, Reprise, reprises


@dataclass(frozen=True, slots=True)
class StepReading:
    """What one step has from another dossier.

    Attributes:
        said: « repris de votre dossier 2026, à relire », or empty when nothing comes from there.
        waiting: The answers still to be read.
    """

    said: str
    waiting: tuple[Key, ...]


def reading_of(session: Session, step: Step) -> StepReading:
    """Return what is left to read in a step."""
    marks = _marks(session, step)
    if not marks:
        return StepReading("", ())
    waiting = tuple(one.key for one in marks if one.etat == TO_REVIEW and not one.read)
    origin = session.facts.value("suivi_origine_nom") or "dossier précédent"
    return StepReading(f"repris de votre {origin}, {'à relire' if waiting else 'relu'}", waiting)


def _marks(session: Session, step: Step) -> tuple[Reprise, ...]:
    def find(facts: Facts) -> tuple[Reprise, ...]:
        marks = reprises(facts)
        keys = facts.section_keys(step.section, step.row) if marks else ()
        return tuple(marks[key] for _, key in keys if key in marks)

    return session.facts.remember(("reprises", step.id), find)


def mark_read(session: Session, *keys: Key) -> None:
    """Tick « Relu » for some answers: one step of undo."""
    marks = reprises(session.facts)
    ticked: dict[Key, str | None] = {
        marks[key].read_key: "oui" for key in keys if key in marks and not marks[key].read
    }
    if ticked:
        session.change(ticked)
