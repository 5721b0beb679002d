"""What a text puts in bold, item by item, under its last titles: the stakes of an objective."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.headings import Heading, Style, clean, is_bullet, trimmed
from cvdesk.catalog.reading.levels import Level, level_of
from cvdesk.catalog.reading.sprouts import Sprout
from cvdesk.catalog.reading.tree import Tree
from cvdesk.catalog.words import fold

_DOUBTFUL = 0.55
_BOLD = re.compile(r"\*\*(?P<words>[^*]{12,400})\*\*")
_NAMED = re.compile(r"\b(enjeux?|priorites?|leviers?|defis?)\b")
_FEWEST = 2
_MOST_LINES = 60


def add_stakes(
    tree: Tree, found: Sequence[Heading], lines: Sequence[str], around: Furniture
) -> None:
    """Put under each last title the items of its lists that start with, or hold, bold words.

    Nothing is added unless the text does so under most of its last titles, and names them.
    """
    leaves = [one for one in tree.nodes() if not one.children and one.parent is not None]
    ends = sorted(one.line for one in found if one.style is not Style.ALONE)
    said: Counter[str] = Counter()
    items: list[tuple[Sprout, list[tuple[str, int]]]] = []
    for leaf in leaves:
        end = next((line for line in ends if line > leaf.last), len(lines) + 1)
        span = range(leaf.last + 1, min(end, leaf.last + _MOST_LINES))
        told = [
            item
            for number in span
            if not around.skips(number) and (item := _item(lines[number - 1], number)) is not None
        ]
        if len(told) >= _FEWEST:
            items.append((leaf, told))
            said.update(word for n in span for word in _NAMED.findall(fold(lines[n - 1])))
    level = _level(said)
    if level is None or len(items) * 2 < len(leaves):
        return
    reason = "Mots en gras d’un élément de liste, sous un titre de l’arbre."
    for leaf, told in items:
        for words, number in told:
            leaf.add(Sprout(words, number, number, level, "", _DOUBTFUL, reason))


def _item(raw: str, number: int) -> tuple[str, int] | None:
    found = _BOLD.search(raw) if is_bullet(raw) else None
    words = trimmed(clean(found["words"])) if found else ""
    return (words, number) if any(sign.isalpha() for sign in words) else None


def _level(said: Counter[str]) -> Level | None:
    for word, _ in said.most_common():
        level = level_of(word)
        if level is not None:
            return level
    return None
