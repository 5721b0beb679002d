"""The steps of a dossier, their state, and where to go next. No Qt: tested by walking it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import dropwhile, takewhile

from cvdesk.app.session import Session
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.form import Group, Section
from cvdesk.domain.ids import ROOT, Key, RowId


class State(Enum):
    """The seven states of a step; the value is the word always written beside the shape."""

    EMPTY = "Vide"
    STARTED = "Commencé"
    TO_COMPLETE = "À compléter"
    TO_CORRECT = "À corriger"
    QUESTION = "Question ouverte"
    COMPLETE = "Complet"
    FROZEN = "Figé"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a section, for one project when the section repeats."""

    section: Section
    row: RowId

    @property
    def id(self) -> str:
        """A stable name, for object names and settings."""
        return f"{self.section.id}@{self.row}" if self.row else self.section.id


@dataclass(frozen=True, slots=True)
class StepView:
    """What the list of steps shows.

    Attributes:
        number: 1 for the first step.
        detail: What is written under the title: the state, and how many points.
    """

    step: Step
    number: int
    title: str
    state: State
    detail: str


def steps(facts: Facts) -> tuple[Step, ...]:
    """Return the steps of a dossier in order, project by project."""
    return facts.remember("steps", _steps)


def _steps(facts: Facts) -> tuple[Step, ...]:
    found: list[Step] = []
    repeated: list[Section] = []
    for section in facts.form.sections:
        if section.repeats is not None:
            repeated.append(section)
            continue
        found += _by_project(facts, repeated)
        repeated = []
        found.append(Step(section, ROOT))
    return (*found, *_by_project(facts, repeated))


def _by_project(facts: Facts, sections: list[Section]) -> list[Step]:
    if not sections:
        return []
    return [Step(section, row) for row in facts.section_rows(sections[0]) for section in sections]


def step_of(facts: Facts, finding: Finding) -> Step:
    """Return the step where ``finding`` can be settled."""
    at = facts.remember("steps_by_place", _steps_by_place)
    if finding.keys:
        key = finding.keys[0]
        place = facts.form.places.get(key.field)
        if place is not None and (place.section.id, None) in at:
            section, row = place.section.id, key.row
            while row != ROOT and (section, row) not in at:
                known = facts.row(row)
                row = ROOT if known is None else known.parent
            return at.get((section, row)) or at[(section, None)]
    step = at.get((finding.section, finding.row)) or at.get((finding.section, None))
    return step or steps(facts)[0]


def step_of_answer(facts: Facts, key: Key) -> Step:
    """Return the step where an answer is given."""
    place = facts.form.places.get(key.field)
    section = "" if place is None else place.section.id
    return step_of(facts, Finding("", None, Gravity.ADVICE, "", (key,), section=section))


def _steps_by_place(facts: Facts) -> dict[tuple[str, RowId | None], Step]:
    """Return each step by its section and row; the first one of a section by None."""
    found: dict[tuple[str, RowId | None], Step] = {}
    for step in steps(facts):
        found.setdefault((step.section.id, None), step)
        found[(step.section.id, step.row)] = step
    return found


def findings_by_step(session: Session) -> dict[Step, list[Finding]]:
    """Return the findings of each step, in their order."""
    return session.facts.remember("findings_by_step", lambda _: _sorted_findings(session))


def _sorted_findings(session: Session) -> dict[Step, list[Finding]]:
    facts = session.facts
    sorted_: dict[Step, list[Finding]] = {step: [] for step in steps(facts)}
    for finding in session.findings:
        sorted_[step_of(facts, finding)].append(finding)
    return sorted_


def title_of(facts: Facts, step: Step) -> str:
    """Return the title of a step; which project comes first, for a narrow list cuts the end."""
    projects = facts.projects
    if len(projects) > 1 and step.row in projects:
        return f"Projet {projects.index(step.row) + 1}\u00a0: {step.section.title}"
    return step.section.title


