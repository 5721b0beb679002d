"""Reading photos and scans; for the worker process."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps

from cvdesk.attachments.unreadable import DamagedFile

MOST_PIXELS = 120_000_000
"""A page of A3 at 600 points per inch has 70 million."""

MOST_PAGES = 200
"""Of a picture."""

# What the library raises on files with bytes changed at random: seen, not guessed.
_UNREADABLE = (
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    Image.DecompressionBombError,
)
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")


def read_images(content: bytes, *, longest_px: int) -> Iterator[Image.Image]:
    """Give each picture upright, in RGB on white, with no side longer than ``longest_px``.

    There is one, or as many as a TIFF has pages. Nothing of the file but its pixels is kept:
    neither the place nor the day of a photo.

    Raises:
        DamagedFile: If one cannot be read, or has more than ``MOST_PIXELS``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what little is wrong in a photo that opens
            with Image.open(BytesIO(content), formats=_FORMATS) as image:
                for number in range(page_count(image)):
                    image.seek(number)
                    if image.width * image.height > MOST_PIXELS:
                        raise DamagedFile
                    # A JPEG is decoded at the half or the quarter when that is enough: four times
                    # as quick for a photo of a telephone.
                    image.draft("RGB", (longest_px, longest_px))
                    light = image.copy()
                    light.thumbnail((longest_px, longest_px))
                    yield _on_white(ImageOps.exif_transpose(light))
    except _UNREADABLE as error:
        raise DamagedFile from error


def page_count(image: Image.Image) -> int:
    """Return how many pages a picture has; the frames of an animation are none.

    Raises:
        DamagedFile: If there are more than ``MOST_PAGES``.
    """
    pages: int = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if pages > MOST_PAGES:
        raise DamagedFile
    return pages


def read_image(content: bytes, *, longest_px: int) -> Image.Image:
    """Return the first picture, as :func:`read_images` gives it.

    Raises:
        DamagedFile: If it cannot be read.
    """
    return next(read_images(content, longest_px=longest_px))


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    coloured = image.convert("RGBA")
    sheet = Image.new("RGB", coloured.size, "white")
    sheet.paste(coloured, mask=coloured.getchannel("A"))
    return sheet
