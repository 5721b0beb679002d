"""Words as a search sees them: without accents, case, dashes, ligatures, nor plural."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST_STEM = 3


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Write a text in plain lower-case letters; any other sign is a space."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(letters))


def stem(word: str) -> str:
    """Put aside the plural and the feminine of a folded word.

    >>> stem("linguistiques"), stem("sportives"), stem("bus")
    ('linguistic', 'sportif', 'bus')
    """
    if word.isdigit():
        return word
    for ending in ("s", "x", "e"):
        if word.endswith(ending) and len(word) > _SHORTEST_STEM:
            word = word[:-1]
    if word.endswith("iqu"):
        return f"{word[:-2]}c"
    return f"{word[:-1]}f" if word.endswith("iv") and len(word) > _SHORTEST_STEM else word


def stems(text: str) -> tuple[str, ...]:
    """Return the words of a text, ready to be compared."""
    return tuple(stem(word) for word in fold(text).split())


def near(word: str, known: Iterable[str]) -> Iterator[str]:
    """Give the known words that are one slip away: a letter more, less, changed or swapped."""
    # A slip touches two letters at most, side by side: one end of the word is as it was typed.
    end = max(len(word) // 2 - 1, 0)
    first, last = word[:end], word[len(word) - end :]
    for other in known:
        kept = other.startswith(first) or other.endswith(last)
        if kept and abs(len(other) - len(word)) <= 1 and is_one_slip(word, other):
            yield other


def is_one_slip(one: str, other: str) -> bool:
    """Tell whether one slip of the keyboard leads from a word to the other."""
    if len(one) > len(other):
        one, other = other, one
    start = next((n for n, sign in enumerate(one) if sign != other[n]), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
    return one != other and (one[start + 1 :] == other[start + 1 :] or swapped == other[start:])
