"""What a person does with a keyboard and a mouse."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.navigation import steps
from cvdesk.app.session import Session
from cvdesk.gui.look import Look
from cvdesk.gui.screens.atelier import Atelier
from tests.gui.desk import ADesk, SilentDialogs

W = TypeVar("W", bound=QWidget)

NAMED = {
    QAccessible.Role.EditableText, QAccessible.Role.SpinBox, QAccessible.Role.ComboBox,
    QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton,
    QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List,
}  # fmt: skip


def press(
    widget: QWidget,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))


def type_text(widget: QWidget, text: str) -> None:
    """Type as a person does. ``keyClicks`` stops the process at the first accent."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(widget, event)


def turn_the_wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over a widget, downwards when ``notches`` is negative."""
    window = widget.window()
    here = QPointF(widget.mapTo(window, widget.rect().center()))
    QTest.wheelEvent(window.windowHandle(), here, QPoint(0, 120 * notches))


def focused(kind: type[W]) -> W:
    widget = QApplication.focusWidget()
    assert isinstance(widget, kind), widget
    return widget


def show(qtbot: QtBot, widget: QWidget, width: int = 1366, height: int = 768) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def open_atelier(
    qtbot: QtBot,
    look: Look,
    desk: ADesk,
    session: Session,
    step: str,
    dialogs: SilentDialogs | None = None,
) -> Atelier:
    wanted = next(one for one in steps(session.facts) if one.id == step)
    atelier = Atelier(look, desk, session, dialogs or SilentDialogs(), step=wanted)
    show(qtbot, atelier)
    return atelier


def child(parent: QWidget, kind: type[W], name: str) -> W:
    """Return the control that has an accessible name."""
    QApplication.processEvents()  # what was just added is shown
    for widget in parent.findChildren(kind):
        if widget.accessibleName() == name and widget.isVisibleTo(parent):
            return widget
    raise AssertionError(f"no {kind.__name__} named {name!r}")


def nameless(root: QWidget) -> list[str]:
    """Return the visible controls that a screen reader could not name."""
    found: list[str] = []

    def walk(interface: QAccessibleInterface) -> None:
        for place in range(interface.childCount()):
            below = interface.child(place)
            if below is None or not below.isValid():
                continue
            if below.role() in NAMED and not below.text(QAccessible.Text.Name).strip():
                seen = below.object()
                if isinstance(seen, QWidget) and seen.isVisible():
                    found.append(f"{type(seen).__name__} {seen.objectName()}")
            if below.role() not in {QAccessible.Role.Tree, QAccessible.Role.Table}:
                walk(below)

    walk(QAccessible.queryAccessibleInterface(root))
    return found
