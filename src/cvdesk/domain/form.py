"""A form: what is asked, in which order, and under which condition.

A form is data (``forms/<form>/<revision>/form.yaml``); these classes are what the data becomes. Two
orders live side by side: the *steps* in which a person answers (sections, questions), and the
*printed* order of the Cerfa (``number`` and ``title`` of each field).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, TypeAlias

from cvdesk.domain.appel import PieceAttendue
from cvdesk.domain.fieldtypes import EurosType, FieldType
from cvdesk.domain.grid import Grid
from cvdesk.domain.ids import FieldId, GroupId
from cvdesk.domain.renewal import Renewal
from cvdesk.domain.sources import Source


@dataclass(frozen=True, slots=True, order=True)
class FormRef:
    """A released form; a dossier is pinned to one."""

    form: str
    revision: str

    def __str__(self) -> str:
        return f"{self.form}/{self.revision}"


class Nature(Enum):
    """What a form is for: it decides which checks speak, and which pages are printed."""

    REQUEST = "demande"
    ASSOCIATION = "association"
    REPORT = "compte_rendu"
    REVIEW = "bilan"
    LETTER = "courrier"
    POWER = "pouvoir"

    @property
    def answers_contrat(self) -> bool:
        """Whether such a form cites a contract: an association and a power answer none."""
        return self not in {Nature.ASSOCIATION, Nature.POWER}


class Yearly(Enum):
    """For which exercises of the dossier a field is asked."""

    NEVER = "jamais"
    FIRST = "premier"
    EACH = "tous"


class Operator(Enum):
    """The closed list of what a visibility condition can compare."""

    EQUALS = "equals"
    ONE_OF = "one_of"
    CONTAINS = "contains"
    AT_LEAST = "at_least"
    IS_ANSWERED = "is_answered"


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A field (or group) is asked only if this holds.

    Compared by identity, like a section: both are looked up at every keystroke.

    Attributes:
        field: The field looked at: in the same row, else at the root.
        operator: How it is compared.
        operand: Canonical texts to compare with (one, or several for ``ONE_OF``).
    """

    field: FieldId
    operator: Operator
    operand: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    Attributes:
        label: The question as asked on screen.
        help: One line, at most 140 characters, always visible.
        more: A paragraph with an example, shown on demand.
        source: Where the requirement comes from (text, article, section of the form).
        number: Its number on the printed dossier (``6.4``), or empty when it prints with another.
        title: Its printed label (``Description``).
        limit: Most characters the form expects, or None; a call may say another.
        excused_if: When a required answer may be left empty all the same.
        signatory_only: Ticked by the person who signs, nobody else (attestations).
        masked: Shown and printed in part only (account number).
        unit: What the number counts, shown after the input (``€``, ``h``, ``ETPT``).
        renewal, inherits: What becomes of it the next year, or the fact that answers it then.
    """

    id: FieldId
    label: str
    type: FieldType[Any]
    required: bool = False
    help: str = ""
    more: str = ""
    source: str = ""
    number: str = ""
    title: str = ""
    yearly: Yearly = Yearly.NEVER
    visible_if: Condition | None = None
    excused_if: Condition | None = None
    limit: int | None = None
    signatory_only: bool = False
    masked: bool = False
    unit: str = ""
    renewal: Renewal | None = None
    inherits: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions asked once for each row of a list that the user makes.

    Attributes:
        label: The list as a question (« Que voulez-vous changer ? »).
        item: One row, in the singular (« objectif »), for buttons and messages.
        feminine: Whether ``item`` is feminine in French (« Ajouter une ligne »).
        minimum: How many rows a complete dossier has.
    """

    id: GroupId
    label: str
    item: str
    fields: tuple[Field, ...]
    feminine: bool = False
    minimum: int = 0
    help: str = ""
    more: str = ""
    source: str = ""
    number: str = ""
    title: str = ""
    visible_if: Condition | None = None


@dataclass(frozen=True)
class Budget:
    """A budget asked by a form: a grid, its funder lines, one column for each exercise.

    The answer to line ``641`` of the budget ``projet`` has the field id ``projet_641``. A budget of
    what was spent has a ``plan``: the name that holds what was planned, over the same grid
    (``prevu_641``) and the same funder rows (``…_financeur_prevu``); else it is empty.
    """

    id: str
    label: str
    grid: Grid
    funders: Group
    yearly: Yearly
    help: str = ""
    number: str = ""
    title: str = ""
    visible_if: Condition | None = None
    plan: str = ""

    def field_id(self, key: str) -> FieldId:
        """Return the field of the grid's line ``key``."""
        return FieldId(f"{self.id}_{key}")

    def funder_field(self, name: str) -> FieldId:
        """Return the field ``name`` of a funder row (``type``, ``nom``, ``montant`` …)."""
        return FieldId(f"{self.id}_financeur_{name}")

    @cached_property
    def line_fields(self) -> tuple[Field, ...]:
        """One field for each typed line of the grid, planned before done."""
        return tuple(self._line_fields())

    def _line_fields(self) -> Iterator[Field]:
        for line in (one for account in self.grid.accounts for one in account.lines):
            done = Field(
                id=self.field_id(line.key), label=f"{line.number} {line.label}".strip(),
                type=EurosType(), yearly=self.yearly, unit="€",
                help=line.help, more=line.more, source=line.source,
            )  # fmt: skip
            if self.plan:
                plan = FieldId(f"{self.plan}_{line.key}")
                yield replace(done, id=plan, label=f"{done.label}, prévu")
            yield done


