"""The drawings: SVG inside a box of 24, one stroke width, the ink given by the theme.

The seven states differ in outline and in fill, so that they survive greyscale. A drawing that
repeats a word beside it is given no name of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

# {ink} is the stroke and {paper} what lies behind: a shape cut out of a filled one.
_DRAWINGS = {
    # The seven states.
    "vide": '<circle cx="12" cy="12" r="9" stroke-dasharray="4 3.07"/>',
    "commence": '<circle cx="12" cy="12" r="9"/><path d="M12 6.5a5.5 5.5 0 0 0 0 11z" '
    'fill="{ink}" stroke-width="1"/>',
    "a_completer": '<circle cx="12" cy="12" r="9"/><g fill="{ink}" stroke="none">'
    '<circle cx="7.9" cy="12" r="1.45"/><circle cx="12" cy="12" r="1.45"/>'
    '<circle cx="16.1" cy="12" r="1.45"/></g>',
    "a_corriger": '<path d="M12 3.2 22 20.5H2z" fill="{ink}"/>'
    '<path d="M9.4 13.2h5.2M8 17h8" stroke="{paper}"/>',
    "question": '<path d="M4.5 3.5h15a2 2 0 0 1 2 2v9.5a2 2 0 0 1-2 2H11l-4.5 4v-4h-2a2 2 0 0 1-2-2'
    'V5.5a2 2 0 0 1 2-2z"/><path d="M9.8 8.1a2.25 2.25 0 1 1 3.1 2.1c-.6.3-.9.7-.9 1.4"/>'
    '<circle cx="12" cy="14" r="1.1" fill="{ink}" stroke="none"/>',
    "complet": '<circle cx="12" cy="12" r="9.6" fill="{ink}"/>'
    '<path d="m7.6 12.3 3 3 5.8-6.2" stroke="{paper}" stroke-width="2.2"/>',
    "fige": '<path d="M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5"/>'
    '<rect x="4" y="10.5" width="16" height="10.5" rx="2.5" fill="{ink}"/>',
    # Actions and places.
    "retour": '<path d="M20 12H4.5M11 5.5 4.5 12l6.5 6.5"/>',
    "chercher": '<circle cx="10" cy="10" r="6"/><path d="m14.7 14.7 5.8 5.8" stroke-width="3"/>',
    "calendrier": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/>'
    '<path d="M3.5 10h17M8 2.8v4M16 2.8v4"/>',
    "coche": '<path d="m3.5 12.8 5.5 5.7L20.5 5.5"/>',
    "annuler": '<path d="M8.5 4 4 8.5 8.5 13M4 8.5h10.5a5.5 5.5 0 0 1 0 11H10"/>',
    "retablir": '<path d="M15.5 4 20 8.5 15.5 13M20 8.5H9.5a5.5 5.5 0 0 0 0 11H14"/>',
    "document": '<path d="M5.5 2.8h8.7l4.3 4.4v14H5.5z"/><path d="M9 12.2h6M9 16.4h6M9 8h2.5"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "dossier": '<path d="M3 18.5v-13h6.2l2.2 2.7H21v10.3z"/>',
    "personnes": '<circle cx="9" cy="8" r="3.6"/><path d="M2.5 20c.4-4 2.8-6 6.5-6s6.1 2 6.5 6"/>'
    '<path d="M15.5 4.6a3.6 3.6 0 0 1 0 6.8M18 14.6c2.2.9 3.3 2.7 3.5 5.4"/>',
    "contrat": '<rect x="4" y="3.5" width="16" height="17" rx="1.5"/>'
    '<path d="M8.3 3.5v17M12 8.5h4.5M12 12h4.5M12 15.5h4.5"/>',
    "ecran": '<rect x="3.5" y="4" width="17" height="12" rx="2"/><path d="M12 16v4M8 20.3h8"/>',
    "paquet": '<path d="M3.5 8.5h17v12h-17zM3.5 8.5 6.5 4h11l3 4.5M12 4v9M9.5 13h5"/>',
    "bouclier": '<path d="M12 2.8 20 6v5.5c0 5-3.2 8-8 9.7-4.8-1.7-8-4.7-8-9.7V6z"/>'
    '<path d="m8.4 11.8 2.6 2.6 4.8-5"/>',
    "conseil": '<path d="M9 17v-2.2c-2-1.2-3.2-3-3.2-5.4a6.2 6.2 0 0 1 12.4 0c0 2.4-1.2 4.2-3.2 5.4'
    'V17zM9.6 20.8h4.8"/>',
    "remarque": '<path d="M4.5 3.5h15a2 2 0 0 1 2 2v9.5a2 2 0 0 1-2 2H11l-4.5 4v-4h-2a2 2 0 0 1-2-2'
    'V5.5a2 2 0 0 1 2-2z"/><path d="M7.5 8.2h9M7.5 12.2h5.5"/>',
    "crayon": '<path d="m4 20 1-4.6L16.4 4a2.2 2.2 0 0 1 3.6 3.6L8.6 19zM14 6.5l3.5 3.5"/>',
    "refus": '<circle cx="12" cy="12" r="9"/><path d="m5.8 5.8 12.4 12.4"/>',
    "fermer": '<path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/>',
    "monter": '<path d="M12 20V5M5.5 11 12 4.5l6.5 6.5"/>',
    "descendre": '<path d="M12 4v15M5.5 13l6.5 6.5 6.5-6.5"/>',
    "retirer": '<path d="M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l1 14h9l1-14"/>',
    "lien": '<path d="M13.5 4H20v6.5M20 4l-9.5 9.5M17.5 14v6H4V6.5h6"/>',
    "trombone": '<path d="m19 11-7.6 7.6a4.4 4.4 0 0 1-6.2-6.2l8-8a2.9 2.9 0 0 1 4.2 4.2l-7.8 7.7'
    'a1.4 1.4 0 0 1-2-2l7-7"/>',
    "cle": '<circle cx="8" cy="15.5" r="4.7"/><path d="m11.5 12 8.5-8.5M16 7.5l3 3"/>',
    "reglages": '<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.6"/>'
    '<circle cx="8" cy="17" r="2.6"/>',
}  # fmt: skip

NAMES = frozenset(_DRAWINGS)


def drawing(name: str, ink: str, paper: str) -> bytes:
    """Return a drawing as an SVG document."""
    inner = _DRAWINGS[name].format(ink=ink, paper=paper)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{ink}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{inner}</svg>"
    ).encode()


def paint(painter: QPainter, place: QRectF, name: str, ink: str, paper: str) -> None:
    """Draw an icon inside ``place``."""
    QSvgRenderer(QByteArray(drawing(name, ink, paper))).render(painter, place)


def pixmap(name: str, ink: str, paper: str, size: int, ratio: float, room: int = 0) -> QPixmap:
    """Return a drawing as a picture.

    Args:
        name: One of :data:`NAMES`.
        ink: Colour of the strokes.
        paper: Colour behind.
        size: Side in logical pixels.
        ratio: Device pixels for one logical pixel (1.25 on many laptops).
        room: Empty logical pixels on the right, before a text.
    """
    picture = QPixmap(round((size + room) * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRectF(0, 0, size, size), name, ink, paper)
    painter.end()
    return picture
