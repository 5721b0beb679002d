"""What is still to be answered: required questions that are empty, lists that are too short."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.choicetypes import TickType
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.form import Budget, Field, Group, Section
from cvdesk.domain.ids import Key, RowId

MISSING = "MANQUE"
"""The code of these findings: they are not rules of the table of checks."""


def missing_answers(facts: Facts) -> tuple[Finding, ...]:
    """Return one finding for each required question without answer.

    The boxes that only the signatory ticks are left out: check 15 counts them.
    """
    return tuple(_missing(facts))


def _missing(facts: Facts) -> Iterator[Finding]:
    for section in facts.form.sections:
        for row in facts.section_rows(section):
            for item in section.items:
                if facts.holds(item.visible_if, row):
                    yield from _of_item(facts, section, item, row)


def _of_item(
    facts: Facts, section: Section, item: Field | Group | Budget, row: RowId
) -> Iterator[Finding]:
    if isinstance(item, Field):
        yield from _of_field(facts, section, item, row, item.title or item.label)
    elif isinstance(item, Group):
        yield from _of_group(facts, section, item, row)
    else:
        yield from _of_group(facts, section, item.funders, row)


def _of_group(facts: Facts, section: Section, group: Group, parent: RowId) -> Iterator[Finding]:
    rows = facts.rows(group.id, parent)
    if len(rows) < group.minimum:
        one = "une" if group.feminine else "un"
        yield _finding(section, f"Ajoutez au moins {one} {group.item}.", ())
    for number, row in enumerate(rows, 1):
        for field in group.fields:
            asked = field.label.rstrip("\u00a0?").lower()
            name = f"{group.item} {number}, {asked}"
            yield from _of_field(facts, section, field, row, name)


def _of_field(
    facts: Facts, section: Section, field: Field, row: RowId, name: str
) -> Iterator[Finding]:
    if not field.required or not facts.holds(field.visible_if, row):
        return
    if isinstance(field.type, TickType) and field.signatory_only:
        return
    for year in facts.years_of(field.yearly):
        key = Key(field.id, row, year)
        if facts.dossier.text(key) is None:
            for_year = "" if year is None else f" pour {year}"
            message = f"Il reste à remplir{for_year}\u00a0: {name}."
            yield _finding(section, message, (key,))


def _finding(section: Section, message: str, keys: tuple[Key, ...]) -> Finding:
    return Finding(
        code=MISSING,
        number=None,
        gravity=Gravity.BLOCKING,
        message=message,
        keys=keys,
        source="Champ demandé par le formulaire",
        section=section.id,
    )
