"""A column of flowables, whole or split where a page ends, whatever stands around it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from cvdesk.documents.tagging import TaggedCanvas, tagged


class Column(Flowable):
    """A column of flowables that stays whole.

    Subclasses may draw what stands around it (:meth:`draw_around`).

    Attributes:
        body: The flowables, from the top.
    """

    def __init__(self, body: Sequence[Flowable], *, left: float = 0, padding: float = 0) -> None:
        """Make a column.

        Args:
            body: The flowables, from the top; at least one.
            left: Distance from the left edge of the frame to the column, in points.
            padding: Room kept above, below and on the right, in points.
        """
        super().__init__()
        self.body = list(body)
        self._left = left
        self._padding = padding
        self._wrapped_for = -1.0

    @property
    def first_baseline(self) -> float:
        """Distance from the top to the first line of text, in points."""
        return self._padding + float(getattr(self.body[0], "first_baseline", 0))

    def least_height(self, width: float) -> float:  # noqa: ARG002 - for subclasses
        """Height, in points, that what stands around the column needs in any case."""
        return 0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height, in points."""
        if availWidth != self._wrapped_for:
            self.width = availWidth
            column = availWidth - self._left - self._padding
            self._places: list[tuple[float, float]] = []  # top and height of each, from the top
            canvas: Any = getattr(self, "canv", None)
            y, gap = self._padding, 0.0
            for flowable in self.body:
                if self._places:
                    y += max(gap, flowable.getSpaceBefore())
                _, height = flowable.wrapOn(canvas, column, availHeight)
                self._places.append((y, height))
                y += height
                gap = flowable.getSpaceAfter()
            self.height = max(y + self._padding, self.least_height(availWidth))
            self._wrapped_for = availWidth
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803, ARG002
        """It stays whole."""
        return []

    def draw_around(self, canvas: TaggedCanvas) -> None:
        """Draw what stands around the column, before it."""

    def draw(self) -> None:
        """Draw what stands around, then the column."""
        canvas = tagged(self)
        self.draw_around(canvas)
        self.draw_body(canvas)

    def draw_body(self, canvas: TaggedCanvas) -> None:
        """Draw the column."""
        for flowable, (top, height) in zip(self.body, self._places, strict=True):
            flowable.drawOn(canvas, self._left, self.height - top - height)


class Stack(Column, ABC):
    """A column that is split between two of its flowables, or inside one that can be.

    Subclasses say what its two halves look like.
    """

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """What fits in the height, and the rest."""
        self.wrap(availWidth, availHeight)
        if self.height <= availHeight:
            return [self]
        if self.least_height(availWidth) > availHeight:
            return []
        room = availHeight - self._padding
        taken: list[Flowable] = []
        for flowable, (top, height) in zip(self.body, self._places, strict=True):
            if top + height <= room:
                taken.append(flowable)
                continue
            column = availWidth - self._left - self._padding
            parts = flowable.splitOn(self.canv, column, room - top) if room > top else []
            break
        else:
            return []
        after = self.body[len(taken) + 1 :]
        if len(parts) > 1:
            return [self.part([*taken, parts[0]]), self.rest([*parts[1:], *after])]
        if not taken:
            return []
        return [self.part(taken), self.rest([flowable, *after])]

    @abstractmethod
    def part(self, body: list[Flowable]) -> Flowable:
        """The flowable that stands before the split."""

    @abstractmethod
    def rest(self, body: list[Flowable]) -> Flowable:
        """The flowable that stands after the split."""
