"""What was computed, and from what: only what read something that changed is computed again.

A computation notes each thing that it reads: an answer, a list of rows, another computation. When
an answer changes, what read it is forgotten, and what read *that*, and so on; the rest is kept.
Nothing else has to be declared: a value that is kept read nothing but what is still the same, so
that computing it again would give it again. It holds as long as a computation reads through the
notebook all that it depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


class Notebook:
    """Computed values by name, each with the things it read."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Any] = {}
        self._readers: dict[Hashable, set[Hashable]] = {}
        self._open: list[set[Hashable]] = []

    def read(self, thing: Hashable) -> None:
        """Note that the computation going on, if there is one, reads ``thing``."""
        if self._open:
            self._open[-1].add(thing)

    def remember(
        self, name: Hashable, compute: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return the value of ``name``: what ``compute`` gives of the rest, when it is not known.

        A name never is a thing: inside, it is put in a tuple of one.
        """
        slot = (name,)
        if self._open:
            self._open[-1].add(slot)
        if slot in self._values:
            return cast("T", self._values[slot])
        reads: set[Hashable] = set()
        self._open.append(reads)
        try:
            value = compute(*args, **kwargs)
        finally:
            self._open.pop()
        self._values[slot] = value
        readers = self._readers
        for thing in reads:
            known = readers.get(thing)
            if known is None:
                readers[thing] = {slot}
            else:
                known.add(slot)
        return value

    def forget(self, changed: Iterable[Hashable]) -> None:
        """Forget every value that read one of the things ``changed``, directly or not.

        A value computed again may have read something else than before: it is then forgotten once
        too often for what it read first, never once too few.
        """
        waiting = list(changed)
        while waiting:
            for slot in self._readers.pop(waiting.pop(), ()):
                if slot in self._values:
                    del self._values[slot]
                    waiting.append(slot)
