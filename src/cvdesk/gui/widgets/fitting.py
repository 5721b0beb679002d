"""A dialog as large as asked, never larger than the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from cvdesk.gui.look import Look

_MOST = 0.92


def fit(dialog: QDialog, look: Look, width: int, height: int) -> None:
    """Size a dialog, in pixels at 100 %, within the screen it opens on."""
    room = dialog.screen().availableGeometry().size() * _MOST
    dialog.resize(min(look.px(width), room.width()), min(look.px(height), room.height()))
