"""Answers that are typed: on one line, or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.viewmodel import FieldView
from cvdesk.domain.wording import plain
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.input import Input
from cvdesk.gui.widgets.typing import Line, Text
from cvdesk.gui.widgets.words import Words

IDLE_MS = 350
"""A number or a date is read when the typing pauses; a free text at every key."""

FREE = {"texte", "texte_long"}
WIDTHS = {
    "date": 150, "annee": 110, "entier": 120, "decimal": 120, "euros": 150, "code_postal": 110,
    "insee": 110, "siret": 220, "rna": 180, "ape": 120, "bic": 180, "telephone": 190,
    "quartier": 300, "iban": 340,
}  # fmt: skip
"""Widths in pixels at 100 %: a field is as wide as its answer."""


class LineInput(Input):
    """A text on one line; a number, a date or an identifier is read when the typing pauses."""

    def __init__(
        self, look: Look, view: FieldView, readable: Callable[[str], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._free = view.kind in FREE
        self._readable = readable
        self._typed = False
        self._offered: Callable[[str], Mapping[str, str]] | None = None
        self._meant: Callable[[str], str | None] = lambda _: None
        self._choices: Mapping[str, str] = {}
        self._known: tuple[str, ...] = ()
        self._names = QStringListModel(self)
        self.line = Line(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        if view.kind in WIDTHS:
            self.line.setFixedWidth(look.px(WIDTHS[view.kind]))
            if view.unit:
                layout.addWidget(Words(view.unit, role="body", wrap=False))
            layout.addStretch()
        self._pause = QTimer(self, singleShot=True, interval=0 if self._free else IDLE_MS)
        self._pause.timeout.connect(self._try)
        self.line.textEdited.connect(self._on_typing)
        self.line.left.connect(self.commit)
        self.line.returnPressed.connect(self.commit)

    def suggest(
        self, offered: Callable[[str], Mapping[str, str]], meant: Callable[[str], str | None]
    ) -> None:
        """Offer names while one types; the code behind the chosen name is what is sent.

        Args:
            offered: Gives, for what is typed, the code of each name to offer.
            meant: Gives the code that can only be meant by what was typed, or None.
        """
        self._offered, self._meant = offered, meant
        completer = _Offers(self._names, self.line)
        if (popup := completer.popup()) is not None:
            popup.setAccessibleName("Noms proposés")
            popup.setObjectName("propositions")
        # After the line itself, which shows the name first.
        completer.activated.connect(self.choose, Qt.ConnectionType.QueuedConnection)
        self.line.setCompleter(completer)

    def _offer_known(self, names: tuple[str, ...]) -> None:
        """Offer names that may be typed whole too: each stands for itself."""
        self._known = names
        if names and self._offered is None:
            self.suggest(self._containing, lambda _: None)

    def _containing(self, typed: str) -> Mapping[str, str]:
        words = plain(typed)
        return {name: name for name in self._known if words in plain(name)}

    def choose(self, name: str) -> None:
        """Send the code of a name that was offered."""
        if name in self._choices:
            self.line.setText(self._choices[name])
            self._typed = True
            self.commit()

    @property
    def focused(self) -> QWidget:
        """The line itself."""
        return self.line

    def draw(self, view: FieldView) -> None:
        """Show the answer, unless it is being typed."""
        self._offer_known(view.offered)
        if self._typed or self._sending or self.line.text() == view.text:
            return
        self.line.setText(view.text)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def commit(self) -> None:
        """Send what is still being typed, readable or not; the only name it can be, as its code."""
        self._pause.stop()
        if self._typed:
            self._typed = False
            text = self.line.text()
            if (code := self._meant(text)) is not None:
                text = code
                self.line.setText(text)
            self.edited.emit(text)

    def _on_typing(self) -> None:
        self._typed = True
        if self._offered is not None:
            self._choices = self._offered(self.line.text())
            self._names.setStringList(list(self._choices))
        if self._free:
            self._try()
        else:
            self._pause.start()

    def _try(self) -> None:
        # Half a date is not refused while it is typed: it is read when it can be.
        text = self.line.text()
        if self._offered is not None and not self._free:
            return  # a name is being typed: the code comes when it is chosen, or the field left
        if self._free or not text or self._readable(text):
            self._typed = self._typed and not self._free
            self.send(text, going_on=self._typed)


class _Offers(QCompleter):
    """Shows every name it is given: what is typed has chosen them already."""

    def splitPath(self, _path: str) -> list[str]:
        """Nothing to compare the names with."""
        return [""]


class TextInput(Input):
    """A text of several lines, sent at every key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = Text(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.text.textChanged.connect(self._on_typing)
        self._typed = False
        self.text.left.connect(self._on_leaving)

    @property
    def focused(self) -> QWidget:
        """The text itself."""
        return self.text

    def draw(self, view: FieldView) -> None:
        """Show the answer, unless it is what is being typed."""
        shown = self.text.raw_text()
        if self._sending or shown == view.text:
            return
        if self._typed and self.text.hasFocus() and shown.strip() == view.text:
            return
        self._typed = False
        blocked = QSignalBlocker(self.text)
        self.text.setPlainText(view.text)
        blocked.unblock()

    def _on_typing(self) -> None:
        self._typed = True
        self.send(self.text.raw_text())

    def _on_leaving(self) -> None:
        self._typed = False
