"""« Ce que voit le financeur »: the remarks of one step, and the orientation it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cvdesk.app.glance import findings_at_a_glance
from cvdesk.app.navigation import Step, adding, label_of, step_of
from cvdesk.app.nextaction import READ_AND_SIGN
from cvdesk.app.review import Comment, of_step
from cvdesk.app.session import Session
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.contrat import Citation
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.ids import ROOT, Key, RowId
from cvdesk.domain.kept import NO_REASON, can_be_kept

SHOWN_APART = 3
"""Up to this many missing answers have a card each; more are told together."""

WORDS = {
    Gravity.BLOCKING: "À corriger",
    Gravity.CORRECT: "À compléter",
    Gravity.QUESTION: "Question ouverte",
    Gravity.ADVICE: "Conseil",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One card of the panel.

    Attributes:
        kind: ``fix``, ``todo``, ``ask`` or ``advice``: its ink and its shape.
        word: The word always written beside the shape.
        action: What its button says, or empty when there is nowhere to go.
        target: Where the button goes.
        source: Where the rule comes from.
        finding: What it tells, when it can be kept; its button is ``keep``.
    """

    kind: str
    word: str
    message: str
    action: str = ""
    target: Key | None = None
    source: str = ""
    finding: Finding | None = None

    @property
    def keep(self) -> str:
        """What the button that keeps this remark says, or an empty text."""
        return "" if self.finding is None else KEEP[self.finding.gravity]


@dataclass(frozen=True, slots=True)
class KeptRemark:
    """A remark that the association answered.

    Attributes:
        reason: The association's words, or ours when it gave none.
        row: What to take up again.
    """

    message: str
    reason: str
    row: RowId


@dataclass(frozen=True, slots=True)
class PanelView:
    """Everything the panel draws.

    Attributes:
        summary: « 1 point à compléter, 1 conseil ».
        count: Remarks that wait for something: the number on the tab.
        kept: Those that were answered: they wait for nothing.
        comments: What readers wrote about this step and is not settled.
    """

    summary: str
    count: int
    remarks: tuple[Remark, ...]
    citations: tuple[Citation, ...]
    kept: tuple[KeptRemark, ...] = ()
    comments: tuple[Comment, ...] = ()


KEEP = {
    Gravity.CORRECT: "Garder, et dire pourquoi",
    Gravity.QUESTION: "C’est vérifié",
    Gravity.ADVICE: "Garder ainsi",
}
"""What the button that keeps a remark says."""

_KINDS = {
    Gravity.BLOCKING: "fix",
    Gravity.CORRECT: "todo",
    Gravity.QUESTION: "ask",
    Gravity.ADVICE: "advice",
}


def kind_of(finding: Finding) -> str:
    """Return the ink and shape of a finding; an answer that is only missing is to complete."""
    return "todo" if finding.code == MISSING else _KINDS[finding.gravity]


def panel_view(session: Session, step: Step) -> PanelView:
    """Return what a funder would remark in ``step``."""
    facts = session.facts
    found = findings_at_a_glance(session, step)
    missing = [finding for finding in found if finding.code == MISSING]
    ruled = [finding for finding in found if finding.code != MISSING]
    remarks = [_remark(facts, finding) for finding in ruled if finding.gravity is Gravity.BLOCKING]
    remarks += _missing(facts, missing)
    remarks += [_remark(facts, f) for f in ruled if f.gravity is not Gravity.BLOCKING]
    return PanelView(
        summary=summary(found),
        count=sum(finding.gravity is not Gravity.ADVICE for finding in found),
        remarks=tuple(remarks),
        citations=tuple(cited(facts, step.row)),
        kept=tuple(
            KeptRemark(one.finding.message, one.reason or f"{NO_REASON}.".capitalize(), one.row)
            for one in session.kept
            if step_of(facts, one.finding) == step
        ),
        comments=of_step(facts, step),
    )


def summary(found: Sequence[Finding]) -> str:
    """Return how many remarks there are of each kind, in words."""
    kinds = [kind_of(finding) for finding in found]
    parts = []
    for kind, one, several in (
        ("fix", "1 point à corriger", "points à corriger"),
        ("todo", "1 point à compléter", "points à compléter"),
        ("ask", "1 question", "questions"),
        ("advice", "1 conseil", "conseils"),
    ):
        if number := kinds.count(kind):
            parts.append(one if number == 1 else f"{number} {several}")
    return ", ".join(parts) or "Rien à signaler dans cette étape"


def _remark(facts: Facts, finding: Finding) -> Remark:
    target = finding.keys[0] if finding.keys else None
    action = "" if target is None else _leading_to(facts, target)
    kind = kind_of(finding)
    word = WORDS[Gravity.CORRECT] if kind == "todo" else WORDS[finding.gravity]
    kept = finding if can_be_kept(finding) else None
    return Remark(kind, word, finding.message, action, target, finding.source, kept)


def _leading_to(facts: Facts, target: Key) -> str:
    """Return what the button says that goes to an answer."""
    field = facts.form.field(target.field)
    if field is not None and field.signatory_only:  # its name is the sentence that is declared
        return READ_AND_SIGN
    there = f"Aller à «\u00a0{_short(label_of(facts, target))}\u00a0»"
    return adding(facts, target) or there


def _missing(facts: Facts, missing: list[Finding]) -> list[Remark]:
    if len(missing) <= SHOWN_APART:
        return [_remark(facts, finding) for finding in missing]
    named = [_short(label_of(facts, finding.keys[0])) for finding in missing if finding.keys]
    # The same question of two rows is named once.
    listed = ", ".join([*dict.fromkeys(named)][:SHOWN_APART])
    target = next((finding.keys[0] for finding in missing if finding.keys), None)
    return [
        Remark(
            kind="todo",
            word=WORDS[Gravity.CORRECT],
            message=f"Il reste {len(missing)} réponses à donner dans cette étape\u00a0: {listed}…",
            action="Aller à la première" if target is not None else "",
            target=target,
        )
    ]


LONGEST_NAME = 27


def _short(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def cited(facts: Facts, project: str) -> list[Citation]:
    """Return the main orientation that a project cites, in the words of the contract."""
    if project == ROOT:
        return []
    for row in facts.rows("ancrages", facts.projects[facts.projects.index(project)]):
        if facts.value("ancrage_role", row) == "principale":
            node = facts.value("ancrage_noeud", row)
            if node is not None and facts.contrat.cites(node):
                return [facts.contrat.citation(node)]
    return []
