"""Copying a dossier into a portal: its screens in order, one box after the other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.portal import Box, Screen, screens
from cvdesk.app.portal_copies import copied, mark, unmark
from cvdesk.app.portal_text import dated
from cvdesk.app.session import Session
from cvdesk.app.sorties import copied_of
from cvdesk.domain.portail import Portail
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.portal_box import PortalBox
from cvdesk.gui.widgets.words import Words, announce, empty

COPY_AND_GO = "Ctrl+Shift+C"


class PortalPanel(QWidget):
    """The screens of a portal, with what goes into each box.

    Signals:
        pointed: A key, as text: the person wants to go to that answer.
    """

    pointed = Signal(str)

    def __init__(self, look: Look, session: Session, portail: Portail) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self.portail = portail
        self.screens: tuple[Screen, ...] = ()
        self.boxes: list[PortalBox] = []
        self._shown = -1
        self._current = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        self._scroll = Page((32, 4, 24, 24), 8)
        column = self._scroll.column
        self._notes = QVBoxLayout()
        self._notes.setSpacing(4)
        column.addLayout(self._notes)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        column.addStretch(1)
        outer.addWidget(self._scroll, 1)
        QShortcut(QKeySequence(COPY_AND_GO), self, self.copy_and_go)
        QShortcut(QKeySequence("Ctrl+Down"), self, partial(self.go, 1))
        QShortcut(QKeySequence("Ctrl+Up"), self, partial(self.go, -1))
        self.refresh()
        self._to_first_left()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(32, 12, 24, 8)
        head.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(12)
        self.chooser = DropDown()
        self.chooser.setAccessibleName("Écran du portail")
        self.chooser.activated.connect(self.open_screen)
        line.addWidget(self.chooser, 1)
        self.next = Button(self._look, "Case suivante")
        self.next.setAccessibleDescription("Sans copier celle-ci. Ctrl+Bas")
        self.next.clicked.connect(partial(self.go, 1))
        line.addWidget(self.next)
        self.copy = Button(
            self._look, "Copier et continuer   Ctrl+Maj+C", kind="primary",
            name="Copier et continuer",
        )  # fmt: skip
        self.copy.clicked.connect(self.copy_and_go)
        line.addWidget(self.copy)
        head.addLayout(line)
        below = QHBoxLayout()
        below.setSpacing(12)
        self.said = Words(role="help", wrap=False)
        below.addWidget(self.said)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Cases copiées")
        below.addWidget(self._bar, 1)
        head.addLayout(below)
        return head

    # --- showing --------------------------------------------------------------------------------

    @property
    def done(self) -> frozenset[str]:
        """The boxes whose present text was copied."""
        return copied(self._session.facts, self.portail.id, self.screens)

    @property
    def to_fill(self) -> list[tuple[int, Box]]:
        """Every box that has something to receive, with the rank of its screen."""
        return [
            (rank, box)
            for rank, screen in enumerate(self.screens)
            for box in screen.boxes
            if box.text
        ]

    @property
    def current(self) -> Box | None:
        """The box to copy now."""
        return next((box for _, box in self.to_fill if box.id == self._current), None)

    def refresh(self) -> None:
        """Read the dossier again; the boxes are drawn anew only if one of them changed."""
        found = screens(self._session.facts, self.portail)
        if found != self.screens:
            self.screens = found
            self._shown = -1
        if self._shown < 0:
            self.open_screen(max(self._rank_of(self._current), 0))
        self._render()

    def open_screen(self, rank: int) -> None:
        """Show one screen of the portal."""
        if not self.screens:
            return
        rank = min(rank, len(self.screens) - 1)
        if rank != self._shown:
            self._shown = rank
            self._rebuild(self.screens[rank])
        if self._rank_of(self._current) != rank:
            mine = [box for at, box in self.to_fill if at == rank]
            left = [box for box in mine if box.id not in self.done]
            if mine:
                self._current = (left or mine)[0].id
        self._render()

    def _rank_of(self, box_id: str) -> int:
        return next((rank for rank, box in self.to_fill if box.id == box_id), -1)

    def _rebuild(self, screen: Screen) -> None:
        empty(self._notes)
        empty(self._list)
        self.boxes = []
        doubts = [one for one in (screen.doubt, self.portail.a_verifier) if one]
        notes = [(dated(self.portail), "")] if self._shown == 0 else []
        notes += [(f"À vérifier dans le portail\u00a0: {one}", "todo") for one in doubts]
        for said in (screen.note, self.portail.note if self._shown == 0 else ""):
            if said:
                notes.append((said, ""))
        for said, ink in notes:
            self._notes.addWidget(Words(said, role="help", ink=ink))
        heading = ""
        for box in screen.boxes:
            if box.heading != heading:
                heading = box.heading
                if heading:
                    self._list.addWidget(Words(heading, role="strong"))
            widget = PortalBox(self._look, box)
            widget.copied.connect(partial(self.copy_box, box.id))
            widget.ticked.connect(partial(self._tick, box.id))
            widget.pointed.connect(partial(self._point, box))
            self.boxes.append(widget)
            self._list.addWidget(widget)
        self._scroll.verticalScrollBar().setValue(0)

    def _render(self) -> None:
        done, to_fill = self.done, self.to_fill
        for widget in self.boxes:
            widget.render_state(
                copied=widget.box.id in done, current=widget.box.id == self._current
            )
        self._bar.setRange(0, max(len(to_fill), 1))
        self._bar.setValue(len(done))
        self.said.say(copied_of(len(done), len(to_fill)))
        self._name_screens(done)
        self.copy.setEnabled(self.current is not None)
        self.next.setEnabled(bool(to_fill))

    def _name_screens(self, done: frozenset[str]) -> None:
        self.chooser.blockSignals(True)
        if self.chooser.count() != len(self.screens):
            self.chooser.clear()
            self.chooser.addItems([""] * len(self.screens))
        for rank, screen in enumerate(self.screens):
            full = [box for box in screen.boxes if box.text]
            count = sum(box.id in done for box in full)
            self.chooser.setItemText(rank, f"{rank + 1}. {screen.title} · {count} sur {len(full)}")
        self.chooser.setCurrentIndex(self._shown)
        self.chooser.blockSignals(False)

    # --- doing ----------------------------------------------------------------------------------

    def copy_box(self, box_id: str) -> None:
        """Put the text of a box on the clipboard, exactly, and remember it."""
        box = next((box for _, box in self.to_fill if box.id == box_id), None)
        if box is None:
            return
        self._current = box.id
        QGuiApplication.clipboard().setText(box.text)
        mark(self._session, self.portail.id, box)
        self._render()
        announce(self, f"{box.label}, copié. {self.said.text()}")

    def copy_and_go(self) -> None:
        """Copy the current box, then go to the next one that is not copied."""
        box = self.current
        if box is None:
            return
        self.copy_box(box.id)
        left = [one for _, one in self._after(box) if one.id not in self.done]
        if left:
            self._go_to(left[0])

    def _after(self, box: Box) -> list[tuple[int, Box]]:
        """Every other box, from the one after ``box``, then from the beginning."""
        every = self.to_fill
        here = next(at for at, (_, one) in enumerate(every) if one.id == box.id)
        return every[here + 1 :] + every[:here]

    def go(self, step: int) -> None:
        """Go to the next box, or the one before, without copying."""
        every = self.to_fill
        if not every:
            return
        here = next((at for at, (_, one) in enumerate(every) if one.id == self._current), 0)
        self._go_to(every[min(max(here + step, 0), len(every) - 1)][1])

    def _go_to(self, box: Box) -> None:
        self._current = box.id
        self.open_screen(self._rank_of(box.id))
        widget = next((one for one in self.boxes if one.box.id == box.id), None)
        if widget is not None:
            widget.copy.setFocus()
            QTimer.singleShot(0, widget, partial(self._scroll.ensureWidgetVisible, widget, 0, 24))

    def _to_first_left(self) -> None:
        left = [box for _, box in self.to_fill if box.id not in self.done]
        if left:
            self._current = left[0].id
            self.open_screen(self._rank_of(self._current))

    def _tick(self, box_id: str, ticked: bool) -> None:  # noqa: FBT001 - the signal of a box
        box = next((box for _, box in self.to_fill if box.id == box_id), None)
        if box is not None:
            (mark if ticked else unmark)(self._session, self.portail.id, box)
        self._render()

    def _point(self, box: Box) -> None:
        if box.key is not None:
            self.pointed.emit(str(box.key))
