"""A strip that says an account is there, and notes in its request that it was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.remise import Remise, note_remise, remise_of
from cvdesk.errors import UserError
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.words import Words, announce, frame

if TYPE_CHECKING:
    from cvdesk.app.session import Session
    from cvdesk.gui.dialogs import Dialogs
    from cvdesk.gui.look import Look
    from cvdesk.gui.ports import Desk


class RemiseStrip(QWidget):
    """What is known of an account, and one button; hidden when there is nothing to note.

    Signals:
        pressed: The person wants it noted, or taken back once it is.
    """

    pressed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 8, 24, 8)
        card = frame("card")
        outer.addWidget(card)
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(16)
        self.words = Words(role="body")
        line.addWidget(self.words, 1)
        self.button = Button(look, "")
        self.button.clicked.connect(self.pressed)
        line.addWidget(self.button)
        self.hide()

    def offer(self, remise: Remise | None, action: str = "") -> None:
        """Offer to note it, as the button says it in another dossier by default, or hide."""
        self.setVisible(remise is not None)
        if remise is not None:
            self._say(remise.said, action or remise.action)

    def _say(self, said: str, action: str) -> None:
        self.words.say(said)
        self.button.say(action)
        self.button.setAccessibleDescription(said)


class RemiseInOrigin(RemiseStrip):
    """The same, on the side of the account: the request is another dossier of the espace."""

    def __init__(self, look: Look, desk: Desk, account: Session, dialogs: Dialogs) -> None:
        super().__init__(look)
        self._desk = desk
        self._account = account
        self._dialogs = dialogs
        self._origin: Session | None = None
        self._remise: Remise | None = None
        self.pressed.connect(self._act)
        self.look_again()

    def look_again(self) -> None:
        """Offer what the account, as it stands now, lets its request note."""
        found = self._desk.justification.origin_of(self._account.dossier)
        self._origin = None if found is None else self._desk.session(found)
        self._remise = (
            None if self._origin is None else remise_of(self._origin.facts, self._account.facts)
        )
        self.offer(self._remise)

    def _act(self) -> None:
        origin, remise = self._origin, self._remise
        if origin is None or remise is None:
            return
        back = origin.can_undo
        if back:
            origin.undo()
        else:
            note_remise(origin, remise)
        try:
            self._desk.save(origin.dossier)
        except UserError as refusal:
            self.look_again()
            self._dialogs.show_refusal(self, refusal)
            return
        if back:
            self.look_again()
        else:
            self._say("La remise est notée dans le dossier d’origine.", "Annuler cette note")
        announce(self, self.words.text())
