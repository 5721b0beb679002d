"""What a contract says commune by commune: tables of objectives under the name of a quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from cvdesk.catalog.reading.draft import Guess, Leftover
from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.headings import clean, is_bullet, trimmed
from cvdesk.catalog.reading.nodes import letters
from cvdesk.catalog.reading.places import Places, slug
from cvdesk.catalog.reading.sprouts import likeness
from cvdesk.catalog.reading.tables import Row, Table
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_fiches import (
    ActionLocale,
    AxeLocal,
    Fiche,
    IndicateurLocal,
    ObjectifLocal,
)
from cvdesk.domain.contrat_parts import Theme

_SURE = 0.7
_FAIR = 0.55
_LONGEST_TITLE = 130
_FEWEST_REPEATS = 3
_MOST_TITLES = 4
_SAME_SHEET = 0.75
_MOST_COMPARED = 50
_LONGEST_TEXT = 5000


@dataclass(slots=True)
class _Axis:
    """An axis under construction."""

    title: str
    theme: str
    line: int
    objectives: list[tuple[str, int]] = field(default_factory=list)
    actions: list[tuple[str, int, int | None]] = field(default_factory=list)
    indicators: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """A sheet under construction."""

    title: str
    communes: list[str]
    line: int
    axes: dict[str, _Axis] = field(default_factory=dict)


def sheets_of(
    lines: Sequence[str],
    around: Furniture,
    found: Sequence[Table],
    places: Places,
    themes: Sequence[Guess[Theme]],
) -> tuple[tuple[Guess[Fiche], ...], tuple[Leftover, ...]]:
    """Put tables of objectives in the sheets of the communes and quarters they stand under.

    Returns:
        The sheets, and the tables that stand under none.
    """
    known = {fold(guess.piece.titre): guess.piece.id for guess in themes}
    titles = _Titles(lines, around, places, set(known) | _repeated(lines, found))
    reader = _Reader(known)
    leftovers = []
    for table in sorted(found, key=lambda one: one.header.line):
        heads, theme = titles.above(table.header.line)
        if heads is None:
            what = f"Tableau « {table.words} » ({len(table.rows)} lignes)"
            reason = "Aucun titre au-dessus ne dit sa commune ni son quartier."
            leftovers.append(Leftover(what, (table.header.line,), reason))
            continue
        axis = reader.axis(reader.sheet(*heads), theme)
        _fill(axis, table)
    return tuple(reader.guesses(places)), tuple(leftovers)


def _repeated(lines: Sequence[str], found: Sequence[Table]) -> set[str]:
    """Return the lines that stand just above several tables: the themes of the sheets."""
    above: Counter[str] = Counter()
    for table in found:
        number = table.header.line - 1
        while number > 0 and not lines[number - 1].strip():
            number -= 1
        text = clean(lines[number - 1]) if number > 0 else ""
        if text and len(text) <= _LONGEST_TITLE and not is_bullet(lines[number - 1]):
            above[fold(text)] += 1
    return {text for text, times in above.items() if times >= _FEWEST_REPEATS and text}


class _Titles:
    """Tells which sheet and which theme are open at a line."""

    def __init__(
        self, lines: Sequence[str], around: Furniture, places: Places, themes: set[str]
    ) -> None:
        self._spots: list[tuple[int, tuple[str, tuple[str, ...], int] | None, tuple[str, int]]] = []
        heads: tuple[str, tuple[str, ...], int] | None = None
        block: list[tuple[int, str]] = []
        for number, raw in enumerate(lines, 1):
            if around.skips(number) or not raw.strip():
                continue
            text = clean(raw) if len(raw) < 2 * _LONGEST_TITLE else ""
            if not _is_title(raw, text):
                block = []
                continue
            if fold(text) in themes and not places.named_in(text):
                heads = _head(block, places) or heads
                self._spots.append((number, heads, (trimmed(text), number)))
                block = []
                continue
            block = [*block[-_MOST_TITLES:], (number, text)]

    def above(self, line: int) -> tuple[tuple[str, tuple[str, ...], int] | None, tuple[str, int]]:
        """Return the sheet (title, communes, line) and the theme (title, line) open at a line."""
        last = None
        for spot in self._spots:
            if spot[0] > line:
                break
            last = spot
        return (None, ("", 0)) if last is None else (last[1], last[2])


def _is_title(raw: str, text: str) -> bool:
    if not text or len(text) > _LONGEST_TITLE or is_bullet(raw):
        return False
    if "\t" in raw.strip() or text.endswith((".", ";", ":", ",")):
        return False
    return not text[0].islower()


def _head(
    block: Sequence[tuple[int, str]], places: Places
) -> tuple[str, tuple[str, ...], int] | None:
    """Read the titles just above a theme: a quarter, its commune, in one line or two."""
    named = [(number, text) for number, text in block if places.named_in(text)]
    if not named:
        return None
    last = named[-1]
    before = [one for one in block if one[0] < last[0]]
    words, line = last[1], last[0]
    if before and before[-1][1].isupper() and not last[1].isupper():
        words, line = f"{before[-1][1]} {words}", before[-1][0]
    return words, tuple(places.named_in(words)), line


class _Reader:
    """Collects the sheets."""

    def __init__(self, themes: dict[str, str]) -> None:
        self._themes = themes
        self._sheets: list[_Sheet] = []

    def sheet(self, title: str, communes: Sequence[str], line: int) -> _Sheet:
        """Return the sheet of a title, slips of the text put aside."""
        for sheet in reversed(self._sheets[-_MOST_COMPARED:]):
            near = likeness(sheet.title, title) >= _SAME_SHEET
            if sheet.communes[0] == communes[0] and near:
                return sheet
        self._sheets.append(_Sheet(title, list(communes), line))
        return self._sheets[-1]

    def axis(self, sheet: _Sheet, theme: tuple[str, int]) -> _Axis:
        """Return the axis of a theme in a sheet."""
        title, line = theme
        return sheet.axes.setdefault(
            fold(title), _Axis(title, self._themes.get(fold(title), ""), line)
        )

    def guesses(self, places: Places) -> list[Guess[Fiche]]:
        """Return the sheets as pieces of the contract."""
        taken: Counter[str] = Counter()
        guesses = []
        for sheet in self._sheets:
            plain = id_ = slug(sheet.title)
            while taken[id_]:
                taken[plain] += 1
                id_ = f"{plain}-{taken[plain]}"
            taken[id_] += 1
            rank = places.quarter_in(sheet.title)
            own = set(fold(sheet.title).split())
            whole = own <= {word for name in sheet.communes for word in fold(name).split()}
            quarters = () if rank is None or whole else (places.quarters[rank].piece.id,)
            fiche = Fiche(
                id=id_, titre=sheet.title, echelle="commune" if whole else "quartier",
                commune=sheet.communes[0], autres_communes=tuple(sheet.communes[1:]),
                quartiers=quarters, lignes=(sheet.line,),
                axes=tuple(
                    _axis_piece(f"{id_}:{axis.theme or n}", axis)
                    for n, axis in enumerate(sheet.axes.values(), 1)
                ),
            )  # fmt: skip
            reason = "Tableaux d’objectifs sous un titre qui nomme une commune."
            guesses.append(Guess(fiche, _SURE if whole or quarters else _FAIR, reason))
        return guesses


def _axis_piece(id_: str, axis: _Axis) -> AxeLocal:
    ranks: Counter[int | None] = Counter()
    actions = []
    for text, line, objective in axis.actions:
        ranks[objective] += 1
        above = id_ if objective is None else f"{id_}.{objective + 1}"
        action = ActionLocale(
            id=f"{above}.{letters(ranks[objective])}",
            texte=text,
            objectif=None if objective is None else above,
            lignes=(line,),
        )
        actions.append(action)
    objectives = tuple(
        ObjectifLocal(id=f"{id_}.{n}", texte=text, lignes=(line,))
        for n, (text, line) in enumerate(axis.objectives, 1)
    )
    return AxeLocal(
        id=id_,
        titre=axis.title,
        theme=axis.theme,
        lignes=(axis.line,),
        objectifs=objectives,
        actions=tuple(actions),
        indicateurs=tuple(
            IndicateurLocal(texte=text, lignes=(line,)) for text, line in axis.indicators
        ),
    )


def _fill(axis: _Axis, table: Table) -> None:
    """Take the rows: objectives, what is proposed for each, then the indicators below them."""
    ranks = table.ranks()
    below = ranks[1] if len(ranks) > 1 else None
    measured = table.rank_of("indicateurs")
    current: int | None = None
    indicators = False
    for row in table.rows:
        first = row.cell(ranks[0]) if ranks else ""
        if fold(first).startswith("indicateur"):
            indicators = True
            continue
        if indicators:
            for text in row.items(ranks[0]):
                axis.indicators.append((text[:_LONGEST_TEXT], row.line))
            continue
        if first:
            current = _objective(axis, trimmed(first), row)
        for text in row.items(below) if below is not None else ():
            axis.actions.append((text[:_LONGEST_TEXT], row.line, current))
        for text in row.items(measured) if measured is not None else ():
            axis.indicators.append((text[:_LONGEST_TEXT], row.line))


def _objective(axis: _Axis, text: str, row: Row) -> int:
    """Return the rank of an objective, met before or new."""
    for rank, (known, _) in enumerate(axis.objectives):
        if fold(known) == fold(text):
            return rank
    axis.objectives.append((text[:_LONGEST_TEXT], row.line))
    return len(axis.objectives) - 1
