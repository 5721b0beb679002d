"""One question: its label, its line of help, its input, what is said about the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cvdesk.app.panel import WORDS
from cvdesk.app.quarters import QuarterChoice, quarter_meant, quarters_named
from cvdesk.app.viewmodel import FieldView
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import Key
from cvdesk.domain.money import grouped
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.input import Input
from cvdesk.gui.widgets.inputs import AskInput, input_for
from cvdesk.gui.widgets.remark_mark import RemarkMark
from cvdesk.gui.widgets.typed_inputs import LineInput
from cvdesk.gui.widgets.words import Words, announce

_TOP = Qt.AlignmentFlag.AlignTop

NEAR = 0.8
"""Share of the limit from which the counter of a line shows."""

SHAPES = {
    Gravity.BLOCKING: ("a_corriger", "fix"),
    Gravity.CORRECT: ("a_completer", "todo"),
    Gravity.QUESTION: ("question", "ask"),
    Gravity.ADVICE: ("conseil", "text2"),
}


class FieldRow(QWidget):
    """A question and its answer.

    A ``small`` one stands in a card: no line of help. A ``plain`` one has nothing below it.

    Signals:
        edited: The person typed or chose; carries the text, as typed.
        going_on: The same, while the text is still being typed.
        asked: The person wants to choose elsewhere (a file, a place of the contract).
        read: The person read again an answer that comes from another dossier.
        remarked: The person wants to write a remark about this answer.
    """

    edited = Signal(str)
    going_on = Signal(str)
    asked = Signal()
    read = Signal()
    remarked = Signal()

    def __init__(
        self,
        look: Look,
        view: FieldView,
        readable: Callable[[str], bool],
        *,
        small: bool = False,
        plain: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._view: FieldView | None = None
        self.setObjectName(str(view.key))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._label: Words | None = None
        self._input: Input = input_for(look, view, readable, self)
        self._kind = view.kind
        self._choices = len(view.options)
        self.mark = RemarkMark(look, view.label, self)
        self.mark.clicked.connect(self.remarked)
        head = QHBoxLayout()
        head.setSpacing(8)
        if view.kind == "case":
            head.addWidget(self._input, 1)
        else:
            self._label = Words(view.label, role="caption" if small else "label", parent=self)
            self._label.setBuddy(self._input.focused)
            head.addWidget(self._label, 1)
        head.addWidget(self.mark, 0, _TOP)
        self._column.addLayout(head)
        if plain:
            self.mark.hide()
        if view.kind != "case":
            if not small:
                self._column.addWidget(Words(view.help, role="help", parent=self))
            self._column.addWidget(self._input)
        if small:
            self._input.setToolTip(view.help)
        self._names: Mapping[str, str] = {}
        self._message: _Message | None = None
        self._line: QHBoxLayout | None = None
        self._counter: Words | None = None
        self._mark: _Mark | None = None
        self._plain = plain
        self._small = small
        if not plain:
            self._below(view)
        self._input.edited.connect(self._on_edited)
        self._input.going_on.connect(self.going_on)
        if isinstance(self._input, AskInput):
            self._input.asked.connect(self.asked)
        self.render_view(view)

    @property
    def key(self) -> Key:
        """The answer this row is for."""
        return self._view.key if self._view is not None else Key.parse(self.objectName())

    @property
    def kind(self) -> str:
        """The name of the field type."""
        return self._kind

    @property
    def choices(self) -> int:
        """How many choices there are to choose from."""
        return self._choices

    def take_no_remark(self) -> None:
        """Nobody reviews this answer: it takes no remark."""
        self.mark.hide()

    def hide_label(self) -> None:
        """In a numbered list the number says it; the mark goes where the list puts it."""
        if self._label is not None:
            self._label.hide()

    def suggest(self, choices: Sequence[QuarterChoice]) -> None:
        """Offer quarters by their names, and write the name of the code below it.

        A record answers no contract: there is nothing to offer, and the code is typed.
        """
        if self._names or not choices or not isinstance(self._input, LineInput):
            return
        self._input.suggest(
            lambda typed: {one.label: one.code for one in quarters_named(choices, typed)},
            partial(quarter_meant, choices),
        )
        self._names = {one.code: one.label for one in choices}
        self._echo = Words(role="help")
        self._column.insertWidget(self._after_input, self._echo)
        self._draw_echo()

    @property
    def _after_input(self) -> int:
        """Where something is put under the input; a box to tick is in the first line."""
        return max(self._column.indexOf(self._input), 0) + 1

    def _draw_echo(self) -> None:
        if self._view is not None and self._names:
            self._echo.say(self._names.get(self._view.canonical, "Tapez un mot de son nom."))

    @property
    def input(self) -> Input:
        """What the answer is given with."""
        return self._input

    def render_view(self, view: FieldView) -> None:
        """Show ``view``; a text being typed stays. Drawing emits nothing."""
        before, self._view = self._view, view
        if view == before:
            return
        if self._label is not None:
            self._label.say(view.label)
        self._input.draw(view)
        self.mark.show_count(view.remarks)
        description = view.message or view.help
        if view.remarks:
            description = f"{self.mark.said}. {description}"
        self._input.describe(view.label, description)
        self._draw_echo()
        self._draw_message(view, before)
        self._draw_mark(view)
        if self._counter is not None and view.limit is not None:
            said = f"{grouped(view.length)} caractères sur {grouped(view.limit)}"
            self._counter.say(said)
            # One line of text is rarely too long: its counter shows when the limit comes near.
            close = view.length >= NEAR * view.limit
            self._counter.setVisible(view.kind == "texte_long" or close)
            self._counter.set_ink("fix" if view.length > view.limit else "")

    def commit(self) -> None:
        """Send what is still being typed."""
        self._input.commit()

    def _on_edited(self, text: str) -> None:
        self.edited.emit(text)
        if self._view is not None:  # an answer read while it was typed is not drawn again
            self._input.draw(self._view)

    def take_focus(self) -> None:
        """Put the cursor where the answer goes."""
        self._input.focused.setFocus()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to write a remark."""
        if not self._plain and not self.mark.isHidden():
            menu = QMenu(self)
            menu.addAction("Ajouter une remarque", self.remarked.emit)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def _below(self, view: FieldView) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(1, 0, 0, 0)
        if view.more or view.source:
            more = Button(self._look, "En savoir plus", kind="link", parent=self)
            more.setAccessibleName(f"En savoir plus\u00a0: {view.label}")
            more.setCheckable(True)
            said = "\n".join(part for part in (view.more, _source(view.source)) if part)
            self._more = Words(said, role="help", parent=self)
            self._more.hide()
            more.toggled.connect(self._more.setVisible)
            line.addWidget(more, 0, _TOP)
        line.addStretch()
        if view.limit is not None:
            self._counter = Words(role="help", wrap=False, parent=self)
            line.addWidget(self._counter, 0, _TOP)
        if line.count() > 1:
            self._line = line
            self._column.addLayout(line)
            if view.more or view.source:
                self._column.addWidget(self._more)

    def _draw_message(self, view: FieldView, before: FieldView | None) -> None:
        if view.message and view.gravity is not None and not self._plain:
            if self._message is None:
                self._message = _Message(self._look, self)
                self._say_beside(self._message)
            self._message.draw(view.message, view.gravity)
            if before is not None and before.message != view.message:
                announce(self._input.focused, f"{WORDS[view.gravity]}. {view.message}")
        if self._message is not None:
            self._message.setVisible(bool(view.message))

    def _say_beside(self, message: QWidget) -> None:
        """Put the sentence on the line of the help, if any: rows stay in place when it goes.

        A card is too narrow for the help, the sentence and a counter: there it has its own line.
        """
        if self._line is None or (self._small and self._counter is not None):
            self._column.insertWidget(self._after_input, message)
        else:
            stretch = self._line.count() - (1 if self._counter is None else 2)
            self._line.insertWidget(stretch, message, 1)
            self._line.setStretch(stretch + 1, 0)

    def _draw_mark(self, view: FieldView) -> None:
        if view.mark and self._mark is None:
            self._mark = _Mark(self._look, view.label, self, short=self._small)
            self._mark.ticked.clicked.connect(self.read)
            self._column.insertWidget(self._column.indexOf(self._input) + 1, self._mark)
        if self._mark is not None:
            if self._mark.ticked.hasFocus() and not view.to_read:
                self.take_focus()  # or the focus would go with the button
            self._mark.draw(view)


