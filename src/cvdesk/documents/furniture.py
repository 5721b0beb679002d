"""Headers and footers: which dossier, which version, which page, which content."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth

from cvdesk.documents.blocks import set_line
from cvdesk.documents.pages import FOOTER_BASELINE, HEADER_BASELINE, SIDE
from cvdesk.documents.style import RULE, Rich, Style, plain
from cvdesk.documents.tagging import Painter, TaggedCanvas
from cvdesk.domain.dossier import Version
from cvdesk.domain.frozen import grouped_fingerprint
from cvdesk.domain.money import NBSP

_RULE_BELOW = 4.5
_RULE_ABOVE = 11.0
_LEFT, _RIGHT = SIDE, A4[0] - SIDE


def header(style: Style, names: Sequence[str], right: str) -> Painter:
    """Association on the left, dossier and version on the right; none on the cover.

    Args:
        style: The style.
        names: Names of the association, the longest first: the first that has room is used.
        right: Title, exercises and version.
    """
    said = style.text(right, where="l’intitulé")
    room = _RIGHT - _LEFT - _width(said, style) - 12
    known = [style.text(name, where="le nom de l’association") for name in names if name]
    fitting = [name for name in known if _width(name, style) <= room]
    named = fitting[0] if fitting else _cut(known[-1], style, room)

    def paint(canvas: TaggedCanvas, page: int, total: int) -> None:  # noqa: ARG001 - no total here
        if page == 1:
            return
        set_line(canvas, style.strong(named), style.note, _LEFT, HEADER_BASELINE)
        set_line(canvas, said, style.note, _RIGHT, HEADER_BASELINE, align="right")
        _rule(canvas, HEADER_BASELINE - _RULE_BELOW)

    return paint


def footer(style: Style, version: Version | None, anchor: str) -> Painter:
    """Beginning of the fingerprint and the page that has it whole; number of the page.

    Args:
        style: The style.
        version: The frozen version, or None for a draft.
        anchor: Where the whole fingerprint stands.
    """

    def paint(canvas: TaggedCanvas, page: int, total: int) -> None:
        if version is None:
            told = f"Empreinte{NBSP}: aucune tant que le dossier n’est pas figé"
        else:
            start = " ".join(grouped_fingerprint(version.fingerprint)[:2])
            whole = canvas.anchors[anchor]
            told = f"Empreinte du contenu {start} … (complète en page {whole})"
        _foot(canvas, style, told, (page, total))

    return paint


def plain_footer(style: Style, told: str) -> Painter:
    """A sentence on the left, the number of the page: what is never signed has no fingerprint."""

    def paint(canvas: TaggedCanvas, page: int, total: int) -> None:
        _foot(canvas, style, told, (page, total))

    return paint


def _foot(canvas: TaggedCanvas, style: Style, told: str, pages: tuple[int, int]) -> None:
    set_line(canvas, style.text(told), style.note, _LEFT, FOOTER_BASELINE)
    number = style.strong(f"page {pages[0]} / {pages[1]}")
    set_line(canvas, number, style.note, _RIGHT, FOOTER_BASELINE, align="right")
    _rule(canvas, FOOTER_BASELINE + _RULE_ABOVE)


def _rule(canvas: TaggedCanvas, y: float) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(_LEFT, y, _RIGHT, y)


def _width(rich: Rich, style: Style) -> float:
    return float(stringWidth(plain(rich), style.furniture.fontName, style.note.fontSize))


def _cut(rich: Rich, style: Style, room: float) -> Rich:
    """A name on one line, its end cut when the room is short."""
    words = plain(rich)
    # Halved, not shortened sign by sign: a text pasted there by mistake has thousands of them.
    longer = bisect_right(
        range(1, len(words) + 1),
        room,
        key=lambda kept: _width(style.text(words[:kept] + " …"), style),
    )
    return style.text(words[:longer].rstrip() + " …")
