"""One step as values to draw: its visible questions and lists, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cvdesk.app.navigation import Step
from cvdesk.app.session import Session
from cvdesk.app.viewmodel import FieldView, field_view, row_title
from cvdesk.domain.form import Budget, Field, Group
from cvdesk.domain.ids import Key, RowId


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a list: its key, what it is called, and its questions."""

    row: RowId
    title: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A list as it stands."""

    group: Group
    parent: RowId
    rows: tuple[RowView, ...]


ItemView: TypeAlias = FieldView | GroupView


def section_items(
    session: Session, step: Step, *, for_signatory: bool = False, funders: bool = False
) -> tuple[ItemView, ...]:
    """Return what is asked in ``step`` now; budgets have a screen of their own.

    Args:
        session: The dossier.
        step: Where.
        for_signatory: Whether to return the boxes that only the signatory ticks, instead of all
            the others.
        funders: Whether the funders of a budget come too, as a list of rows: the form view of the
            grid.
    """
    found = list(_items(session, step, for_signatory=for_signatory))
    if funders:
        found += [
            group_view(session, item.funders, step.row)
            for item in step.section.items
            if isinstance(item, Budget)
        ]
    return tuple(found)


def _items(session: Session, step: Step, *, for_signatory: bool) -> Iterator[ItemView]:
    facts = session.facts
    for item in step.section.items:
        if isinstance(item, Budget) or not facts.holds(item.visible_if, step.row):
            continue
        if isinstance(item, Field):
            if item.signatory_only is for_signatory:
                for year in facts.years_of(item.yearly):
                    yield field_view(session, item, Key(item.id, step.row, year))
        elif not for_signatory:
            yield group_view(session, item, step.row)


def group_view(session: Session, group: Group, parent: RowId) -> GroupView:
    """Return one list."""
    facts = session.facts
    rows = []
    for row in facts.rows(group.id, parent):
        fields = tuple(
            field_view(session, field, Key(field.id, row, year))
            for field in group.fields
            if facts.holds(field.visible_if, row)
            for year in facts.years_of(field.yearly)
        )
        rows.append(RowView(row, row_title(session, group, row), fields))
    return GroupView(group, parent, tuple(rows))
