"""The canvas that tags what is drawn; the only module that knows marked content.

A document is composed, then finished::

    style = Style.load(fonts)                                   # style.py
    text = style.text

    def story(pages: Pages) -> list[Flowable]:                  # pages.py
        return section([                                        # blocks.py, stacks.py, figures.py
            Rubric(text("6"), text("Le projet"), style, anchor="projet"),
            LabelledAnswer(text("6.4 Description"), [Para(text(typed), style.answer)], style),
            DataTable(columns, head, rows, style),              # tables.py
            SignatureFrame("signature_1", "Signature de la présidente", 81 * mm, 35 * mm),
        ])

    def footer(canvas: TaggedCanvas, page: int, total: int) -> None:
        set_line(canvas, text(f"page {page} / {total}"), style.furniture, 400, FOOTER_BASELINE)

    composed = compose(story, footer=footer)
    pdf = finish(composed, metadata, attachments)               # finish.py

Each flowable opens the element it stands for with :meth:`TaggedCanvas.begin`, draws, and closes
it with :meth:`TaggedCanvas.end`. An element joins the tree when it is first drawn, under the
group that is open then (:meth:`TaggedCanvas.enter`), so the tree is in the order of drawing,
which is the order of reading. A flowable that splits gives the same element to both parts.
What is only decoration is drawn between :meth:`TaggedCanvas.begin_artifact` and
:meth:`TaggedCanvas.end_artifact`; inside, ``begin`` and ``end`` do nothing, so that a repeated
table head is drawn with the same code.

Implementation notes:
    Pages are laid out once. What depends on the whole document (page x / y, the page numbers of
    the sommaire) is drawn into the finished pages just before the file is written: see
    :meth:`TaggedCanvas.draw_later` and ``painters``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from cvdesk.documents.structure import Element, LinkRef, Mark, SignatureField

Decoration: TypeAlias = Literal["Layout", "Page", "Header", "Footer"]
Later: TypeAlias = Callable[["TaggedCanvas", dict[str, int]], None]
Painter: TypeAlias = Callable[["TaggedCanvas", int, int], None]
"""Draws a part of every page: canvas, number of the page from 1, count of pages."""

_ARTIFACTS = {
    "Layout": "/Artifact <</Type /Layout>> BDC",
    "Page": "/Artifact <</Type /Page>> BDC",
    "Header": "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC",
    "Footer": "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC",
}


@functools.cache
def _paint(colour: Color) -> str:
    return f"{colour.red:.4g} {colour.green:.4g} {colour.blue:.4g} rg"


@dataclass(frozen=True, slots=True)
class _Deferred:
    page: int
    token: str
    draw: Later


def tagged(flowable: Flowable) -> TaggedCanvas:
    """The canvas a flowable is being drawn on.

    Raises:
        TypeError: The document was not made by :func:`cvdesk.documents.pages.compose`.
    """
    canvas = flowable.canv
    if not isinstance(canvas, TaggedCanvas):
        raise TypeError(f"{type(flowable).__name__} needs a TaggedCanvas")
    return canvas


class TaggedCanvas(Canvas):
    """A ReportLab canvas that numbers marked content and records the structure tree.

    Attributes:
        root: The tree, complete once the file is saved.
        owners: For each page, the element that owns each marked-content number.
        anchors: Page, from 1, of every anchor met so far.
        fields: Signature fields met so far.
        painters: What draws background, header and footer, once the count of pages is known.
    """

    # What ReportLab sets itself and its stubs leave out.
    _doc: Any
    _filename: Any
    _annotationrefs: list[Any]
    _code: list[str]
    _curr_tx_info: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        self.root = Element("Document")
        self.owners: list[list[Element]] = [[]]
        self.anchors: dict[str, int] = {}
        self.fields: list[SignatureField] = []
        self.painters: dict[Decoration, Painter] = {}
        self._groups = [self.root]
        self._open: Element | None = None
        self._in_artifact = 0
        self._in_text: Element | None = None
        self._open_at = 0
        self._deferred: list[_Deferred] = []
        super().__init__(*args, **options)

    # What is read

    @property
    def silent(self) -> bool:
        """Whether what is drawn now is decoration, so that nothing of it is recorded."""
        return self._in_artifact > 0

    def begin(self, element: Element) -> None:
        """Say that what is drawn from here to :meth:`end` is content of ``element``.

        Raises:
            ValueError: Other content is still open; marked content with a number cannot nest.
        """
        if self._in_artifact:
            return
        if self._open is not None:
            raise ValueError(f"{element.role} opened inside {self._open.role}")
        self._open_at = len(self._code)
        self._code.append(self._mark(element))
        self._open = element

    def end(self) -> None:
        """Close what :meth:`begin` opened."""
        if self._in_artifact:
            return
        self._code.append("EMC")
        self._open = None

    def end_words(self) -> None:
        """As :meth:`end`, for text: when none was shown, the mark is taken back."""
        if not self._in_artifact:
            self._close(self._code, self._open_at)
            self._open = None

    def begin_text(self, element: Element) -> None:
        """As :meth:`begin`, for one text object whose parts go to several elements.

        The marks are put inside the text object (they must not straddle its ends), where
        :meth:`switch` may then pass from one element to another.
        """
        if not self._in_artifact:
            self._in_text = element

    def end_text(self) -> None:
        """Close what :meth:`begin_text` opened, which a paragraph without a line leaves open."""
        self._in_text = None

    def switch(self, code: list[str], element: Element) -> None:
        """Inside a text object being drawn, give what follows to ``element``."""
        if not self._in_artifact:
            self._close(code, self._open_at)
            self._open_in_text(code, element)

    def _open_in_text(self, code: list[str], element: Element) -> None:
        self._open_at = len(code)
        code.append(self._mark(element))

    def _close(self, code: list[str], at: int) -> None:
        """Close the last mark, which was opened at a place of the code, if it shows any text."""
        if any("Tj" in piece for piece in code[at + 1 :]):
            code.append("EMC")
            return
        del code[at]
        page = len(self.owners) - 1
        owner = self.owners[page].pop()
        owner.kids.remove(Mark(page, len(self.owners[page])))

    def enter(self, element: Element) -> None:
        """Make ``element`` the group that what is drawn next belongs to."""
        if not self._in_artifact:
            self._groups.append(self._groups[-1].add(element))

    def leave(self) -> None:
        """Go back to the group that was open before the last :meth:`enter`."""
        if not self._in_artifact:
            self._groups.pop()

    def place(self, element: Element) -> None:
        """Put an element into the open group though it holds nothing yet (an empty cell)."""
        if not self._in_artifact:
            self._groups[-1].add(element)

    def _mark(self, element: Element) -> str:
        if element.parent is None:
            self._groups[-1].add(element)
        page = len(self.owners) - 1
        owners = self.owners[page]
        mcid = len(owners)
        owners.append(element)
        element.kids.append(Mark(page, mcid))
        return f"/{element.role} <</MCID {mcid}>> BDC"

    def words(
        self, text: str, font: str, size: float, colour: Color, at: tuple[float, float]
    ) -> None:
        """Draw one line of text, far quicker than ``drawString`` does; it is marked by the caller.

        Args:
            text: The text.
            font: Name of one of our fonts.
            size: Its size, in points.
            colour: Its colour.
            at: Left end of its baseline, in points.
        """
        face: Any = getFont(font)
        shown = [
            f"{face.getSubsetInternalName(subset, self._doc)} {size:g} Tf ({escapePDF(part)}) Tj"
            for subset, part in face.splitString(text, self._doc)
        ]
        self._code.append(
            f"{_paint(colour)} BT 1 0 0 1 {at[0]:.3f} {at[1]:.3f} Tm {' '.join(shown)} ET"
        )

    # What is not read

    def begin_artifact(self, kind: Decoration = "Layout") -> None:
        """Say that what is drawn from here to :meth:`end_artifact` is not to be read."""
        if self._in_artifact == 0:
            if self._open is not None:
                raise ValueError(f"artifact opened inside {self._open.role}")
            self._code.append(_ARTIFACTS[kind])
        self._in_artifact += 1

    def end_artifact(self) -> None:
        """Close what :meth:`begin_artifact` opened."""
        self._in_artifact -= 1
        if self._in_artifact == 0:
            self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: Decoration = "Layout") -> Iterator[None]:
        """:meth:`begin_artifact` and :meth:`end_artifact` around a block."""
        self.begin_artifact(kind)
        yield
        self.end_artifact()

    # Anchors, links, fields

    def anchor(self, name: str, *, top: float, title: str = "", level: int = 0) -> None:
        """Remember a place that links lead to.

        Args:
            name: Name of the anchor, unique in the document.
            top: Height of the place in the present coordinates, in points.
            title: Its line in the bookmarks; none when empty.
            level: Depth among the bookmarks, from 0.
        """
        if self._in_artifact:
            return
        self.anchors[name] = len(self.owners)
        self.bookmarkHorizontal(name, 0, top)
        if title:
            self.addOutlineEntry(title, name, level, closed=False)

    def link(
        self, element: Element, target: str, spoken: str, box: tuple[float, float, float, float]
    ) -> None:
        """Make a part of the page lead somewhere.

        Args:
            element: The ``Link`` element the annotation belongs to.
            target: An anchor of this document, or an ``http…`` or ``mailto:`` address.
            spoken: What assistive technology says of it.
            box: Left, bottom, right, top in the present coordinates, in points.
        """
        if self._in_artifact:
            return
        element.kids.append(LinkRef(len(self.owners) - 1, len(self._annotationrefs)))
        if target.startswith(("http://", "https://", "mailto:")):
            self.linkURL(target, box, relative=1, Contents=PDFString(spoken))
        else:
            self.linkRect(spoken, target, box, relative=1)

    def signature_field(
        self, name: str, tooltip: str, box: tuple[float, float, float, float]
    ) -> None:
        """Remember where a signature field goes, and that it is read here.

        Args:
            name: Unique name of the field.
            tooltip: What assistive technology says of it.
            box: Left, bottom, right, top in the present coordinates, in points.
        """
        left, bottom = self.absolutePosition(box[0], box[1])
        right, top = self.absolutePosition(box[2], box[3])
        field = SignatureField(name, len(self.owners) - 1, (left, bottom, right, top), tooltip)
        self.fields.append(field)
        form = Element("Form")
        form.kids.append(field)
        self.place(form)

    # What needs the whole document

    def draw_later(self, draw: Later) -> None:
        """Draw here, under what is marked here, once the page of every anchor is known.

        ``draw`` gets the canvas, in the present coordinates, and the pages of the anchors. It sets
        its own font and colours and draws text and lines only.
        """
        # Alone on its line, which no text of a page can be: ends of lines are escaped in strings.
        token = f"%later-{len(self._deferred)}"
        self._code.append(token)
        self._deferred.append(_Deferred(len(self.owners) - 1, token, draw))

    def _complete_pages(self) -> None:
        pages = self._doc.Pages.pages
        for deferred in self._deferred:
            page = pages[deferred.page]
            self._code = []
            deferred.draw(self, self.anchors)
            drawn = "\n".join(self._code)
            page.stream = page.stream.replace(f"\n{deferred.token}\n", f"\n{drawn}\n", 1)
        for kind, paint in self.painters.items():
            for number, page in enumerate(pages, 1):
                self._code = []
                with self.artifact(kind):
                    self.saveState()
                    paint(self, number, len(pages))
                    self.restoreState()
                drawn = "\n".join([*self._code, ""])
                page.stream = drawn + page.stream if kind == "Page" else page.stream + drawn

    # ReportLab's own steps

    def beginText(  # noqa: N802 - ReportLab's name
        self, x: float = 0, y: float = 0, direction: Any = None
    ) -> Any:
        """A text object, already marked when :meth:`begin_text` asked for it."""
        text: Any = super().beginText(x, y, direction)
        if self._in_text is not None:
            self._open_in_text(text._code, self._in_text)  # noqa: SLF001 - no other way in
        return text

    def drawText(self, aTextObject: Any) -> None:  # noqa: N802, N803 - ReportLab's name
        """Draw a text object, closing the mark that :meth:`beginText` opened in it."""
        if self._in_text is not None:
            self._close(aTextObject._code, self._open_at)  # noqa: SLF001 - no other way in
            self._in_text = None
        super().drawText(aTextObject)

    def _startPage(self) -> None:  # noqa: N802 - ReportLab's name
        super()._startPage()  # type: ignore[misc]
        self.owners.append([])

    def save(self) -> None:
        """Complete the pages and write the file."""
        if self._code:
            self.showPage()
        self.owners.pop()  # the page that showPage opened after the last
        self._complete_pages()
        self._doc.SaveToFile(self._filename, self)