FOLLOW_UP = "suivi_"
"""How the fields and groups of a follow-up begin, in every form: what the association notes of the
life of its dossier is neither printed nor signed, so writing it voids no signature."""

_MOST_REMEMBERED = 50_000
"""Values. A dossier has a few hundred; each state of a text being typed is one more."""

Item: TypeAlias = Field | Group | Budget


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A step of the form, compared by identity: a form is read once.

    Attributes:
        repeats: The group whose every row answers this section again (projects), or None.
        minutes: How long it takes, about; 0 when unknown.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    intro: str = ""
    minutes: int = 0
    repeats: GroupId | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in its form."""

    field: Field
    section: Section
    group: Group | None
    budget: Budget | None


@dataclass(frozen=True)
class Form:
    """A released form.

    Attributes:
        rubriques: Number and title of each part of the printed dossier, in order.
        period: ``annuelle`` or ``pluriannuelle``.
        repeated: Groups that whole sections repeat over (one row for each project).
        given: Answers that the form itself gives to a new dossier, as canonical text.
        follow_up: What is noted beside the dossier: never a step, never printed, never signed.
        pieces: The papers it asks for when no call says otherwise.
        year_of: The form of several years of which this one asks a single year, or empty.
    """

    ref: FormRef
    title: str
    source: Source
    period: str
    rubriques: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    repeated: tuple[Group, ...] = ()
    nature: Nature = Nature.REQUEST
    follow_up: tuple[Section, ...] = ()
    pieces: tuple[PieceAttendue, ...] = ()
    year_of: str = ""
    given: Mapping[FieldId, str] = field(default_factory=dict)

    @property
    def every_section(self) -> tuple[Section, ...]:
        """The steps, then the follow-up."""
        return (*self.sections, *self.follow_up)

    @cached_property
    def places(self) -> Mapping[FieldId, Place]:
        """Every field by id, with where it stands."""
        places: dict[FieldId, Place] = {}
        for section in self.every_section:
            for item in section.items:
                for place in _places(section, item):
                    places[place.field.id] = place
        return places

    @cached_property
    def asking(self) -> tuple[tuple[Section, Item, Group | None, tuple[Field, ...]], ...]:
        """What each item of the steps asks, amounts of grids left out, in the order of the steps.

        With the group whose rows answer it, or None when it is asked once.
        """
        found: list[tuple[Section, Item, Group | None, tuple[Field, ...]]] = []
        for section in self.sections:
            for item in section.items:
                if isinstance(item, Field):
                    found.append((section, item, None, (item,)))
                elif isinstance(item, Group):
                    found.append((section, item, item, item.fields))
                else:
                    amount = item.funder_field("montant")
                    words = tuple(field for field in item.funders.fields if field.id != amount)
                    found.append((section, item, item.funders, words))
        return tuple(found)

    @cached_property
    def groups(self) -> Mapping[GroupId, Group]:
        """Every group by id, those of the budgets included."""
        groups = {group.id: group for group in self.repeated}
        for section in self.every_section:
            for item in section.items:
                if isinstance(item, Group):
                    groups[item.id] = item
                elif isinstance(item, Budget):
                    groups[item.funders.id] = item.funders
        return groups

    @cached_property
    def parents(self) -> Mapping[GroupId, GroupId | None]:
        """For each group, the group in whose rows it lives, or None at the root."""
        parents: dict[GroupId, GroupId | None] = {group.id: None for group in self.repeated}
        for section in self.every_section:
            for item in section.items:
                if isinstance(item, Group):
                    parents[item.id] = section.repeats
                elif isinstance(item, Budget):
                    parents[item.funders.id] = section.repeats
        return parents

    @cached_property
    def budgets(self) -> Mapping[str, Budget]:
        """Every budget by id."""
        return {
            item.id: item
            for section in self.sections
            for item in section.items
            if isinstance(item, Budget)
        }

    @cached_property
    def _read(self) -> dict[tuple[FieldId, str], Any]:
        return {}

    def read(self, field_id: FieldId, canonical: str) -> Any:
        """Return the value of a canonical text, remembered; None for a field it does not have.

        Raises:
            ValueError: If the field's type did not write that text.
        """
        known = self._read.get((field_id, canonical))
        if known is None:
            place = self.places.get(field_id)
            if place is None:
                return None
            if len(self._read) > _MOST_REMEMBERED:
                self._read.clear()
            known = self._read[(field_id, canonical)] = place.field.type.restore(canonical)
        return known

    def field(self, field_id: FieldId) -> Field | None:
        """Return a field, or None when this form does not have it."""
        place = self.places.get(field_id)
        return None if place is None else place.field

    def row_group(self, field_id: FieldId) -> GroupId | None:
        """Return the group whose rows answer a field of this form, or None at the root."""
        place = self.places[field_id]
        return place.section.repeats if place.group is None else place.group.id

    def section(self, section_id: str) -> Section:
        """Return a section of this form."""
        return next(section for section in self.every_section if section.id == section_id)


def _places(section: Section, item: Item) -> Iterator[Place]:
    if isinstance(item, Field):
        yield Place(item, section, None, None)
    elif isinstance(item, Group):
        for field in item.fields:
            yield Place(field, section, item, None)
    else:
        for field in item.line_fields:
            yield Place(field, section, None, item)
        for field in item.funders.fields:
            yield Place(field, section, item.funders, item)
