"""Next year's dossier out of this one: nothing typed twice, nothing carried over unseen.

Every answer that comes from the former dossier is noted in the follow-up (``suivi_reprises``) as
*repris*, *à revoir* or *périmé*. An expired answer is emptied: the checks then ask for it. Where
the contract has moved on, the orientations follow it as ``move_contrat`` says; what became several,
or is gone, waits for its owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cvdesk.app.move_contrat import Fate, plan_move
from cvdesk.app.new_dossier import empty_dossier
from cvdesk.app.renew_rules import Years, inherited, rule_at
from cvdesk.app.session import Author, Clock, Reference, Session
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import ContratRef, Dossier, Record, Row
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import DateType
from cvdesk.domain.form import FOLLOW_UP, Form, Yearly
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId
from cvdesk.domain.papertypes import NodeType, QuartierType
from cvdesk.domain.renewal import Renewal
from cvdesk.domain.stamp import Stamp
from cvdesk.errors import UserError

MARKS = GroupId("suivi_reprises")
_RECORD = FieldId("suivi_association")
"""The record of the association stays the same one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of one answer of the new dossier.

    Attributes:
        etat: ``KEPT``, ``TO_REVIEW`` or ``EXPIRED``.
    """

    key: Key
    etat: Renewal


@dataclass(frozen=True, slots=True)
class Renewed:
    """The new dossier and what was done.

    Attributes:
        marks: One for each answer that comes from the former dossier.
        dropped: The answers that the new form does not ask.
        notes: French sentences about the contract.
        total: Questions answered in the former dossier, the years of one counted once.
        carried: Those of them whose answer is in the new one.
    """

    dossier: Dossier
    marks: tuple[Mark, ...]
    dropped: tuple[Key, ...]
    notes: tuple[str, ...]
    total: int
    carried: int

    @property
    def percent(self) -> int:
        """The share carried over, rounded down."""
        return self.carried * 100 // self.total if self.total else 0

    def count(self, etat: Renewal) -> int:
        """Return how many answers are in one state."""
        return Counter(mark.etat for mark in self.marks)[etat]


def renew(
    source: Session, target: Reference, *, years: tuple[int, ...], author: Author, clock: Clock
) -> Renewed:
    """Return the dossier that follows ``source``.

    Args:
        source: The former dossier, read as it stands; it does not change.
        target: The form, the contract and the call of the new one.
        years: Its exercises.
        author: Who does it.
        clock: When.

    Raises:
        UserError: If no exercise is given, or they do not follow each other.
    """
    if not years:
        raise UserError(
            "Il manque l’année du nouveau dossier.", remedy="Donnez-la, par exemple 2028."
        )
    empty = empty_dossier(
        target, author=author, clock=clock, years=years, exemple=source.dossier.exemple
    )
    facts = source.facts
    stamp = empty.edited_at.next(clock(), author.node)
    rows = _rows(facts, target.form, empty, stamp)
    answers = _Answers(facts, target, Years(facts.years, years), rows)
    texts, marks = answers.carried()
    moved, notes = _followed(source, target.contrat, replace(empty, rows=rows), texts, target)
    for key, text in moved.items():
        texts[key] = text
        marks[key] = Renewal.EXPIRED if text is None else Renewal.TO_REVIEW
    records = dict(empty.records)
    for key, text in texts.items():
        if text is not None:
            records[key] = Record(text, author.name, stamp)
    dossier = replace(empty, rows=rows, records=records)
    every = tuple(Mark(key, etat) for key, etat in marks.items())
    dossier = _with_marks(dossier, every, facts, author, stamp)
    answered = {(key.field, key.row) for key in _answered(facts) if _is_in(facts.dossier, key.row)}
    kept = {(key.field, key.row) for key, text in texts.items() if text is not None}
    return Renewed(
        dossier=dossier,
        marks=every,
        dropped=tuple(key for key in _answered(facts) if key.field not in target.form.places),
        notes=notes,
        total=len(answered),
        carried=len(answered & kept),
    )


def _answered(facts: Facts) -> Iterator[Key]:
    """Yield what is answered in a dossier, its follow-up and its removed rows left out."""
    for key, record in facts.dossier.records.items():
        if record.text is not None and not key.field.startswith(FOLLOW_UP):
            yield key


def _is_in(dossier: Dossier, row: RowId) -> bool:
    while row != ROOT:
        known = dossier.rows.get(row)
        if known is None or known.removed:
            return False
        row = known.parent
    return True


def _rows(facts: Facts, form: Form, empty: Dossier, stamp: Stamp) -> dict[RowId, Row]:
    """Return the rows of the former dossier that the new form has, under their own keys."""
    kept = {
        row.id: replace(row, at=stamp)
        for row in facts.dossier.rows.values()
        if row.group in form.groups
        and not row.group.startswith(FOLLOW_UP)
        and _is_in(facts.dossier, row.id)
    }
    answered = {row.group for row in kept.values()}
    for row in empty.rows.values():
        if row.group not in answered:
            kept[row.id] = row
    return kept


class _Answers:
    """The answers of the former dossier, taken to the new one."""

    def __init__(
        self, facts: Facts, target: Reference, years: Years, rows: Mapping[RowId, Row]
    ) -> None:
        self._facts = facts
        self._target = target
        self._years = years
        self._rows = rows

    def carried(self) -> tuple[dict[Key, str | None], dict[Key, Renewal]]:
        """Return the text of each answer (None: emptied), and what became of it."""
        texts: dict[Key, str | None] = {}
        marks: dict[Key, Renewal] = {}
        for key in self._keys():
            field = self._target.form.places[key.field].field
            text = inherited(field, self._facts, self._years)
            if text is not None:
                texts[key], marks[key] = text, Renewal.KEPT
                continue
            former = self._former(key)
            if former is not None:
                texts[key], marks[key] = self._answer(former, key)
        return texts, marks

    def _keys(self) -> Iterator[Key]:
        """Yield the place of every question of the new form, hidden ones included."""
        form, target = self._target.form, self._years.target
        for field_id, place in form.places.items():
            if place.section not in form.sections:
                continue
            asked = {Yearly.NEVER: (None,), Yearly.FIRST: target[:1], Yearly.EACH: target}
            group = form.row_group(field_id)
            rows = [row.id for row in self._rows.values() if row.group == group]
            for row in [ROOT] if group is None else rows:
                for year in asked[place.field.yearly]:
                    yield Key(field_id, row, year)

    def _former(self, key: Key) -> Key | None:
        """Return the place of the answer that ``key`` starts from: the same year, else the last."""
        for year in (None,) if key.year is None else self._years.like(key.year):
            former = Key(key.field, key.row, year)
            if self._facts.dossier.text(former) is not None:
                return former
        return None

    def _answer(self, former: Key, key: Key) -> tuple[str | None, Renewal]:
        form, contrat = self._target.form, self._target.contrat
        field = form.places[key.field].field
        text = self._facts.dossier.records[former].text or ""
        try:
            value = field.type.restore(text)
        except (ValueError, ArithmeticError):
            return None, Renewal.EXPIRED  # another revision asks it another way
        elsewhere = contrat.id != self._facts.contrat.id
        if isinstance(field.type, NodeType) and elsewhere:
            return None, Renewal.EXPIRED  # the same id is another place of another contract
        rule = rule_at(form, self._facts, former)
        if rule is Renewal.EXPIRED:
            return None, rule
        if isinstance(field.type, QuartierType) and elsewhere:
            rule = Renewal.TO_REVIEW
        if rule is Renewal.SHIFTED:
            moved = self._years.shifted(value, former.year, key.year)
            return DateType().store(moved), Renewal.TO_REVIEW
        return text, rule


def _followed(
    source: Session, contrat: Contrat, rows: Dossier, texts: Mapping[Key, str | None],
    target: Reference,
) -> tuple[dict[Key, str | None], tuple[str, ...]]:  # fmt: skip
    """Return the answers that another edition of the contract changes, and what happened."""
    former = source.facts.contrat
    if contrat.id != former.id:
        said = (
            f"Le nouveau dossier suit un autre contrat, «\u00a0{contrat.titre}\u00a0»\u00a0: ses "
            "orientations sont à choisir."
        )
        return {}, (said,)
    if contrat.version == former.version:
        return {}, ()
    stamp = rows.edited_at
    there = replace(
        rows,
        contrat=ContratRef(former.id, former.version),
        records={key: Record(text, "", stamp) for key, text in texts.items() if text is not None},
    )
    session = Session(
        there, replace(target, contrat=former), author=Author("", "0"), clock=lambda: stamp.moment
    )
    plan = plan_move(session, contrat)
    moved: dict[Key, str | None] = {}
    for anchor in plan.anchors:
        if anchor.fate is Fate.A_CHOISIR or anchor.erased or not anchor.apres:
            moved[anchor.key] = None
        elif anchor.fate is not Fate.GARDE:
            moved[anchor.key] = anchor.apres[0]
    return moved, tuple(anchor.phrase for anchor in plan.anchors if anchor.key in moved)


def _with_marks(
    dossier: Dossier, marks: tuple[Mark, ...], source: Facts, author: Author, stamp: Stamp
) -> Dossier:
    rows, records = dict(dossier.rows), dict(dossier.records)
    for name, text in (("suivi_origine", source.dossier.id), ("suivi_origine_nom", _named(source))):
        records[Key(FieldId(name))] = Record(text, author.name, stamp)
    if (record := source.dossier.text(Key(_RECORD))) is not None:
        records[Key(_RECORD)] = Record(record, author.name, stamp)
    for rank, mark in enumerate(marks, 1):
        row = RowId(f"reprise-{rank}")
        rows[row] = Row(row, MARKS, ROOT, rank, author.name, stamp)
        for name, text in (("champ", str(mark.key)), ("etat", mark.etat.value)):
            key = Key(FieldId(f"suivi_reprise_{name}"), row)
            records[key] = Record(text, author.name, stamp)
    return replace(dossier, rows=rows, records=records)


def _named(source: Facts) -> str:
    """« dossier 2026 », « convention 2027-2029 »."""
    years = source.years
    if len(years) > 1:
        return f"convention {years[0]}-{years[-1]}"
    return f"dossier {years[0]}" if years else "dossier précédent"
