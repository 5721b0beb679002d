"""What to copy into a portal, box after box: pure functions from a dossier to values.

What is copied is exactly what was answered: nothing is shortened, reworded or respaced. A box that
takes digits alone (``saisie``) receives the same number without its spaces and its unit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from cvdesk.app.portal_values import CALCULS, computed, place_of_contrat, typed_euros
from cvdesk.domain.budget import BudgetYear, budget_name, budgets
from cvdesk.domain.choicetypes import ChoicesType, RowType
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import (
    DecimalType,
    EurosType,
    FieldType,
    IntegerType,
    TextType,
)
from cvdesk.domain.form import Field
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId
from cvdesk.domain.papertypes import IbanType, NodeType, PhoneType, QuartierType, SiretType
from cvdesk.domain.portail import Bloc, Case, Ecran, Grille, Portail


@dataclass(frozen=True, slots=True)
class Box:
    """One box to fill.

    Attributes:
        id: Where it is in the portal, for this dossier: screen, box, exercise, row.
        heading: What stands above it (« Financeur 2 », « Budget 2027 »), or empty.
        text: Exactly what goes there; empty when the dossier does not have it.
        origin: Where it comes from, in words.
        key: The answer it comes from, or None.
        chosen: Whether it is picked from a list of the portal, and not pasted.
        limit: Most characters the portal or the call takes, or None when nobody found it written.
        guide: What the form advises when the limit is not known, or None.
        doubt: What is still to be checked in the portal, or empty.
        masked: Whether the text is shown in part only.
    """

    id: str
    label: str
    heading: str
    text: str
    origin: str
    key: Key | None = None
    chosen: bool = False
    limit: int | None = None
    guide: int | None = None
    doubt: str = ""
    help: str = ""
    masked: bool = False

    @property
    def shown(self) -> str:
        """The text as it may be seen and printed."""
        return IbanType.masked(self.text) if self.masked and self.text else self.text

    @property
    def length(self) -> int:
        """Characters, spaces included."""
        return len(self.text)

    @property
    def length_without_spaces(self) -> int:
        """Characters, spaces and line ends left out."""
        return sum(not character.isspace() for character in self.text)

    @property
    def excess(self) -> int:
        """How many characters too many, spaces included; 0 when it fits or no limit is known."""
        return 0 if self.limit is None else max(self.length - self.limit, 0)

    @property
    def digest(self) -> str:
        """The beginning of the fingerprint of the text: it tells that it was changed since."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the portal, for this dossier.

    Attributes:
        project: The project it is filled for, or ``ROOT``.
        note: What to know before filling it.
        doubt: What is still to be checked in the portal, or empty.
    """

    id: str
    title: str
    project: RowId
    boxes: tuple[Box, ...]
    note: str = ""
    doubt: str = ""


def screens(facts: Facts, portail: Portail) -> tuple[Screen, ...]:
    """Return the screens of a portal, in its order; those of a project once for each project."""
    made: list[Screen] = []
    for ecran in portail.ecrans:
        rows = facts.projects if ecran.par_projet else (ROOT,)
        for rank, row in enumerate(rows, 1):
            suffix = f", projet {rank}" if len(rows) > 1 else ""
            boxes = tuple(_boxes(facts, ecran, row))
            if boxes:
                made.append(
                    Screen(ecran.id, ecran.titre + suffix, row, boxes, ecran.note, ecran.a_verifier)
                )
    return tuple(made)


def boxes_to_copy(found: tuple[Screen, ...]) -> tuple[Box, ...]:
    """Return every box that has something to receive, in order."""
    return tuple(box for screen in found for box in screen.boxes if box.text)


def _boxes(facts: Facts, ecran: Ecran, row: RowId) -> Iterator[Box]:
    for element in ecran.elements:
        if isinstance(element, Case):
            yield from _of_case(facts, ecran, element, row, "")
        elif isinstance(element, Bloc):
            yield from _of_bloc(facts, ecran, element, row)
        else:
            yield from _of_grid(facts, ecran, element, row)


def _of_bloc(facts: Facts, ecran: Ecran, bloc: Bloc, parent: RowId) -> Iterator[Box]:
    group = facts.form.groups.get(GroupId(budget_name(facts.form, bloc.chaque)))
    if group is None or not facts.holds(group.visible_if, parent):
        return
    home = parent if facts.form.parents[group.id] else ROOT
    rows = facts.rows(group.id, home)
    for rank, row in enumerate(rows, 1):
        heading = f"{bloc.titre} {rank}" if len(rows) > 1 else bloc.titre
        for case in bloc.cases:
            yield from _of_case(facts, ecran, case, row, heading)


def _of_case(facts: Facts, ecran: Ecran, case: Case, row: RowId, heading: str) -> Iterator[Box]:
    box = Box(
        id=f"{ecran.id}.{case.id}",
        label=case.label,
        heading=heading,
        text=case.fixe,
        origin="le même choix dans tous les dossiers",
        chosen=case.a_choisir,
        limit=case.limite,
        doubt=case.a_verifier,
        help=case.aide,
    )
    if case.fixe:
        yield replace(box, id=_placed(box.id, None, row))
    elif case.calcul:
        calcul = CALCULS[case.calcul]
        at = row if calcul.row else ROOT
        years = facts.years if calcul.yearly else (None,)
        for year in years:
            text = computed(case.calcul, facts, at, year)
            yield replace(
                box,
                id=_placed(box.id, year, row),
                label=_dated(case.label, year, len(years)),
                text=case.choix.get(text, text),
                origin=calcul.said,
            )
    elif case.champ is not None:
        field = facts.form.field(FieldId(budget_name(facts.form, case.champ)))
        if field is not None:
            yield from _of_field(facts, case, field, row, box)


def _of_field(facts: Facts, case: Case, field: Field, row: RowId, box: Box) -> Iterator[Box]:
    home = row if facts.form.row_group(field.id) is not None else ROOT
    if not facts.holds(field.visible_if, home):
        return
    appel = facts.appel
    limit = case.limite
    if limit is None and appel is not None:
        limit = appel.limites.get(field.id)
    years = facts.years_of(field.yearly)
    for year in years:
        yield replace(
            box,
            id=_placed(box.id, year, row),
            label=_dated(case.label, year, len(years)),
            text=_answer(facts, case, field, Key(field.id, home, year)),
            origin=_origin(facts, field),
            key=Key(field.id, home, year),
            limit=limit,
            guide=field.limit,
            masked=field.masked,
        )


def _answer(facts: Facts, case: Case, field: Field, key: Key) -> str:
    """Return what goes into the box: the answer itself, in one of its two spellings."""
    canonical = facts.dossier.text(key)
    if canonical is None:
        return ""
    words = canonical.split(";") if isinstance(field.type, ChoicesType) else [canonical]
    if case.choix and all(word in case.choix for word in words):
        return ", ".join(case.choix[word] for word in words)
    value = facts.at(key)
    match field.type:
        case TextType():
            return canonical
        case RowType():
            return _row_text(facts, field.type, value)
        case NodeType():
            return place_of_contrat(facts, canonical) or canonical
    return _digits(field.type, canonical, value) if case.saisie else field.type.show(value)


def _digits(type_: FieldType[Any], canonical: str, value: Any) -> str:
    """Return a value as a box of digits takes it: no space, no unit, a decimal comma."""
    match type_:
        case EurosType():
            return typed_euros(value)
        case DecimalType():
            return canonical.replace(".", ",")
        case IntegerType() | SiretType() | IbanType() | PhoneType() | QuartierType():
            return canonical
    return type_.show(value)


def _row_text(facts: Facts, type_: RowType, row: RowId) -> str:
    """Return the first answer of the row that is linked to."""
    group = next((one for one in facts.form.groups.values() if one.id == type_.group), None)
    return "" if group is None else facts.shown(group.fields[0].id, row)


def _origin(facts: Facts, field: Field) -> str:
    group = facts.form.places[field.id].group
    number = field.number or ("" if group is None else group.number)
    name = field.title or field.label
    return f"rubrique {number}, {name}" if number else name


def _of_grid(facts: Facts, ecran: Ecran, grille: Grille, row: RowId) -> Iterator[Box]:
    years = [one for one in budgets(facts, grille.budget) if one.row in {row, ROOT}]
    for budget in years:
        heading = f"{grille.titre} {budget.year}"
        yield from _of_budget(ecran, grille, budget, heading)


def _of_budget(ecran: Ecran, grille: Grille, year: BudgetYear, heading: str) -> Iterator[Box]:
    for account in year.budget.grid.accounts:
        for line in account.lines:
            amount = year.line(line.key)
            if not amount:
                continue
            number = line.number or account.number
            key = year.key(line.key)
            label = f"{number} {line.label}".strip()
            if not line.number and not account.single:
                label = f"{number} {account.label}, {line.label}".strip()
            yield Box(
                id=_placed(f"{ecran.id}.{grille.id}_{line.key}", year.year, year.row),
                label=label,
                heading=heading,
                text=typed_euros(amount),
                origin=_grid_origin(year),
                key=key,
            )


def _grid_origin(year: BudgetYear) -> str:
    number = year.budget.number
    return f"rubrique {number}, {year.budget.label}" if number else year.budget.label


def _placed(base: str, year: int | None, row: RowId) -> str:
    dated = base if year is None else f"{base}.{year}"
    return f"{dated}@{row}" if row else dated


def _dated(label: str, year: int | None, years: int) -> str:
    return f"{label} ({year})" if year is not None and years > 1 else label
