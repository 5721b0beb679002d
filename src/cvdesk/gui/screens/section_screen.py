"""The questions of one step, generated from the form, answered into the session."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cvdesk.app.navigation import Step
from cvdesk.app.quarters import QUARTER, answer_quarter, quarter_choices
from cvdesk.app.rereading import mark_read, reading_of
from cvdesk.app.sectionview import GroupView, ItemView, section_items
from cvdesk.app.session import Changes, Session
from cvdesk.app.viewmodel import FieldView
from cvdesk.domain.fieldtypes import InvalidAnswer
from cvdesk.domain.form import Group
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import count
from cvdesk.gui.look import Look
from cvdesk.gui.screens.step_screens import StepScreen
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.field_row import FieldRow
from cvdesk.gui.widgets.group_rows import GroupRows
from cvdesk.gui.widgets.words import Words

COLUMN = 680
"""Widest column of text, in pixels at 100 %."""


class Questions(QWidget):
    """One column of questions, in a page that scrolls.

    Signals:
        asked: A key, as text, whose answer is chosen elsewhere (a file, a place of the contract).
        remarked: A key, as text: the person wants to write a remark about it.
        arranged: Questions or rows were added or taken away.
    """

    asked = Signal(str)
    remarked = Signal(str)
    arranged = Signal()

    def __init__(
        self,
        look: Look,
        session: Session,
        step: Step,
        parent: QWidget | None = None,
        *,
        funders: bool = False,
        reviewed: bool = True,
    ) -> None:
        super().__init__(parent)
        self._funders = funders
        self._reviewed = reviewed
        self._look = look
        self._session = session
        self._step = step
        self._rows: dict[Key, FieldRow] = {}
        self._groups: dict[str, GroupRows] = {}
        self._last: tuple[ItemView, ...] = ()
        self._quarters = quarter_choices(session.reference.contrat)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea(self, widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        page = QWidget(self._scroll)
        page.setProperty("role", "page")
        self._outline = QVBoxLayout(page)
        self._outline.setContentsMargins(40, 4, 24, 24)
        self._outline.setSpacing(12)
        self._column = QVBoxLayout()
        self._column.setSpacing(18)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._holder = QWidget(page)
        self._holder.setLayout(self._column)
        if step.section.intro:
            self._outline.addWidget(Words(step.section.intro, role="body"))
        self._outline.addWidget(self._holder)
        self._outline.addStretch(1)
        self._scroll.setWidget(page)
        look.changed.connect(self._widen)
        self._widen()
        self.refresh()

    def _widen(self) -> None:
        self._holder.setMaximumWidth(self._look.px(COLUMN))

    def set_margin(self, left: int, top: int) -> None:
        """Move the column away from the edges, in pixels."""
        self._outline.setContentsMargins(left, top, 24, 24)

    def commit(self) -> None:
        """Send what is still being typed."""
        for row in list(self._each_row()):
            row.commit()

    def focus_key(self, key: Key | None) -> bool:
        """Put the cursor in the answer of ``key``, or in the first one; tell if it is here.

        A question of a list, in no row of it, is where a row is added.
        """
        row = next((row for row in self._each_row() if key is None or row.key == key), None)
        if row is None:
            return key is not None and self._focus_list(key)
        row.take_focus()
        self._scroll.ensureWidgetVisible(row, 0, 24)
        return True

    def _focus_list(self, key: Key) -> bool:
        place = self._session.reference.form.places.get(key.field)
        group = None if place is None or place.group is None else self._groups.get(place.group.id)
        if group is None:
            return False
        group.add.setFocus()
        self._scroll.ensureWidgetVisible(group.add, 0, 24)
        return True

    def show_top(self) -> None:
        """Scroll up to the first question."""
        self._scroll.verticalScrollBar().setValue(0)

    def _each_row(self) -> list[FieldRow]:
        in_groups = [row for group in self._groups.values() for row in group.fields.values()]
        return [*self._rows.values(), *in_groups]

    def refresh(self) -> None:
        """Draw again what differs from what is on screen."""
        items = self.asked_now()
        if [_name(item) for item in items] != [_name(item) for item in self._last]:
            self._arrange(items)
        for item, before in zip(items, self._last or items, strict=False):
            if item == before and self._last:
                continue
            if isinstance(item, GroupView):
                if self._groups[item.group.id].render_view(item):
                    self.arranged.emit()
            else:
                self._rows[item.key].render_view(item)
        self._last = items
        for row in self._each_row():
            if not self._reviewed:
                row.take_no_remark()
            if row.kind == "quartier":
                row.suggest(self._quarters)

    def asked_now(self) -> tuple[ItemView, ...]:
        """Return what is asked now; a screen beside the steps asks something else."""
        return section_items(self._session, self._step, funders=self._funders)

    def _arrange(self, items: tuple[ItemView, ...]) -> None:
        """Add what became visible, take away what is no longer asked."""
        wanted = {_name(item) for item in items}
        for key in [key for key in self._rows if str(key) not in wanted]:
            self._drop(self._rows.pop(key))
        for name in [name for name in self._groups if name not in wanted]:
            self._drop(self._groups.pop(name))
        for place, item in enumerate(items):
            widget = self._widget(item)
            if self._column.indexOf(widget) != place:
                self._column.removeWidget(widget)
                self._column.insertWidget(place, widget)
        self._last = ()
        self.arranged.emit()

    def _drop(self, widget: QWidget) -> None:
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _widget(self, item: ItemView) -> QWidget:
        if isinstance(item, GroupView):
            if item.group.id not in self._groups:
                self._groups[item.group.id] = self._make_group(item)
            return self._groups[item.group.id]
        if item.key not in self._rows:
            self._rows[item.key] = self._make_row(item)
        return self._rows[item.key]

    def _make_row(self, view: FieldView) -> FieldRow:
        row = FieldRow(self._look, view, partial(self._readable, view.key), parent=self._holder)
        row.edited.connect(partial(self._answer, view.key))
        row.going_on.connect(partial(self._session.answer, view.key, typing=True))
        row.asked.connect(partial(self.asked.emit, str(view.key)))
        row.read.connect(partial(mark_read, self._session, view.key))
        row.remarked.connect(partial(self.remarked.emit, str(view.key)))
        return row

    def _make_group(self, view: GroupView) -> GroupRows:
        rows = GroupRows(self._look, view, self._readable, self._holder)
        rows.edited.connect(lambda key, text: self._answer(Key.parse(key), text))
        rows.going_on.connect(self._go_on)
        rows.asked.connect(self.asked)
        rows.read.connect(lambda key: mark_read(self._session, Key.parse(key)))
        rows.remarked.connect(self.remarked)
        rows.added.connect(partial(self._add, view.group))
        rows.removed.connect(lambda row: self._session.remove_row(RowId(row)))
        rows.moved.connect(lambda row, places: self._session.move_row(RowId(row), places))
        return rows

    def _answer(self, key: Key, typed: str) -> None:
        if key.field == QUARTER:
            answer_quarter(self._session, key, typed)
        else:
            self._session.answer(key, typed)

    def _go_on(self, key: str, typed: str) -> None:
        self._session.answer(Key.parse(key), typed, typing=True)

    def _add(self, group: Group) -> None:
        row = self._session.add_row(group.id, self._step.row)
        first = next((field for field in self._each_row() if field.key.row == row), None)
        if first is not None:
            self.focus_key(first.key)

    def _readable(self, key: Key, typed: str) -> bool:
        field = self._session.reference.form.field(key.field)
        if field is None:
            return False
        try:
            field.type.parse(typed)
        except InvalidAnswer:
            return False
        return True


def _name(item: ItemView) -> str:
    return item.group.id if isinstance(item, GroupView) else str(item.key)


class SectionScreen(StepScreen):
    """A step of questions."""

    def lay(self) -> None:
        """Title, place among the steps, questions."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(40, 16, 40, 8)
        head.setSpacing(2)
        self._title = Words(role="title")
        head.addWidget(self._title)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._said = Words(role="help")
        line.addWidget(self._said, 1)
        self.all_read: Button | None = None
        self._head_line = line
        head.addLayout(line)
        outer.addWidget(self._head)
        self._questions = Questions(self.look, self.session, self.step, self)
        self._questions.arranged.connect(self.arranged)
        self._questions.remarked.connect(self.asked_to_remark)
        outer.addWidget(self._questions, 1)
        self._draw_head()

    def _draw_head(self) -> None:
        self._title.say(self.title)
        reading = reading_of(self.session, self.step)
        said = [self.place]
        if self.step.section.minutes:
            minutes = count(self.step.section.minutes, "minute", "minutes")
            said.append(f"environ {minutes}")
        self._said.say(" · ".join([*said, reading.said] if reading.said else said))
        if self.all_read is None and reading.waiting:
            self.all_read = Button(self.look, "Tout est relu", icon="coche", kind="quiet")
            self.all_read.setAccessibleDescription("Marque chaque réponse de l’étape comme relue")
            self.all_read.clicked.connect(self._mark_all)
            self._head_line.addWidget(self.all_read)
            self.arranged.emit()
        if self.all_read is not None:
            self.all_read.setVisible(bool(reading.waiting))

    def _mark_all(self) -> None:
        self.commit()
        mark_read(self.session, *reading_of(self.session, self.step).waiting)

    def refresh(self, _changes: Changes) -> None:
        """Draw again what differs from what is on screen."""
        self._questions.refresh()
        self._draw_head()

    def commit(self) -> None:
        """Send what is still being typed."""
        self._questions.commit()

    def focus_key(self, key: Key | None) -> bool:
        """Put the cursor in an answer."""
        return self._questions.focus_key(key)

    def show_title(self, *, visible: bool) -> None:
        """Hide the title where a combo box already names the step."""
        self._head.setVisible(visible)
        self._questions.set_margin(40 if visible else 32, 4 if visible else 16)


SCREEN = SectionScreen
