"""Looking at a file before it is joined: what it is, how long, and does it open?"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from cvdesk.attachments.apart import Answer, ask_apart
from cvdesk.attachments.drawing import open_drawing
from cvdesk.attachments.kinds import Kind, kind_of
from cvdesk.attachments.opening import open_pdf
from cvdesk.attachments.pictures import read_images
from cvdesk.attachments.refusals import not_taken
from cvdesk.attachments.unreadable import DamagedFile

MOST_BYTES = 100_000_000
"""A larger file is not a piece of a dossier: portals take 10 or 20 million."""

_GLANCE_PX = 64


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is known of a file that can be joined.

    Attributes:
        pages: One for a picture, but a TIFF may have several.
        signed: Whether a PDF bears electronic signatures: any change would break them.
    """

    kind: Kind
    size_bytes: int
    pages: int
    signed: bool


def inspect(content: bytes, name: str) -> Inspection:
    """Look at a file, in a process of its own.

    Raises:
        PieceProtegee: If a password is needed.
        PieceAbimee: If it does not open, or its pages cannot be drawn.
        PieceRefusee: If it is of a kind that cannot be joined, or takes too long to open.
    """
    kind = kind_of(content)
    if not kind.is_taken:
        raise not_taken(name, kind)
    facts = ask_apart("inspect", content, name).facts
    return Inspection(kind, len(content), int(facts["pages"]), bool(facts["signed"]))


def inspect_here(content: bytes) -> Answer:
    """Look at a file in this process."""
    if kind_of(content).is_image:
        pages = sum(1 for _ in read_images(content, longest_px=_GLANCE_PX))
        return Answer({"pages": pages, "signed": False})
    with open_pdf(content) as pdf:
        pages, signed = len(pdf.pages), _is_signed(pdf)
    # One library repairs what the other, and the funder's reader, may not: both have to agree.
    with open_drawing(content) as drawing:
        if len(drawing) != pages:
            raise DamagedFile
        drawing[0].render(scale=0.1)
    return Answer({"pages": pages, "signed": signed})


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    return any(
        isinstance(one, pikepdf.Dictionary) and one.get("/FT") == "/Sig" and "/V" in one
        for one in form.get("/Fields", ())
    )
