"""Writes a recorded structure tree into a PDF, with the annotations that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from cvdesk.documents.pages import Composed
from cvdesk.documents.structure import Element, LinkRef, Mark, SignatureField

_PRINTED = 4
_LOCKED = 128


class TreeWriter:
    """Writes the structure tree, and the annotations that belong to it."""

    def __init__(self, pdf: Pdf, pages: Sequence[Object], composed: Composed) -> None:
        self._pdf = pdf
        self._pages = pages
        self._composed = composed
        self._written: dict[int, Object] = {}
        self._notes: list[Object] = []
        self._fields: list[Object] = []
        # Keys of the parent tree: pages first, then annotations in the order of the tree.
        self._annotations: list[Object] = []

    def write(self) -> None:
        """Write the tree, the parent tree and the form."""
        names = [field.name for field in self._composed.fields]
        if len(set(names)) != len(names):
            raise ValueError("two signature fields have the same name")
        pdf = self._pdf
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(self._composed.root, root)])
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=self._parent_tree()))
        root.ParentTreeNextKey = len(self._pages) + len(self._annotations)
        if self._notes:
            pairs = [each for note in self._notes for each in (note.ID, note)]
            root.IDTree = pdf.make_indirect(Dictionary(Names=Array(pairs)))
        pdf.Root.StructTreeRoot = root
        if self._fields:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(self._fields)))

    def _parent_tree(self) -> Array:
        nums: list[Any] = []
        for number, owners in enumerate(self._composed.owners):
            of_page = Array([self._written[id(element)] for element in owners])
            nums += (number, self._pdf.make_indirect(of_page))
        for number, element in enumerate(self._annotations, len(self._pages)):
            nums += (number, element)
        return Array(nums)

    def _element(self, element: Element, parent: Object) -> Object:
        entries: dict[str, Any] = {"/S": Name(f"/{element.role}"), "/P": parent}
        if element.alt:
            entries["/Alt"] = String(element.alt)
        if element.spoken:
            entries["/ActualText"] = String(element.spoken)
        attributes = _attributes(element)
        if attributes is not None:
            entries["/A"] = attributes
        page = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if page is not None:
            entries["/Pg"] = self._pages[page]
        written = self._pdf.make_indirect(Dictionary(entries))
        self._written[id(element)] = written
        if element.role == "Note":
            # Fixed width keeps the identifiers in the order of their bytes, as a name tree needs.
            written.ID = String(f"note-{len(self._notes):06d}")
            self._notes.append(written)
        kids = [self._kid(kid, written, page) for kid in element.kids]
        if len(kids) == 1:
            written.K = kids[0]
        elif kids:
            written.K = Array(kids)
        return written

    def _kid(
        self,
        kid: Element | Mark | LinkRef | SignatureField,
        parent: Object,
        page: int | None,
    ) -> Any:
        if isinstance(kid, Mark):
            if kid.page == page:
                return kid.mcid
            return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.mcid)
        if isinstance(kid, Element):
            return self._element(kid, parent)
        if isinstance(kid, LinkRef):
            annotation = self._pages[kid.page].Annots[kid.position]
            annotation.F = _PRINTED
        else:
            annotation = self._signature_field(kid)
        annotation.StructParent = len(self._pages) + len(self._annotations)
        self._annotations.append(parent)
        return Dictionary(Type=Name.OBJR, Pg=self._pages[kid.page], Obj=annotation)

    def _signature_field(self, field: SignatureField) -> Object:
        page = self._pages[field.page]
        left, bottom, right, top = (round(each, 2) for each in field.box)
        # PDF/A asks for an appearance even of a field that nobody has signed.
        appearance = self._pdf.make_stream(
            b"",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(right - left, 2), round(top - bottom, 2)]),
            Resources=Dictionary(),
        )
        widget = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(field.name),
                TU=String(field.tooltip),
                F=_PRINTED | _LOCKED,
                Rect=Array([left, bottom, right, top]),
                P=page,
                AP=Dictionary(N=appearance),
            )
        )
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        self._fields.append(widget)
        return widget


def _attributes(element: Element) -> Dictionary | None:
    if element.role in {"TH", "TD"}:
        cell = Dictionary(O=Name.Table)
        if element.scope:
            cell.Scope = Name(f"/{element.scope}")
        if element.columns > 1:
            cell.ColSpan = element.columns
        return cell if element.scope or element.columns > 1 else None
    if element.role == "L":
        numbering = Name.Decimal if element.ordered else Name.Disc
        return Dictionary(O=Name.List, ListNumbering=numbering)
    if element.role == "Figure" and element.box is not None:
        box = Array([round(each, 2) for each in element.box])
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
    return None
