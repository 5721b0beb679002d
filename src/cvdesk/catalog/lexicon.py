"""The words a catalogue knows: how rare each is, what else a word typed may stand for, the needs.

Read once per catalogue: the file never changes under its readers.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.words import near, stems

_BEGINNING, _SLIP = 0.8, 0.6
_SHORTEST_BEGINNING, _SHORTEST_SLIP = 3, 4


@dataclass(frozen=True, slots=True)
class Need:
    """A need, as people say it.

    Attributes:
        said: The words that make it recognised, those that say nothing left out.
        words: The words contracts use for it, the best first.
    """

    said: frozenset[str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a catalogue.

    Attributes:
        rarity: What each word printed is worth: the rarer, the more.
        spelled: Every word printed, or said of a need, in order.
        needs: Everyday words for what contracts call otherwise.
        empty: Words that say nothing by themselves.
    """

    rarity: dict[str, float]
    spelled: tuple[str, ...]
    needs: tuple[Need, ...]
    empty: frozenset[str]

    def typed(self, text: str) -> tuple[str, ...]:
        """Return the words of a text, each once; those that say nothing only if no other does."""
        words = tuple(dict.fromkeys(stems(text)))
        return tuple(word for word in words if word not in self.empty) or words

    def alternatives(self, word: str) -> dict[str, float]:
        """Return what a word typed may stand for, each with how alike it is, from 0 to 1."""
        alike = {word: 1.0}
        if len(word) >= _SHORTEST_BEGINNING and not word.isdigit():
            alike = dict.fromkeys(self._beginning_with(word), _BEGINNING) | alike
        unknown = len(alike) == 1 and not any(self._beginning_with(word))
        if unknown and len(word) >= _SHORTEST_SLIP and word.isalpha():
            alike |= dict.fromkeys(near(word, self.spelled), _SLIP)
        return alike

    def _beginning_with(self, start: str) -> Iterator[str]:
        first = bisect_left(self.spelled, start)
        return takewhile(
            lambda one: one.startswith(start),
            (self.spelled[rank] for rank in range(first, len(self.spelled))),
        )

    def recognised(self, words: AbstractSet[str]) -> Iterator[Need]:
        """Yield the needs whose words are all there.

        The longest saying wins: « petit budget » is not about small children.
        """
        found = [need for need in self.needs if need.said <= words]
        for need in found:
            if not any(need.said < other.said for other in found):
                yield need


@lru_cache(maxsize=4)
def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """Return the words of a catalogue."""
    with catalogue.reading() as db:
        (total,) = db.execute("SELECT count(*) FROM lieu").fetchone()
        counts = db.execute("SELECT mot, lieux FROM mot").fetchall()
        needs = db.execute("SELECT dit, mots FROM besoin").fetchall()
        empty = frozenset(word for (word,) in db.execute("SELECT mot FROM mot_vide"))
    said = [frozenset(dit.split()) for dit, _ in needs]
    spelled = {word for word, _ in counts}.union(*said)
    return Lexicon(
        rarity={word: math.log(1 + total / places) for word, places in counts},
        spelled=tuple(sorted(spelled)),
        needs=tuple(
            Need(words - empty or words, tuple(mots.split()))
            for words, (_, mots) in zip(said, needs, strict=True)
        ),
        empty=empty,
    )
