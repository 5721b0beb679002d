"""Pieces: the list of the call, the state of each, its file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.piecelist import FILE, STATE, PieceView, piece_views, row_for
from cvdesk.app.sectionview import GroupView, group_view
from cvdesk.app.session import Changes
from cvdesk.domain.choicetypes import ChoiceType, Option
from cvdesk.domain.fieldtypes import InvalidAnswer
from cvdesk.domain.form import Group
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.papertypes import FileType, PieceFile
from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import ANY_PIECE
from cvdesk.gui.screens.step_screens import StepScreen
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.group_rows import GroupRows
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words, announce, empty, frame

SHAPES = {
    "complet": ("complet", "accent"),
    "todo": ("a_completer", "todo"),
    "fix": ("a_corriger", "fix"),
}


class PiecesScreen(StepScreen):
    """The slip of pieces."""

    def lay(self) -> None:
        """Title, one line a piece, the details of the chosen one below it."""
        self._views: tuple[PieceView, ...] = ()
        self._open: RowId | None = None
        self._lines: list[_PieceLine] = []
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(40, 16, 24, 8)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Words(self.step.section.title, role="title"))
        self._said = Words(role="help")
        names.addWidget(self._said)
        head.addLayout(names, 1)
        self.add = Button(self.look, "Ajouter une autre pièce", icon="plus")
        self.add.clicked.connect(self._add)
        head.addWidget(self.add)
        outer.addWidget(self._head)
        self._scroll = Page((40, 4, 24, 24), 8)
        self._column = self._scroll.column
        outer.addWidget(self._scroll, 1)
        self._column.addWidget(Words(self.step.section.intro, role="body"))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._column.addLayout(self._list)
        self._column.addStretch(1)
        self._group = next(i for i in self.step.section.items if isinstance(i, Group))
        self.refresh(Changes(everything=True))

    def refresh(self, _changes: Changes) -> None:
        """Draw the list again where it differs."""
        views = piece_views(self.session)
        done = sum(view.kind == "complet" for view in views)
        self._said.say(f"{self.place} · {done} sur {len(views)} en ordre")
        if [(v.nature, v.row) for v in views] != [(v.nature, v.row) for v in self._views]:
            self._rebuild(views)
        else:
            for line, view in zip(self._lines, views, strict=True):
                line.render_view(view)
        self._views = views
        for line in self._lines:
            line.render_details(self._details(line.row) if line.row == self._open else None)
        self.arranged.emit()

    def _rebuild(self, views: tuple[PieceView, ...]) -> None:
        empty(self._list)
        states = self._states()
        self._lines = []
        for view in views:
            line = _PieceLine(self, view, states)
            self._lines.append(line)
            self._list.addWidget(line)

    def _states(self) -> tuple[Option, ...]:
        field = self.session.reference.form.field(STATE)
        return field.type.options if field and isinstance(field.type, ChoiceType) else ()

    def _details(self, row: RowId | None) -> GroupView | None:
        if row is None:
            return None
        whole = group_view(self.session, self._group, self.step.row)
        return GroupView(whole.group, whole.parent, tuple(r for r in whole.rows if r.row == row))

    # --- doing ----------------------------------------------------------------------------------

    def set_state(self, view: PieceView, state: str) -> None:
        """Say what becomes of a piece."""
        row = row_for(self.session, view)
        self.session.answer(Key(STATE, row), state)

    def attach(self, view: PieceView) -> None:
        """Ask for the file of a piece."""
        path = self.dialogs.ask_source(self, f"Joindre\u00a0: {view.label}", ANY_PIECE)
        if path is not None:
            self.attach_file(view, path)

    def attach_file(self, view: PieceView, path: Path) -> None:
        """Keep a file with the dossier as a piece."""
        desk = self.desk
        run_in_background(
            lambda: desk.keep_file(path),
            owner=self,
            done=partial(self._attached, view),
            failed=self._refused,
        )

    def _attached(self, view: PieceView, file: PieceFile) -> None:
        current = next(
            (v for v in self._views if (v.nature, v.row) == (view.nature, view.row)), view
        )
        row = row_for(self.session, current)
        self.session.answer(Key(FILE, row), FileType().store(file))
        self.session.answer(Key(STATE, row), "jointe")
        announce(self, f"{file.name} est joint.")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.dialogs.show_refusal(self, error)

    def toggle_details(self, view: PieceView) -> None:
        """Open or close the details of a piece."""
        row = row_for(self.session, view)
        self._open = None if self._open == row else row
        self.refresh(Changes(everything=True))

    def remove(self, view: PieceView) -> None:
        """Take a piece off the list; undo brings it back."""
        if view.row is not None:
            self.session.remove_row(view.row)

    def answer(self, key: Key, typed: str) -> None:
        """Answer a detail."""
        self.session.answer(key, typed)

    def go_on(self, key: str, typed: str) -> None:
        """Answer a detail that is still being typed."""
        self.session.answer(Key.parse(key), typed, typing=True)

    def readable(self, key: Key, typed: str) -> bool:
        """Tell whether a typed text can be read."""
        field = self.session.reference.form.field(key.field)
        try:
            return field is not None and field.type.parse(typed) is not None
        except InvalidAnswer:
            return False

    def _add(self) -> None:
        row = self.session.add_row(self._group.id)
        self._open = row
        self.refresh(Changes(everything=True))
        self.focus_key(Key(STATE, row))

    # --- moving ---------------------------------------------------------------------------------

    def commit(self) -> None:
        """Send what is still being typed."""
        for line in self._lines:
            line.commit()

    def focus_key(self, key: Key | None) -> bool:
        """Open the piece of an answer."""
        for line in self._lines:
            if key is None or line.row == key.row:
                if key is not None and self._open != key.row:
                    self._open = line.row
                    self.refresh(Changes(everything=True))
                line.state.setFocus()
                self._scroll.ensureWidgetVisible(line, 0, 24)
                return True
        return False

    def show_title(self, *, visible: bool) -> None:
        """Hide the title where a combo box already names the step."""
        self._head.setVisible(visible)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Join the files dropped: to the piece under the pointer, else to a new one."""
        place = event.position().toPoint()
        for url in event.mimeData().urls():
            if not url.isLocalFile():
                continue
            under = next(
                (line for line in self._lines
                 if line.rect().contains(line.mapFrom(self, place))), None
            )  # fmt: skip
            if under is not None:
                self.attach_file(under.view, Path(url.toLocalFile()))