class _Mark(QWidget):
    """What comes from another dossier: to be read again, or given again."""

    def __init__(self, look: Look, label: str, parent: QWidget, *, short: bool) -> None:
        super().__init__(parent)
        self._short = short
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 0, 0)
        line.setSpacing(8)
        self._words = Words(role="help")
        line.addWidget(self._words, 1)
        self.ticked = Button(look, "Relu", icon="coche", kind="quiet")
        self.ticked.setAccessibleName(f"Relu\u00a0: {label}")
        line.addWidget(self.ticked)

    def draw(self, view: FieldView) -> None:
        """Say what is left to do, or nothing."""
        # In a card there is room for a few words: « À relire ».
        self._words.say(view.mark.partition("\u00a0:")[0] if self._short else view.mark)
        self.ticked.setVisible(view.to_read)
        self.setVisible(bool(view.mark))


class _Message(QWidget):
    """The sentence about an answer, with the shape of its gravity."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 4, 0, 0)
        line.setSpacing(8)
        self._shape = Drawing(look, "a_completer", "todo", 18)
        self._words = Words(role="strongcaption")
        line.addWidget(self._shape)
        line.setAlignment(self._shape, _TOP)
        line.addWidget(self._words, 1)

    def draw(self, message: str, gravity: Gravity) -> None:
        """Show the sentence."""
        icon, ink = SHAPES[gravity]
        self._shape.show_icon(icon, ink)
        self._words.say(message)
        self._words.set_ink(ink)


def _source(source: str) -> str:
    return f"Source\u00a0: {source}." if source else ""
