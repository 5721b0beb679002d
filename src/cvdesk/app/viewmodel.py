"""What the widgets draw: pure functions from a session to values, so that nothing can be stale."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.review import open_remarks
from cvdesk.app.session import Session
from cvdesk.domain.choicetypes import ChoicesType, ChoiceType, Option, RowType
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.fieldtypes import EurosType, LongTextType
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.form import Field, Group
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.reprises import EXPIRED, REREAD, TO_REVIEW, is_to_read, reprises
from cvdesk.domain.text_limits import limit_of
from cvdesk.domain.vie import NAMES_OF_FUNDERS, funder_names

HEAVIEST = tuple(Gravity)


@dataclass(frozen=True, slots=True)
class FieldView:
    """Everything a widget needs to draw one field, and nothing it would have to compute.

    Attributes:
        text: The answer as shown, or the typed text when it could not be read.
        canonical: The stored text, for choices and boxes; empty without answer.
        kind: The name of the field type: which widget to draw.
        message: The sentences about this answer, one a line; empty when there is none.
        gravity: The heaviest of these sentences, or None.
        rejected: Whether ``text`` could not be read (the dossier does not hold it).
        length: Characters now, spaces included; 0 without answer.
        limit: Most characters the form or the call expects, or None.
        mark: What is said of an answer that comes from another dossier, or empty.
        to_read: Whether it can be ticked as read again.
        remarks: How many remarks of a reader are still open about it.
        offered: Names that the dossier already writes and that are meant here again.
    """

    key: Key
    label: str
    text: str
    canonical: str
    kind: str
    help: str
    more: str
    source: str
    message: str
    gravity: Gravity | None
    rejected: bool
    required: bool
    options: tuple[Option, ...]
    unit: str
    length: int
    limit: int | None
    signatory_only: bool
    mark: str = ""
    to_read: bool = False
    remarks: int = 0
    offered: tuple[str, ...] = ()


def _weight(finding: Finding) -> Gravity:
    """An answer that is only missing is to complete: nothing there is wrong."""
    return Gravity.CORRECT if finding.code == MISSING else finding.gravity


def field_view(session: Session, field: Field, key: Key) -> FieldView:
    """Return what ``field`` shows now.

    A text that could not be read stays on screen as typed: it is the user's to correct.
    """
    facts = session.facts
    canonical = facts.text(key) or ""
    shown = facts.shown(field.id, key.row, key.year)
    about = [
        finding for finding in session.findings if key in finding.keys and finding.code != REREAD
    ]
    message = "\n".join(finding.message for finding in about)
    gravity = min(map(_weight, about), key=HEAVIEST.index, default=None)
    rejected = session.rejected(key)
    if rejected is not None:
        shown, message = rejected
        gravity = Gravity.BLOCKING
    limit = limit_of(field, session.reference.appel)
    year = "" if key.year is None else f" ({key.year})"
    return FieldView(
        key=key,
        label=f"{field.label}{year}",
        text=shown,
        canonical=canonical,
        kind=field.type.name,
        help=field.help,
        more=field.more,
        source=field.source,
        message=message,
        gravity=gravity,
        rejected=rejected is not None,
        required=field.required,
        options=_options(session, field, key),
        unit="" if isinstance(field.type, EurosType) else field.unit,  # already in the text
        length=len(shown) if isinstance(field.type, LongTextType) else len(canonical),
        limit=limit,
        signatory_only=field.signatory_only,
        mark=_mark(session, key),
        to_read=is_to_read(session.facts, key),
        remarks=open_remarks(facts).get(key, 0),
        offered=funder_names(facts) if field.id in NAMES_OF_FUNDERS else (),
    )


def _mark(session: Session, key: Key) -> str:
    one = reprises(session.facts).get(key)
    if one is None or one.read:
        return ""
    if one.etat == EXPIRED:
        given = session.facts.text(key) is not None
        return "" if given else "À donner de nouveau\u00a0: l’ancienne réponse ne vaut plus."
    return "À relire\u00a0: repris du dossier précédent." if one.etat == TO_REVIEW else ""


def _options(session: Session, field: Field, key: Key) -> tuple[Option, ...]:
    if isinstance(field.type, ChoiceType | ChoicesType):
        return field.type.options
    if isinstance(field.type, RowType):
        return tuple(
            Option(row, name) for row, name in row_names(session, field.type.group, key.row)
        )
    return ()


def row_names(session: Session, group_id: str, near: RowId) -> list[tuple[RowId, str]]:
    """Return the rows that a row of the same project can refer to, with their first answer."""
    facts = session.facts
    group = next((g for g in facts.form.groups.values() if g.id == group_id), None)
    if group is None:
        return []
    known = facts.row(near)
    parent = known.parent if known is not None else near
    return [
        (row, f"{number}. {row_title(session, group, row)}")
        for number, row in enumerate(facts.rows(group_id, parent), 1)
    ]


def row_title(session: Session, group: Group, row: RowId) -> str:
    """Return the first answer of a row, or what the row is (« objectif »)."""
    for field in group.fields:
        years = session.facts.years_of(field.yearly)
        if shown := session.facts.shown(field.id, row, years[0] if years else None):
            return shown
    return group.item
