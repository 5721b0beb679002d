"""Whatever was given, a plain PDF: upright, no script, nothing that the funder need not know."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import sanitize
from PIL import Image

from cvdesk.attachments.apart import Answer, ask_apart
from cvdesk.attachments.kinds import kind_of
from cvdesk.attachments.opening import open_pdf
from cvdesk.attachments.pictures import read_images

LONGEST_PX = 2_000
"""170 points per inch on a page of A4: small print reads, a photo weighs about a megabyte."""

_QUALITY = 80
_A4_PT = (595.276, 841.89)
_MARGIN_PT = 14.17


def as_pdf(content: bytes, name: str, *, quarter_turns: int = 0) -> bytes:
    """Return a file as a PDF that does nothing but show pages.

    A photo becomes one page of A4, without the place and day that a telephone writes in it. A PDF
    loses its scripts, the files inside it and whatever reaches outside; its pages stay. A signature
    that it bore no longer holds: join such a file as it is.

    Args:
        content: A PDF or a picture.
        name: The file as the user knows it, for the sentence of a refusal.
        quarter_turns: How often to turn it to the right, by 90 degrees.

    Raises:
        PieceRefusee: If it does not open.
    """
    return ask_apart("as_pdf", content, name, quarter_turns=quarter_turns).blobs[0]


def as_pdf_here(content: bytes, *, quarter_turns: int) -> Answer:
    """Do it in this process."""
    if kind_of(content).is_image:
        content = pdf_of_images(content, LONGEST_PX, _QUALITY)
    with open_pdf(content) as pdf:
        clean(pdf)
        for page in pdf.pages:
            page.rotate(90 * quarter_turns, relative=True)
        return Answer({}, [saved(pdf)])


def clean(pdf: pikepdf.Pdf) -> None:
    """Take from ``pdf`` what acts, reaches outside or hides."""
    sanitize.remove_javascript(pdf)
    sanitize.remove_external_access(pdf)
    sanitize.remove_attachments(pdf)
    sanitize.remove_multimedia(pdf)
    sanitize.remove_private_app_data(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return ``pdf`` written compactly, without protection; always the same bytes."""
    buffer = BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        encryption=False,
    )
    return buffer.getvalue()


def jpeg_of(image: Image.Image, quality: int) -> bytes:
    """Return ``image`` as a JPEG that holds nothing but pixels."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def pdf_of_images(content: bytes, longest_px: int, quality: int) -> bytes:
    """Return a PDF of A4 pages, one for each picture of a file (a fax has several).

    Raises:
        DamagedFile: If a picture cannot be read.
    """
    with pikepdf.new() as pdf:
        for image in read_images(content, longest_px=longest_px):
            _add_page(pdf, image, jpeg_of(image, quality))
        return saved(pdf)


def _add_page(pdf: pikepdf.Pdf, image: Image.Image, jpeg: bytes) -> None:
    short, long = _A4_PT
    page_width, page_height = (long, short) if image.width > image.height else (short, long)
    room_width, room_height = page_width - 2 * _MARGIN_PT, page_height - 2 * _MARGIN_PT
    scale = min(room_width / image.width, room_height / image.height)
    width, height = image.width * scale, image.height * scale
    left, bottom = (page_width - width) / 2, (page_height - height) / 2
    page = pdf.add_blank_page(page_size=(page_width, page_height))
    picture = pikepdf.Stream(
        pdf,
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    name = page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.Photo)
    drawing = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm {name} Do Q"
    page.contents_add(drawing.encode())
