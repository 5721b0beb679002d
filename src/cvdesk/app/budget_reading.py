"""The rows of a workbook that hold amounts: what they say, where they stand, for which years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cvdesk.app.budget_labels import Labels
from cvdesk.app.classeur import Classeur, Feuille, Valeur, place_in_words
from cvdesk.app.sheet_columns import Block, blocks_of, is_amount, mark_column, years_in
from cvdesk.domain.fieldtypes import MAX_EUROS
from cvdesk.domain.money import Euros
from cvdesk.domain.wording import plain
from cvdesk.errors import UserError

MOST_ROWS = 2_000
"""Rows with an amount that are read; a ledger of entries is no budget."""

_NOTHING = {"", "neant"}
"""What stands for no amount: an empty cell, a dash, a word."""

_CENT, _NOISE = Decimal("0.01"), Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row with a label.

    Attributes:
        block: Which block of its sheet: the products may stand beside the charges.
        mark: What CVDesk wrote beside it to know it again, or empty.
        amounts: What was read for each exercise; a text says why it was not.
    """

    where: str
    block: int
    label: str
    mark: str
    amounts: tuple[tuple[int, Euros | str], ...]


def choose_sheet(classeur: Classeur, labels: Labels, wanted: str = "") -> Feuille:
    """Return the sheet that holds a budget: the one named, else the one with most known labels.

    Raises:
        UserError: If there is no such sheet, or none that looks like a budget.
    """
    if wanted:
        for feuille in classeur.feuilles:
            if feuille.nom.casefold() == wanted.casefold():
                return feuille
        names = ", ".join(feuille.nom for feuille in classeur.feuilles)
        raise UserError(
            f"«\u00a0{classeur.nom}\u00a0» n’a pas de feuille «\u00a0{wanted}\u00a0».",
            remedy=f"Feuilles\u00a0: {names}.",
        )
    scores = [(_score(feuille, labels), feuille) for feuille in classeur.feuilles]
    best = max(scores, key=lambda pair: pair[0], default=None)
    if best is None or best[0] == 0:
        raise UserError(
            f"CVDesk ne reconnaît aucune ligne de budget dans «\u00a0{classeur.nom}\u00a0».",
            remedy="Une ligne a un libellé du formulaire, puis son montant sur la même ligne.",
        )
    return best[1]


def _score(feuille: Feuille, labels: Labels) -> int:
    texts = {
        cell
        for row in feuille.lignes
        if any(is_amount(cell) for cell in row)
        for cell in row
        if isinstance(cell, str) and cell and not is_amount(cell)
    }
    return sum(labels.knows(text) for text in texts)


def read_rows(
    feuille: Feuille, labels: Labels, years: tuple[int, ...], year: int | None
) -> tuple[ReadRow, ...]:
    """Return the rows of a sheet, block after block.

    Args:
        feuille: The sheet.
        labels: What the lines of a budget are called.
        years: The exercises of the budget.
        year: The one exercise to read, or None for every year that the headings name.

    Raises:
        UserError: If no column can be told to be that of a year, or there are too many rows.
    """
    marks = mark_column(feuille)
    if marks is not None:
        rows = tuple(_marked(feuille, marks, labels, years, year))
    else:
        rows = tuple(_labelled(feuille, labels, years, year))
    if len(rows) > MOST_ROWS:
        raise UserError(
            f"La feuille «\u00a0{feuille.nom}\u00a0» compte {len(rows)} lignes de montants\u00a0: "
            "ce n’est pas un budget.",
            remedy="Importez le tableau du budget, pas le détail des écritures.",
        )
    return rows


def _marked(
    feuille: Feuille,
    marks: tuple[int, int],
    labels: Labels,
    years: tuple[int, ...],
    year: int | None,
) -> Iterator[ReadRow]:
    """Read a sheet that CVDesk wrote, perhaps changed since."""
    heading, column = marks
    named = {c: y for c, y in years_in(feuille.lignes[heading]).items() if c != column}
    wanted = _wanted(feuille, named, years, year)
    first = min(wanted)
    for place, row in enumerate(feuille.lignes):
        if place <= heading:
            continue
        mark = row[column] if column < len(row) else ""
        label = _label(row, tuple(range(first)))
        amounts = tuple(_amounts(row, wanted, known=labels.names_a_line(label)))
        if amounts and (label or mark):
            yield ReadRow(place_in_words(feuille.nom, place, first), 0, label, str(mark), amounts)


