"""The Tab key follows the eye: from left to right and down, not the order widgets were made in.

Qt puts each new widget at the end of the chain of its window: a row added to a list would come
after the buttons at the bottom.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QWidget

_WHOLE = (QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
"""Controls whose parts are their own business."""


def follow_the_eye(root: QWidget) -> None:
    """Have Tab go through the controls of ``root`` as they lie on screen."""
    for before, after in pairwise(reading_order(root)):
        QWidget.setTabOrder(before, after)


def reading_order(root: QWidget) -> list[QWidget]:
    """Return the controls that take the focus, container by container, line by line."""
    return [widget for widget in _walk(root) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _walk(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, _WHOLE):
        return
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    seen = [child for child in children if not child.isHidden() and not child.isWindow()]
    for child in sorted(seen, key=lambda child: (child.y(), child.x())):
        yield from _walk(child)
