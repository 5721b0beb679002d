"""How the printed dossier looks, and the only door through which text enters it.

A :class:`Style` is loaded once from the folder of the fonts and passed to every section. It holds
one named paragraph style for each use of the type table, the colours, and :meth:`Style.text` with
its sisters, which turn plain text into a :data:`Rich` line. Flowables take ``Rich``, never
``str``, so nothing is printed that did not come through here.

Implementation notes:
    Text becomes ReportLab fragments directly (:func:`fragments`); ReportLab's markup parser is
    never called. What a person types can therefore not be markup, and ``<img>`` fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paraparser import ParaFrag

from cvdesk.documents.characters import cleaned
from cvdesk.documents.fonts import (
    ITALIC,
    REGULAR,
    SEMIBOLD,
    SEMIBOLD_ITALIC,
    register_fonts,
)

INK = HexColor("#1A1D1F")
ACCENT = HexColor("#1B4B5A")
GREY = HexColor("#55606A")
WARNING = HexColor("#8A3412")
RULE = HexColor("#9FADB3")
HAIRLINE = HexColor("#CFD7DA")
TINT = HexColor("#EDF2F3")
MID = HexColor("#8FA3AB")
WATERMARK = HexColor("#F1E7E1")
WHITE = HexColor("#FFFFFF")

CHECKED = "☑"
UNCHECKED = "☐"

_NBSP = "\u00a0"
_BOX = "□"
_BLANK_LINES = re.compile(r"\n[ \n]*")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a run leads.

    Attributes:
        target: Anchor of this document, or an address that starts with ``http`` or ``mailto:``.
        spoken: What assistive technology says of the link.
        call: Whether it calls a note (it is then tagged ``Reference`` as well).
    """

    target: str
    spoken: str
    call: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line set in one way; made by :class:`Style`, which has checked its characters.

    Attributes:
        text: The characters; a line end alone is a line break.
        strong: Semi-bold.
        italic: Italic.
        colour: Colour, or None for that of the paragraph style.
        size_pt: Size in points, or 0 for that of the paragraph style.
        raised: Set as an exponent.
        spoken: ActualText: what assistive technology says instead of ``text``.
        link: Where it leads, if anywhere.
    """

    text: str
    strong: bool = False
    italic: bool = False
    colour: Color | None = None
    size_pt: float = 0
    raised: bool = False
    spoken: str = ""
    link: Link | None = None


Rich: TypeAlias = tuple[Run, ...]
"""A line or paragraph ready to be set; two of them join with ``+``."""


def _type(name: str, font: str, size_pt: float, leading_pt: float, **other: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size_pt,
        leading=leading_pt,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        **{"textColor": INK, **other},
    )


@dataclass(frozen=True)
class Style:
    """The type table, and the door for text.

    Attributes:
        drawable: Code points that the embedded fonts have.
        stand_in: What a draft prints for a character they lack; empty to refuse it.
        title: Title of the cover.
        figure: Key figure.
        rubric: Number and title of a rubrique.
        subheading: Sub-heading, and the heading of the sommaire.
        answer: What people wrote.
        smaller: How an action serves an orientation; second lines.
        label: Left column.
        label_wide: Label above a table or figure that takes the whole width.
        cell: Table cell.
        cell_right: Table cell that holds a number.
        head: Table head.
        head_right: Table head above numbers.
        note: Source, note, caption: 8.5 points, grey.
        furniture: Header and footer, semi-bold.
    """

    drawable: frozenset[int]
    stand_in: str = ""
    title: ParagraphStyle = field(default=_type("title", SEMIBOLD, 25, 29, textColor=ACCENT))
    figure: ParagraphStyle = field(default=_type("figure", SEMIBOLD, 21, 24, textColor=ACCENT))
    rubric: ParagraphStyle = field(default=_type("rubric", SEMIBOLD, 17, 20.5, textColor=ACCENT))
    subheading: ParagraphStyle = field(default=_type("subheading", SEMIBOLD, 12.5, 16))
    answer: ParagraphStyle = field(default=_type("answer", REGULAR, 10.5, 14.2, spaceAfter=3))
    smaller: ParagraphStyle = field(default=_type("smaller", REGULAR, 9.5, 12.6))
    label: ParagraphStyle = field(default=_type("label", SEMIBOLD, 9.5, 12.2, textColor=ACCENT))
    label_wide: ParagraphStyle = field(
        default=_type("label_wide", SEMIBOLD, 9.5, 12.2, textColor=ACCENT, spaceAfter=3)
    )
    cell: ParagraphStyle = field(default=_type("cell", REGULAR, 9, 11.3))
    cell_right: ParagraphStyle = field(
        default=_type("cell_right", REGULAR, 9, 11.3, alignment=TA_RIGHT)
    )
    head: ParagraphStyle = field(default=_type("head", SEMIBOLD, 8.5, 10.5, textColor=ACCENT))
    head_right: ParagraphStyle = field(
        default=_type("head_right", SEMIBOLD, 8.5, 10.5, textColor=ACCENT, alignment=TA_RIGHT)
    )
    note: ParagraphStyle = field(default=_type("note", REGULAR, 8.5, 11, textColor=GREY))
    furniture: ParagraphStyle = field(default=_type("furniture", SEMIBOLD, 8.5, 11, textColor=GREY))

    @classmethod
    def load(cls, fonts: Path, *, draft: bool = False) -> Style:
        """The style set in the fonts of a folder.

        Args:
            fonts: ``resources/polices/source-sans-3``.
            draft: Whether a character the fonts lack is shown as a box instead of refused.

        Raises:
            FontsMissing: A font file is absent.
        """
        return cls(drawable=register_fonts(fonts), stand_in=_BOX if draft else "")

    def text(self, raw: str, *, where: str = "") -> Rich:
        """Plain text, checked and made ready to print; a line end stays a line break.

        Args:
            raw: Anything a person may have typed.
            where: Its place in words the user knows, such as ``la réponse 6.4``.

        Raises:
            MissingGlyph: The fonts lack one of its characters.
        """
        checked = cleaned(raw, self.drawable, where, self.stand_in)
        if "\n" not in checked:
            return (Run(checked),)
        runs: list[Run] = []
        for line in checked.split("\n"):
            runs += (Run("\n"), Run(line))
        return tuple(runs[1:])

    def paragraphs(self, raw: str, *, where: str = "") -> list[Rich]:
        """The paragraphs of a long answer, blank lines left out.

        Raises:
            MissingGlyph: The fonts lack one of its characters.
        """
        printable = cleaned(raw, self.drawable, where, self.stand_in)
        checked = _BLANK_LINES.sub("\n", printable).strip("\n ")
        return [(Run(line),) for line in checked.split("\n") if line]

    def strong(self, raw: str | Rich, *, where: str = "") -> Rich:
        """Semi-bold text."""
        return self._vary(raw, where, strong=True)

    def italic(self, raw: str | Rich, *, where: str = "") -> Rich:
        """Italic text."""
        return self._vary(raw, where, italic=True)

    def empty(self, raw: str, *, where: str = "") -> Rich:
        """What stands for an answer that is not there: italic and grey."""
        return self._vary(raw, where, italic=True, colour=GREY)

    def grey(self, raw: str | Rich, *, where: str = "") -> Rich:
        """Secondary text."""
        return self._vary(raw, where, colour=GREY)

    def warning(self, raw: str | Rich, *, where: str = "") -> Rich:
        """What a draft still lacks: semi-bold, in the colour kept for drafts."""
        return self._vary(raw, where, strong=True, colour=WARNING)

    def sized(self, raw: str | Rich, size_pt: float, *, where: str = "") -> Rich:
        """Text in another size, in points, of the same line."""
        return self._vary(raw, where, size_pt=size_pt)

    def raised(self, raw: str, *, where: str = "") -> Rich:
        """An exponent, as in « 1er »."""
        return self._vary(raw, where, raised=True)

    def box(self, *, checked: bool) -> Rich:
        """A ticked or empty box, with what a screen reader says of it, and the space after it."""
        if checked:
            return (Run(CHECKED, spoken="coché"), Run(_NBSP))
        return (Run(UNCHECKED, spoken="non coché"), Run(_NBSP))

    def link(self, raw: str, target: str, *, spoken: str = "", where: str = "") -> Rich:
        """Text that leads somewhere.

        Args:
            raw: The text.
            target: Anchor of this document, or an ``http…`` or ``mailto:`` address.
            spoken: What assistive technology says of it; the text itself when empty.
            where: Its place in words the user knows.
        """
        rich = self.text(raw, where=where)
        return tuple(replace(run, link=Link(target, spoken or raw)) for run in rich)

    def call(self, number: int) -> Rich:
        """The call of a note, which leads to the note of that number (see ``blocks.note``)."""
        link = Link(note_anchor(number), f"Note {number}", call=True)
        return (Run(str(number), strong=True, raised=True, link=link),)

    def _vary(self, raw: str | Rich, where: str, **changes: object) -> Rich:
        rich = self.text(raw, where=where) if isinstance(raw, str) else raw
        return tuple(replace(run, **changes) for run in rich)  # type: ignore[arg-type]


def plain(rich: Rich) -> str:
    """The characters of a line, without the way they are set."""
    return "".join(run.text for run in rich).replace("\n", " ")


def note_anchor(number: int) -> str:
    """The anchor of a numbered note."""
    return f"note-{number}"


_FACES = {
    (False, False): REGULAR,
    (True, False): SEMIBOLD,
    (False, True): ITALIC,
    (True, True): SEMIBOLD_ITALIC,
}


def fragments(rich: Iterable[Run], style: ParagraphStyle) -> list[ParaFrag]:
    """A line as ReportLab's own fragments, without its markup parser.

    A fragment that carries a link or an ActualText has the run as attribute ``run``; ``nobr`` is
    set on it to something unique, which keeps ReportLab from merging it with its neighbours.
    """
    base_strong = style.fontName in {SEMIBOLD, SEMIBOLD_ITALIC}
    made: list[ParaFrag] = []
    for run in rich:
        size = run.size_pt or style.fontSize
        fragment = ParaFrag(
            text=run.text,
            fontName=_FACES[base_strong or run.strong, run.italic],
            fontSize=size * 0.65 if run.raised else size,
            textColor=run.colour or (ACCENT if run.link and not run.link.call else style.textColor),
            rise=size * 0.35 if run.raised else 0,
            us_lines=[],
            link=[],
        )
        if run.text == "\n":
            fragment.text = ""
            fragment.lineBreak = True
        elif run.spoken or run.link:
            fragment.run = run
            fragment.nobr = id(fragment)
        made.append(fragment)
    return made
