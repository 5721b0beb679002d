"""The tree while it grows: places found, not yet named nor counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from cvdesk.catalog.reading.levels import Level
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_parts import Enonce, Variante

_SAME = 0.86
_CLOSE = 0.55
_LONGEST_COMPARED = 400


@dataclass(slots=True, eq=False)
class Sprout:
    """A node under construction.

    Attributes:
        level: Its level, or None until the siblings give it one.
        number: Its parts joined by dots, or empty.
        line: Where its title stands in the body of the text.
        last: Last line of its title.
        printed: The number as printed, when it is not so joined.
        mentions: The other lines where the same title stands.
    """

    title: str
    line: int
    last: int
    level: Level | None
    number: str
    confidence: float
    reason: str
    parent: Sprout | None = None
    children: list[Sprout] = field(default_factory=list)
    fields: dict[str, list[Enonce]] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)
    variants: list[Variante] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    printed: str = ""

    @property
    def level_name(self) -> str:
        """The name of its level, or an empty text until it has one."""
        return self.level.name if self.level else ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its number."""
        return tuple(self.number.split(".")) if self.number else ()

    @property
    def depth(self) -> int:
        """How many nodes are above."""
        return 0 if self.parent is None else self.parent.depth + 1

    def walk(self) -> Iterator[Sprout]:
        """Give the node and all that is below, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def add(self, child: Sprout) -> Sprout:
        """Put a node below this one."""
        child.parent = self
        self.children.append(child)
        return child

    def mention(self, line: int, title: str, where: str) -> None:
        """Note another place of this node, and its wording there when it differs."""
        if line not in {self.line, *self.mentions} and fold(title) == fold(self.title):
            self.mentions.append(line)
        elif fold(title) != fold(self.title):
            known = {fold(one.texte) for one in self.variants}
            if fold(title) not in known:
                self.variants.append(Variante(texte=title, lignes=(line,), ou=where))


def likeness(one: str, other: str) -> float:
    """Tell how close two wordings are, from 0 to 1."""
    first, second = fold(one)[:_LONGEST_COMPARED], fold(other)[:_LONGEST_COMPARED]
    if first == second:
        return 1.0
    if not first or not second:
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    if longer.startswith(f"{shorter} ") and len(shorter) > len(longer) / 3:
        return 0.9
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > _CLOSE else 0.0


def same(one: str, other: str) -> bool:
    """Tell whether two wordings are one title, a slip or an ending apart."""
    return likeness(one, other) >= _SAME


def close(one: str, other: str) -> bool:
    """Tell whether two wordings may well be one title."""
    return likeness(one, other) >= _CLOSE