def _labelled(
    feuille: Feuille, labels: Labels, years: tuple[int, ...], year: int | None
) -> Iterator[ReadRow]:
    blocks = blocks_of(feuille)
    if not blocks:
        raise UserError(
            f"La feuille «\u00a0{feuille.nom}\u00a0» n’a pas de montants à côté de libellés.",
            remedy="Choisissez une autre feuille, ou vérifiez que les montants sont enregistrés.",
        )
    for rank, block in enumerate(blocks):
        wanted = _columns(feuille, block, years, year)
        for place, row in enumerate(feuille.lignes[block.first :], block.first):
            label = _label(row, block.labels)
            amounts = tuple(_amounts(row, wanted, known=labels.names_a_line(label)))
            if label or amounts:
                where = place_in_words(feuille.nom, place, min(wanted))
                yield ReadRow(where, rank, label, "", amounts)


def _columns(
    feuille: Feuille, block: Block, years: tuple[int, ...], year: int | None
) -> dict[int, int]:
    named = {column: found for column, found in block.amounts if found is not None}
    if any(found in years and year in {None, found} for found in named.values()):
        return _wanted(feuille, named, years, year)
    target = year if year is not None else years[0] if len(years) == 1 else None
    alone = [column for column, _ in block.amounts]
    chosen = alone if len(alone) == 1 else list(block.forecast)
    if target is not None and len(chosen) == 1 and (not named or year is not None):
        return {chosen[0]: target}
    return _wanted(feuille, named, years, year)


def _wanted(
    feuille: Feuille, named: dict[int, int], years: tuple[int, ...], year: int | None
) -> dict[int, int]:
    """Return the columns to read, the first of each year."""
    found: dict[int, int] = {}
    for column, one in named.items():
        if one in years and year in {None, one} and one not in found.values():
            found[column] = one
    if found:
        return found
    seen = ", ".join(map(str, sorted(set(named.values())))) or "aucune année"
    asked = year if year is not None else ", ".join(map(str, years))
    raise UserError(
        f"La feuille «\u00a0{feuille.nom}\u00a0» ne dit pas quelle colonne est celle de {asked} "
        f"(en tête de colonne\u00a0: {seen}).",
        remedy="Écrivez l’année au-dessus de sa colonne, ou dites pour quel exercice importer.",
    )


def _label(row: tuple[Valeur, ...], columns: tuple[int, ...]) -> str:
    parts = (row[column] for column in columns if column < len(row))
    texts = (one if isinstance(one, str) else format(one.normalize(), "f") for one in parts)
    return " ".join(text.strip() for text in texts if text.strip())


def _amounts(
    row: tuple[Valeur, ...], wanted: dict[int, int], *, known: bool
) -> Iterator[tuple[int, Euros | str]]:
    """Yield the amounts of a row, or why one is none.

    Args:
        row: The cells.
        wanted: The columns to read, and the year of each.
        known: Whether its label is that of a line: words are then an amount that failed.
    """
    for column, year in wanted.items():
        cell = row[column] if column < len(row) else ""
        if isinstance(cell, Decimal) or plain(cell) not in _NOTHING:
            amount = read_amount(cell)
            # A heading repeated above the amounts is no amount that failed.
            if (
                known
                or isinstance(amount, Euros)
                or any(character.isdigit() for character in str(cell))
                or (str(cell).startswith("#"))
            ):
                yield year, amount


def read_amount(cell: Valeur) -> Euros | str:
    """Return the amount of a cell, or a French text that says why it is none."""
    if isinstance(cell, str):
        try:
            amount = Euros.parse(cell)
        except ValueError:
            return f"«\u00a0{cell.strip()[:40]}\u00a0» n’est pas un montant"
    else:
        try:
            rounded = cell.quantize(_CENT)
        except InvalidOperation:
            return "ce nombre dépasse ce que le formulaire peut recevoir"
        if abs(rounded - cell) > _NOISE:
            return f"{format(cell, 'f').replace('.', ',')[:20]} a plus de deux décimales"
        amount = Euros(int(rounded * 100))
    if amount.cents < 0:
        return f"{amount} est négatif\u00a0: cette somme va de l’autre côté du budget"
    if amount.cents > MAX_EUROS * 100:
        return f"{amount} dépasse ce que le formulaire peut recevoir"
    return amount
