"""Composing and signing a dossier, beside ReportLab alone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdfium2 import PdfDocument
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from cvdesk.bootstrap import assemble
from tests.bench.measure import Figure, call_seconds, millis, percentile, ratio

PASSWORD = "mot de passe de mesure"


def figures() -> Iterator[Figure]:
    """Yield the figures of this subject."""
    app = assemble()
    example = next(one for one in app.examples() if one.form.startswith("annuel"))
    session = app.session(app.example_dossier(example))
    _, frozen = app.freeze(session)
    texts = _texts(frozen)
    ours = percentile(call_seconds(lambda: app.print_current(session), runs=9), 0.5)
    bare = percentile(call_seconds(lambda: _reportlab_alone(texts), runs=9), 0.5)
    yield ratio(
        f"exporter A ({len(texts)} pages, balisé, PDF/A-3)", 1.5, ours, bare, "ReportLab seul"
    )
    identity = app.create_identity("Personne de Mesure", PASSWORD)
    field = "SignatureRepresentant"
    times = call_seconds(lambda: app.sign(frozen, field, identity.key, PASSWORD), runs=9)
    yield millis("signer A", 500, percentile(times, 0.5))
    signed = app.sign(frozen, field, identity.key, PASSWORD)
    times = call_seconds(lambda: app.verify(signed), runs=5)
    yield millis("vérifier A", 1000, percentile(times, 0.5))


def _texts(pdf: bytes) -> list[list[str]]:
    document = PdfDocument(pdf)
    return [page.get_textpage().get_text_range().splitlines() for page in document]


def _reportlab_alone(texts: list[list[str]]) -> bytes:
    """Lay out the same lines: a page each, half as paragraphs, half as rows of a table."""
    style = ParagraphStyle("x", fontName="Helvetica", fontSize=10)
    story: list[Any] = []
    for lines in texts:
        half = len(lines) // 2
        story += [Paragraph(_escaped(line), style) for line in lines[:half]]
        rows = [[Paragraph(_escaped(line), style), ""] for line in lines[half:]]
        if rows:
            story.append(Table(rows, colWidths=[380, 70]))
        story.append(PageBreak())
    target = BytesIO()
    SimpleDocTemplate(target, topMargin=20, bottomMargin=20).build(story)
    return target.getvalue()


def _escaped(text: str) -> str:
    clean = "".join(c for c in text if c.isprintable())
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
