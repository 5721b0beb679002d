"""What the person who reads again says to the one who prepares: remarks anchored to answers.

A remark is a row of the follow-up: it travels in the paquet, is undone like any edit, is neither
printed nor signed. It is listed for as long as it is there, even when the answer it speaks of is no
longer asked, or its row was removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cvdesk.app.navigation import Step, label_of, steps
from cvdesk.app.session import Session
from cvdesk.domain.dossier import Row
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId, new_ulid
from cvdesk.domain.stamp import NEVER
from cvdesk.errors import UserError

GROUP = GroupId("suivi_remarques")
ABOUT = FieldId("suivi_remarque_champ")
TEXT = FieldId("suivi_remarque_texte")
WHO = FieldId("suivi_remarque_de")
DAY = FieldId("suivi_remarque_le")
SETTLED = FieldId("suivi_remarque_reglee")
REPLY_TO = FieldId("suivi_remarque_reponse_a")

NOBODY = "sans nom"
WHOLE = "Le dossier entier"


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark and its replies.

    Attributes:
        key: The answer it speaks of, or None for the dossier as a whole.
        about: What that answer is called.
        away: Why that answer is not on screen, or empty when one can go to it.
        step: The step where it is, or None.
        author: Who wrote it, « sans nom » when nobody said.
    """

    row: RowId
    key: Key | None
    about: str
    away: str
    step: Step | None
    text: str
    author: str
    day: date | None
    settled: bool
    replies: tuple[Comment, ...] = ()

    @property
    def signed(self) -> str:
        """« Samira, le 04/12/2026 »."""
        return self.author if self.day is None else f"{self.author}, le {self.day:%d/%m/%Y}"


def comments(facts: Facts) -> tuple[Comment, ...]:
    """Return every remark, in the order of the steps, then as they were written."""
    return facts.remember("remarques", _comments)


def _comments(facts: Facts) -> tuple[Comment, ...]:
    rows = facts.rows(GROUP)
    known = set(rows)
    replies: dict[RowId, list[Comment]] = {}
    firsts = []
    for row in rows:
        first = _first(facts, row, known)
        if first is None:
            firsts.append(row)
        else:
            replies.setdefault(first, []).append(_comment(facts, row))
    found = [_comment(facts, row, tuple(replies.get(row, ()))) for row in firsts]
    every = steps(facts)
    order = {step: rank for rank, step in enumerate(every)}

    def place(one: Comment) -> int:
        if one.key is None:
            return -1
        return len(every) if one.step is None else order[one.step]

    found.sort(key=place)
    return tuple(found)


def _first(facts: Facts, row: RowId, known: set[RowId]) -> RowId | None:
    """Return the remark that ``row`` replies to, followed up to one that replies to none."""
    seen = {row}
    first = None
    while (above := facts.value(REPLY_TO, row)) in known and above not in seen:
        first = row = RowId(above)
        seen.add(row)
    return first


def _comment(facts: Facts, row: RowId, replies: tuple[Comment, ...] = ()) -> Comment:
    written = facts.value(ABOUT, row)
    key = _key(written)
    step = None if key is None else _step(facts, key)
    return Comment(
        row=row,
        key=key,
        about=WHOLE if key is None else _named(facts, key),
        away="" if key is None else _away(facts, key, step),
        step=step,
        text=facts.value(TEXT, row) or "",
        author=facts.value(WHO, row) or NOBODY,
        day=facts.value(DAY, row),
        settled=facts.value(SETTLED, row) is True,
        replies=replies,
    )


def _key(written: str | None) -> Key | None:
    try:
        return None if written is None else Key.parse(written)
    except ValueError:
        return None


def _named(facts: Facts, key: Key) -> str:
    label = label_of(facts, key)
    projects = facts.projects
    if key.row in projects and len(projects) > 1:
        return f"{label} (projet {projects.index(key.row) + 1})"
    return label


def _step(facts: Facts, key: Key) -> Step | None:
    place = facts.form.places.get(key.field)
    if place is None:
        return None
    row = key.row
    while True:
        for step in steps(facts):
            if step.section is place.section and step.row in {row, ROOT}:
                return step
        if row == ROOT or row not in facts.dossier.rows:
            return None
        row = facts.dossier.rows[row].parent


