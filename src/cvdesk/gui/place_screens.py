"""The screens of the places on the left, made when first opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget


class PlaceScreens(QStackedWidget):
    """One screen a place; the first one is always there."""

    def __init__(self, first: str, screen: QWidget) -> None:
        super().__init__()
        self._first = first
        self._made: dict[str, QWidget] = {first: screen}
        self.addWidget(screen)

    def made(self, name: str) -> QWidget | None:
        """Return the screen of a place, if it was opened."""
        return self._made.get(name)

    def open(self, name: str, make: Callable[[str], QWidget]) -> QWidget:
        """Show the screen of a place, made if it was not."""
        if name not in self._made:
            self._made[name] = make(name)
            self.addWidget(self._made[name])
        self.setCurrentWidget(self._made[name])
        return self._made[name]

    def start_anew(self, make: Callable[[str], QWidget]) -> None:
        """Forget what every screen shows; the one being looked at is made again."""
        here = next(name for name, one in self._made.items() if one is self.currentWidget())
        gone = [self._made.pop(name) for name in list(self._made) if name != self._first]
        self.open(here, make)
        for screen in gone:
            self.removeWidget(screen)
            screen.deleteLater()
