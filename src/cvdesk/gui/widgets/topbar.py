"""The two bars that never scroll: where one is, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cvdesk.app.deadline import Deadline
from cvdesk.app.navigation import StepView
from cvdesk.gui.look import Look
from cvdesk.gui.tables.step_model import SHAPES
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.words import Elided, Words, frame


class TopBar(QWidget):
    """Back, the dossier, the search, the days left; narrow, the steps as a combo box.

    Args:
        look: The theme.
        back: Where the way back leads.
        searching: Whether one may search from here.

    Signals:
        left: Back to the list of dossiers.
        searched: The person wants to find something.
        chosen: The row of a step, from the combo box.
    """

    left = Signal()
    searched = Signal()
    chosen = Signal(int)

    def __init__(self, look: Look, back: str, *, searching: bool = False) -> None:
        super().__init__()
        self._look = look
        self._back_text = back
        self._searching = searching
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        bar = frame("bar")
        outer.addWidget(bar)
        line = QHBoxLayout(bar)
        line.setContentsMargins(10, 8, 16, 8)
        line.setSpacing(12)
        self.back = Button(look, back, icon="retour", kind="quiet", name=back)
        self.back.clicked.connect(self.left)
        line.addWidget(self.back)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.setContentsMargins(4, 0, 0, 0)
        names.addStretch()
        self.title = Elided(role="strong")
        self.subtitle = Elided(role="help")
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        names.addStretch()
        self._names = QWidget()
        self._names.setLayout(names)
        line.addWidget(self._names, 1)
        self.steps = DropDown()
        self.steps.setAccessibleName("Étapes")
        self.steps.activated.connect(self.chosen)
        line.addWidget(self.steps, 1)
        self.search = Button(
            look, "Rechercher partout   Ctrl+K", icon="chercher", ink="text2", kind="find"
        )
        self.search.setAccessibleName("Rechercher partout")
        self.search.clicked.connect(self.searched)
        self.search.setMinimumWidth(look.px(236))
        line.addWidget(self.search)
        self.more = Button(look, "Actions", kind="quiet")
        self.more.setAccessibleDescription("Ce que l’on peut faire de ce dossier")
        self.more.hide()
        line.addWidget(self.more)
        self._calendar = Drawing(look, "calendrier", "todo", 20)
        line.addWidget(self._calendar)
        days = QVBoxLayout()
        days.setSpacing(0)
        days.addStretch()
        self._short = Words(role="strongcaption", wrap=False)
        self._long = Words(role="help", wrap=False)
        days.addWidget(self._short)
        days.addWidget(self._long)
        days.addStretch()
        line.addLayout(days)
        self._narrow = False
        self.be_narrow(narrow=False)

    def leave_on_escape(self, screen: QWidget) -> None:
        """Have Escape do what the way back does, when nothing in ``screen`` takes it first."""
        screen.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the Escape that an editor, a list or a card let through."""
        pressed = event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.back.setFocus()  # the field under way is kept, as when the mouse goes there
            self.back.click()
            return True
        return super().eventFilter(watched, event)

    def name_back(self, back: str) -> None:
        """Say where the way back leads."""
        self._back_text = back
        self.back.setAccessibleName(back)
        self.back.setToolTip(back)
        self.back.setText("" if self._narrow else back)

    def offer(self, actions: Sequence[QAction]) -> None:
        """List what can be done of the dossier in the menu « Actions »."""
        menu = QMenu(self.more)
        menu.addActions(actions)
        self.more.setMenu(menu)
        self.more.show()

    def be_narrow(self, *, narrow: bool) -> None:
        """Put the steps in a combo box, and keep only what is needed."""
        self._narrow = narrow
        self._names.setVisible(not narrow)
        self.search.setVisible(self._searching and not narrow)
        self.steps.setVisible(narrow)
        self._long.setVisible(not narrow and bool(self._long.text()))
        self._calendar.setVisible(not narrow and bool(self._short.text()))
        self.back.setText("" if narrow else self._back_text)
        self.setFixedHeight(max(56, self._look.px(40)) if narrow else max(64, self._look.px(52)))

    def render_names(self, title: str, subtitle: str, deadline: Deadline | None) -> None:
        """Show the names of the dossier and the days left."""
        self.title.say(title)
        self.subtitle.say(subtitle)
        self._short.say("" if deadline is None else deadline.short)
        self._long.say("" if deadline is None else deadline.long)
        ink = "todo" if deadline is not None and deadline.soon else "text2"
        self._short.set_ink(ink)
        self._calendar.show_icon("calendrier", ink)
        self._calendar.setVisible(deadline is not None and not self._narrow)

    def render_steps(self, views: tuple[StepView, ...], current: int) -> None:
        """Show the steps in the combo box."""
        side = self._look.px(20)
        self.steps.setIconSize(QSize(side, side))
        shown = [f"{v.number}. {v.title} · {v.detail.lower()}" for v in views]
        if self.steps.count() != len(views):
            self.steps.clear()
            self.steps.addItems(shown)
        for row, view in enumerate(views):
            if self.steps.itemText(row) != shown[row] or self.steps.itemIcon(row).isNull():
                icon, ink = SHAPES[view.state]
                self.steps.setItemText(row, shown[row])
                self.steps.setItemIcon(row, self._look.icon(icon, ink, 20))
        if self.steps.currentIndex() != current:
            self.steps.setCurrentIndex(current)


class FootBar(QWidget):
    """« Enregistré à 21:14 », the history, and the single most useful next action."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        bar = frame("foot")
        outer.addWidget(bar)
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 6, 16, 6)
        line.setSpacing(8)
        self._shape = Drawing(look, "coche", "accent", 18)
        line.addWidget(self._shape)
        self.saved = Words("Enregistré", role="body", wrap=False)
        line.addWidget(self.saved)
        line.addSpacing(14)
        self.undo = Button(look, "Annuler", icon="annuler", kind="quiet")
        self.redo = Button(look, "Rétablir", icon="retablir", kind="quiet")
        line.addWidget(self.undo)
        line.addWidget(self.redo)
        line.addStretch(1)
        self.extra = QHBoxLayout()
        self.extra.setSpacing(8)
        line.addLayout(self.extra)
        self.next = Button(look, "Point suivant  F7")
        self.next.setAccessibleName("Point suivant")
        line.addWidget(self.next)
        self.action = Button(look, "", kind="primary")
        line.addWidget(self.action)
        self.setFixedHeight(max(56, look.px(44)))

    def show_saved(self, hour: str) -> None:
        """Say that the file holds what is on screen."""
        self._shape.show_icon("coche", "accent")
        self.saved.say(f"Enregistré à {hour}" if hour else "Enregistré")
        self.saved.set_ink("text")

    def show_refused(self, why: str) -> None:
        """Say that the file could not be written, and why; it will be tried again."""
        self._shape.show_icon("a_corriger", "fix")
        self.saved.say("Pas encore enregistré")
        self.saved.set_ink("fix")
        self.saved.setToolTip(why)
        self.saved.setAccessibleDescription(why)

    def be_narrow(self, *, narrow: bool) -> None:
        """Keep the state, the history and the action."""
        self.next.setVisible(not narrow)
        self.setFixedHeight(max(56, self._look.px(40)))
