"""Titles above the headings that name their level: chapters in capitals, plain numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cvdesk.catalog.reading.headings import Heading, Style
from cvdesk.catalog.reading.levels import Level, level_of
from cvdesk.catalog.reading.sprouts import Sprout, same
from cvdesk.catalog.reading.tree import Tree
from cvdesk.catalog.words import fold

_FAIRLY_SURE = 0.85
_LIKELY = 0.75
_FEWEST_CHAPTERS = 2
_CHAPTER = Level("chapitre", "chapitre", "chapitres")


def add_chapters(tree: Tree, found: Sequence[Heading]) -> None:
    """Put above the roots the lines of capitals that come just before some of them."""
    roots = {root.line: root for root in tree.roots}
    order = {heading.line: rank for rank, heading in enumerate(found)}
    said = Counter(fold(heading.title) for heading in found if heading.style is Style.CAPITALS)
    chapters: list[Sprout] = []
    for root in tree.roots:
        before = found[order[root.line] - 1] if order[root.line] else None
        if before and before.style is Style.CAPITALS and said[fold(before.title)] == 1:
            reason = "Une ligne de capitales, seule, juste au-dessus d’un titre de l’arbre."
            level, title = _named(before.title)
            chapter = Sprout(
                title=title, line=before.line, last=before.last, level=level,
                number="", confidence=_LIKELY, reason=reason,
            )  # fmt: skip
            chapters.append(chapter)
    if len(chapters) < _FEWEST_CHAPTERS:
        return
    for line, root in roots.items():
        above = [chapter for chapter in chapters if chapter.line < line]
        if above:
            above[-1].add(root)
    tree.roots = [root for root in tree.roots if root.parent is None]
    tree.roots = sorted([*tree.roots, *chapters], key=lambda one: one.line)


def _named(title: str) -> tuple[Level, str]:
    """Part « PILIER VIVRE ENSEMBLE »: the level that the first word names, and the rest."""
    word, _, rest = title.partition(" ")
    level, rest = level_of(word), re.sub(r"^[\s:.–—-]+", "", rest)
    return (level, rest) if level is not None and rest else (_CHAPTER, title)


def add_numbered_parents(tree: Tree, found: Sequence[Heading]) -> None:
    """Put « 2. … » above « Objectif 2.1 », « Objectif 2.2 »."""
    dotted = [root for root in tree.roots if len(root.parts) > 1]
    if len(dotted) < len(tree.roots) or not dotted:
        return
    numbered = [one for one in found if one.style is Style.NUMBER and len(one.parts) == 1]
    parents: dict[str, Sprout] = {}
    for root in tree.roots:
        above = ".".join(root.parts[:-1])
        before = [one for one in numbered if one.number == above and one.line < root.line]
        if above not in parents and before:
            body = before[-1]
            parents[above] = Sprout(
                title=body.title, line=body.line, last=body.last, level=None, number=above,
                confidence=_FAIRLY_SURE,
                reason=f"Titre numéroté {above}, suivi de titres numérotés {above}.1 et suivants.",
            )  # fmt: skip
            for one in numbered:
                if one.number == above and one is not body and same(one.title, body.title):
                    parents[above].mention(one.line, one.title, "annonce des titres")
        if above in parents:
            parents[above].add(root)
    orphans = [root for root in tree.roots if root.parent is None]
    tree.roots = sorted([*orphans, *parents.values()], key=lambda one: one.line)
    _drop_twins(tree, {one.line for one in parents.values()})


def _drop_twins(tree: Tree, lines: set[int]) -> None:
    """Take out of the lists the lines that turned out to be titles of the top."""
    for sprout in tree.nodes():
        sprout.children = [
            child for child in sprout.children if child.line not in lines or child.parent is None
        ]
