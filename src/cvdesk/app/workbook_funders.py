"""What CVDesk writes of the funders in its workbooks, and reads back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cvdesk.app.classeur import Classeur, Feuille
from cvdesk.app.sheet_columns import mark_column
from cvdesk.domain.form import Budget
from cvdesk.domain.wording import plain

HEADINGS: Mapping[str, str] = {
    "nom": "Financeur",
    "type": "Nature du financeur",
    "statut": "Statut",
    "nature": "Crédits",
    "departement": "Département",
    "sollicite": "Demandé par ce dossier",
    "acte": "Document",
    "note": "Précision",
}
"""The columns of the sheet of the funders, by field; the years come after."""


@dataclass(frozen=True, slots=True)
class FunderSheet:
    """The words of each funder, by mark and by name."""

    by_mark: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    by_name: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def words_of(self, mark: str, name: str) -> Mapping[str, str]:
        """Return what is written of a funder; nothing when the workbook has no such sheet."""
        if mark in self.by_mark:
            return self.by_mark[mark]
        return self.by_name.get(plain(name), {})


def funder_sheet(classeur: Classeur, budget: Budget) -> FunderSheet:
    """Return what a workbook of CVDesk says of the funders of one budget."""
    by_mark: dict[str, Mapping[str, str]] = {}
    by_name: dict[str, Mapping[str, str]] = {}
    for feuille in classeur.feuilles:
        for mark, words in _words(feuille):
            if mark.startswith(f"{budget.id}_financeur@"):
                by_mark[mark] = words
                by_name.setdefault(plain(words.get("nom", "")), words)
    return FunderSheet(by_mark, by_name)


def _words(feuille: Feuille) -> list[tuple[str, Mapping[str, str]]]:
    place = mark_column(feuille)
    if place is None:
        return []
    heading, mark_at = place
    wanted = {plain(label): name for name, label in HEADINGS.items()}
    columns = {
        column: wanted[plain(cell)]
        for column, cell in enumerate(feuille.lignes[heading])
        if isinstance(cell, str) and plain(cell) in wanted
    }
    if "nom" not in columns.values() or "statut" not in columns.values():
        return []
    found: list[tuple[str, Mapping[str, str]]] = []
    for row in feuille.lignes[heading + 1 :]:
        mark = row[mark_at] if mark_at < len(row) else ""
        words = {}
        for column, name in columns.items():
            cell = row[column] if column < len(row) else ""
            text = format(cell.normalize(), "f") if isinstance(cell, Decimal) else cell.strip()
            if text:
                words[name] = text
        found.append((str(mark), words))
    return found
