"""Paragraphs and lines of text, with the marks of their links and of what is said of signs."""

from __future__ import annotations

from typing import Any, Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag

from cvdesk.documents.structure import Element, Role
from cvdesk.documents.style import Rich, Run, fragments
from cvdesk.documents.tagging import TaggedCanvas, tagged

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
        at = (x, baseline + piece.rise)
        canvas.words(piece.text, piece.fontName, piece.fontSize, piece.textColor, at)
        x += width
