"""Tables of objectives: those that make the tree, and those that sum it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cvdesk.catalog.reading.headings import level_heading, trimmed
from cvdesk.catalog.reading.levels import Level, is_infinitive
from cvdesk.catalog.reading.sprouts import Sprout
from cvdesk.catalog.reading.tables import Row, Table
from cvdesk.catalog.reading.tree import Tree
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_parts import Enonce

_SURE = 0.95
_SLIPPED = 0.5
_TOP = frozenset({"orientation", "axe", "pilier", "volet", "thematique", "theme", "ambition"})
_LONGEST_FIELD = 1500


def objectives_of(
    tree: Tree, found: Sequence[Table]
) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """Put the tables of objectives in the tree.

    Returns:
        The tables that sum the tree up, then those that are not of it.
    """
    left: list[Table] = []
    sums: list[Table] = []
    own = _own_headers(tree, found)
    for table in found:
        sprout = tree.open_at(table.header.line)
        if not table.ranks():
            left.append(table)
        elif _starts_at_top(table, tree):
            sums.append(table)
        elif sprout is not None and table.words in own:
            Filler(table, sprout).fill()
        else:
            left.append(table)
    if not tree.roots and sums:
        sums.remove(_fill_from_the_top(tree, sums))
    return tuple(sums), tuple(left)


def _own_headers(tree: Tree, found: Sequence[Table]) -> set[str]:
    """Return the headers of the tables of the tree.

    Under the last title of a tree stands all that follows it: only the headers that other titles
    have too are taken there.
    """
    seen: dict[str, set[int]] = {}
    for table in found:
        sprout = tree.open_at(table.header.line)
        if sprout is not None and table.ranks():
            seen.setdefault(table.words, set()).add(sprout.line)
    shared = {words for words, places in seen.items() if len(places) > 1}
    return shared or set(list(seen)[:1])


def _starts_at_top(table: Table, tree: Tree) -> bool:
    ranks = table.ranks()
    first = table.columns[ranks[0]]
    if first is None or first.level is None or len(ranks) < 2:  # noqa: PLR2004 - a tree has two levels
        return False
    roots = {root.level.noun for root in tree.roots if root.level}
    return first.level.noun in (_TOP | roots)


class Filler:
    """Reads the rows of one table of objectives, from left to right and from top to bottom.

    An empty cell belongs to the cell above it, as merged cells come out of a PDF.
    """

    def __init__(self, table: Table, top: Sprout | None = None) -> None:
        self.roots: list[Sprout] = []
        self._table = table
        self._ranks = table.ranks()
        self._top = top
        self._open: list[Sprout | None] = [None] * len(self._ranks)
        self._waiting: list[Sprout] = []
        self._group_is_lost = False
        if top is not None and top.children:
            last = top.children[-1]
            if last.level_name == self._level(0).name:
                self._open[0] = last

    def fill(self) -> None:
        """Take every row."""
        for row in self._table.rows:
            self._take(row)
        for sprout in self._waiting:
            self._attach(sprout, 1)

    def _level(self, depth: int) -> Level:
        column = self._table.columns[self._ranks[depth]]
        if column is None or column.level is None:
            raise TypeError(column)
        return column.level

    def _take(self, row: Row) -> None:
        if self._is_slipped(row):
            self._group_is_lost = True
        for depth, rank in enumerate(self._ranks):
            last = depth == len(self._ranks) - 1
            if depth == 0 and self._group_is_lost and self._is_slipped(row):
                continue
            titles = row.items(rank) if last else tuple(filter(None, [row.cell(rank)]))
            for title in titles:
                self._take_title(title, depth, row.line)
        self._take_fields(row)

    def _is_slipped(self, row: Row) -> bool:
        """Tell whether the first cell only repeats the next one: its own words were lost."""
        if len(self._ranks) < 2:  # noqa: PLR2004 - two cells to compare
            return False
        first, second = (fold(row.cell(rank)) for rank in self._ranks[:2])
        return bool(first) and first == second

    def _take_title(self, title: str, depth: int, line: int) -> None:
        title = trimmed(title)
        current = self._open[depth]
        if not any(sign.isalpha() for sign in title):
            return
        if (
            current is not None
            and fold(current.title) == fold(title)
            and depth < len(self._ranks) - 1
        ):
            current.mention(line, title, "")
            return
        if current is not None and _is_rest(title, current):
            current.title = f"{current.title} {title}"
            current.notes.append(
                f"Le titre reprend à la ligne {line}, après une coupure du tableau."
            )
            current.confidence = min(current.confidence, _SLIPPED)
            return
        sprout = self._sprout(title, depth, line)
        if depth == 1 and self._group_is_lost:
            sprout.confidence = _SLIPPED
            self._waiting.append(sprout)
            self._open[1:] = [sprout, *[None] * (len(self._ranks) - 2)]
            return
        self._attach(sprout, depth)
        if depth == 0 and self._group_is_lost:
            self._give_back(sprout)

    def _give_back(self, group: Sprout) -> None:
        """Put under a group the rows that came before its title."""
        group.confidence = _SLIPPED
        group.reason += " Son titre est imprimé plus bas que ses premières lignes."
        for sprout in self._waiting:
            group.add(sprout)
        self._waiting, self._group_is_lost = [], False

    def _attach(self, sprout: Sprout, depth: int) -> None:
        above = next((one for one in reversed(self._open[:depth]) if one is not None), self._top)
        if above is None:
            self.roots.append(sprout)
        else:
            above.add(sprout)
        self._open[depth:] = [sprout, *[None] * (len(self._ranks) - depth - 1)]

    def _sprout(self, title: str, depth: int, line: int) -> Sprout:
        level = self._level(depth)
        told = level_heading(title, line)
        number, printed = (told.number, told.printed) if told else ("", "")
        return Sprout(
            title=told.title if told else title, line=line, last=line,
            level=level, number=number, printed=printed, confidence=_SURE,
            reason=f"Cellule de la colonne « {level.plural} » "
            f"(tableau de la ligne {self._table.header.line}).",
        )  # fmt: skip

    def _take_fields(self, row: Row) -> None:
        holder = next((one for one in self._open if one is not None), self._top)
        for rank, column in enumerate(self._table.columns):
            if holder is None or column is None or not column.field:
                continue
            for words in row.items(rank):
                told = Enonce(texte=words[:_LONGEST_FIELD], lignes=(row.line,))
                if len(words) > _LONGEST_FIELD:
                    told = replace(told, exact=False)
                holder.fields.setdefault(column.field, []).append(told)


def _is_rest(title: str, above: Sprout) -> bool:
    """Tell whether a cell goes on with the sentence of the cell above it."""
    return title[0].islower() and not is_infinitive(title) and not above.children


def _fill_from_the_top(tree: Tree, sums: Sequence[Table]) -> Table:
    """Make the tree out of the table that holds most of it, and return that table."""
    best = max(sums, key=lambda table: (len(table.ranks()), len(table.rows)))
    filler = Filler(best)
    filler.fill()
    tree.roots += filler.roots
    return best
