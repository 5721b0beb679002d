"""A list that the person makes: one row after another, added, removed, moved.

A group of one short question is a numbered list of lines; any other shows each row as a card.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.sectionview import GroupView, RowView
from cvdesk.domain.form import Group
from cvdesk.domain.ids import Key, RowId
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.field_row import FieldRow
from cvdesk.gui.widgets.inputs import MOST_RADIOS
from cvdesk.gui.widgets.typed_inputs import WIDTHS
from cvdesk.gui.widgets.words import Words, frame


class GroupRows(QWidget):
    """The rows of a group.

    Signals:
        edited: A key, as text, and what was typed.
        going_on: The same, while the text is still being typed.
        asked: A key, as text, whose answer is chosen elsewhere.
        read: A key, as text, whose answer was read again.
        remarked: A key, as text: the person wants to write a remark about it.
        added: The person wants one more row.
        removed: The row to remove.
        moved: The row to move, and by how many places.
    """

    edited = Signal(str, str)
    going_on = Signal(str, str)
    asked = Signal(str)
    read = Signal(str)
    remarked = Signal(str)
    added = Signal()
    removed = Signal(str)
    moved = Signal(str, int)

    def __init__(
        self,
        look: Look,
        view: GroupView,
        readable: Callable[[Key, str], bool],
        parent: QWidget | None = None,
        *,
        titled: bool = True,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._readable = readable
        self._rows: dict[RowId, _Row] = {}
        self._fields: dict[Key, FieldRow] = {}
        group = view.group
        self.setObjectName(group.id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if titled:
            column.addWidget(Words(group.label, role="label"))
            column.addWidget(Words(group.help, role="help"))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        foot = QHBoxLayout()
        foot.setContentsMargins(1, 4, 0, 0)
        article = "une" if group.feminine else "un"
        self.add = Button(look, f"Ajouter {article} {group.item}", icon="plus")
        self.add.clicked.connect(self.added)
        if not titled:
            self.add.hide()
        foot.addWidget(self.add)
        if titled and (group.more or group.source):
            more = Button(look, "En savoir plus", kind="link")
            more.setAccessibleName(f"En savoir plus\u00a0: {group.label}")
            more.setCheckable(True)
            source = f"Source\u00a0: {group.source}." if group.source else ""
            words = Words("\n".join(part for part in (group.more, source) if part), role="help")
            words.hide()
            more.toggled.connect(words.setVisible)
            foot.addWidget(more)
            foot.addStretch()
            column.addLayout(foot)
            column.addWidget(words)
        else:
            foot.addStretch()
            column.addLayout(foot)
        self.render_view(view)

    @property
    def fields(self) -> dict[Key, FieldRow]:
        """The questions of every row, by key."""
        return self._fields

    def render_view(self, view: GroupView) -> bool:
        """Show the list; rows that stay keep their widgets, and what is being typed in them.

        Returns:
            Whether a row is new, or stands elsewhere.
        """
        arranged = False
        wanted = [row.row for row in view.rows]
        shapes = {row.row: tuple(field.key for field in row.fields) for row in view.rows}
        for row_id in list(self._rows):
            if row_id not in wanted or self._rows[row_id].keys != shapes[row_id]:
                gone = self._rows.pop(row_id)
                for key in gone.keys:
                    self._fields.pop(key, None)
                self._list.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
        for place, row_view in enumerate(view.rows):
            row = self._rows.get(row_view.row)
            if row is None:
                row = self._make(view.group, row_view)
            if self._list.indexOf(row) != place:
                arranged = True
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
            row.number(place + 1, len(wanted), row_view.title)
            for field in row_view.fields:
                self._fields[field.key].render_view(field)
        return arranged

    def _make(self, group: Group, view: RowView) -> _Row:
        single = len(group.fields) == 1 and len(view.fields) == 1
        row = _Row(self._look, group, view, self._readable, single=single, parent=self)
        self._rows[view.row] = row
        for key, field in row.fields.items():
            self._fields[key] = field
            field.edited.connect(partial(self.edited.emit, str(key)))
            field.going_on.connect(partial(self.going_on.emit, str(key)))
            field.asked.connect(partial(self.asked.emit, str(key)))
            field.read.connect(partial(self.read.emit, str(key)))
            field.remarked.connect(partial(self.remarked.emit, str(key)))
        row.up.clicked.connect(partial(self.moved.emit, view.row, -1))
        row.down.clicked.connect(partial(self.moved.emit, view.row, 1))
        row.remove.clicked.connect(partial(self.removed.emit, view.row))
        return row


class _Row(QWidget):
    def __init__(
        self,
        look: Look,
        group: Group,
        view: RowView,
        readable: Callable[[Key, str], bool],
        *,
        single: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._group = group
        self._single = single
        self.keys = tuple(field.key for field in view.fields)
        self.fields = {
            field.key: FieldRow(look, field, partial(readable, field.key), small=True, parent=self)
            for field in view.fields
        }
        self._number = Words(role="caption", wrap=False, parent=self)
        self.up = Button(look, "", icon="monter", kind="quiet", parent=self)
        self.down = Button(look, "", icon="descendre", kind="quiet", parent=self)
        self.remove = Button(look, "", icon="retirer", kind="quiet", parent=self)
        if single:
            self._lay_line(look)
        else:
            self._lay_card(look)

    def _lay_line(self, look: Look) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._number.setFixedWidth(look.px(16))
        line.addWidget(self._number)
        field = next(iter(self.fields.values()))
        field.hide_label()
        line.addWidget(field, 1)
        field.mark.setMinimumWidth(look.px(32))
        for button in (self.up, self.down, self.remove):
            button.setFixedSize(look.px(32), look.px(36))
        for button in (field.mark, self.up, self.down, self.remove):
            line.addWidget(button)
            line.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self._number, Qt.AlignmentFlag.AlignTop)
        self._number.setMinimumHeight(look.px(36))

    def _lay_card(self, look: Look) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card", self)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 8, 12, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(2)
        self._number.setProperty("role", "strong")
        self._number.setWordWrap(True)
        head.addWidget(self._number, 1)
        for button in (self.up, self.down, self.remove):
            button.setFixedSize(look.px(32), look.px(32))
            head.addWidget(button)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for stretch in range(3):
            grid.setColumnStretch(stretch, 1)
        line, place = 0, 0
        for field in self.fields.values():
            span = _span(field)
            if place + span > _COLUMNS:
                line, place = line + 1, 0
            grid.addWidget(field, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        column.addLayout(grid)

    def number(self, place: int, count: int, title: str) -> None:
        """Show its place in the list."""
        what = f"{self._group.item} {place}"
        if self._single:
            self._number.say(str(place))
            field = next(iter(self.fields.values()))
            field.input.focused.setAccessibleName(f"{what[:1].upper()}{what[1:]}")
        else:
            named = "" if title == self._group.item else f" · {title}"
            self._number.say(f"{what[:1].upper()}{what[1:]}{named}")
        for button, verb in (
            (self.up, "Monter"),
            (self.down, "Descendre"),
            (self.remove, "Retirer"),
        ):
            button.setAccessibleName(f"{verb}\u00a0: {what}")
            button.setToolTip(f"{verb}\u00a0: {what}")
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < count)


_COLUMNS = 3


def _span(field: FieldRow) -> int:
    kind = field.kind
    if kind in WIDTHS and kind not in {"iban", "siret", "quartier"}:
        return 1
    if kind == "ligne" or (kind == "choix" and field.choices > MOST_RADIOS):
        return 2
    return _COLUMNS
