"""What a page prints around its text: stamps, page numbers, running feet, table of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cvdesk.catalog.words import fold

_STAMP = re.compile(
    r"^(?:accuse de reception|envoye en prefecture|recu en prefecture|publie le|affiche le"
    r"|acte rendu executoire|date de (?:tele)?(?:transmission|reception|publication|affichage)"
    r"|id \d{3} |\d{3} \d{9} \d{8} |page$)"
)
_PAGE = re.compile(
    r"^\s*[-–—]?\s*(?:page\s*)?\d{1,3}(?:\s*(?:/|sur)\s*\d{2,3})?\s*[-–—]?\s*$", re.IGNORECASE
)
_LEADER = re.compile(
    r"^(?P<title>\D.*?)(?:\s*\.{3,}\s*|\s*(?:…\s*)+|\t+\s*| {3,})(?P<page>\d{1,3})$"
)
_FEWEST_ENTRIES = 4
_FEWEST_FEET = 4
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines that are not text.

    Attributes:
        noise: Numbers of the lines to step over, from 1.
        contents: Numbers of the lines of the tables of contents.
        parts: Titles of the table of contents, folded, in its order.
    """

    noise: frozenset[int]
    contents: frozenset[int]
    parts: tuple[str, ...]

    def skips(self, number: int) -> bool:
        """Tell whether nothing is to be read at a line."""
        return number in self.noise or number in self.contents


def furniture(lines: Sequence[str]) -> Furniture:
    """Find the lines that are not text."""
    contents, parts = _contents(lines)
    noise = {n for n, line in enumerate(lines, 1) if len(line) < _LONGEST and _stamp(line)}
    return Furniture(
        frozenset((noise | _feet(lines)) - contents), frozenset(contents), tuple(parts)
    )


def _stamp(line: str) -> bool:
    # A tab parts the cells of a table: a lone figure in one is a value.
    if "\t" in line:
        return False
    return bool(_PAGE.match(line) or _STAMP.match(fold(line)))


def _feet(lines: Sequence[str]) -> set[int]:
    """Find short lines that come again and again, the same but for a number that grows."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        found = re.search(r"(\d{1,4})\s*$", line) if len(line) < _LONGEST else None
        if found and "\t" not in line:
            places[fold(line[: found.start()])].append((number, int(found[1])))
    feet: set[int] = set()
    for words, seen in places.items():
        grows = all(second[1] > first[1] for first, second in pairwise(seen))
        apart = all(second[0] - first[0] > 1 for first, second in pairwise(seen))
        if words and len(seen) >= _FEWEST_FEET and grows and apart and _spread(seen, lines):
            feet |= {number for number, _ in seen}
    return feet


def _spread(seen: Sequence[tuple[int, int]], lines: Sequence[str]) -> bool:
    return seen[-1][0] - seen[0][0] > len(lines) / 2


def _contents(lines: Sequence[str]) -> tuple[set[int], list[str]]:
    """Find runs of titles followed by a page number that never goes down."""
    taken: set[int] = set()
    parts: list[str] = []
    run: list[tuple[int, str]] = []
    page = 0
    for number, raw in enumerate([*lines, "fin"], 1):
        line = _untagged(raw) if len(raw) < _LONGEST else raw
        if not line.strip() or (len(line) < _LONGEST and _stamp(line)):
            continue
        found = _LEADER.match(line.strip()) if len(line) < _LONGEST else None
        if found and (not run or int(found["page"]) >= page):
            run.append((number, found["title"]))
            page = int(found["page"])
            continue
        if len(run) >= _FEWEST_ENTRIES:
            taken |= set(range(run[0][0], run[-1][0] + 1))
            parts += [fold(title) for _, title in run]
        run, page = [], 0
        if found:
            run, page = [(number, found["title"])], int(found["page"])
    return taken, [part for part in parts if part]


def _untagged(line: str) -> str:
    return re.sub(r"</?[a-z]{1,6}[^<>]{0,60}>", "", line)
