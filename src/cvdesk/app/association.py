"""An association entered once: its record, the dossiers that start from it, what differs since.

A dossier holds a copy of the record: what was signed never moves because the record does. The two
are compared answer by answer, and what differs is brought over one way or the other, by choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cvdesk.app.session import Session
from cvdesk.domain.dossier import Dossier, Row
from cvdesk.domain.facts import FIRST_EXERCISE, Facts
from cvdesk.domain.form import FOLLOW_UP, Budget, Field, Form, Group, Nature, Section
from cvdesk.domain.ids import ROOT, DossierId, FieldId, Key, RowId, new_ulid
from cvdesk.domain.papertypes import IbanType
from cvdesk.domain.wording import plain

RECORD = FieldId("suivi_association")
"""In the follow-up of a dossier: the record it started from."""

_OF_THE_REQUEST = ("_sollicite",)
"""Of a funder's line: whether this very dossier asks it. A record asks nobody."""

_PAPERS_OF_THE_REQUEST = frozenset(
    {"compte_rendu", "bilan_intermediaire", "pouvoir", "fiche_indicateurs", "pre_dossier"}
)
"""Papers that tell of one grant or one request: they stay in its dossier."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a dossier and the record of its association do not say alike.

    Attributes:
        id: The key of the answer, or ``@`` and the row that only one side has.
        section: The step it belongs to.
        label: What it is, in French.
        here: What the first side says, as shown; empty when it says nothing.
        there: What the other side says.
        key_here: Where the answer stands on the first side; None for a whole row.
        key_there: Where it stands on the other side.
        row_here: The row that only the first side has, or ``ROOT``.
        row_there: The row that only the other side has, or ``ROOT``.
    """

    id: str
    section: str
    label: str
    here: str
    there: str
    key_here: Key | None = None
    key_there: Key | None = None
    row_here: RowId = ROOT
    row_there: RowId = ROOT

    @property
    def turned(self) -> Difference:
        """The same difference, seen from the other side."""
        return Difference(
            self.id, self.section, self.label, self.there, self.here,
            self.key_there, self.key_here, self.row_there, self.row_here,
        )  # fmt: skip


def is_record(form: Form) -> bool:
    """Return whether a dossier of this form is the record of an association."""
    return form.nature is Nature.ASSOCIATION


def same_association(one: Facts, other: Facts) -> bool:
    """Return whether two dossiers are of one association: the same SIREN, else the same name."""
    numbers = [facts.value("siret") for facts in (one, other)]
    if all(numbers):
        return str(numbers[0])[:9] == str(numbers[1])[:9]
    names = [facts.value("nom") for facts in (one, other)]
    return all(names) and plain(str(names[0])) == plain(str(names[1]))


def differences(here: Facts, there: Facts) -> tuple[Difference, ...]:
    """Return what ``here`` and ``there`` do not say alike, in the order of the steps.

    The budget is compared only when both are of the same exercise.
    """
    return tuple(
        difference
        for section in here.form.sections
        if section.repeats is None
        for difference in _Step(here, there, section.title).compare(section)
    )