class _PieceLine(QWidget):
    """One piece of the list."""

    def __init__(self, screen: PiecesScreen, view: PieceView, states: tuple[Option, ...]) -> None:
        super().__init__()
        self._screen = screen
        self.view = view
        look = screen.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 8, 12, 8)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._shape = Drawing(look, "vide", "text2", 20)
        line.addWidget(self._shape)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._label = Words(role="strong")
        self._below = Words(role="help")
        words.addWidget(self._label)
        words.addWidget(self._below)
        line.addLayout(words, 1)
        self.state = DropDown()
        self.state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.state.addItem("État à choisir", "")
        for option in states:
            self.state.addItem(option.label[:1].upper() + option.label[1:], option.id)
        self.state.activated.connect(self._on_state)
        line.addWidget(self.state)
        self.file = Button(
            look, "", icon="trombone", name=f"Joindre un fichier\u00a0: {view.label}"
        )
        self.file.clicked.connect(lambda: screen.attach(self.view))
        line.addWidget(self.file)
        self.more = Button(look, "Détails", kind="link")
        self.more.clicked.connect(lambda: screen.toggle_details(self.view))
        line.addWidget(self.more)
        column.addLayout(line)
        self._details: GroupRows | None = None
        self._column = column
        self.state.setAccessibleName(f"État\u00a0: {view.label}")
        self.more.setAccessibleName(f"Détails\u00a0: {view.label}")
        self.render_view(view)

    @property
    def row(self) -> RowId | None:
        """The row of the piece."""
        return self.view.row

    def render_view(self, view: PieceView) -> None:
        """Show the piece."""
        self.view = view
        self._shape.show_icon(*SHAPES[view.kind])
        self._label.say(view.label)
        below = " · ".join(
            part for part in (view.file or view.state, view.detail or view.help) if part
        )
        self._below.say(f"{below[:1].upper()}{below[1:]}")
        facts = self._screen.session.facts
        state = "" if view.row is None else facts.dossier.text(Key(STATE, view.row)) or ""
        self.state.setCurrentIndex(max(self.state.findData(state), 0))
        self.state.setAccessibleDescription(view.state)

    def render_details(self, view: GroupView | None) -> None:
        """Show or hide the details."""
        self.more.say("Fermer" if view is not None else "Détails")
        if view is None:
            if self._details is not None:
                self._details.hide()
            return
        if self._details is None:
            screen = self._screen
            self._details = GroupRows(screen.look, view, screen.readable, titled=False)
            self._details.edited.connect(lambda key, text: screen.answer(Key.parse(key), text))
            self._details.going_on.connect(screen.go_on)
            self._details.asked.connect(lambda _: screen.attach(self.view))
            self._details.remarked.connect(screen.asked_to_remark)
            self._details.removed.connect(lambda _: screen.remove(self.view))
            self._column.addWidget(self._details)
        self._details.render_view(view)
        self._details.show()

    def commit(self) -> None:
        """Send what is still being typed."""
        if self._details is not None:
            for field in self._details.fields.values():
                field.commit()

    def _on_state(self, index: int) -> None:
        self._screen.set_state(self.view, str(self.state.itemData(index)))


SCREEN = PiecesScreen
