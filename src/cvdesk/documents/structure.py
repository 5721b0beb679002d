"""The structure tree of a PDF as plain values: what a screen reader is told, in reading order.

Nothing here knows ReportLab or pikepdf. :mod:`cvdesk.documents.tagging` records the tree while
the pages are drawn; :mod:`cvdesk.documents.finish` writes it into the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Role: TypeAlias = Literal[
    "Document",
    "Sect",
    "Div",
    "H1",
    "H2",
    "H3",
    "P",
    "BlockQuote",
    "Note",
    "Span",
    "Reference",
    "Link",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "TOC",
    "TOCI",
    "Figure",
    "Form",
]
"""The standard structure types of ISO 32000-1, 14.8.4, that our documents use."""

Scope: TypeAlias = Literal["", "Row", "Column"]


class Mark(NamedTuple):
    """One marked-content sequence: what was drawn between ``BDC`` and ``EMC``.

    Attributes:
        page: Index of the page, from 0.
        mcid: Number of the sequence on that page, from 0.
    """

    page: int
    mcid: int


class LinkRef(NamedTuple):
    """A link annotation that belongs to an element.

    Attributes:
        page: Index of the page, from 0.
        position: Position of the annotation among those of the page, from 0.
    """

    page: int
    position: int


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A signature field to create before anybody signs.

    Attributes:
        name: Partial field name, unique in the document, such as ``signature_1``.
        page: Index of the page, from 0.
        box: Left, bottom, right, top, in points from the lower left corner of the page.
        tooltip: What assistive technology says of the field.
    """

    name: str
    page: int
    box: tuple[float, float, float, float]
    tooltip: str


Kid: TypeAlias = "Element | Mark | LinkRef | SignatureField"


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree; mutable while pages are being drawn, and only then.

    Attributes:
        role: Standard structure type.
        kids: Elements and content, in reading order.
        parent: The element it was added to; None for the root and for what was never drawn.
        alt: Text that stands for a figure.
        spoken: ActualText: what is read instead of the characters.
        scope: Which cells a TH speaks of.
        columns: How many columns a cell takes.
        box: Left, bottom, right, top of a figure on its page, in points.
        ordered: Whether the items of an L are numbered.
    """

    role: Role
    kids: list[Kid] = field(default_factory=list)
    parent: Element | None = None
    alt: str = ""
    spoken: str = ""
    scope: Scope = ""
    columns: int = 1
    box: tuple[float, float, float, float] | None = None
    ordered: bool = False

    def add(self, child: Element) -> Element:
        """Put ``child`` last among the kids, once: a split flowable comes here for each part."""
        if child.parent is None:
            child.parent = self
            self.kids.append(child)
        return child

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()
