"""The tree that headings draw: levels, their numbers, and the lists they announce."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cvdesk.catalog.reading.draft import Leftover
from cvdesk.catalog.reading.headings import Heading, Style
from cvdesk.catalog.reading.levels import Level
from cvdesk.catalog.reading.numbering import Counter
from cvdesk.catalog.reading.sprouts import Sprout, close, same

_SURE = 0.95
_FAIRLY_SURE = 0.85
_LIKELY = 0.75
_LONG_CAPITALS = 12
_MOST_RIVALS = 40
"""Titles that one number of one level may have in a text: it starts again under each parent."""


@dataclass(slots=True)
class Tree:
    """What the headings gave.

    Attributes:
        roots: The top nodes.
        leftovers: Headings that found no place.
        spots: From which line on which node is open, in the order of the text.
    """

    roots: list[Sprout] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    spots: list[tuple[int, Sprout | None]] = field(default_factory=list)

    def nodes(self) -> list[Sprout]:
        """Return every node, parents first, in the order of the text."""
        return [one for root in self.roots for one in root.walk()]

    def open_at(self, line: int) -> Sprout | None:
        """Return the node that a line stands under, or None."""
        rank = bisect_right(self.spots, line, key=lambda spot: spot[0])
        return self.spots[rank - 1][1] if rank else None


def tree_of(found: Sequence[Heading], table_lines: Iterable[int] = ()) -> Tree:
    """Build the tree of the headings that name their level, and of the lists under them.

    Args:
        found: The headings, in the order of the text.
        table_lines: Where tables of objectives start: a heading that has one is in the body.
    """
    grower = _Grower(found, sorted(table_lines))
    grower.grow()
    return grower.tree


class _Grower:
    """Takes the headings one by one."""

    def __init__(self, found: Sequence[Heading], table_lines: Sequence[int]) -> None:
        self.tree = Tree()
        self._found = found
        inside = {Style.LEVEL, Style.NAMER}
        listed = (one.line for one in found if one.style in inside)
        self._structure = sorted([*listed, *table_lines])
        self._ends = _ends(found)
        self._main = self._main_places()
        self._numbered: dict[str, Sprout] = {}
        self._stack: list[Sprout] = []
        self._ranks: list[str] = []
        self._namer: Heading | None = None
        self._counter = Counter()
        self._started = False

    def grow(self) -> None:
        """Take every heading."""
        for heading in self._found:
            self._take(heading)

    def _take(self, heading: Heading) -> None:
        match heading.style:
            case Style.LEVEL:
                self._take_level(heading)
            case Style.SECTION:
                self._close(heading.line)
            case Style.NAMER:
                if self._stack and not self._list_goes_on(heading):
                    self._announce(heading)
            case Style.NUMBER:
                self._take_number(heading)
            case Style.CAPITALS:
                if self._started and len(heading.title) >= _LONG_CAPITALS:
                    self._announce(None)
            case Style.ALONE:
                pass

    def _list_goes_on(self, heading: Heading) -> bool:
        return self._namer is not None and not self._started and self._namer.line < heading.line

    def _announce(self, namer: Heading | None) -> None:
        self._namer, self._counter, self._started = namer, Counter(), False

    def _close(self, line: int) -> None:
        self._stack = []
        self._announce(None)
        self.tree.spots.append((line, None))

    def _open(self, line: int, sprout: Sprout) -> None:
        self.tree.spots.append((line, sprout))
        if sprout.number:
            self._numbered[sprout.number] = sprout

    # Headings that name their level

    def _main_places(self) -> dict[int, list[Heading]]:
        """Choose, for each thing that several headings name, the one in the body.

        Returns:
            For the line of each main heading, the other headings that name the same thing.
        """
        groups: dict[tuple[str, str], list[list[Heading]]] = {}
        top = next((_level(one).noun for one in self._found if one.style is Style.LEVEL), "")
        for heading in self._found:
            if heading.style is not Style.LEVEL:
                continue
            rivals = groups.setdefault((_level(heading).name, heading.number), [])
            # At the top a number is used once; below, it starts again under each title.
            alike = close if _level(heading).noun == top else same
            group = next((one for one in rivals if alike(one[0].title, heading.title)), None)
            if group is not None:
                group.append(heading)
            elif len(rivals) < _MOST_RIVALS:
                rivals.append([heading])
            else:
                rivals[-1].append(heading)
        mains = {}
        for group in (group for rivals in groups.values() for group in rivals):
            main = max(group, key=self._weight)
            mains[main.line] = [one for one in group if one is not main]
        return mains

    def _weight(self, heading: Heading) -> tuple[bool, int, int]:
        """Tell how much stands under a heading: a title of the body has lists or tables."""
        end = self._ends[heading.line]
        rank = bisect_right(self._structure, heading.line)
        below = rank < len(self._structure) and self._structure[rank] < end
        return below, end - heading.line, -heading.line

    def _take_level(self, heading: Heading) -> None:
        level = _level(heading)
        if heading.line not in self._main:
            if not self._ranks or level.noun == self._ranks[0]:
                self._close(heading.line)
            return
        parent = self._parent_for(level, heading)
        if parent is None and self._ranks and level.noun != self._ranks[0]:
            above = self._by_prefix(heading)
            if above is None and self._ranks[0] not in _BELOW.get(level.noun, ()):
                reason = f"Ce titre ({level.name}) se trouve hors de l’arbre du contrat."
                what = f"{level.name} {heading.number} : {heading.title}"
                self.tree.leftovers.append(Leftover(what, (heading.line,), reason))
                return
            parent = above
        sprout = Sprout(
            title=heading.title, line=heading.line, last=heading.last, level=level,
            number=heading.number, printed=heading.printed,
            confidence=_SURE if heading.number else _FAIRLY_SURE,
            reason=f"Le titre s’annonce lui-même : « {f'{level.name} {heading.number}'.strip()} ».",
        )  # fmt: skip
        for other in self._main[heading.line]:
            sprout.mention(other.line, other.title, "autre endroit du texte")
        self._place(sprout, parent)

    def _place(self, sprout: Sprout, parent: Sprout | None) -> None:
        if parent is None:
            self.tree.roots.append(sprout)
            self._stack = [sprout]
        else:
            parent.add(sprout)
            self._stack = [*_above(parent), sprout]
        if not self._ranks and sprout.level:
            self._ranks.append(sprout.level.noun)
        self._announce(None)
        self._open(sprout.line, sprout)

    def _parent_for(self, level: Level, heading: Heading) -> Sprout | None:
        for sprout in reversed(self._stack):
            if (
                sprout.level
                and sprout.level.name == level.name
                and (len(sprout.parts) == len(heading.parts) or level.transversal)
            ):
                return sprout.parent
        if self._stack and level.noun == self._ranks[0] and level.transversal:
            return None
        if self._by_prefix(heading) is not None:
            return self._by_prefix(heading)
        return self._stack[-1] if self._stack else None

    def _by_prefix(self, heading: Heading) -> Sprout | None:
        above = ".".join(heading.parts[:-1])
        return self._numbered.get(above) if above else None

    # Headings that only have a number

    def _take_number(self, heading: Heading) -> None:
        if not self._stack or not heading.parts[0].isdigit():
            return
        if len(heading.parts) > 1:
            self._take_dotted(heading)
        elif self._namer is not None:
            self._take_listed(heading, self._namer)

    def _take_dotted(self, heading: Heading) -> None:
        above = ".".join(heading.parts[:-1])
        parent = next((one for one in reversed(self._stack) if one.number == above), None)
        if parent is None:
            return
        level = self._namer.level if self._namer else None
        sprout = Sprout(
            title=heading.title, line=heading.line, last=heading.last, level=level,
            number=heading.number, confidence=_LIKELY,
            reason=f"Son numéro ({heading.number}) continue celui du titre au-dessus.",
        )  # fmt: skip
        parent.add(sprout)
        self._stack = [*_above(parent), sprout]
        self._open(sprout.line, sprout)

    def _take_listed(self, heading: Heading, namer: Heading) -> None:
        depth = self._counter.take(int(heading.number))
        if depth < 0:
            return
        self._started = True
        if depth > 0:
            reason = "Cette ligne numérotée est dans une liste à l’intérieur d’une autre."
            self.tree.leftovers.append(Leftover(heading.title, (heading.line,), reason))
            return
        parent = next(one for one in reversed(self._stack) if one.line < namer.line)
        twin = next((one for one in parent.children if one.number == heading.number), None)
        sprout = Sprout(
            title=heading.title, line=heading.line, last=heading.last, level=namer.level,
            number=heading.number, confidence=_FAIRLY_SURE,
            reason=f"Titre numéroté sous « {namer.title} » (ligne {namer.line}).",
        )  # fmt: skip
        if twin is not None:
            sprout.notes.append(
                f"Le texte imprime deux fois le numéro {heading.number} "
                f"(lignes {twin.line} et {heading.line})."
            )
        parent.add(sprout)
        self._stack = [*_above(parent), sprout]
        self._open(sprout.line, sprout)


_BELOW = {"objectif": ("orientation", "axe", "pilier"), "fiche": ("enjeu", "axe", "objectif")}


def _level(heading: Heading) -> Level:
    if heading.level is None:
        raise TypeError(heading)
    return heading.level


def _ends(found: Sequence[Heading]) -> dict[int, int]:
    """Give, for the line of each heading that names its level, the line where its text ends."""
    ends: dict[int, int] = {}
    last = found[-1].line + 1 if found else 0
    nexts: dict[str, int] = {}
    section = last
    for heading in reversed(found):
        if heading.style is Style.SECTION:
            section, nexts = heading.line, {}
        elif heading.style is Style.LEVEL:
            noun = _level(heading).noun
            ends[heading.line] = nexts.get(noun, section)
            nexts[noun] = heading.line
    return ends


def _above(sprout: Sprout) -> list[Sprout]:
    return [*(_above(sprout.parent) if sprout.parent else []), sprout]