def _shared(there: Facts, field: Field) -> bool:
    """Return whether the other form asks the same question of the association."""
    if field.id == FIRST_EXERCISE or field.id.startswith(FOLLOW_UP) or field.signatory_only:
        return False
    if field.id.endswith(_OF_THE_REQUEST):
        return False
    place = there.form.places.get(field.id)
    return place is not None and place.section.repeats is None


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of the form, compared."""

    here: Facts
    there: Facts
    title: str

    def compare(self, section: Section) -> Iterator[Difference]:
        for item in section.items:
            if isinstance(item, Field):
                yield from self._field(item)
            elif isinstance(item, Group):
                yield from self._group(item)
            elif self._same_budget(item):
                for line in item.line_fields:
                    yield from self._field(line)
                yield from self._group(item.funders)

    def _same_budget(self, budget: Budget) -> bool:
        same = self.here.years[:1] == self.there.years[:1]
        return budget.id in self.there.form.budgets and same

    def _field(self, field: Field) -> Iterator[Difference]:
        years = self.here.years_of(field.yearly)
        if not _shared(self.there, field) or years != self.there.years_of(field.yearly):
            return
        for year in years:
            key = Key(field.id, ROOT, year)
            if self.here.dossier.text(key) != self.there.dossier.text(key):
                yield self._answer(field, field.title or field.label, (key, key))

    def _group(self, group: Group) -> Iterator[Difference]:
        fields = [field for field in group.fields if _shared(self.there, field)]
        if group.id not in self.there.form.groups or not fields:
            return
        for mine, other in self._paired(group):
            if mine is None or other is None:
                yield self._row(group, fields, mine, other)
                continue
            for field in fields:
                for year in self.here.years_of(field.yearly):
                    keys = Key(field.id, mine, year), Key(field.id, other, year)
                    if self.here.dossier.text(keys[0]) != self.there.dossier.text(keys[1]):
                        named = f"{_named(self.here, group, mine)}, {field.label.lower()}"
                        yield self._answer(field, named, keys)

    def _paired(self, group: Group) -> list[tuple[RowId | None, RowId | None]]:
        """Pair the rows of both sides: by their id, else by what they are about."""
        others = _rows(self.there, group)
        pairs: list[tuple[RowId | None, RowId | None]] = []
        alone: list[RowId] = []
        for row in _rows(self.here, group):
            if row in others:
                others.remove(row)
                pairs.append((row, row))
            else:
                alone.append(row)
        for row in alone:
            about = _about(self.here, group, row)
            twins = [one for one in others if about and _about(self.there, group, one) == about]
            if twins:
                others.remove(twins[0])
            pairs.append((row, twins[0] if twins else None))
        return [*pairs, *((None, row) for row in others)]

    def _answer(self, field: Field, label: str, keys: tuple[Key, Key]) -> Difference:
        return Difference(
            id=str(keys[0]),
            section=self.title,
            label=label.rstrip("\u00a0?"),
            here=_shown(self.here, field, keys[0]),
            there=_shown(self.there, field, keys[1]),
            key_here=keys[0],
            key_there=keys[1],
        )

    def _row(
        self, group: Group, fields: list[Field], mine: RowId | None, other: RowId | None
    ) -> Difference:
        facts, row = (self.here, mine) if mine is not None else (self.there, other or ROOT)
        told = ", ".join(
            shown
            for field in fields
            for year in facts.years_of(field.yearly)
            if (shown := _shown(facts, field, Key(field.id, row, year)))
        )
        return Difference(
            id=f"@{row}",
            section=self.title,
            label=_named(facts, group, row),
            here=told if mine is not None else "",
            there=told if mine is None else "",
            row_here=mine or ROOT,
            row_there=other or ROOT,
        )


def _rows(facts: Facts, group: Group) -> list[RowId]:
    """Return the rows of a list that tell of the association, not of one request."""
    nature = "piece_nature"
    return [
        row
        for row in facts.rows(group.id)
        if group.id != "pieces" or facts.value(nature, row) not in _PAPERS_OF_THE_REQUEST
    ]


def _about(facts: Facts, group: Group, row: RowId) -> tuple[str, ...]:
    """What tells one row of a list from another: the nature of a piece, the name of a funder."""
    named = [field.id for field in group.fields if field.required][:2]
    if group.id == "pieces":
        named = [FieldId(f"piece_{part}") for part in ("nature", "exercice", "libelle")]
    said = tuple(facts.dossier.text(Key(field_id, row)) or "" for field_id in named)
    return said if any(said) else ()


def _named(facts: Facts, group: Group, row: RowId) -> str:
    item = f"{group.item[:1].upper()}{group.item[1:]}"
    words = [facts.shown(field.id, row) for field in group.fields if field.required]
    said = next((word for word in words if word), "")
    return f"{item} «\u00a0{said}\u00a0»" if said else item


def _shown(facts: Facts, field: Field, key: Key) -> str:
    value = facts.at(key)
    if value is None:
        return ""
    return IbanType.masked(value) if field.masked else field.type.show(value)


def bring(session: Session, there: Facts, chosen: Iterable[Difference]) -> int:
    """Make a dossier say what ``there`` says, for the differences chosen: one step of undo.

    Args:
        session: The dossier to change.
        there: The other side: the record, or the dossier the record learns from.
        chosen: Differences whose first side is ``session`` (:attr:`Difference.turned` otherwise).

    Returns:
        How many were brought over.
    """
    answers: dict[Key, str | None] = {}
    rows: dict[RowId, Row] = {}
    dossier = session.dossier
    count = 0
    for count, one in enumerate(chosen, 1):  # noqa: B007 - the last rank is the number
        if one.key_here is not None and one.key_there is not None:
            answers[one.key_here] = there.dossier.text(one.key_there)
        elif one.row_here != ROOT:
            rows[one.row_here] = replace(dossier.rows[one.row_here], removed=True)
        else:
            source = there.dossier.rows[one.row_there]
            row = _added(dossier, rows, source)
            rows[row.id] = row
            for field in session.reference.form.groups[source.group].fields:
                for key in _copied(session.facts, there, field, source.id):
                    answers[Key(key.field, row.id, key.year)] = there.dossier.text(key)
    if count:
        session.change(answers, rows.values())
    return count


def _added(dossier: Dossier, rows: Mapping[RowId, Row], source: Row) -> Row:
    """Return a row like ``source`` after those of its list, under its own id when it is free."""
    taken = source.id in dossier.rows or source.id in rows
    new = RowId(new_ulid(source.at.moment)) if taken else source.id
    siblings = (*dossier.rows_of(source.group), *rows.values())
    last = max((row.rank for row in siblings if row.group == source.group), default=0)
    return replace(source, id=new, parent=ROOT, rank=last + 1, removed=False)


def _copied(here: Facts, there: Facts, field: Field, row: RowId) -> Iterator[Key]:
    if not _shared(there, field):
        return
    for year in here.years_of(field.yearly):
        key = Key(field.id, row, year)
        if there.dossier.text(key) is not None:
            yield key


def start_from(session: Session, record: Facts) -> int:
    """Copy the record of an association into a new dossier, its papers included.

    Returns:
        How many answers and rows were copied.
    """
    count = bring(session, record, differences(session.facts, record))
    follow(session, record.dossier.id)
    return count


def follow(session: Session, record: DossierId) -> None:
    """Note in a dossier which record it goes with; no signature is voided by it."""
    if session.dossier.text(Key(RECORD)) != record:
        session.change({Key(RECORD): record})
