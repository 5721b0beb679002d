"""A dossier read through its form: typed values, visible questions, exercises.

Everything here is computed from immutable values, on demand, and remembered for as long as the
``Facts`` live: a change of the dossier makes new ``Facts``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier, Row
from cvdesk.domain.form import Budget, Condition, Field, Form, Group, Operator, Section, Yearly
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId

T = TypeVar("T")

FIRST_EXERCISE = FieldId("premier_exercice")
LAST_EXERCISE = FieldId("dernier_exercice")
MOST_EXERCISES = 5
"""More columns than any agreement has (four), as many as a printed budget can hold."""


@dataclass(frozen=True, eq=False)
class Facts:
    """What the checks, the screens and the page read.

    Attributes:
        today: The day the dossier is looked at: dates are compared with it.
    """

    dossier: Dossier
    form: Form
    contrat: Contrat
    today: date
    appel: Appel | None = None
    _visible: dict[tuple[Condition, RowId], bool] = field(default_factory=dict, repr=False)
    _remembered: dict[str, Any] = field(default_factory=dict, repr=False)

    def remember(self, name: str, compute: Callable[[Facts], T]) -> T:
        """Return ``compute(self)``, computed once for these facts."""
        if name not in self._remembered:
            self._remembered[name] = compute(self)
        return cast("T", self._remembered[name])

    def text(self, key: Key) -> str | None:
        """Return the canonical text of an answer, or None when there is none."""
        return self.dossier.text(key)

    def value(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> Any:
        """Return the typed answer, or None when there is none."""
        key = Key(FieldId(field_id), row, year)
        text = self.dossier.text(key)
        return None if text is None else self.form.read(key.field, text)

    def at(self, key: Key) -> Any:
        """Return the typed answer at ``key``, or None."""
        return self.value(key.field, key.row, key.year)

    def shown(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> str:
        """Return the answer as a French reader expects it, or an empty text."""
        value = self.value(field_id, row, year)
        found = self.form.field(FieldId(field_id))
        return "" if value is None or found is None else found.type.show(value)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The exercises of the request, by first civil year; empty until the first is known."""
        first = self.value(FIRST_EXERCISE)
        if first is None:
            return ()
        last = self.value(LAST_EXERCISE) if self.form.period == "pluriannuelle" else first
        if last is None or last < first:
            return (first,)
        return tuple(range(first, min(last, first + MOST_EXERCISES - 1) + 1))

    def years_of(self, yearly: Yearly) -> tuple[int | None, ...]:
        """Return the years a field is asked for; ``(None,)`` for a field without years."""
        if yearly is Yearly.NEVER:
            return (None,)
        return self.years if yearly is Yearly.EACH else self.years[:1]

    @cached_property
    def _rows(self) -> dict[tuple[GroupId, RowId], list[Row]]:
        rows: dict[tuple[GroupId, RowId], list[Row]] = {}
        for row in self.dossier.rows.values():
            if not row.removed:
                rows.setdefault((row.group, row.parent), []).append(row)
        for siblings in rows.values():
            siblings.sort(key=lambda row: (row.rank, row.id))
        return rows

    def rows(self, group: str, parent: RowId = ROOT) -> tuple[RowId, ...]:
        """Return the row keys of a group inside ``parent``, in the user's order."""
        return tuple(row.id for row in self._rows.get((GroupId(group), parent), ()))

    def section_rows(self, section: Section) -> tuple[RowId, ...]:
        """Return the rows that answer ``section``: one for each project, or ``ROOT`` alone."""
        return (ROOT,) if section.repeats is None else self.rows(section.repeats)

    @cached_property
    def projects(self) -> tuple[RowId, ...]:
        """The rows of the projects, in order."""
        return self.rows("projet")

    def holds(self, condition: Condition | None, row: RowId = ROOT) -> bool:
        """Return whether a visibility condition holds for ``row``."""
        if condition is None:
            return True
        known = self._visible.get((condition, row))
        if known is None:
            known = self._visible[(condition, row)] = self._judge(condition, row)
        return known

    def _judge(self, condition: Condition, row: RowId) -> bool:
        text = self.dossier.text(Key(condition.field, row))
        if text is None and row != ROOT:
            parent = self.dossier.rows[row].parent if row in self.dossier.rows else ROOT
            return self._judge(condition, parent)
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
                for line in item.line_fields():
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
