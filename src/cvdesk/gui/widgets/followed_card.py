"""One line of the permanence as a form: what is missing, who has the file, what to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.permanence import Followed
from cvdesk.gui.look import Look
from cvdesk.gui.tables.permanence_model import OTHER_SHAPE, shape_of
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.typing import Line
from cvdesk.gui.widgets.words import Words, empty, frame


class FollowedCard(QWidget):
    """The dossier of the selected row.

    Signals:
        opened: The person wants to work on it.
        entrusted: Who has the file now, as typed.
    """

    opened = Signal()
    entrusted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._line: Followed | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("card")
        outer.addWidget(box)
        page = Page((16, 12, 12, 12), 6)
        column = page.column
        page.setFrameShape(QFrame.Shape.NoFrame)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(page)
        self._association = Words(role="label")
        self._title = Words(role="strong")
        self._kind = Words(role="help")
        state = QHBoxLayout()
        state.setSpacing(8)
        self._shape = Drawing(look, *OTHER_SHAPE, 18)
        self._state = Words(role="strongcaption")
        state.addWidget(self._shape)
        state.addWidget(self._state, 1)
        self._days = Words(role="help")
        self._next = Words(role="body")
        for one in (self._association, self._title, self._kind):
            column.addWidget(one)
        column.addLayout(state)
        column.addWidget(self._days)
        column.addSpacing(4)
        self._coming = Words("Prochaine étape", role="caption")
        column.addWidget(self._coming)
        column.addWidget(self._next)
        column.addSpacing(4)
        label = Words("Qui a le dossier en ce moment\u00a0?", role="caption")
        column.addWidget(label)
        self.holder = Line()
        self.holder.setAccessibleName("Qui a le dossier en ce moment\u00a0?")
        self.holder.setMaxLength(200)
        self.holder.returnPressed.connect(self._entrust)
        label.setBuddy(self.holder)
        who = QHBoxLayout()
        who.addWidget(self.holder, 1)
        self.entrust = Button(look, "Confier")
        self.entrust.setAccessibleDescription("Note chez qui est le dossier.")
        self.entrust.clicked.connect(self._entrust)
        who.addWidget(self.entrust)
        column.addLayout(who)
        self.open = Button(look, "Ouvrir le dossier", kind="primary")
        self.open.clicked.connect(self.opened)
        column.addWidget(self.open)
        column.addSpacing(8)
        self._left = Words(role="caption")
        column.addWidget(self._left)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(6)
        column.addLayout(self._missing)
        column.addStretch(1)
        self.render_view(None)

    def render_view(self, line: Followed | None) -> None:
        """Show a dossier, or nothing."""
        if line is not None and line == self._line:
            return
        before, self._line = self._line, line
        self.setEnabled(line is not None)
        for one in (self._shape, self._coming):
            one.setVisible(line is not None)
        if line is None:
            self._association.say("Aucun dossier dans cette liste.")
            for one in (self._title, self._kind, self._state, self._days, self._next, self._left):
                one.say("")
            self.holder.clear()
            empty(self._missing)
            return
        self._association.say(line.association)
        self._title.say(line.title)
        self._kind.say(" · ".join(part for part in (line.kind, line.place.name) if part))
        icon, ink = shape_of(line)
        self._shape.show_icon(icon, ink)
        self._state.say(" · ".join(part for part in (line.state, line.detail) if part))
        self._state.set_ink(ink)
        due = f", {line.about}" if line.about else ""
        self._days.say(f"Délai\u00a0: {line.remaining}{due}")
        self._next.say(line.next_step or "Rien à faire pour l’instant")
        if before is None or before.place != line.place or before.holder != line.holder:
            self.holder.setText(line.holder)
        self._left.say(f"Il manque\u00a0: {line.left}")
        empty(self._missing)
        for sentence in line.missing:
            self._missing.addWidget(Words(sentence, role="body"))
        more = line.blocking + line.unanswered + line.correct + line.questions - len(line.missing)
        if more > 0:
            self._missing.addWidget(
                Words(f"Et {more} autres, à voir dans le dossier.", role="help")
            )

    def _entrust(self) -> None:
        self.entrusted.emit(self.holder.text().strip())
