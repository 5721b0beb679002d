"""Tables that sum the tree up: other places and wordings of its titles, themes tied to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cvdesk.catalog.reading.draft import Guess, Leftover
from cvdesk.catalog.reading.headings import level_heading, trimmed
from cvdesk.catalog.reading.sprouts import Sprout, likeness
from cvdesk.catalog.reading.tables import Row, Table
from cvdesk.catalog.reading.tree import Tree
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_parts import Theme

_NEAR = 0.55
"""Likeness that is enough among the few titles of one branch."""
_VERY_NEAR = 0.75
_THEMES = frozenset({"thematique", "theme"})
_THEME_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Bridge:
    """What a table ties together: a theme and a node of the tree."""

    theme: str
    node: Sprout
    line: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes that a table ties to the tree."""

    themes: tuple[Guess[Theme], ...] = ()
    bridges: tuple[Bridge, ...] = ()


def note_summaries(tree: Tree, found: Sequence[Table]) -> Themes:
    """Note in the tree what its summaries say otherwise, and return the themes they tie to it."""
    themes: list[Guess[Theme]] = []
    bridges: list[Bridge] = []
    for table in found:
        if _ties_themes(table, tree):
            told = _themes_of(tree, table, known=len(themes))
            themes += told.themes
            bridges += told.bridges
        else:
            _note(tree, table)
    return Themes(tuple(themes), tuple(bridges))


def _noun(table: Table, rank: int) -> str:
    column = table.columns[rank]
    return column.level.noun if column and column.level else ""


def _ties_themes(table: Table, tree: Tree) -> bool:
    first, second = (_noun(table, rank) for rank in table.ranks()[:2])
    top = {root.level.noun for root in tree.roots if root.level}
    return first in _THEMES and first not in top and second in top


def _themes_of(tree: Tree, table: Table, *, known: int) -> Themes:
    themes: list[Guess[Theme]] = []
    bridges: list[Bridge] = []
    first, second = table.ranks()[:2]
    for row in table.rows:
        if title := trimmed(row.cell(first)):
            theme = Theme(id=f"T{known + len(themes) + 1}", titre=title, lignes=(row.line,))
            reason = f"Première colonne du tableau de la ligne {table.header.line}."
            themes.append(Guess(theme, _THEME_SURE, reason))
        words = trimmed(row.cell(second))
        if not words or not themes:
            continue
        node, score = _closest(tree.roots, words)
        if node is not None and score >= _VERY_NEAR:
            bridges.append(Bridge(themes[-1].piece.id, node, row.line, round(score, 2)))
        else:
            reason = "Aucun titre de l’arbre ne ressemble à cette cellule."
            tree.leftovers.append(Leftover(words, (row.line,), reason))
    return Themes(tuple(themes), tuple(bridges))


def _closest(rivals: Sequence[Sprout], words: str) -> tuple[Sprout | None, float]:
    scores = [likeness(one.title, words) for one in rivals]
    best = max(range(len(scores)), key=lambda n: scores[n], default=None)
    return (None, 0.0) if best is None else (rivals[best], scores[best])


def _note(tree: Tree, table: Table) -> None:
    known: dict[str, list[Sprout]] = {}
    for sprout in tree.nodes():
        known.setdefault(fold(sprout.title), []).append(sprout)
    where = f"tableau de la ligne {table.header.line}"
    met: set[int] = set()
    for branch in _branches(table):
        roots: Counter[int] = Counter()
        unknown: list[tuple[Row, int, str]] = []
        for row in branch:
            for rank in range(len(row.cells)):
                for words in _titles(row, rank):
                    twins = known.get(fold(words), [])
                    if len(twins) == 1:
                        twins[0].mention(row.line, words, where)
                        met.add(id(twins[0]))
                        roots[id(_root(twins[0]))] += 1
                    elif not twins and rank in table.ranks():
                        unknown.append((row, rank, words))
        _note_unknown(tree, table, met, _Branch(roots, unknown))


@dataclass(frozen=True, slots=True)
class _Branch:
    """Rows of a summary that stand under one title of the top."""

    roots: Counter[int]
    unknown: Sequence[tuple[Row, int, str]]


def _branches(table: Table) -> Iterator[list[Row]]:
    branch: list[Row] = []
    for row in table.rows:
        if row.cell(table.ranks()[0]) and branch:
            yield branch
            branch = []
        branch.append(row)
    if branch:
        yield branch


def _titles(row: Row, rank: int) -> Iterator[str]:
    for title in map(trimmed, row.items(rank)):
        told = level_heading(title, row.line)
        if title:
            yield told.title if told else title


def _root(sprout: Sprout) -> Sprout:
    return sprout if sprout.parent is None else _root(sprout.parent)


def _note_unknown(tree: Tree, table: Table, met: set[int], branch: _Branch) -> None:
    """Take unknown cells for other wordings of what the branch has not met yet."""
    where = f"tableau de la ligne {table.header.line}"
    by_id = {id(root): root for root in tree.roots}
    main = by_id[branch.roots.most_common(1)[0][0]] if branch.roots else None
    for row, rank, words in branch.unknown:
        if rank == table.ranks()[0]:
            rivals = [main] if main is not None and id(main) not in met else []
            score = 1.0 if rivals else 0.0
        else:
            below = list(main.walk())[1:] if main is not None else []
            rivals = [one for one in below if id(one) not in met]
            closest, score = _closest(rivals, words)
            rivals = [closest] if closest is not None else []
        if rivals and score >= _NEAR:
            rivals[0].mention(row.line, words, where)
            met.add(id(rivals[0]))
            continue
        reason = f"Cette cellule ({where}) ne ressemble à aucun titre de l’arbre."
        tree.leftovers.append(Leftover(words, (row.line,), reason))
