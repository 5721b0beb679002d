"""Paragraphs, headings and groups: the flowables a section is mostly made of, each with its tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.paragraph import Para, set_line
from cvdesk.documents.splitting import Stack
from cvdesk.documents.structure import Element, Role
from cvdesk.documents.style import ACCENT, RULE, Rich, Run, Style, note_anchor, plain
from cvdesk.documents.tagging import TaggedCanvas, tagged

__all__ = [
    "FULL_WIDTH",
    "GUTTER",
    "LABEL_WIDTH",
    "PAGE_HEIGHT",
    "TEXT_WIDTH",
    "Heading",
    "NoteText",
    "Para",
    "Rubric",
    "Rule",
    "section",
    "set_line",
]

LABEL_WIDTH = 37 * mm
GUTTER = 5 * mm
TEXT_WIDTH = 128 * mm
FULL_WIDTH = 170 * mm
PAGE_HEIGHT = 245 * mm
"""Height that an empty page is sure to offer, in points."""


class _Kept(Flowable):
    """A flowable that goes to the next page when little room would be left below it.

    This is not ReportLab's ``keepWithNext``, which keeps the whole of what follows on one page and
    so leaves holes above long answers.
    """

    reserve = 52.0
    """Room that must be left below on the page, in points: a label and two lines."""

    def _keep(self, size: tuple[float, float], available: float) -> tuple[float, float]:
        width, height = size
        # An empty page offers more than PAGE_HEIGHT: what is as tall as a page stays there.
        alone = height <= available < min(height + self.reserve, PAGE_HEIGHT)
        return (width, available + 1) if alone else size


class Heading(_Kept, Para):
    """A heading of one line or more, that links and bookmarks can lead to."""

    def __init__(  # noqa: PLR0913 - keyword arguments, each optional
        self,
        rich: Rich | None,
        style: ParagraphStyle,
        role: Role = "H2",
        *,
        anchor: str = "",
        bookmark: str = "",
        level: int = 0,
        **parts: Any,
    ) -> None:
        """Make a heading.

        Args:
            rich: What it says.
            style: Its style.
            role: ``H1``, ``H2`` or ``H3``; no level may be skipped.
            anchor: Name that links lead to; none when empty.
            bookmark: Its line in the bookmarks; none when empty.
            level: Depth among the bookmarks, from 0.
            parts: What ReportLab gives to the parts of a split paragraph.
        """
        super().__init__(rich, style, role, **parts)
        self._anchor = (anchor, bookmark, level)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height, in points."""
        return self._keep(super().wrap(availWidth, availHeight), availHeight)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Nothing, so that it goes whole to the next page, unless no page could hold it."""
        if self.height <= PAGE_HEIGHT:
            return []
        parts = super().split(availWidth, availHeight)
        if parts and isinstance(parts[0], Heading):
            parts[0]._anchor = self._anchor  # noqa: SLF001 - the first part of this very heading
            parts[0].reserve = 0
        return parts

    def draw(self) -> None:
        """Draw the heading and remember its place."""
        anchor, bookmark, level = self._anchor
        if anchor:
            tagged(self).anchor(anchor, top=self.height + 8, title=bookmark, level=level)
        super().draw()


class Rubric(_Kept):
    """The opening of a rubrique: rule, number on the left, title on the right, one ``H2``.

    It goes to the next page when there is no room for a label and two lines below it. When the
    first answer cannot be split, put both in a KeepTogether.
    """

    _RULE_GAP = 11.0

    def __init__(
        self, number: Rich, title: Rich, style: Style, *, anchor: str, note: Rich = ()
    ) -> None:
        """Make the opening of a rubrique.

        Args:
            number: Its number; may be empty.
            title: Its title.
            style: The style.
            anchor: Name that the sommaire and the bookmarks lead to.
            note: A sentence below the title; none when empty.
        """
        super().__init__()
        self.element = Element("H2")
        self._anchor = anchor
        self._bookmark = " ".join(plain(rich) for rich in (number, title) if rich)
        self._number = Para(number, style.rubric, element=self.element) if number else None
        self._title = Para(title, style.rubric, element=self.element)
        self._note = Para(note, style.note) if note else None
        self.spaceBefore = 16
        self.spaceAfter = 8

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height, in points."""
        self.width = availWidth
        text_width = availWidth - LABEL_WIDTH - GUTTER
        if self._number:
            self._number.wrap(LABEL_WIDTH, availHeight)
        self._title_height = self._title.wrap(text_width, availHeight)[1]
        note = self._note.wrap(text_width, availHeight)[1] if self._note else 0
        self.height = self._RULE_GAP + self._title_height + note
        return self._keep((self.width, self.height), availHeight)

    def draw(self) -> None:
        """Draw rule, number, title and note."""
        canvas = tagged(self)
        canvas.anchor(self._anchor, top=self.height + 8, title=self._bookmark)
        with canvas.artifact():
            canvas.setStrokeColor(ACCENT)
            canvas.setLineWidth(0.9)
            canvas.line(0, self.height, self.width, self.height)
        top = self.height - self._RULE_GAP
        if self._number:
            self._number.drawOn(canvas, 0, top - self._number.height)
        self._title.drawOn(canvas, LABEL_WIDTH + GUTTER, top - self._title_height)
        if self._note:
            self._note.drawOn(canvas, LABEL_WIDTH + GUTTER, 0)


