"""What a spreadsheet proposes for a budget: each amount read, where it goes, what is left to place.

Nothing changes until the person agrees; then everything is one step of undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cvdesk.app.budget_labels import Labels
from cvdesk.app.budget_placing import NOTHING, Placed, Placing, Target
from cvdesk.app.budget_reading import choose_sheet, read_rows
from cvdesk.app.classeur import Classeur
from cvdesk.app.session import Session
from cvdesk.app.sheet_columns import mark_column
from cvdesk.app.workbook_funders import FunderSheet, funder_sheet
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import EurosType
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.livres import Livres
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.wording import plain
from cvdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Import:
    """A proposal of import.

    Attributes:
        source: The file and its sheet.
        lines: Every row read, in the order of the sheet.
        known: What the workbook says of funders, when CVDesk wrote it.
    """

    budget: Budget
    project: RowId
    source: str
    lines: tuple[Placed, ...]
    known: FunderSheet

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The rows that go somewhere."""
        return tuple(one for one in self.lines if one.target is not None and one.target != NOTHING)

    @property
    def to_place(self) -> tuple[Placed, ...]:
        """The rows that the person still has to place, or to leave out."""
        return tuple(one for one in self.lines if one.target is None)

    def placing(self, rank: int, target: Target | None) -> Import:
        """Return the same proposal with one row sent elsewhere."""
        lines = list(self.lines)
        lines[rank] = replace(lines[rank], target=target)
        return replace(self, lines=tuple(lines))

    def changes(self, facts: Facts) -> dict[Key, Euros]:
        """Return what would no longer hold what it holds now."""
        return {key: amount for key, amount in self.amounts().items() if facts.at(key) != amount}

    def amounts(self) -> dict[Key, Euros]:
        """Return what each line of the grid and each funder already there would hold."""
        found: dict[Key, Euros] = {}
        for one in self.placed:
            for year, amount in one.amounts:
                key = self.key(one.target, year)
                if key is not None:
                    found[key] = found.get(key, ZERO) + amount
        return found

    def key(self, target: Target | None, year: int) -> Key | None:
        """Return which answer a row sent there writes; None when there is none yet."""
        if target is None or target.kind == "new":
            return None
        if target.kind == "line":
            return Key(self.budget.field_id(target.id), self.project, year)
        return Key(self.budget.funder_field("montant"), RowId(target.id), year)


@dataclass(frozen=True, slots=True)
class Destination:
    """Which budget a workbook is read for.

    Attributes:
        project: The project, or ``ROOT`` for the association.
        year: The one exercise to fill, or None for every one the headings name.
        sheet: The sheet to read, or empty for the one that looks most like this budget.
    """

    budget: Budget
    project: RowId
    year: int | None = None
    sheet: str = ""


def propose_import(facts: Facts, to: Destination, classeur: Classeur, livres: Livres) -> Import:
    """Return what a workbook proposes for one budget; ``livres`` says what the books call it.

    Raises:
        UserError: If nothing in it looks like a budget, or its columns cannot be told apart.
    """
    budget, project, year = to.budget, to.project, to.year
    years = tuple(one for one in facts.years_of(budget.yearly) if one is not None)
    if not years or (year is not None and year not in years):
        known = ", ".join(map(str, years)) or "aucun encore"
        raise UserError(
            f"Ce budget n’a pas d’exercice {year or ''}".strip() + ".",
            remedy=f"Exercices de ce budget\u00a0: {known}.",
        )
    labels = Labels(budget.grid, livres)
    ours = sheet_of(classeur, budget, project)
    feuille = choose_sheet(classeur, labels, to.sheet or ours)
    rows = read_rows(feuille, labels, years, year)
    known_funders = funder_sheet(classeur, budget)
    lines = Placing(facts, budget, project, labels).place(rows)
    if not any(one.amounts or one.problem for one in lines):
        raise UserError(
            f"La feuille «\u00a0{feuille.nom}\u00a0» n’a aucun montant pour ce budget.",
            remedy="Choisissez une autre feuille, ou vérifiez les colonnes d’années.",
        )
    return Import(budget, project, f"{classeur.nom}, {feuille.nom}", lines, known_funders)


def sheet_of(classeur: Classeur, budget: Budget, project: RowId) -> str:
    """Return the sheet that CVDesk wrote for this budget, or empty."""
    of_another = ""
    for feuille in classeur.feuilles:
        place = mark_column(feuille)
        column = -1 if place is None else place[1]
        marks = [str(row[column]) for row in feuille.lignes if 0 <= column < len(row)]
        lines = [mark for mark in marks if mark.startswith(f"{budget.id}_")]
        typed = {mark.partition("@")[2] for mark in lines if "_financeur@" not in mark}
        if project in typed:
            return feuille.nom
        of_another = of_another or (feuille.nom if typed else "")
    return of_another


def choose(proposal: Import, chosen: Mapping[str, Target]) -> Import:
    """Send the rows whose label is in ``chosen`` where it says.

    Raises:
        UserError: If no row has that label.
    """
    wanted = {plain(label): target for label, target in chosen.items()}
    seen = {plain(one.label) for one in proposal.lines}
    for label in chosen:
        if plain(label) not in seen:
            raise UserError(
                f"Le classeur n’a pas de ligne «\u00a0{label}\u00a0».",
                remedy="Recopiez le libellé tel que la proposition le montre.",
            )
    lines = tuple(
        replace(one, target=wanted[plain(one.label)])
        if plain(one.label) in wanted and not one.problem
        else one
        for one in proposal.lines
    )
    return replace(proposal, lines=lines)


def take_import(session: Session, proposal: Import) -> int:
    """Answer what was placed, in one step of undo; return how many amounts were written.

    Raises:
        UserError: If the rows of a line add up to more than the form can receive; nothing changes.
    """
    written = 0

    def edit(apart: Session) -> None:
        nonlocal written
        for key, amount in proposal.amounts().items():
            _type(apart, key, EurosType().store(amount))
            written += 1
        for one in proposal.placed:
            if one.target is not None and one.target.kind == "new":
                written += _add_funder(apart, proposal, one, one.target)

    session.together(edit)
    return written


def _add_funder(session: Session, proposal: Import, one: Placed, target: Target) -> int:
    budget = proposal.budget
    row = session.add_row(budget.funders.id, proposal.project)
    words = dict(proposal.known.words_of(one.mark, one.label))
    words.setdefault("nom", one.name)
    if target.id:
        words["type"] = target.id
    for name, text in words.items():
        field = budget.funder_field(name)
        if session.reference.form.field(field) is not None:
            _type(session, Key(field, row), text)
    for year, amount in one.amounts:
        _type(session, Key(budget.funder_field("montant"), row, year), EurosType().store(amount))
    return len(one.amounts)


def _type(session: Session, key: Key, typed: str) -> None:
    if not session.answer(key, typed):
        _, why = session.rejected(key) or ("", "")
        raise UserError(f"{key}\u00a0: {why}", remedy="Rien n’a été changé.")
