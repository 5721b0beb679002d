"""Paragraphs, headings and groups: the flowables a section is mostly made of, each with its tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag

from cvdesk.documents.structure import Element, Role
from cvdesk.documents.style import ACCENT, RULE, Rich, Run, Style, fragments, note_anchor
from cvdesk.documents.tagging import TaggedCanvas, tagged

LABEL_WIDTH = 37 * mm
GUTTER = 5 * mm
TEXT_WIDTH = 128 * mm
FULL_WIDTH = 170 * mm
PAGE_HEIGHT = 245 * mm
"""Height that an empty page is sure to offer, in points."""

_INLINE = "cvdesk-inline"


class Para(Paragraph):
    """A paragraph of text with a tag; both parts of a split one are the same element.

    Attributes:
        element: The element its text belongs to.
    """

    blPara: Any  # noqa: N815 - the broken lines, under ReportLab's name

    def __init__(
        self,
        rich: Rich | None,
        style: ParagraphStyle,
        role: Role = "P",
        *,
        element: Element | None = None,
        frags: list[Any] | None = None,
        **_parts: object,
    ) -> None:
        """Make a paragraph.

        Args:
            rich: What it says; None only when ReportLab splits a paragraph and gives ``frags``.
            style: One of the styles of :class:`~cvdesk.documents.style.Style`.
            role: Its tag, when ``element`` is not given.
            element: The element to fill, for text that shares its element with other flowables.
            frags: What ReportLab gives to each part of a split paragraph.
            _parts: What else ReportLab gives then, which our paragraphs have no use for.
        """
        self._inline: dict[int, Element] | None = None
        if rich is not None:
            frags = fragments(rich, style)
            if any(run.spoken or run.link for run in rich):
                self._inline = {}
                # A second fragment keeps ReportLab from its quick way, which has no hooks.
                frags.append(ParaFrag(text="", us_lines=[], link=[]))
        super().__init__("", style, frags=frags)
        self.element = element or Element(role)

    @property
    def first_baseline(self) -> float:
        """Distance from the top to the first line of text, in points."""
        return float(self.style.fontSize)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Both parts of the paragraph, of the same element."""
        broken = getattr(self, "blPara", None)
        parts: list[Flowable] = super().split(availWidth, availHeight)
        if not parts and broken is not None:
            self.blPara = broken  # ReportLab forgets it, though we may be drawn as we are
        for part in parts:
            if isinstance(part, Para):
                part.element = self.element
                part._inline = self._inline  # noqa: SLF001 - a part of this very paragraph
        return parts

    def draw(self) -> None:
        """Draw the text, marked."""
        canvas = tagged(self)
        _space_lines(self.blPara)
        if self._inline is None:
            canvas.begin(self.element)
            super().draw()
            canvas.end_words()
            return
        inline: Any = _Inline(self.element, self._inline)
        inline.prepare(self.blPara.lines)
        canvas.setNamedCB(_INLINE, inline)
        canvas.begin_text(self.element)
        super().draw()
        canvas.end_text()


def _space_lines(broken: Any) -> None:
    """End every line but the last with a space, or its last word is read with the next line's."""
    for line in broken.lines[:-1]:
        if broken.kind == 0:
            line[1].append("")
        elif line.words and hasattr(line.words[-1], "text"):
            line.words[-1].text += " "


class _Inline:
    """Marks the runs of a paragraph that are elements of their own: links, and spoken signs.

    ReportLab calls it at both ends of such a run, in the middle of a text object, with the place
    it has come to.
    """

    def __init__(self, element: Element, made: dict[int, Element]) -> None:
        self._element = element
        self._made = made
        self._from = 0.0

    def prepare(self, lines: list[Any]) -> None:
        """Put callbacks on both sides of the runs to mark."""
        for line in lines:
            words: list[Any] = []
            for word in line.words:
                run = getattr(word, "run", None)
                if run is None:
                    words.append(word)
                else:
                    words += (_callback("begin", run), word, _callback("end", run))
            line.words = words

    def __call__(self, canvas: TaggedCanvas, side: Literal["begin", "end"], run: Run) -> None:
        if canvas.silent:
            return
        place = canvas._curr_tx_info  # noqa: SLF001 - how ReportLab hands it to a callback
        code = place["tx"]._code  # noqa: SLF001 - marks must go inside the text object
        own = self._of(run)
        if side == "begin":
            self._from = place["cur_x"]
            canvas.switch(code, own)
            return
        if run.link:
            bottom = place["cur_y"] - 3
            box = (self._from, bottom, place["cur_x"], bottom + place["leading"])
            canvas.link(own, run.link.target, run.link.spoken, box)
        canvas.switch(code, self._element)

    def _of(self, run: Run) -> Element:
        """The element of a run; the same one when the run goes on over lines or pages."""
        made = self._made.get(id(run))
        if made is None:
            made = Element("Link") if run.link else Element("Span", spoken=run.spoken)
            call = run.link is not None and run.link.call
            parent = self._element.add(Element("Reference")) if call else self._element
            self._made[id(run)] = parent.add(made)
        return made


def _callback(side: str, run: Run) -> ParaFrag:
    definition = ParaFrag(kind=side, name=_INLINE, label=run)
    return ParaFrag(text="", cbDefn=definition)


def set_line(  # noqa: PLR0913 - where, what and how
    canvas: TaggedCanvas,
    rich: Rich,
    style: ParagraphStyle,
    x: float,
    baseline: float,
    *,
    align: Literal["left", "centre", "right"] = "left",
) -> None:
    """Draw one line of text, in a header, a footer or a figure; it is marked by whoever calls.

    Args:
        canvas: The canvas.
        rich: The text; its links and spoken signs do nothing here.
        style: Its style.
        x: Where it begins, is centred or ends, in points.
        baseline: Height of its baseline, in points.
        align: Which of the three ``x`` is.
    """
    pieces = fragments(rich, style)
    widths = [stringWidth(piece.text, piece.fontName, piece.fontSize) for piece in pieces]
    x -= {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * sum(widths)
    for piece, width in zip(pieces, widths, strict=True):
        canvas.setFillColor(piece.textColor)
        canvas.setFont(piece.fontName, piece.fontSize)
        canvas.drawString(x, baseline + piece.rise, piece.text)
        x += width


class _Kept(Flowable):
    """A flowable that goes to the next page when little room would be left below it.

    This is not ReportLab's ``keepWithNext``, which keeps the whole of what follows on one page and
    so leaves holes above long answers.
    """

    reserve = 52.0
    """Room that must be left below on the page, in points: a label and two lines."""

    def _keep(self, size: tuple[float, float], available: float) -> tuple[float, float]:
        width, height = size
        enough = height <= available < height + self.reserve
        return (width, available + 1) if enough else size


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

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803, ARG002
        """A heading stays whole."""
        return []

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
        self._bookmark = " ".join(
            "".join(run.text for run in rich).replace("\n", " ") for rich in (number, title) if rich
        )
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


class NoteText(Para):
    """A numbered note, which its call leads to (:meth:`Style.call`)."""

    def __init__(self, number: int, rich: Rich, style: Style, **parts: Any) -> None:
        marker = (*style.strong(str(number)), Run("\u00a0\u00a0"))
        indented = ParagraphStyle("note_text", style.note, leftIndent=LABEL_WIDTH + GUTTER)
        super().__init__((*marker, *rich), indented, "Note", **parts)
        self._anchor = note_anchor(number)

    def draw(self) -> None:
        """Draw the note and remember its place."""
        tagged(self).anchor(self._anchor, top=self.height)
        super().draw()


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
