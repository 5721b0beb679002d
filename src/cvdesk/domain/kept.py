"""Findings that the association answered: kept as they are, with a reason.

A check can be wrong about one association: whoever prepares the dossier says why, and the point
counts no more. The reason is an answer of the follow-up, never printed nor signed. It holds for
what was seen then: as soon as the sentence, or an answer that it lights, is another one, the point
comes back. What blocks signing can be settled, not kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId

KEPT = GroupId("suivi_constats")
CODE, TARGET = FieldId("suivi_constat_code"), FieldId("suivi_constat_champ")
REASON, SEEN = FieldId("suivi_constat_raison"), FieldId("suivi_constat_empreinte")
NO_REASON = "vu et vérifié"
"""What is said of a question or an advice that is kept without a word."""

_SEEN_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding that is kept.

    Attributes:
        reason: Why, in the association's words; may be empty, but not for what is to be corrected.
        row: The row of the follow-up that says so.
    """

    finding: Finding
    reason: str
    row: RowId


def can_be_kept(finding: Finding) -> bool:
    """Return whether a finding may be answered rather than settled."""
    return finding.gravity is not Gravity.BLOCKING


def needs_a_reason(finding: Finding) -> bool:
    """Return whether keeping a finding asks for a reason: a question only asks to be looked at."""
    return finding.gravity is Gravity.CORRECT


def target_of(finding: Finding) -> str:
    """Return the first answer that a finding lights, as the follow-up writes it, or an empty text.

    >>> target_of(Finding("ID-08", 8, Gravity.CORRECT, "…", (Key(FieldId("nom")),)))
    'nom'
    """
    return str(finding.keys[0]) if finding.keys else ""


def seen(facts: Facts, finding: Finding) -> str:
    """Return what tells this finding from the same one about other answers: 16 hexadecimal digits.

    Made of its sentence, of the answers it lights, and of what they say now.
    """
    answers = (f"{key}={facts.text(key)!r}" for key in finding.keys)
    content = "\n".join((finding.code, finding.message, *answers))
    return hashlib.sha256(content.encode()).hexdigest()[:_SEEN_DIGITS]


def kept_among(facts: Facts, findings: Iterable[Finding]) -> tuple[Kept, ...]:
    """Return the findings that are kept, in their order; the last reason written wins."""
    answered = {
        (facts.text(Key(CODE, row)), facts.text(Key(SEEN, row))): row for row in facts.rows(KEPT)
    }
    if not answered:
        return ()
    codes = {code for code, _ in answered}
    found = []
    for finding in findings:
        if finding.code in codes and can_be_kept(finding):
            row = answered.get((finding.code, seen(facts, finding)))
            if row is not None:
                found.append(Kept(finding, facts.text(Key(REASON, row)) or "", row))
    return tuple(found)
