"""What an electronic signature looks like in its frame: one page of the size of the field."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from cvdesk.documents.fonts import REGULAR
from cvdesk.documents.sections.attestations import FRAME_HEIGHT, FRAME_WIDTH
from cvdesk.documents.style import WHITE, Rich, Style, fragments
from cvdesk.documents.wording import moment, shortened
from cvdesk.domain.signature import Identity

WIDTH, HEIGHT = FRAME_WIDTH - 2 * mm, FRAME_HEIGHT - 2 * mm
"""Of the field, which stands one millimetre inside its frame."""

_MARGIN = 2 * mm
_GROUPS = 4
_LONGEST = 140
_SCALES = (1.0, 0.85, 0.7, 0.6)
"""Sizes tried until the text fits."""


def signature_appearance(identity: Identity, signed_at: datetime, fonts_folder: Path) -> bytes:
    """The drawing to place in a signature field: the same arguments give the same bytes.

    Args:
        identity: Who signs, as the certificate says.
        signed_at: The moment of signing, in the time zone to show.
        fonts_folder: ``resources/polices``.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character of the name.
    """
    style = Style.load(fonts_folder / "source-sans-3")
    where = "le certificat de signature"
    groups = " ".join(identity.fingerprint_groups.split(" ")[:_GROUPS])
    lines = [
        (style.text("Signé électroniquement par"), style.note),
        (style.strong(shortened(identity.holder, _LONGEST), where=where), style.subheading),
        (style.text(shortened(identity.function, _LONGEST), where=where), style.smaller),
        (style.text("le ") + moment(style, signed_at), style.smaller),
        (style.text(f"Certificat {groups} …"), style.note),
    ]
    told = [(rich, kind) for rich, kind in lines if any(run.text for run in rich)]
    room = HEIGHT - 2 * _MARGIN
    tried = ((scale, *_laid_out(told, scale)) for scale in _SCALES)
    fitting = (one for one in tried if sum(one[2]) * one[0] <= room)
    scale, paragraphs, heights = next(fitting, (_SCALES[-1], *_laid_out(told, _SCALES[-1])))
    output = io.BytesIO()
    # The stubs of ReportLab take the name of a font for a number.
    font: Any = REGULAR
    canvas = Canvas(output, pagesize=(WIDTH, HEIGHT), invariant=1, initialFontName=font)
    canvas.setFillColor(WHITE)  # hides what the empty frame says
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    canvas.translate(_MARGIN, HEIGHT - _MARGIN)
    canvas.scale(scale, scale)
    y = 0.0
    for paragraph, height in zip(paragraphs, heights, strict=True):
        y -= height
        paragraph.drawOn(canvas, 0, y)
    canvas.save()
    return output.getvalue()


def _laid_out(
    told: Sequence[tuple[Rich, ParagraphStyle]], scale: float
) -> tuple[list[Paragraph], list[float]]:
    """The paragraphs, with the height of each in points, when all is drawn at a scale."""
    paragraphs = [Paragraph("", kind, frags=fragments(rich, kind)) for rich, kind in told]
    column = (WIDTH - 2 * _MARGIN) / scale
    return paragraphs, [paragraph.wrap(column, HEIGHT)[1] for paragraph in paragraphs]
