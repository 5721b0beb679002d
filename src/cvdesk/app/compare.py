"""The differences of two copies of a dossier in French: which answer, what each says, who, when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from cvdesk.app.merge import Difference, Head, Merged, Place, Side
from cvdesk.app.navigation import label_of
from cvdesk.app.review import ABOUT, DAY, GROUP, NOBODY, TEXT, WHO
from cvdesk.domain.dossier import Dossier, Record, Row
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Form
from cvdesk.domain.ids import ROOT, FieldId, Key, RowId

NOTHING = "sans réponse"
LATER_RANK = 1_000_000
"""After every remark that a person wrote."""
_ROW_ID_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Saying:
    """What one copy says.

    Attributes:
        text: As a French reader expects it, or « sans réponse ».
        signed: Who and when, « Samira, le 04/12/2026 à 18:30 », or empty.
    """

    text: str
    signed: str
    author: str = ""
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One difference, to show.

    Attributes:
        label: What it is about.
        where: The step it is in, or empty.
        choice: Whether a person can prefer the other copy.
    """

    place: Place
    label: str
    where: str
    here: Saying
    there: Saying
    kept: Side
    conflict: bool
    choice: bool


def lines(differences: tuple[Difference, ...], facts: Facts) -> tuple[Line, ...]:
    """Return the differences of a merge as one reads them.

    Args:
        differences: What differs.
        facts: The merged dossier, read through its form.
    """
    return tuple(_line(one, facts) for one in differences)


def _line(one: Difference, facts: Facts) -> Line:
    label, where = _named(one, facts)
    return Line(
        place=one.place,
        label=label,
        where=where,
        here=_saying(one, Side.HERE, facts.form),
        there=_saying(one, Side.THERE, facts.form),
        kept=one.kept,
        conflict=one.conflict,
        choice=not isinstance(one.place, Head),
    )


def _named(one: Difference, facts: Facts) -> tuple[str, str]:
    if isinstance(one.place, Head):
        return one.place.value, ""
    form = facts.form
    if isinstance(one.place, Key):
        place = form.places.get(one.place.field)
        label = label_of(facts, one.place)
        if one.place.row != ROOT:
            label = f"{label} ({_row_name(one.place.row, facts)})"
        return label, "" if place is None else place.section.title
    row = one.here if isinstance(one.here, Row) else one.there
    if not isinstance(row, Row):
        return str(one.place), ""
    return f"{_row_name(row.id, facts)}", ""


def _row_name(row_id: RowId, facts: Facts) -> str:
    """Return what a row is, and its first answer."""
    row = facts.dossier.rows.get(row_id)
    group = None if row is None else facts.form.groups.get(row.group)
    if row is None or group is None:
        return f"ligne {row_id}"
    for field in group.fields:
        for key, record in facts.dossier.records.items():
            if key.field == field.id and key.row == row_id and record.text is not None:
                return f"{group.item} «\u00a0{_shown(key, record, facts.form)[:60]}\u00a0»"
    return group.item


def _saying(one: Difference, side: Side, form: Form) -> Saying:
    value = one.of(side)
    if isinstance(value, Record) and isinstance(one.place, Key):
        text = NOTHING if value.text is None else _shown(one.place, value, form)
        return _signed(text, value)
    if isinstance(value, Row):
        other = one.of(side.other)
        moved = isinstance(other, Row) and other.removed == value.removed
        text = "ligne retirée" if value.removed else "ligne présente"
        return _signed(f"{text}, à la place {value.rank}" if moved else text, value)
    if isinstance(value, str):
        return Saying(value or "aucun", "")
    return Saying("pas de ligne" if isinstance(one.of(side.other), Row) else NOTHING, "")


def _signed(text: str, value: Record | Row) -> Saying:
    author = value.author or NOBODY
    moment = value.at.moment
    said = f"{author}, le {moment.astimezone():%d/%m/%Y à %H:%M}"
    return Saying(text, said, author, moment.isoformat(timespec="seconds"))


def _shown(key: Key, record: Record, form: Form) -> str:
    field = form.field(key.field)
    if field is None or record.text is None:
        return record.text or ""
    try:
        return field.type.show(form.read(key.field, record.text)) or record.text
    except (ValueError, ArithmeticError):
        return record.text


def with_notes(merged: Merged, form: Form) -> Dossier:
    """Return the merged dossier with a remark for each answer that a conflict left out.

    A paquet has no history: there, a remark on the answer is what keeps the other one. The same
    conflict always gives the same remark, so merging again adds none.
    """
    dossier = merged.dossier
    for one in merged.conflicts:
        lost = one.of(one.kept.other)
        if not isinstance(one.place, Key) or not isinstance(lost, Record):
            continue
        digest = hashlib.sha256(f"{one.place} {lost.at} {lost.text}".encode()).hexdigest()
        row = RowId(f"X{digest[:_ROW_ID_DIGITS].upper()}")
        if row in dossier.rows:
            continue
        said = NOTHING if lost.text is None else f"«\u00a0{_shown(one.place, lost, form)}\u00a0»"
        dossier = dossier.with_row(Row(row, GROUP, ROOT, LATER_RANK, lost.author, lost.at))
        answers: dict[FieldId, str] = {
            ABOUT: str(one.place),
            TEXT: f"Deux réponses se sont croisées. Celle-ci n’a pas été gardée\u00a0: {said}",
            WHO: lost.author,
            DAY: lost.at.moment.date().isoformat(),
        }
        for field, text in answers.items():
            if text:
                dossier = replace(
                    dossier,
                    records={
                        **dossier.records, Key(field, row): Record(text, lost.author, lost.at)
                    },
                )  # fmt: skip
    return dossier
