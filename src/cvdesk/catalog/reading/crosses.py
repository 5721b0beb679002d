"""A table of quarters that lost its columns: each row keeps the place of its cross.

From « Nom du quartier | QPV | QVA », a PDF gives « Les Lilas X  » or « Les Lilas  X »: an empty
cell leaves a space of its own, so the spaces before the cross tell its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.places import LONGEST_NAME, NAME, Places, names_of

_LIKELY = 0.75
_FAIR = 0.55
_CROSS = re.compile(r"^(?P<name>.*\S)(?P<gap>\s{1,4})[Xx](?:\s.*)?$")
_HEADER = re.compile(r"\bQPV\s+QVA\b|\bQPV\b.{0,60}\bveille\b", re.IGNORECASE)
_FIGURES = re.compile(r"^\s*\d[\d\s]*(?:\s\d{1,3}[.,]\d+\s?%)?\s*$")
_MOST_IDLE = 12
_FEWEST_ROWS = 3


def read_crosses(lines: Sequence[str], around: Furniture, places: Places) -> None:
    """Take the quarters of the first table of crosses of a text."""
    for start, line in enumerate(lines, 1):
        if len(line) < 2 * LONGEST_NAME and "\t" not in line and _HEADER.search(line):
            rows = list(_rows(lines, around, start))
            if sum(cross is not None for _, _, cross in rows) >= _FEWEST_ROWS:
                _take(rows, places, start)
                return


def _rows(
    lines: Sequence[str], around: Furniture, start: int
) -> Iterator[tuple[int, str, re.Match[str] | None]]:
    """Give the lines of the table, with their cross if they have one."""
    idle = 0
    for number in range(start + 1, len(lines) + 1):
        text = lines[number - 1]
        if not text.strip() or around.skips(number):
            continue
        cross = _CROSS.match(text) if len(text) < 2 * LONGEST_NAME else None
        idle = 0 if cross else idle + 1
        if idle > _MOST_IDLE:
            return
        yield number, text.strip(), cross


def _take(
    rows: Sequence[tuple[int, str, re.Match[str] | None]], places: Places, start: int
) -> None:
    reason = f"Ligne à croix du tableau des quartiers (ligne {start}), qui a perdu ses colonnes."
    communes: tuple[str, ...] = ()
    waiting: list[tuple[int, str]] = []
    for number, text, cross in rows:
        if cross is None:
            # Figures end the cell of the contract, printed after the first quarter it holds for.
            waiting = [] if _FIGURES.match(text) else [*waiting, (number, text)]
            continue
        if waiting:
            communes = _communes(waiting, places, reason) or communes
        waiting = []
        name, own = _without_communes(cross["name"].strip(), places, number, reason)
        held = own or communes
        kind = "QVA" if len(cross["gap"]) > 1 else "QPV"
        places.quarter((name, number), held, (_LIKELY if held else _FAIR, reason), kind=kind)


def _communes(waiting: Sequence[tuple[int, str]], places: Places, reason: str) -> tuple[str, ...]:
    """Take the lines just above a cross for the commune; names cut by a hyphen are joined."""
    text, line = "", waiting[-1][0]
    for number, words in reversed(waiting):
        if text and not words.endswith(("-", ",")):
            break
        text = f"{words}{text}" if words.endswith("-") else f"{words} {text}".strip()
        line = number
    names = names_of(text)
    if not names or not all(re.fullmatch(NAME, name) for name in names):
        return ()
    return tuple(places.commune(name, line, _LIKELY, reason) for name in names)


def _without_communes(
    name: str, places: Places, line: int, reason: str
) -> tuple[str, tuple[str, ...]]:
    """Part the communes printed before the name of a quarter, when one of them is known."""
    known = sorted((one.piece.nom for one in places.communes.values()), key=len, reverse=True)
    *before, last = name.split(", ")
    met = next((one for one in known if last.startswith(f"{one} ")), None)
    if met is None or not all(re.fullmatch(NAME, one) for one in before):
        return name, ()
    own = tuple(places.commune(one, line, _LIKELY, reason) for one in before)
    return last[len(met) + 1 :], (*own, met)