def _away(facts: Facts, key: Key, step: Step | None) -> str:
    row = key.row
    while row != ROOT:
        known = facts.dossier.rows.get(row)
        if known is None or known.removed:
            return "ligne retirée"
        row = known.parent
    if step is None:
        return "question absente de ce formulaire"
    asked = any(one == key for _, one in facts.section_keys(step.section, step.row))
    return "" if asked else "question masquée pour l’instant"


def open_remarks(facts: Facts) -> Mapping[Key, int]:
    """Return how many open remarks each answer has."""
    return facts.remember("remarques_ouvertes", _open_remarks)


def _open_remarks(facts: Facts) -> Mapping[Key, int]:
    counted: dict[Key, int] = {}
    for one in comments(facts):
        if one.key is not None and not one.settled:
            counted[one.key] = counted.get(one.key, 0) + 1
    return counted


def of_step(facts: Facts, step: Step) -> tuple[Comment, ...]:
    """Return the open remarks of a step; those on the whole dossier belong to none."""
    return tuple(one for one in comments(facts) if one.step == step and not one.settled)


def add_remark(session: Session, key: Key | None, text: str) -> RowId:
    """Write a remark on an answer, or on the whole dossier; one step of undo.

    Raises:
        UserError: If there is nothing to say, or no such answer in this dossier.
    """
    if key is not None:
        check_key(session.facts, key)
    return _write(session, text, {ABOUT: "" if key is None else str(key)})


def reply(session: Session, row: RowId, text: str) -> RowId:
    """Answer a remark; one step of undo.

    Raises:
        UserError: If there is nothing to say, or no such remark.
    """
    facts = session.facts
    check_remark(facts, row)
    first = _first(facts, row, set(facts.rows(GROUP))) or row
    return _write(session, text, {ABOUT: facts.value(ABOUT, first) or "", REPLY_TO: first})


def settle(session: Session, row: RowId, *, done: bool) -> None:
    """Say that a remark is dealt with, or open again.

    Raises:
        UserError: If there is no such remark.
    """
    check_remark(session.facts, row)
    session.answer(Key(SETTLED, row), "oui" if done else "")


def check_key(facts: Facts, key: Key) -> None:
    """Refuse a key that this dossier does not have.

    Raises:
        UserError: If the form has no such field, or the dossier no such row.
    """
    if facts.form.places.get(key.field) is None or (
        key.row != ROOT and key.row not in facts.dossier.rows
    ):
        raise UserError(
            f"Ce dossier n’a pas de réponse «\u00a0{key}\u00a0».",
            remedy="La commande «\u00a0champs\u00a0» en donne la liste.",
        )


def check_remark(facts: Facts, row: RowId) -> None:
    """Refuse a row that is no remark.

    Raises:
        UserError: If it is not one.
    """
    if row not in facts.rows(GROUP):
        raise UserError(
            f"Il n’y a pas de remarque «\u00a0{row}\u00a0» dans ce dossier.",
            remedy="La commande «\u00a0remarques\u00a0» en donne la liste.",
        )


def _write(session: Session, text: str, answers: Mapping[FieldId, str]) -> RowId:
    if not text.strip():
        raise UserError("La remarque est vide.", remedy="Écrivez ce que vous voyez.")
    form = session.reference.form
    if GROUP not in form.groups:
        raise UserError(
            "Ce dossier ne reçoit pas de remarques.", remedy="Écrivez-la sur le dossier de demande."
        )
    siblings = session.dossier.rows_of(GROUP)
    rank = siblings[-1].rank + 1 if siblings else 1
    moment = session.dossier.edited_at.moment
    row = Row(RowId(new_ulid(moment)), GROUP, ROOT, rank, session.author.name, NEVER)
    said = {
        **answers,
        TEXT: text.strip(),
        WHO: session.author.name,
        DAY: session.facts.today.isoformat(),
    }
    session.change({Key(field, row.id): typed for field, typed in said.items() if typed}, (row,))
    return row.id
