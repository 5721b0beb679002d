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
from cvdesk.documents.tagging import Decoration, Painter, TaggedCanvas

SIDE = 20 * mm
TOP = 24 * mm
TOP_OF_COVER = 16 * mm
BOTTOM = 20 * mm
HEADER_BASELINE = A4[1] - 14 * mm
FOOTER_BASELINE = 11.5 * mm

_MOST_REPEATS = 3


class Pages:
    """The page each anchor stood on in the layout before, for text such as « en page 10 ».

    A story that asks is laid out again until the answers hold; one that never asks is laid out
    once.
    """

    def __init__(self, known: dict[str, int] | None = None) -> None:
        self.known = known or {}
        self.asked = False

    def __getitem__(self, anchor: str) -> int:
        """The page of an anchor, from 1; 1 as long as it is not known."""
        self.asked = True
        return self.known.get(anchor, 1)

    def get(self, anchor: str) -> int | None:
        """The page of an anchor, from 1; None as long as it is not known."""
        self.asked = True
        return self.known.get(anchor)


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
    header: Painter | None = None,
    footer: Painter | None = None,
    background: Painter | None = None,
    cover: bool = True,
) -> Composed:
    """Lay a story out.

    Args:
        story: Makes the flowables.
        header: Draws the header of a page.
        footer: Draws the footer of a page.
        background: Draws what lies under the text of a page.
        cover: Whether the first page is a cover, with a smaller margin at the top.
    """
    asked: dict[Decoration, Painter | None] = {
        "Page": background,
        "Header": header,
        "Footer": footer,
    }
    painters = {kind: paint for kind, paint in asked.items() if paint is not None}
    pages = Pages()
    composed = _lay_out(story(pages), painters, cover=cover)
    for _ in range(_MOST_REPEATS):
        if not pages.asked or pages.known == composed.anchors:
            break
        pages = Pages(composed.anchors)
        composed = _lay_out(story(pages), painters, cover=cover)
    return composed


def _lay_out(
    flowables: Sequence[Flowable],
    painters: dict[Decoration, Painter],
    *,
    cover: bool,
) -> Composed:
    output = io.BytesIO()
    made: list[TaggedCanvas] = []

    def make_canvas(*args: Any, **options: Any) -> TaggedCanvas:
        canvas = TaggedCanvas(*args, **options)
        canvas.painters = painters
        made.append(canvas)
        return canvas

    templates = [
        PageTemplate("cover", [_frame(TOP_OF_COVER)]),
        PageTemplate("body", [_frame(TOP)]),
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


def draft_watermark(font: str, word: str = "PROJET") -> Painter:
    """A background that says in pale diagonal letters that the dossier is not final."""

    def draw(canvas: TaggedCanvas, page: int, total: int) -> None:  # noqa: ARG001 - ever the same
        canvas.setFillColor(WATERMARK)
        canvas.setFont(font, 120)
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, -40, word)

    return draw
