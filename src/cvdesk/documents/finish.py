"""From composed pages to a finished PDF: structure tree, metadata, attachments, signature fields.

The result claims PDF/A-3a and PDF/UA-1. It is the last step before signing: nothing may rewrite
the file afterwards, and the signature fields are there already, since adding one after the first
signature would break it.

Implementation notes:
    The validator of pikepdf.pdfa knows level B only and calls the description of ``pdfuaid`` a
    violation, so :func:`prepare` stops at a 3b claim, which tests validate, and :func:`finish`
    raises it. ``pdfa.prepare`` itself is not used: importing it takes longer than finishing twenty
    dossiers, and it writes the present time.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import pikepdf
from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Pdf,
    StreamDecodeLevel,
    String,
)

from cvdesk.documents.pages import Composed
from cvdesk.documents.structure import Element, LinkRef, Mark, SignatureField
from cvdesk.documents.xmp import CREATOR, PRODUCER, Metadata, packet

LANGUAGE = "fr-FR"

Relationship = Literal["Data", "Source", "Supplement", "Alternative", "Unspecified"]

_PRINTED = 4
_LOCKED = 128


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF.

    Attributes:
        name: Its file name, unique among the attachments.
        content: Its bytes.
        mime: Its type, such as ``application/json``.
        relationship: What it is to the document: ``Data`` for the answers themselves,
            ``Supplement`` for a piece.
        description: What it is, in a sentence.
    """

    name: str
    content: bytes
    mime: str
    relationship: Relationship
    description: str


def finish(composed: Composed, metadata: Metadata, attachments: Sequence[Attachment] = ()) -> bytes:
    """The finished file: the same arguments give the same bytes.

    Args:
        composed: Pages and their structure tree.
        metadata: What the document says of itself.
        attachments: Files to put inside.

    Raises:
        ValueError: Two attachments or two signature fields have the same name.
    """
    with prepare(composed, metadata, attachments) as pdf:
        pdf.Root.Metadata.write(packet(metadata, "3a+ua"))
        output = io.BytesIO()
        pdf.save(
            output,
            deterministic_id=True,
            fix_metadata_version=False,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
            preserve_pdfa=True,
            stream_decode_level=StreamDecodeLevel.generalized,
        )
        return output.getvalue()


def prepare(composed: Composed, metadata: Metadata, attachments: Sequence[Attachment] = ()) -> Pdf:
    """The document one step before :func:`finish`: complete, but claiming PDF/A-3b only.

    Raises:
        ValueError: Two attachments or two signature fields have the same name.
    """
    pdf = pikepdf.open(io.BytesIO(composed.pdf))
    pages = [page.obj for page in pdf.pages]
    for number, page in enumerate(pages):
        if Name.Trans in page:
            del page.Trans  # ReportLab writes an empty one
        page.Tabs = Name.S
        page.StructParents = number
    _Tree(pdf, pages, composed).write()
    _attach(pdf, attachments, metadata)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    _add_output_intent(pdf)
    _describe(pdf, metadata)
    return pdf


def _add_output_intent(pdf: Pdf) -> None:
    """Say that the colours, all given in RGB, are those of sRGB."""
    profile = files("pikepdf").joinpath("pdfa", "data", "sRGB.icc").read_bytes()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=pdf.make_stream(profile, N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _describe(pdf: Pdf, metadata: Metadata) -> None:
    """Say in both places what the document is."""
    pdf.Root.Metadata = pdf.make_stream(
        packet(metadata, "3b"), Type=Name.Metadata, Subtype=Name.XML
    )
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(metadata.title),
            Author=String(metadata.author),
            Subject=String(metadata.subject),
            Creator=String(CREATOR),
            Producer=String(PRODUCER),
            CreationDate=String(metadata.pdf_date),
            ModDate=String(metadata.pdf_date),
        )
    )


def _attach(pdf: Pdf, attachments: Sequence[Attachment], metadata: Metadata) -> None:
    if not attachments:
        return
    names = sorted(attachment.name for attachment in attachments)
    if len(set(names)) != len(names):
        raise ValueError("two attachments have the same name")
    specs = {}
    for attachment in attachments:
        stream = pdf.make_stream(
            attachment.content,
            Type=Name.EmbeddedFile,
            Subtype=Name(f"/{attachment.mime}"),
            Params=Dictionary(Size=len(attachment.content), ModDate=String(metadata.pdf_date)),
        )
        specs[attachment.name] = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(attachment.name),
                UF=String(attachment.name),
                Desc=String(attachment.description),
                AFRelationship=Name(f"/{attachment.relationship}"),
                EF=Dictionary(F=stream, UF=stream),
            )
        )
    # A name tree is in the order of the bytes of its keys.
    ordered = sorted(specs, key=lambda name: bytes(String(name)))
    tree = Dictionary(
        Names=Array([each for name in ordered for each in (String(name), specs[name])])
    )
    if Name.Names not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(tree)
    pdf.Root.AF = Array([specs[attachment.name] for attachment in attachments])


class _Tree:
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
