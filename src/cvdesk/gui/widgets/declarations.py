"""The boxes that only the person who signs ticks, and how many are left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cvdesk.app.viewmodel import FieldView
from cvdesk.domain.ids import Key
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Drawing
from cvdesk.gui.widgets.field_row import FieldRow
from cvdesk.gui.widgets.words import Words


class Declarations(QFrame):
    """The declarations.

    Signals:
        edited: A key, as text, and « oui » or nothing.

    Attributes:
        rows: The boxes, by key.
    """

    edited = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._look = look
        self.rows: dict[Key, FieldRow] = {}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 10, 16, 12)
        inside.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(Words("Vos déclarations", role="subtitle"), 1)
        self._shape = Drawing(look, "a_completer", "todo", 18)
        head.addWidget(self._shape)
        self._count = Words(role="strongcaption", ink="todo", wrap=False)
        head.addWidget(self._count)
        inside.addLayout(head)
        inside.addWidget(Words("Vous seule, ou vous seul, pouvez les cocher.", role="help"))
        self._ticks = QVBoxLayout()
        self._ticks.setSpacing(2)
        inside.addLayout(self._ticks)

    def render_view(self, views: tuple[FieldView, ...]) -> None:
        """Show the boxes and their count."""
        for view in views:
            if view.key not in self.rows:
                row = FieldRow(self._look, view, lambda _: True, small=True, plain=True)
                row.edited.connect(partial(self.edited.emit, str(view.key)))
                self.rows[view.key] = row
                self._ticks.addWidget(row)
            self.rows[view.key].render_view(view)
        ticked = sum(view.canonical == "oui" for view in views)
        self._count.say(f"{ticked} sur {len(views)}")
        done = ticked == len(views)
        self._count.set_ink("accent" if done else "todo")
        self._shape.show_icon(*(("complet", "accent") if done else ("a_completer", "todo")))
