"""A dossier read through its form: typed values, visible questions, exercises.

Everything here is computed from immutable values, on demand, and remembered. A change of the
dossier makes new ``Facts``, which keep what was computed from answers that did not change
(:mod:`~cvdesk.domain.notebook`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from datetime import date
from typing import Any, Final, TypeVar

from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier, Row, Version
from cvdesk.domain.form import Budget, Condition, Field, Form, Group, Operator, Section, Yearly
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId
from cvdesk.domain.notebook import Notebook
from cvdesk.domain.stamp import NEVER, Stamp

T = TypeVar("T")

FIRST_EXERCISE = FieldId("premier_exercice")
LAST_EXERCISE = FieldId("dernier_exercice")
MOST_EXERCISES = 5
"""More columns than any agreement has (four), as many as a printed budget can hold."""

_WHOLE: Final = object()
"""What is read of a dossier taken whole: any change of it is a change of that."""

_VERSIONS: Final = object()
_CALL: Final = object()

_Rows = dict[tuple[GroupId, RowId], list[Row]]


class Facts:
    """What the checks, the screens and the page read.

    Each method notes what it reads, for the sake of :meth:`remember`.

    Attributes:
        today: The day the dossier is looked at: dates are compared with it.
    """

    def __init__(
        self,
        dossier: Dossier,
        form: Form,
        contrat: Contrat,
        today: date,
        appel: Appel | None = None,
    ) -> None:
        self.form = form
        self.contrat = contrat
        self.today = today
        self.appel = appel
        self._dossier = dossier
        self._notes = Notebook()
        self._rows_known: _Rows | None = None
        self._edited_at: Stamp | None = None

    def after(self, dossier: Dossier, keys: Collection[Key] | None = None) -> Facts:
        """Return the facts of ``dossier``, another state of the same one.

        What was remembered goes with them, but for what read something that changed; these facts,
        still right about their own state, remember nothing any more.

        Args:
            dossier: The new state.
            keys: The answers that differ, all of them, when they are known and nothing else does.
        """
        old, new = self._dossier, Facts(dossier, self.form, self.contrat, self.today, self.appel)
        new._notes, self._notes = self._notes, Notebook()
        changed: set[Hashable] = {_WHOLE}
        if keys is None:
            keys = _differing(old, dossier)
            changed |= _moved(old, dossier)
            if dossier.versions != old.versions:
                changed.add(_VERSIONS)
            if dossier.appel != old.appel:
                changed.add(_CALL)
        changed.update(keys)
        if dossier.rows is old.rows:
            new._rows_known = self._rows_known
            stamps = [dossier.records[key].at for key in keys if key in dossier.records]
            latest = max(stamps, default=NEVER)
            if self._edited_at is not None and latest >= self._edited_at:
                new._edited_at = latest
        new._notes.forget(changed)
        return new

    def fresh(self, **changes: Any) -> Facts:
        """Return facts that remember nothing, some of what they are made of being changed."""
        made_of = {
            "dossier": self._dossier,
            "form": self.form,
            "contrat": self.contrat,
            "today": self.today,
            "appel": self.appel,
        }
        return Facts(**{**made_of, **changes})

    def remember(self, name: Hashable, compute: Callable[[Facts], T]) -> T:
        """Return ``compute(self)``, computed once, as long as nothing that it reads changes.

        ``compute`` reads the dossier through these facts only.
        """
        return self._notes.remember(name, compute, self)

    @property
    def dossier(self) -> Dossier:
        """The answers; what is computed from them here is computed again at any change."""
        self._notes.read(_WHOLE)
        return self._dossier

    @property
    def versions(self) -> tuple[Version, ...]:
        """The states frozen so far, oldest first."""
        self._notes.read(_VERSIONS)
        return self._dossier.versions

    @property
    def call(self) -> str:
        """The call that the dossier names, known here or not, or an empty text."""
        self._notes.read(_CALL)
        return self._dossier.appel

    @property
    def edited_at(self) -> Stamp:
        """The stamp of the latest change, or ``NEVER``."""
        self._notes.read(_WHOLE)
        if self._edited_at is None:
            self._edited_at = self._dossier.edited_at
        return self._edited_at

    def text(self, key: Key) -> str | None:
        """Return the canonical text of an answer, or None when there is none."""
        self._notes.read(key)
        return self._dossier.text(key)

    def written_at(self, key: Key) -> Stamp | None:
        """Return when an answer was given or erased last, or None."""
        self._notes.read(key)
        record = self._dossier.records.get(key)
        return None if record is None else record.at

    def row(self, row: RowId) -> Row | None:
        """Return a row of the dossier, removed or not, or None."""
        self._notes.read(row)
        return self._dossier.rows.get(row)

    def value(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> Any:
        """Return the typed answer, or None when there is none."""
        return self.at(Key(FieldId(field_id), row, year))

    def at(self, key: Key) -> Any:
        """Return the typed answer at ``key``, or None."""
        self._notes.read(key)
        record = self._dossier.records.get(key)
        if record is None or record.text is None:
            return None
        return self.form.read(key.field, record.text)

    def shown(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> str:
        """Return the answer as a French reader expects it, or an empty text."""
        value = self.value(field_id, row, year)
        found = self.form.field(FieldId(field_id))
        return "" if value is None or found is None else found.type.show(value)

    @property
    def years(self) -> tuple[int, ...]:
        """The exercises of the request, by first civil year; empty until the first is known."""
        return self.remember("years", _years)

    def years_of(self, yearly: Yearly) -> tuple[int | None, ...]:
        """Return the years a field is asked for; ``(None,)`` for a field without years."""
        if yearly is Yearly.NEVER:
            return (None,)
        return self.years if yearly is Yearly.EACH else self.years[:1]

    def rows(self, group: str, parent: RowId = ROOT) -> tuple[RowId, ...]:
        """Return the row keys of a group inside ``parent``, in the user's order."""
        place = GroupId(group), parent
        self._notes.read(place)
        if self._rows_known is None:
            self._rows_known = _sorted_rows(self._dossier)
        return tuple([row.id for row in self._rows_known.get(place, ())])

    def section_rows(self, section: Section) -> tuple[RowId, ...]:
        """Return the rows that answer ``section``: one for each project, or ``ROOT`` alone."""
        return (ROOT,) if section.repeats is None else self.rows(section.repeats)

    @property
    def projects(self) -> tuple[RowId, ...]:
        """The rows of the projects, in order."""
        return self.rows("projet")

    def holds(self, condition: Condition | None, row: RowId = ROOT) -> bool:
        """Return whether a visibility condition holds for ``row``."""
        if condition is None:
            return True
        return self.remember((condition, row), lambda facts: facts._judge(condition, row))  # noqa: SLF001 - the same class

    def _judge(self, condition: Condition, row: RowId) -> bool:
        text = self.text(Key(condition.field, row))
        if text is None and row != ROOT:
            found = self.row(row)
            return self._judge(condition, ROOT if found is None else found.parent)
        if condition.operator is Operator.IS_ANSWERED:
            return (text is not None) == (condition.operand != ("non",))
        if text is None:
            return False
        if condition.operator is Operator.CONTAINS:
            return condition.operand[0] in text.split(";")
        if condition.operator is Operator.AT_LEAST:
            return float(text) >= float(condition.operand[0])
        return text in condition.operand

    def questions(self, *, hidden: bool = False) -> Iterator[tuple[Section, Field, Key]]:
        """Yield every question asked now, in the order of the steps; the hidden ones on demand."""
        for section in self.form.sections:
            for row in self.section_rows(section):
                for found, key in self.section_keys(section, row, hidden=hidden):
                    yield section, found, key

    def section_keys(
        self, section: Section, row: RowId, *, hidden: bool = False
    ) -> Iterator[tuple[Field, Key]]:
        """Yield the questions of one step for one project (or ``ROOT``)."""
        for item in section.items:
            if not (hidden or self.holds(item.visible_if, row)):
                continue
            if isinstance(item, Field):
                yield from self._keys_of(item, row, hidden=hidden)
            elif isinstance(item, Group):
                yield from self._group_keys(item, row, hidden=hidden)
            else:
                for line in item.line_fields:
                    yield from self._keys_of(line, row, hidden=hidden)
                yield from self._group_keys(item.funders, row, hidden=hidden)

    def _group_keys(
        self, group: Group, parent: RowId, *, hidden: bool
    ) -> Iterator[tuple[Field, Key]]:
        for row in self.rows(group.id, parent):
            for found in group.fields:
                yield from self._keys_of(found, row, hidden=hidden)

    def _keys_of(self, found: Field, row: RowId, *, hidden: bool) -> Iterator[tuple[Field, Key]]:
        if hidden or self.holds(found.visible_if, row):
            for year in self.years_of(found.yearly):
                yield found, Key(found.id, row, year)

    def budgets(self) -> Iterator[tuple[Budget, RowId, int]]:
        """Yield every budget asked: its declaration, its project (or ``ROOT``), its exercise."""
        for section in self.form.sections:
            for item in section.items:
                if not isinstance(item, Budget):
                    continue
                for row in self.section_rows(section):
                    if self.holds(item.visible_if, row):
                        for year in self.years_of(item.yearly):
                            if year is not None:
                                yield item, row, year

    def asked(self, wanted: Callable[[Field, Section], bool]) -> Iterator[Key]:
        """Yield the questions asked now whose field is ``wanted``, amounts of grids left out."""
        for section, item, group, every in self.form.asking:
            fields = [field for field in every if wanted(field, section)]
            for row in self.section_rows(section) if fields else ():
                if not self.holds(item.visible_if, row):
                    continue
                for home in (row,) if group is None else self.rows(group.id, row):
                    for field in fields:
                        for _, key in self._keys_of(field, home, hidden=False):
                            yield key