class Rule(Flowable):
    """A horizontal line that is only decoration.

    Args:
        width: Its length, in points.
        indent: Its distance from the left edge of the frame, in points.
    """

    def __init__(self, width: float = 60 * mm, indent: float = LABEL_WIDTH + GUTTER) -> None:
        super().__init__()
        self.width = width
        self.height = 0.5
        self.spaceBefore = 6
        self.spaceAfter = 4
        self._indent = indent

    def draw(self) -> None:
        """Draw the line."""
        with tagged(self).artifact():
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.5)
            self.canv.line(self._indent, 0, self._indent + self.width, 0)


class NoteText(Stack):
    """A numbered note under the answers, which its call leads to (:meth:`Style.call`)."""

    def __init__(self, number: int, rich: Rich, style: Style) -> None:
        marker = (*style.strong(str(number)), Run("\u00a0\u00a0"))
        body = [Para((*marker, *rich), style.note, "Note")]
        super().__init__(body, left=LABEL_WIDTH + GUTTER)
        self._anchor = note_anchor(number)

    def part(self, body: list[Flowable]) -> Flowable:
        """The beginning of a note, which the call leads to."""
        return self._like(body, self._anchor)

    def rest(self, body: list[Flowable]) -> Flowable:
        """The rest of a note."""
        return self._like(body, "")

    def _like(self, body: list[Flowable], anchor: str) -> NoteText:
        part = NoteText.__new__(NoteText)
        Stack.__init__(part, body, left=self._left)
        part._anchor = anchor  # noqa: SLF001 - a part of this very note
        return part

    def draw_around(self, canvas: TaggedCanvas) -> None:
        """Remember the place of the note."""
        if self._anchor:
            canvas.anchor(self._anchor, top=self.height)


class _Turn(Flowable):
    """Something done to the canvas between two flowables, that takes no room."""

    _ZEROSIZE = True
    _SPACETRANSFER = True

    def __init__(self, act: Callable[[TaggedCanvas], None]) -> None:
        super().__init__()
        self.width = self.height = 0
        self._act = act

    def draw(self) -> None:
        """Do it."""
        self._act(tagged(self))


def section(flowables: Iterable[Flowable], role: Role = "Sect") -> list[Flowable]:
    """The flowables as one group of the structure tree.

    Groups may nest; both ends must be in the same list of flowables, or in the same KeepTogether.
    """
    element = Element(role)
    return [
        _Turn(lambda canvas: canvas.enter(element)),
        *flowables,
        _Turn(lambda canvas: canvas.leave()),
    ]
