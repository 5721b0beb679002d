"""What is still to be answered: required questions that are empty, lists that are too short.

A place that the dossier's edition of the contract does not have is no answer either: it was typed
by hand, or the edition changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.budget import budgets
from cvdesk.domain.choicetypes import TickType
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.form import Budget, Field, Group, Section, Yearly
from cvdesk.domain.ids import ROOT, Key, RowId
from cvdesk.domain.papertypes import NodeType

MISSING = "MANQUE"
"""The code of these findings: they are not rules of the table of checks."""


def missing_answers(facts: Facts) -> tuple[Finding, ...]:
    """Return one finding for each required question without answer.

    The boxes that only the signatory ticks are left out: check 15 counts them.
    """
    return facts.remember("missing_answers", lambda facts: tuple(_missing(facts)))


def _missing(facts: Facts) -> Iterator[Finding]:
    for group in facts.form.repeated:
        section = next((s for s in facts.form.sections if s.repeats == group.id), None)
        if section is not None:
            yield from _too_few(section, group, len(facts.rows(group.id)))
    for section in facts.form.sections:
        for row in facts.section_rows(section):
            for item in section.items:
                if facts.holds(item.visible_if, row):
                    yield from facts.remember(
                        ("manque", item.id, row),
                        lambda facts, item=item, row=row, section=section: tuple(  # type: ignore[misc]
                            _of_item(facts, section, item, row)
                        ),
                    )


def _of_item(
    facts: Facts, section: Section, item: Field | Group | Budget, row: RowId
) -> Iterator[Finding]:
    if isinstance(item, Field):
        yield from _of_field(facts, section, item, row, item.title or item.label)
    elif isinstance(item, Group):
        yield from _of_group(facts, section, item, row)
    else:
        yield from _of_budget(facts, section, item, row)
        yield from _of_group(facts, section, item.funders, row)


def _of_budget(facts: Facts, section: Section, budget: Budget, row: RowId) -> Iterator[Finding]:
    if budget.yearly is Yearly.EACH and facts.form.period == "pluriannuelle":
        return  # check 58 says it, and where to start from
    for one in budgets(facts, budget.id):
        if one.row == row and one.empty:
            first = next(line.key for account in budget.grid.charges for line in account.lines)
            message = f"Il reste à remplir pour {one.year}\u00a0: {budget.title or budget.label}."
            yield _finding(section, message, (one.key(first),))


def _of_group(facts: Facts, section: Section, group: Group, parent: RowId) -> Iterator[Finding]:
    rows = facts.rows(group.id, parent)
    yield from _too_few(section, group, len(rows), parent)
    for number, row in enumerate(rows, 1):
        yield from facts.remember(
            ("manque", row, number),
            lambda facts, row=row, number=number: tuple(  # type: ignore[misc]
                _of_row(facts, section, group, row, number)
            ),
        )


def _of_row(
    facts: Facts, section: Section, group: Group, row: RowId, number: int
) -> Iterator[Finding]:
    for field in group.fields:
        if field.required:
            asked = field.label.rstrip("\u00a0?").lower()
            name = f"{group.item} {number}"
            if asked != group.item:  # « financeur 2 » says it already
                name += f", {asked}"
            yield from _of_field(facts, section, field, row, name)


def _too_few(section: Section, group: Group, count: int, parent: RowId = ROOT) -> Iterator[Finding]:
    if count < group.minimum:
        one = "une" if group.feminine else "un"
        where = (Key(group.fields[0].id, parent),) if group.fields else ()  # the list as a whole
        yield _finding(section, f"Ajoutez au moins {one} {group.item}.", where, parent)


def _of_field(
    facts: Facts, section: Section, field: Field, row: RowId, name: str
) -> Iterator[Finding]:
    if not field.required or not facts.holds(field.visible_if, row):
        return
    if field.excused_if is not None and facts.holds(field.excused_if, row):
        return
    if isinstance(field.type, TickType) and field.signatory_only:
        return
    for year in facts.years_of(field.yearly):
        key = Key(field.id, row, year)
        text = facts.text(key)
        if text is not None and isinstance(field.type, NodeType):
            if not _has_place(facts.contrat, text):
                message = (
                    f"«\u00a0{text}\u00a0» n’est pas dans l’édition "
                    f"«\u00a0{facts.contrat.version}\u00a0» du contrat de ville. "
                    f"Choisissez de nouveau\u00a0: {name}. Votre phrase est gardée."
                )
                yield _finding(section, message, (key,))
        elif text is None:
            for_year = "" if year is None else f" pour {year}"
            end = "" if name.endswith("?") else "."  # a question keeps its own mark
            message = f"Il reste à remplir{for_year}\u00a0: {name}{end}"
            yield _finding(section, message, (key,))


def _has_place(contrat: Contrat, id_: str) -> bool:
    return contrat.cites(id_) or any(axe.id == id_ for axe in contrat.axes_transversaux)


def _finding(section: Section, message: str, keys: tuple[Key, ...], row: RowId = ROOT) -> Finding:
    return Finding(
        code=MISSING,
        number=None,
        gravity=Gravity.BLOCKING,
        message=message,
        keys=keys,
        source="Champ demandé par le formulaire",
        section=section.id,
        row=row,
    )