def step_views(session: Session) -> tuple[StepView, ...]:
    """Return the list of steps with their states."""
    facts = session.facts
    views = []
    for number, (step, findings) in enumerate(findings_by_step(session).items(), 1):
        title, state = title_of(facts, step), _state(facts, step, findings)
        views.append(StepView(step, number, title, state, _detail(state, findings)))
    return tuple(views)


def _is_answered(facts: Facts, step: Step) -> bool:
    return any(facts.text(key) is not None for _, key in facts.section_keys(step.section, step.row))


def _state(facts: Facts, step: Step, findings: list[Finding]) -> State:
    if not facts.remember(("answered", step), lambda facts: _is_answered(facts, step)):
        return State.EMPTY
    if any(f.gravity is Gravity.BLOCKING and f.code != MISSING for f in findings):
        return State.TO_CORRECT
    if any(f.code == MISSING for f in findings):
        return State.TO_COMPLETE if _nearly(findings) else State.STARTED
    if any(f.gravity is Gravity.CORRECT for f in findings):
        return State.TO_COMPLETE
    if any(f.gravity is Gravity.QUESTION for f in findings):
        return State.QUESTION
    return State.COMPLETE


_FEW = 3


def _nearly(findings: list[Finding]) -> bool:
    """Whether so little is missing that the step is "to complete" rather than "started"."""
    return sum(f.code == MISSING for f in findings) <= _FEW


def _detail(state: State, findings: list[Finding]) -> str:
    counted = [f for f in findings if f.gravity is not Gravity.ADVICE]
    if state is State.COMPLETE or state is State.EMPTY or not counted:
        return state.value
    if state is State.QUESTION:
        return f"{state.value} · {len(counted)}"
    points = "1 point" if len(counted) == 1 else f"{len(counted)} points"
    return f"{state.value} · {points}"


def findings_in_order(session: Session) -> tuple[Finding, ...]:
    """Return every finding, step by step."""
    return tuple(finding for found in findings_by_step(session).values() for finding in found)


def next_finding(
    session: Session, here: Step, after: Finding | None = None, walked: Sequence[Finding] = ()
) -> Finding | None:
    """Return the finding that F7 goes to: the one after ``after``, round the list.

    Args:
        session: The dossier.
        here: The open step. The walk starts there when ``after`` is on another one.
        after: The last one visited.
        walked: The findings in order as they stood at that visit. Answering ``after`` takes it off
            the list: the walk then goes on from the nearest one before it that still stands.
    """
    ordered = findings_in_order(session)
    if not ordered:
        return None
    if after is None or step_of(session.facts, after) != here:
        by_step = findings_by_step(session)
        ahead = dropwhile(lambda step: step != here, by_step)
        return next((found[0] for step in ahead if (found := by_step[step])), ordered[0])
    if after in ordered:
        return ordered[(ordered.index(after) + 1) % len(ordered)]
    before = takewhile(lambda finding: finding != after, walked)
    places = {(finding.code, finding.keys): place for place, finding in enumerate(ordered)}
    passed = [place for one in before if (place := places.get((one.code, one.keys))) is not None]
    return ordered[(passed[-1] + 1) % len(ordered) if passed else 0]


def list_at(facts: Facts, key: Key) -> Group | None:
    """Return the list that a question of no row of it points at, else None."""
    place = facts.form.places.get(key.field)
    if place is None or place.group is None:
        return None
    row = facts.row(key.row) if key.row else None
    return place.group if row is None or row.group != place.group.id else None


def adding(facts: Facts, key: Key) -> str:
    """Return what a button says that leads to a list to add to; empty for a question."""
    group = list_at(facts, key)
    if group is None:
        return ""
    return f"Ajouter {'une' if group.feminine else 'un'} {group.item}"


def label_of(facts: Facts, key: Key) -> str:
    """Return how a question is named in a message or a search: its printed label, else its own."""
    found = facts.form.field(key.field)
    if found is None:
        return str(key)
    if (group := list_at(facts, key)) is not None:
        return group.item
    name = found.title or found.label.rstrip("\u00a0?")
    return f"{name} {key.year}" if key.year is not None else name
