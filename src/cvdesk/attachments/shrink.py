"""Making a file light enough for a portal, no lighter than needed."""

from __future__ import annotations

import pikepdf
from PIL import Image

from cvdesk.attachments.apart import Answer, ask_apart
from cvdesk.attachments.kinds import kind_of
from cvdesk.attachments.normalise import jpeg_of, pdf_of_images, saved
from cvdesk.attachments.opening import open_pdf
from cvdesk.attachments.refusals import too_heavy

# Longest side in pixels, quality of the JPEG: from unseen to still readable (100 points per inch).
_STEPS = ((2_000, 80), (1_754, 70), (1_400, 60), (1_170, 50))


def shrink(content: bytes, name: str, *, at_most_bytes: int) -> bytes:
    """Return a PDF of at most that size; a PDF that is light enough comes back as it is.

    Pictures inside are made smaller, step by step, no further than still readable; text stays text.

    Args:
        content: A PDF or a picture.
        name: The file as the user knows it, for the sentence of a refusal.
        at_most_bytes: The limit of the call or of the portal.

    Raises:
        PieceTropLourde: If the last step is still too heavy.
        PieceRefusee: If it does not open.
    """
    answer = ask_apart("shrink", content, name, at_most_bytes=at_most_bytes)
    if len(answer.blobs[0]) > at_most_bytes:
        raise too_heavy(name, len(answer.blobs[0]), at_most_bytes)
    return answer.blobs[0]


def shrink_here(content: bytes, *, at_most_bytes: int) -> Answer:
    """Do it in this process; the answer may still be too heavy."""
    is_image = kind_of(content).is_image
    if not is_image and len(content) <= at_most_bytes:
        return Answer({}, [content])
    lightest = b""
    for longest_px, quality in _STEPS:
        if is_image:
            lighter = pdf_of_images(content, longest_px, quality)
        else:
            lighter = _lighter_pdf(content, longest_px, quality)
        if not lightest or len(lighter) < len(lightest):
            lightest = lighter
        if len(lightest) <= at_most_bytes:
            break
    return Answer({}, [lightest])


def _lighter_pdf(content: bytes, longest_px: int, quality: int) -> bytes:
    with open_pdf(content) as pdf:
        pdf.remove_unreferenced_resources()
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image":
                _lighten(one, longest_px, quality)
        return saved(pdf)


def _lighten(stream: pikepdf.Stream, longest_px: int, quality: int) -> None:
    """Write a picture again, smaller, if that is possible and gains something.

    Masks and scans in black and white stay: they are light, and JPEG would blur them.
    """
    if stream.get("/ImageMask", False) or stream.get("/BitsPerComponent", 8) != 8:  # noqa: PLR2004
        return
    try:
        image = pikepdf.PdfImage(stream).as_pil_image()
        grey = image.mode in {"L", "LA"}
        image = image.convert("L" if grey else "RGB")
        image.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
        jpeg = jpeg_of(image, quality)
    except (pikepdf.PdfError, NotImplementedError, OSError, ValueError):
        return  # a kind of picture that only readers of PDF know: it stays
    if len(jpeg) >= len(stream.read_raw_bytes()):
        return
    stream.write(jpeg, filter=pikepdf.Name.DCTDecode)
    stream.Width, stream.Height = image.size
    stream.BitsPerComponent = 8
    stream.ColorSpace = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
    for key in ("/Decode", "/DecodeParms"):
        if key in stream:
            del stream[key]
