"""What the workshop asks of the screen of a step, and which screen shows which step."""

from __future__ import annotations

import importlib
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cvdesk.app.navigation import Step, steps, title_of
from cvdesk.app.session import Changes, Session
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import Key
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.widgets.field_row import FieldRow


class StepScreen(QWidget):
    """The screen of one step.

    Signals:
        asked_for_panel: The person wants to see, or close, what the funder sees.
        asked_to_go: A key, as text: the person wants to go there.
        asked_to_read: The id of a place of the contract.
        asked_to_remark: A key, as text: the person wants to write a remark about that answer.
        arranged: Controls were added or taken away.

    Attributes:
        closes_panel: Whether the screen wants the room of the panel.
    """

    asked_for_panel = Signal()
    asked_to_go = Signal(str)
    asked_to_read = Signal(str)
    asked_to_remark = Signal(str)
    arranged = Signal()

    closes_panel: ClassVar[bool] = False

    def __init__(
        self, look: Look, desk: Desk, session: Session, step: Step, dialogs: Dialogs,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        # A tree of widgets that changes parents is styled again from top to bottom.
        super().__init__(parent)
        self.look = look
        self.desk = desk
        self.session = session
        self.step = step
        self.dialogs = dialogs
        self.setObjectName(step.id)
        self.lay()

    def lay(self) -> None:
        """Build the widgets."""
        raise NotImplementedError

    def refresh(self, changes: Changes) -> None:
        """Draw again what differs from what is on screen."""
        raise NotImplementedError

    def commit(self) -> None:
        """Send what is still being typed."""

    def focus_key(self, key: Key | None) -> bool:
        """Put the cursor in the answer of ``key``, or in the first one; tell if it is here."""
        raise NotImplementedError

    def current_key(self) -> Key | None:
        """Return the answer that has the focus, or had it before a search or a menu opened."""
        widget: QWidget | None = self.focusWidget()
        while widget is not None and widget is not self:
            if isinstance(widget, FieldRow):
                return widget.key
            widget = widget.parentWidget()
        return None

    def show_title(self, *, visible: bool) -> None:
        """Hide the title where a combo box already names the step."""

    def show_remarks(self, count: int) -> None:
        """Show how many remarks wait in the panel, when it is closed."""

    @property
    def place(self) -> str:
        """« Étape 4 sur 11 »."""
        every = steps(self.session.facts)
        number = every.index(self.step) + 1 if self.step in every else 0
        return f"Étape {number} sur {len(every)}"

    @property
    def title(self) -> str:
        """The title of the step, with its project where there are several."""
        return title_of(self.session.facts, self.step)


_SPECIAL = {"orientations": "orientations_screen", "pieces": "pieces_screen"}


def screen_for(
    look: Look, desk: Desk, session: Session, step: Step, dialogs: Dialogs,
    parent: QWidget | None = None,
) -> StepScreen:  # fmt: skip
    """Return the screen of a step: its own, or the questions generated from the form."""
    budgets = [item for item in step.section.items if isinstance(item, Budget)]
    if budgets:
        name = "realised_screen" if budgets[0].plan else "budget_screen"
    else:
        name = _SPECIAL.get(step.section.id, "section_screen")
    # Loaded when first opened: the first window must not wait for all of them.
    module = importlib.import_module(f"cvdesk.gui.screens.{name}")
    screen: StepScreen = module.SCREEN(look, desk, session, step, dialogs, parent)
    return screen
