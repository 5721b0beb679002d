"""Laying flowables out on A4 pages, with header, footer and page numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from cvdesk.documents.fonts import REGULAR
from cvdesk.documents.structure import Element, SignatureField
from cvdesk.documents.style import WATERMARK
from cvdesk.documents.tagging import Furniture, TaggedCanvas

SIDE = 20 * mm
TOP = 24 * mm
TOP_OF_COVER = 16 * mm
BOTTOM = 20 * mm
HEADER_BASELINE = A4[1] - 14 * mm
FOOTER_BASELINE = 11.5 * mm

_MOST_PASSES = 4

Background: TypeAlias = Callable[[TaggedCanvas, int], None]
"""Draws what lies under a page: canvas, number of the page from 1. All of it is decoration."""


class Pages:
    """The page each anchor stood on in the layout before, for text such as « en page 10 ».

    A story that asks is laid out again until the answers hold; one that never asks is laid out
    once.
    """

    def __init__(self, known: dict[str, int] | None = None) -> None:
        self._known = known or {}
        self.asked = False

    def __getitem__(self, anchor: str) -> int:
        """The page of an anchor, from 1; 1 as long as it is not known."""
        self.asked = True
        return self._known.get(anchor, 1)

    def get(self, anchor: str) -> int | None:
        """The page of an anchor, from 1; None as long as it is not known."""
        self.asked = True
        return self._known.get(anchor)


Story: TypeAlias = Callable[[Pages], Sequence[Flowable]]
"""Makes the flowables anew each time it is called: a flowable can be laid out only once."""


@dataclass(frozen=True, slots=True)
class Composed:
    """Pages with their structure tree, not yet a finished PDF.

    Attributes:
        pdf: The file as ReportLab wrote it.
        root: The structure tree.
        owners: For each page, the element that owns each marked-content number.
        anchors: The page of each anchor, from 1.
        fields: The signature fields to create.
        page_count: How many pages.
    """

    pdf: bytes
    root: Element
    owners: tuple[tuple[Element, ...], ...]
    anchors: dict[str, int]
    fields: tuple[SignatureField, ...]
    page_count: int


def compose(
    story: Story,
    *,
    furniture: Furniture | None = None,
    background: Background | None = None,
    cover: bool = True,
) -> Composed:
    """Lay a story out.

    Args:
        story: Makes the flowables.
        furniture: Draws header and footer; each as an artifact ``Header`` or ``Footer``.
        background: Draws what lies under the text.
        cover: Whether the first page is a cover, with a smaller margin at the top.
    """
    known: dict[str, int] = {}
    for _ in range(_MOST_PASSES):
        pages = Pages(known)
        composed = _lay_out(story(pages), furniture, background, cover=cover)
        if not pages.asked or composed.anchors == known:
            break
        known = composed.anchors
    return composed


def _lay_out(
    flowables: Sequence[Flowable],
    furniture: Furniture | None,
    background: Background | None,
    *,
    cover: bool,
) -> Composed:
    output = io.BytesIO()
    made: list[TaggedCanvas] = []

    def make_canvas(*args: Any, **options: Any) -> TaggedCanvas:
        canvas = TaggedCanvas(*args, **options)
        canvas.furniture = furniture
        made.append(canvas)
        return canvas

    def begin_page(canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        if background is not None:
            with canvas.artifact("Page"):
                canvas.saveState()
                background(canvas, document.page)
                canvas.restoreState()

    templates = [
        PageTemplate("cover", [_frame(TOP_OF_COVER)], onPage=begin_page),
        PageTemplate("body", [_frame(TOP)], onPage=begin_page),
    ]
    document = BaseDocTemplate(
        output,
        pagesize=A4,
        pageTemplates=templates if cover else templates[1:],
        invariant=1,
        initialFontName=REGULAR,
        lang="fr-FR",
        pageCompression=0,  # finish() compresses, once
    )
    document.build([NextPageTemplate("body"), *flowables], canvasmaker=make_canvas)
    canvas = made[-1]
    return Composed(
        pdf=output.getvalue(),
        root=canvas.root,
        owners=tuple(map(tuple, canvas.owners)),
        anchors=dict(canvas.anchors),
        fields=tuple(canvas.fields),
        page_count=len(canvas.owners),
    )


def _frame(top: float) -> Frame:
    width, height = A4
    return Frame(
        SIDE,
        BOTTOM,
        width - 2 * SIDE,
        height - BOTTOM - top,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def draft_watermark(font: str, word: str = "PROJET") -> Background:
    """A background that says in pale diagonal letters that the dossier is not final."""

    def draw(canvas: TaggedCanvas, page: int) -> None:  # noqa: ARG001 - the same on every page
        canvas.setFillColor(WATERMARK)
        canvas.setFont(font, 120)
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, -40, word)

    return draw
