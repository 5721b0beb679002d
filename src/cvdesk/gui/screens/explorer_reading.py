"""The reading pane: one place of a contract, whole, in words that can be selected and followed."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from cvdesk.app.contrattree import spans
from cvdesk.app.explorer_items import Item, Part, Reading
from cvdesk.domain.contrat_parts import Provenance
from cvdesk.gui.look import Look

INKS = {Provenance.DIT: "accent", Provenance.DEDUIT: "ask", Provenance.HORS_TEXTE: "todo"}
"""The mark is always written; its ink only repeats it."""


class ReadingView(QTextBrowser):
    """Shows a reading. Arrows scroll, Tab goes from pointer to pointer, Enter follows one.

    Signals:
        went: The id of a place to read next.
    """

    went = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._reading: Reading | None = None
        self._words = "Choisissez un passage pour le lire."
        self.setAccessibleName("Lecture du passage choisi")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.anchorClicked.connect(self._follow)
        look.changed.connect(self._wear)
        self._wear()

    @property
    def reading(self) -> Reading | None:
        """What is on screen."""
        return self._reading

    def render_reading(self, reading: Reading) -> None:
        """Show a reading."""
        if reading != self._reading:
            self._reading = reading
            self.setHtml(_html(reading))
            # A screen reader hears the place without having to find its way in the document.
            self.setAccessibleDescription(f"{reading.kind}. {reading.title}. {reading.origin}")

    def mark(self, words: tuple[str, ...]) -> None:
        """Mark the words of a search, accents forgiven."""
        shape = QTextCharFormat()
        shape.setBackground(self._look.color("mark"))
        shape.setForeground(self._look.color("mark_t"))
        selections = []
        for start, length in spans(self.toPlainText(), words):
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            one.cursor = cursor
            one.format = shape
            selections.append(one)
        self.setExtraSelections(selections)

    def say(self, words: str) -> None:
        """Show a sentence in place of a reading."""
        self._reading = None
        self._words = words
        self.setHtml(f"<p class='aide'>{escape(words)}</p>")
        self.setAccessibleDescription(words)

    def _follow(self, url: QUrl) -> None:
        self.went.emit(url.fragment(QUrl.ComponentFormattingOption.FullyDecoded))

    def _wear(self) -> None:
        look = self._look
        t = look.tokens

        def pt(pixels: float) -> str:
            return f"{pixels * 0.75 * look.factor:.2f}pt"

        marks = "".join(f".{mark.value} {{ color: {getattr(t, ink)}; font-size: {pt(13)}; }}"
                        for mark, ink in INKS.items())  # fmt: skip
        self.document().setDefaultStyleSheet(
            f"p {{ color: {t.text}; font-size: {pt(14)}; margin: 0 0 4px 0; }}"
            f".titre {{ font-size: {pt(17)}; font-weight: 600; margin: 2px 0 6px 0; }}"
            f".partie {{ font-size: {pt(13)}; font-weight: 600; color: {t.text2};"
            " margin: 16px 0 4px 0; }"
            f".nature {{ font-size: {pt(13)}; font-weight: 600; color: {t.text2}; }}"
            f".chemin {{ font-size: {pt(13)}; font-style: italic; color: {t.text2}; }}"
            f".aide, .note {{ font-size: {pt(13)}; color: {t.text2}; }}"
            f".origine {{ font-size: {pt(13)}; color: {t.text2}; margin-bottom: 8px; }}"
            f".alerte {{ font-weight: 600; color: {t.todo}; margin: 4px 0 6px 0; }}"
            f".muet {{ font-style: italic; color: {t.text2}; }}"
            f".mot {{ font-weight: 600; }} a {{ color: {t.accent}; }}{marks}"
        )
        self.document().setDocumentMargin(14)
        self.setStyleSheet(
            "QTextBrowser { background: transparent; border: 2px solid transparent;"
            f" border-radius: 7px; }} QTextBrowser:focus {{ border-color: {t.accent}; }}"
        )
        if self._reading is None:
            self.say(self._words)
        else:
            self.setHtml(_html(self._reading))


def _html(reading: Reading) -> str:
    title = escape(reading.title)
    lines = [f"<p class='nature'>{escape(_capital(reading.kind))}</p>" if reading.kind else ""]
    lines.append(
        f"<p class='titre'>«\u00a0{title}\u00a0»</p>"
        if reading.quoted
        else f"<p class='titre'>{title}</p>"
    )
    if reading.alert:
        lines.append(f"<p class='alerte'>{escape(reading.alert)}</p>")
    lines += [f"<p class='chemin'>{escape(above)}</p>" for above in reading.path]
    lines.append(_origin(reading.mark, reading.origin))
    lines += [_part(part) for part in reading.parts]
    return "".join(lines)


def _part(part: Part) -> str:
    return f"<p class='partie'>{escape(part.heading)}</p>" + "".join(map(_item, part.items))


def _item(item: Item) -> str:
    text = escape(item.text)
    if item.quoted:
        text = f"«\u00a0{text}\u00a0»"
    if item.place:
        text = f"<a href='#{escape(item.place)}'>{text}</a>"
    if item.silent:
        text = f"<span class='muet'>{text}</span>"
    label = f"<span class='mot'>{escape(_capital(item.label))}\u00a0:</span> " if item.label else ""
    note = f"<p class='note'>{escape(item.note)}</p>" if item.note else ""
    return f"<p>{label}{text}</p>{note}{_origin(item.mark, item.origin)}"


def _origin(mark: Provenance | None, said: str) -> str:
    if not said:
        return ""
    if mark is None:
        return f"<p class='origine'>{escape(said)}</p>"
    where, _, name = said.rpartition(" · ")
    where = f"{escape(where)} · " if where else ""
    return f"<p class='origine'>{where}<span class='{mark.value}'>{escape(name)}</span></p>"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
