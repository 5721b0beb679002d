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
from typing import Literal

import pikepdf
from pikepdf import (
    Array,
    Dictionary,
    Name,
    ObjectStreamMode,
    Pdf,
    StreamDecodeLevel,
    String,
)

from cvdesk.documents.pages import Composed
from cvdesk.documents.tree_writer import TreeWriter
from cvdesk.documents.xmp import CREATOR, PRODUCER, Metadata, packet

LANGUAGE = "fr-FR"

Relationship = Literal["Data", "Source", "Supplement", "Alternative", "Unspecified"]


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
    TreeWriter(pdf, pages, composed).write()
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
