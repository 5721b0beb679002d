"""Numbered lists, one inside another."""

from __future__ import annotations


class Counter:
    """Tells which items of a run of numbers are of the outer list.

    A list inside a cell or a paragraph starts again at 1; the outer list takes over where it was.
    """

    def __init__(self) -> None:
        self._open: list[int] = []

    def take(self, number: int) -> int:
        """Take the next number printed; return the depth of its list, from 0, or -1 when none fits.

        A number printed twice is of the same list: texts make that slip.
        """
        if self._open and number == self._open[-1] + 1:
            self._open[-1] = number
        elif number == 1:
            self._open.append(1)
        elif self._open and number == self._open[-1]:
            pass
        else:
            return self._resume(number)
        return len(self._open) - 1

    def _resume(self, number: int) -> int:
        for depth in range(len(self._open) - 2, -1, -1):
            if number == self._open[depth] + 1:
                del self._open[depth + 1 :]
                self._open[depth] = number
                return depth
        return -1
