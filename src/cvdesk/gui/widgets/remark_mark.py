"""The mark beside a question: write a remark, see how many are open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button

WRITE = "Ajouter une remarque"


class RemarkMark(Button):
    """A quiet drawing; a number beside it once somebody wrote.

    It is not a stop of Tab, which goes from answer to answer: Ctrl+M writes a remark on the answer
    that has the focus, and the menu of the right button does too.
    """

    def __init__(self, look: Look, label: str, parent: QWidget) -> None:
        super().__init__(
            look, "", icon="remarque", ink="text2", kind="mark", name=WRITE, parent=parent
        )
        self._label = label
        self.said = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("remarque")
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many remarks are open."""
        self.said = "" if not count else _open(count)
        self.say(str(count) if count else "")
        self.set_ink("ask" if count else "text2")
        name = f"{WRITE}\u00a0: {self._label}"
        self.setAccessibleName(f"{name} ({self.said})" if count else name)
        self.setToolTip(f"{WRITE} ({self.said}, Ctrl+M)" if count else f"{WRITE} (Ctrl+M)")


def _open(count: int) -> str:
    return "1 remarque ouverte" if count == 1 else f"{count} remarques ouvertes"
