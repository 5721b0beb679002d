"""Writing the budgets as an .xlsx workbook: live formulas, French formats, ready to print.

Texts are written as texts, never as formulas, whatever they begin with. Nothing is protected: the
workbook is the person's own. The same dossier at the same time gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter

from cvdesk.app.classeur import cell_name
from cvdesk.app.sheet_columns import MARK
from cvdesk.app.workbook import FIRST_YEAR, GridSheet, SheetRow, Sum, grid_sheets, sum_of
from cvdesk.app.workbook_funders import HEADINGS
from cvdesk.domain.facts import Facts
from cvdesk.domain.grid import Account
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import Euros
from cvdesk.domain.taux import Taux

_TITLE, _HEADINGS, _FIRST = 0, 2, 3
"""Rows of a sheet: its title, its headings, its first line."""

_WHOLE, _CENTS = '#,##0 "€"', '#,##0.00 "€"'
"""The groups and the decimal mark follow the language of the spreadsheet program."""

_STYLES: Mapping[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": "#595959", "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"},
    "year": {"bold": True, "bottom": 1, "align": "right", "valign": "vcenter"},
    "heading": {"bold": True, "bg_color": "#E7EFEC"},
    "account": {"bold": True},
    "line": {"indent": 1},
    "total": {"bold": True, "top": 1, "bg_color": "#F2F2F2"},
    "mark": {"font_color": "#8C8C8C", "font_size": 8},
    "text": {"text_wrap": True, "valign": "top"},
}
_MARKED = (
    f"La colonne « {MARK} » permet à CVDesk de relire ce classeur (« Importer un classeur ») : "
    "laissez-la en place. Une ligne ajoutée sans repère sera placée d’après son libellé."
)
_NUMBERS = (
    "Les numéros de comptes sont ceux du formulaire : 870 et 875 sont inversés dans les livres "
    "depuis le règlement ANC 2018-06."
)
_WIDTHS = {"nom": 44, "acte": 34, "note": 34, "nature": 20, "type": 24, "departement": 13}
_READ_ME = 100
"""Width of the only column of the sheet that says what the workbook is."""


def write_budgets(facts: Facts, rates: Iterable[Taux], made_at: datetime) -> bytes:
    """Return the workbook of every budget of a dossier.

    Args:
        facts: The dossier.
        rates: The rates in force, told beside the volunteering.
        made_at: When it is written, told on the first sheet.
    """
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    name = facts.value("nom") or "Association"
    workbook.set_properties(
        {"title": f"Budgets, {name}", "created": made_at.replace(tzinfo=None), "author": ""}
    )
    writer = _Writer(workbook, facts)
    sheets = grid_sheets(facts)
    for sheet in sheets:
        writer.grid(sheet)
    if sheets:
        writer.funders(sheets)
        writer.contributions(sheets, tuple(rates))
    writer.about(made_at)
    workbook.close()
    return buffer.getvalue()


class _At(NamedTuple):
    """Where a cell is written."""

    sheet: Any
    row: int
    column: int


class _Writer:
    def __init__(self, workbook: Any, facts: Facts) -> None:
        self._book = workbook
        self._facts = facts
        self._formats: dict[tuple[str, str], Any] = {}

    def _format(self, style: str, number: str = "") -> Any:
        known = self._formats.get((style, number))
        if known is None:
            wanted = dict(_STYLES[style])
            if number:
                wanted["num_format"] = number
                wanted.pop("indent", None)
            known = self._formats[style, number] = self._book.add_format(wanted)
        return known

    def _open(self, name: str, title: str, columns: int, *, landscape: bool) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.write_string(_TITLE, 0, title, self._format("title"))
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&L&F&C&A&RPage &P sur &N")
        sheet.repeat_rows(_HEADINGS)
        sheet.freeze_panes(_FIRST, min(FIRST_YEAR, columns))
        return sheet

    # --- the grids --------------------------------------------------------------------------------

    def grid(self, grid: GridSheet) -> None:
        """Write one budget: its years side by side, and their sum when there are several."""
        several = len(grid.years) > 1
        total = FIRST_YEAR + len(grid.years)
        mark = total + several
        sheet = self._open(grid.name, grid.title, mark, landscape=len(grid.years) > 2)  # noqa: PLR2004
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, 1, 58)
        sheet.set_column(FIRST_YEAR, max(total - 1 + several, FIRST_YEAR), 14)
        sheet.set_column(mark, mark, 18, None, {"hidden": False})
        sheet.write_string(_HEADINGS, 0, "Compte", self._format("head"))
        sheet.write_string(_HEADINGS, 1, "Libellé", self._format("head"))
        for rank, year in enumerate(grid.years):
            sheet.write_string(_HEADINGS, FIRST_YEAR + rank, str(year), self._format("year"))
        if several:
            sheet.write_string(_HEADINGS, total, "Ensemble", self._format("year"))
        sheet.write_string(_HEADINGS, mark, MARK, self._format("mark"))
        for place, row in enumerate(grid.rows, _FIRST):
            self._row(sheet, place, row, total if several else None, mark)
        sheet.print_area(_TITLE, 0, _FIRST + len(grid.rows) - 1, mark - 1)

    def _row(self, sheet: Any, place: int, row: SheetRow, total: int | None, mark: int) -> None:
        sheet.write_string(place, 0, row.number, self._format(row.style))
        sheet.write_string(place, 1, row.label, self._format(row.style))
        for rank, cell in enumerate(row.cells):
            column = FIRST_YEAR + rank
            if isinstance(cell, Sum):
                self._amount(_At(sheet, place, column), row.style, cell.amount, _sum(cell, column))
            else:
                self._amount(_At(sheet, place, column), row.style, cell)
        if total is not None and row.cells:
            first = cell_name(place, FIRST_YEAR)
            last = cell_name(place, total - 1)
            amount = sum_of(row.cells)
            self._amount(_At(sheet, place, total), row.style, amount, f"=SUM({first}:{last})")
        if row.mark:
            sheet.write_string(place, mark, row.mark, self._format("mark"))

    def _amount(self, at: _At, style: str, amount: Euros | None, formula: str = "") -> None:
        sheet, row, column = at
        shown = self._format(style, _WHOLE if amount is None or amount.is_whole else _CENTS)
        if amount is None:
            sheet.write_blank(row, column, None, shown)
        elif formula:
            sheet.write_formula(row, column, formula, shown, _number(amount))
        else:
            sheet.write_number(row, column, _number(amount), shown)

    # --- the funders ------------------------------------------------------------------------------

    def funders(self, grids: tuple[GridSheet, ...]) -> None:
        """Write every funder of every budget; the amounts follow the grids."""
        years = tuple(dict.fromkeys(year for grid in grids for year in grid.years))
        names = tuple(HEADINGS)
        first = 1 + len(names)
        mark = first + len(years)
        sheet = self._open("Financeurs", "Financeurs, ligne par ligne", mark, landscape=True)
        headings = ["Budget", *HEADINGS.values()]
        for column, text in enumerate(headings):
            sheet.write_string(_HEADINGS, column, text, self._format("head"))
        sheet.set_column(0, 0, 13)
        for column, name in enumerate(names, 1):
            sheet.set_column(column, column, _width(name))
        sheet.set_row(_HEADINGS, _height((text, _width(name)) for name, text in HEADINGS.items()))
        for rank, year in enumerate(years):
            sheet.write_string(_HEADINGS, first + rank, str(year), self._format("year"))
        sheet.set_column(first, max(mark - 1, first), 13)
        sheet.set_column(mark, mark, 22)
        sheet.write_string(_HEADINGS, mark, MARK, self._format("mark"))
        place = _FIRST
        for grid in grids:
            for row_id in self._facts.rows(grid.budget.funders.id, grid.project):
                self._funder(_At(sheet, place, first), grid, row_id, years)
                place += 1
        sheet.print_area(_TITLE, 0, max(place - 1, _HEADINGS), mark - 1)

    def _funder(self, at: _At, grid: GridSheet, row: RowId, years: tuple[int, ...]) -> None:
        sheet, place, first = at
        text = self._format("text")
        sheet.write_string(place, 0, grid.name, text)
        told = {name: self._facts.shown(grid.budget.funder_field(name), row) for name in HEADINGS}
        sheet.set_row(place, _height((shown, _width(name)) for name, shown in told.items()))
        for column, shown in enumerate(told.values(), 1):
            sheet.write_string(place, column, shown, text)
        mark = f"{grid.budget.id}_financeur@{row}"
        source = grid.places[mark]
        for rank, year in enumerate(years):
            if year in grid.years:
                column = grid.years.index(year)
                amount = sum_of((grid.rows[source].cells[column],))
                formula = f"={_elsewhere(grid, source, column)}"
                self._amount(_At(sheet, place, first + rank), "text", amount, formula)
        sheet.write_string(place, first + len(years), mark, self._format("mark"))

    # --- what is given ----------------------------------------------------------------------------

    def contributions(self, grids: tuple[GridSheet, ...], rates: tuple[Taux, ...]) -> None:
        """Write accounts 86 and 87 of the projects side by side, and how they were counted."""
        sheet = self._open("Bénévolat et prêts", "Contributions volontaires en nature", 4,
                           landscape=True)  # fmt: skip
        for column, text in enumerate(("Budget", "Exercice", "Emplois", "", "Contributions", "")):
            sheet.write_string(_HEADINGS, column, text, self._format("head"))
        for column, width in enumerate((14, 10, 46, 14, 34, 14)):
            sheet.set_column(column, column, width)
        place = _FIRST
        for grid in grids:
            for at, year in enumerate(grid.years):
                place = self._given(sheet, place, grid, at, year)
        place += 1
        for label, text in self._told(rates):
            sheet.write_string(place, 0, label, self._format("account"))
            sheet.merge_range(place, 2, place, 5, "", self._format("text"))
            sheet.write_string(place, 2, text, self._format("text"))
            sheet.set_row(place, _height([(text, 108)]))
            place += 1

    def _given(self, sheet: Any, place: int, grid: GridSheet, at: int, year: int) -> int:
        """Write both sides of one exercise; return the next free row."""
        both = (grid.budget.grid.emplois, grid.budget.grid.contributions)
        sides = [self._lines_of(grid, account) for account in both]
        start = place
        for rank in range(max(map(len, sides))):
            sheet.write_string(place, 0, grid.name, self._format("line"))
            sheet.write_string(place, 1, str(year), self._format("line"))
            for column, side in zip((2, 4), sides, strict=True):
                if rank < len(side):
                    source = side[rank]
                    row = grid.rows[source]
                    label = f"{row.number} {row.label}".strip()
                    sheet.write_string(place, column, label, self._format("line"))
                    formula = f"={_elsewhere(grid, source, at)}"
                    amount = sum_of((row.cells[at],))
                    self._amount(_At(sheet, place, column + 1), "line", amount, formula)
            place += 1
        sheet.write_string(place, 0, grid.name, self._format("total"))
        sheet.write_string(place, 1, str(year), self._format("total"))
        for column, side, account in zip((2, 4), sides, both, strict=True):
            sheet.write_string(place, column, f"Total {account.number}", self._format("total"))
            amount = sum_of(grid.rows[source].cells[at] for source in side)
            first = cell_name(start, column + 1)
            last = cell_name(place - 1, column + 1)
            formula = f"=SUM({first}:{last})"
            self._amount(_At(sheet, place, column + 1), "total", amount, formula)
        return place + 2

    @staticmethod
    def _lines_of(grid: GridSheet, account: Account) -> list[int]:
        end = f"@{grid.project}" if grid.project else ""
        marks = (f"{grid.budget.field_id(line.key)}{end}" for line in account.lines)
        return [grid.places[mark] for mark in marks]

    def _told(self, rates: tuple[Taux, ...]) -> Iterable[tuple[str, str]]:
        for project in self._facts.projects:
            text = self._facts.value("projet_cvn", project)
            if text:
                yield "Comment c’est compté", text
            for year in self._facts.years:
                hours = self._facts.value("projet_heures_benevoles", project, year)
                if hours:
                    yield f"Heures {year}", f"{hours} h de bénévolat"
        for rate in rates:
            yield "Taux connu", f"{rate.told}. Source : {rate.source.title}"

    # --- about ------------------------------------------------------------------------------------

    def about(self, made_at: datetime) -> None:
        """Write what this workbook is, and how it comes back."""
        facts = self._facts
        sheet = self._book.add_worksheet("Lisez-moi")
        sheet.set_column(0, 0, _READ_ME)
        sheet.write_string(0, 0, "Budgets préparés avec CVDesk", self._format("title"))
        lines = [
            facts.value("nom") or "",
            f"Écrit le {made_at:%d/%m/%Y}.",
            "Dossier d’exemple, association fictive." if facts.dossier.exemple else "",
            "Les montants se changent ici librement : les totaux suivent.",
            _MARKED,
            _NUMBERS,
            f"Grille : {grid_source(facts)}." if facts.form.budgets else "",
        ]
        for place, text in enumerate(filter(None, lines), 2):
            sheet.write_string(place, 0, text, self._format("note"))
            sheet.set_row(place, _height([(text, _READ_ME)]))
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _width(name: str) -> int:
    return _WIDTHS.get(name, 16)


def _height(cells: Iterable[tuple[str, int]]) -> int:
    """Return the points that a row of wrapped texts needs, each with the width of its column.

    Not every program that opens a workbook makes room for them by itself. Words are not cut: a
    line holds less than its width.
    """
    lines = (
        sum(max(1, -(-len(line) * 10 // (width * 9))) for line in text.split("\n"))
        for text, width in cells
    )
    return 15 * max(lines)


def grid_source(facts: Facts) -> str:
    """Return where the grid of the budgets comes from."""
    return next(iter(facts.form.budgets.values())).grid.source.title


def _number(amount: Euros) -> float | int:
    return amount.cents // 100 if amount.is_whole else amount.cents / 100


def _sum(total: Sum, column: int) -> str:
    """Return the formula of a total; neighbours are written as a range."""
    parts = _ranges(total.rows, column)
    less = "".join(f"-{part}" for part in _cells(total.less, column))
    if not parts:
        return "=0"
    return f"=SUM({','.join(parts)}){less}"


def _cells(rows: Iterable[int], column: int) -> list[str]:
    return [cell_name(_FIRST + row, column) for row in rows]


def _ranges(rows: tuple[int, ...], column: int) -> list[str]:
    cells = _cells(rows, column)
    together = len(rows) > 1 and rows == tuple(range(rows[0], rows[-1] + 1))
    return [f"{cells[0]}:{cells[-1]}"] if together else cells


def _elsewhere(grid: GridSheet, row: int, year: int) -> str:
    name = grid.name.replace("'", "''")
    return f"'{name}'!{cell_name(_FIRST + row, FIRST_YEAR + year)}"
