"""Answering a finding: kept as it is, for a reason that is written."""

from __future__ import annotations

from cvdesk.app.session import Session
from cvdesk.domain.findings import Finding
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.kept import (
    CODE,
    KEPT,
    REASON,
    SEEN,
    TARGET,
    can_be_kept,
    needs_a_reason,
    seen,
    target_of,
)
from cvdesk.errors import UserError


def keep(session: Session, finding: Finding, reason: str) -> RowId:
    """Keep a finding with a reason, in one step of undo; return the row that says so.

    Keeping again what is kept changes the reason.

    Raises:
        UserError: If the finding blocks signing, or is to be corrected and no reason is given.
    """
    reason = " ".join(reason.split())
    if not can_be_kept(finding):
        raise UserError(
            "Ce point ne peut pas être gardé\u00a0: il empêche de signer.",
            remedy=finding.message,
        )
    if needs_a_reason(finding) and not reason:
        raise UserError(
            "Pour garder ce point, il faut écrire pourquoi.",
            remedy="Une phrase suffit\u00a0: ce que vous avez vérifié, ou ce qui est en cours.",
        )
    if KEPT not in session.reference.form.groups:
        raise UserError(
            "Ce formulaire n’a pas de place pour les points gardés.",
            remedy="Le point reste dans la liste\u00a0; il n’empêche pas de signer.",
        )
    known = next((one.row for one in session.kept if one.finding == finding), None)
    if known is not None:
        session.answer(Key(REASON, known), reason)
        return known
    said = {
        CODE: finding.code,
        TARGET: target_of(finding),
        SEEN: seen(session.facts, finding),
        REASON: reason,
    }
    made: list[RowId] = []

    def edit(apart: Session) -> None:
        _forget_former(apart, finding)
        row = apart.add_row(KEPT)
        made.append(row)
        for field, text in said.items():
            apart.answer(Key(field, row), text)

    session.together(edit)
    return made[0]


def _forget_former(session: Session, finding: Finding) -> None:
    """Remove what was said of the same point when it was another: the new reason replaces it."""
    facts, in_force = session.facts, {one.row for one in session.kept}
    about = (finding.code, target_of(finding))
    for row in facts.rows(KEPT):
        said = (facts.text(Key(CODE, row)), facts.text(Key(TARGET, row)) or "")
        if row not in in_force and said == about:
            session.remove_row(row)


def take_up_again(session: Session, row: RowId) -> None:
    """Put a kept point back in the list of what is to be looked at."""
    session.remove_row(row)
