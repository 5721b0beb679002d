"""Lists: numbered sentences, attestations with their boxes."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para
from cvdesk.documents.splitting import Stack
from cvdesk.documents.structure import Element
from cvdesk.documents.style import Rich, Style
from cvdesk.documents.tagging import tagged


class _Tags:
    """The elements of one item, shared by the parts of a split one."""

    def __init__(self, into: Element) -> None:
        self.list = into
        self.item = Element("LI")
        self.text = Element("LBody")


class _Item(Stack):
    """One item: a marker on the left, its text on the right."""

    def __init__(
        self, marker: Para, body: Sequence[Flowable], tags: _Tags, indent: float, *, following: bool
    ) -> None:
        super().__init__(body, left=indent)
        self._marker = marker
        self._tags = tags
        self._following = following
        self.spaceAfter = 2

    def part(self, body: list[Flowable]) -> Flowable:
        """The beginning of the item."""
        return _Item(self._marker, body, self._tags, self._left, following=self._following)

    def rest(self, body: list[Flowable]) -> Flowable:
        """The rest of the item, without its marker."""
        return _Item(self._marker, body, self._tags, self._left, following=True)

    def draw(self) -> None:
        """Draw marker and text inside the list."""
        canvas = tagged(self)
        canvas.enter(self._tags.list)
        canvas.enter(self._tags.item)
        if not self._following:
            # Wider than its column: a marker is one word, and must never be cut.
            _, height = self._marker.wrap(2 * self._left, self.height)
            self._marker.drawOn(canvas, 0, self.height - height)
        canvas.enter(self._tags.text)
        self.draw_body(canvas)
        for _ in range(3):
            canvas.leave()


def items(
    entries: Sequence[Sequence[Flowable]],
    markers: Sequence[Rich],
    style: Style,
    *,
    ordered: bool = False,
    indent: float = 14,
) -> list[Flowable]:
    """A list: one flowable for each entry, all of one ``L`` element.

    Args:
        entries: The flowables of each entry.
        markers: Bullet, number or box of each entry.
        style: The style.
        ordered: Whether the order means something.
        indent: Width of the column of the markers, in points.
    """
    into = Element("L", ordered=ordered)
    return [
        _Item(Para(marker, style.answer, "Lbl"), body, _Tags(into), indent, following=False)
        for marker, body in zip(markers, entries, strict=True)
    ]