def _years(facts: Facts) -> tuple[int, ...]:
    first = facts.value(FIRST_EXERCISE)
    if first is None:
        return ()
    last = facts.value(LAST_EXERCISE) if facts.form.period == "pluriannuelle" else first
    if last is None or last < first:
        return (first,)
    return tuple(range(first, min(last, first + MOST_EXERCISES - 1) + 1))


def _sorted_rows(dossier: Dossier) -> _Rows:
    rows: _Rows = {}
    for row in dossier.rows.values():
        if not row.removed:
            rows.setdefault((row.group, row.parent), []).append(row)
    for siblings in rows.values():
        siblings.sort(key=lambda row: (row.rank, row.id))
    return rows


def _differing(old: Dossier, new: Dossier) -> set[Key]:
    """Return the answers that were written between two states."""
    before, now = old.records, new.records
    found = {key for key, record in now.items() if before.get(key) is not record}
    return found | (before.keys() - now.keys())


def _moved(old: Dossier, new: Dossier) -> set[Hashable]:
    """Return the rows that were added, moved or removed between two states, and their lists."""
    if old.rows is new.rows:
        return set()
    found: set[Hashable] = set()
    for row in old.rows.keys() | new.rows.keys():
        before, now = old.rows.get(row), new.rows.get(row)
        if before != now:
            found.add(row)
            found.update((one.group, one.parent) for one in (before, now) if one is not None)
    return found
