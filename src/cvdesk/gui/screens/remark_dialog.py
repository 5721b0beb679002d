"""Writing a remark, or a reply: a few lines, in a small window."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.navigation import label_of
from cvdesk.app.review import WHOLE, add_remark, comments, reply, settle
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key, RowId
from cvdesk.errors import UserError
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.typing import Text
from cvdesk.gui.widgets.words import Words

LONGEST = 2000
"""Characters, as the form says."""


class CommentDialog(QDialog):
    """A text, and who will sign it."""

    def __init__(
        self, look: Look, parent: QWidget, *, title: str, about: str, author: str, action: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(look.px(480), look.px(260))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        label = Words(about, role="label")
        column.addWidget(label)
        self.text = Text()
        self.text.setAccessibleName(title)
        self.text.setAccessibleDescription(about)
        label.setBuddy(self.text)
        column.addWidget(self.text, 1)
        nobody = "Sans nom\u00a0: donnez le vôtre dans «\u00a0Réglages\u00a0»."
        who = f"Signée «\u00a0{author}\u00a0»." if author else nobody
        signed = f"{who} Elle part avec le dossier\u00a0; elle ne s’imprime pas."
        column.addWidget(Words(signed, role="help"))
        buttons = QHBoxLayout()
        cancel = Button(look, "Ne rien écrire")
        cancel.clicked.connect(self.reject)
        self.write = Button(look, action, kind="primary")
        self.write.clicked.connect(self.accept)
        self.text.textChanged.connect(self._on_typed)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.write)
        column.addLayout(buttons)
        self._on_typed()
        self.text.setFocus()

    @property
    def typed(self) -> str:
        """What was written."""
        return self.text.toPlainText().strip()

    def _on_typed(self) -> None:
        self.write.setEnabled(bool(self.typed))


def write_remark(
    look: Look, dialogs: Dialogs, parent: QWidget, session: Session, key: Key | None
) -> None:
    """Ask for a remark on an answer, or on the whole dossier, and keep it."""
    about = WHOLE if key is None else label_of(session.facts, key)
    dialog = CommentDialog(
        look, parent, title="Ajouter une remarque", about=about, author=session.author.name,
        action="Ajouter la remarque",
    )  # fmt: skip
    if dialogs.run(dialog):
        try:
            add_remark(session, key, dialog.typed[:LONGEST])
        except UserError as refusal:
            dialogs.show_refusal(parent, refusal)
    dialog.deleteLater()


def write_reply(
    look: Look, dialogs: Dialogs, parent: QWidget, session: Session, row: RowId
) -> None:
    """Ask for a reply to a remark, and keep it."""
    known = next((one for one in comments(session.facts) if one.row == row), None)
    if known is None:
        return
    dialog = CommentDialog(
        look, parent, title="Répondre à une remarque",
        about=f"{known.signed}\u00a0: {known.text}", author=session.author.name,
        action="Ajouter la réponse",
    )  # fmt: skip
    if dialogs.run(dialog):
        try:
            reply(session, row, dialog.typed[:LONGEST])
        except UserError as refusal:
            dialogs.show_refusal(parent, refusal)
    dialog.deleteLater()


class Reviewing:
    """What the workshop lets a reader do with the dossier of a session."""

    def __init__(self, look: Look, dialogs: Dialogs, parent: QWidget, session: Session) -> None:
        self._look = look
        self._dialogs = dialogs
        self._parent = parent
        self._session = session

    def remark(self, key: Key | None) -> None:
        """Write a remark on an answer, or on the whole dossier."""
        write_remark(self._look, self._dialogs, self._parent, self._session, key)

    def remark_on(self, key: str) -> None:
        """Write a remark on an answer, its key as text."""
        self.remark(Key.parse(key))

    def reply(self, row: str) -> None:
        """Answer a remark."""
        write_reply(self._look, self._dialogs, self._parent, self._session, RowId(row))

    def settle(self, row: str, done: bool) -> None:  # noqa: FBT001 - the signal of a box
        """Say that a remark is dealt with, or open again."""
        settle(self._session, RowId(row), done=done)
