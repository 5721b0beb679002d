"""The actions of the window, as data: what they are called, their keys, what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: Stable; also its object name.
        label: What the search shows.
        keys: Its shortcuts, in the notation of Qt; the first one is shown.
        run: What it does.
    """

    id: str
    label: str
    keys: tuple[str, ...]
    run: Callable[[], None]


def install(widget: QWidget, specs: tuple[ActionSpec, ...]) -> dict[str, QAction]:
    """Add actions to a screen; their shortcuts work wherever the focus is in its window."""
    actions = {}
    for spec in specs:
        action = QAction(spec.label, widget)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.triggered.connect(spec.run)
        widget.addAction(action)
        actions[spec.id] = action
    return actions
