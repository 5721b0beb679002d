"""The pages of a PDF as pictures, drawn off the main thread, with their text beside them.

A picture says nothing to a screen reader: each page carries its text as accessible description, and
the same text can be shown in place of the pictures.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from cvdesk.app.file_names import draft_title, titled_file
from cvdesk.app.whole_file import write_whole
from cvdesk.domain.facts import Facts
from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import PDF, Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk, PageImage
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.typing import Text
from cvdesk.gui.widgets.words import Words, announce

PAGE_WIDTH = 760


class Preview(QWidget):
    """The pages of a document.

    Attributes:
        finished: Whether the last page is drawn.

    Signals:
        left: Back to where one was.
    """

    left = Signal()

    def __init__(
        self, look: Look, desk: Desk, dialogs: Dialogs, pdf: bytes, facts: Facts, title: str = ""
    ) -> None:
        super().__init__()
        title = title or draft_title(facts)
        self._name = titled_file(facts, title)
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        self._pdf = pdf
        self._title = title
        self._texts: dict[int, str] = {}
        self.finished = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Fermer")
        self.top.left.connect(self.left)
        self.top.render_names(title, "Mise en page…", None)
        outer.addWidget(self.top)
        tools = QHBoxLayout()
        tools.setContentsMargins(24, 10, 24, 10)
        tools.setSpacing(8)
        self._said = Words(role="help")
        tools.addWidget(self._said, 1)
        self.as_text = Button(look, "Lire le texte")
        self.as_text.setCheckable(True)
        self.as_text.toggled.connect(self._show_text)
        tools.addWidget(self.as_text)
        self.keep = Button(look, "Enregistrer ce PDF", icon="document", kind="primary")
        self.keep.clicked.connect(self._save)
        tools.addWidget(self.keep)
        outer.addLayout(tools)
        self._pages = QStackedWidget()
        outer.addWidget(self._pages, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setAccessibleName("Pages du document")
        holder = QWidget()
        holder.setProperty("role", "page")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(24, 8, 24, 24)
        self._column.setSpacing(16)
        scroll.setWidget(holder)
        self._pages.addWidget(scroll)
        self.text = Text(lines=10, most=10_000)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Texte du document")
        self._pages.addWidget(self.text)
        self._said.say("Un brouillon ne se signe pas\u00a0: il sert à relire.")
        self._draw(1)

    @property
    def shown(self) -> int:
        """How many pages are drawn so far."""
        return len(self._texts)

    def _draw(self, number: int) -> None:
        """Draw one page, then the next: the first is there at once."""
        ratio = self.devicePixelRatioF()
        width = int(self._look.px(PAGE_WIDTH) * ratio)
        run_in_background(
            partial(self._desk.page, self._pdf, number, width),
            owner=self,
            done=partial(self._drawn, ratio),
            failed=self._refused,
        )

    def _drawn(self, ratio: float, page: PageImage | None) -> None:
        count = len(self._texts)
        if page is None:
            self.finished = True
            pages = "1 page" if count == 1 else f"{count} pages"
            self.top.render_names(self._title, pages, None)
            announce(self, f"{pages}, prêtes à lire.")
            return
        image = QImage(
            page.pixels, page.width_px, page.height_px, 4 * page.width_px,
            QImage.Format.Format_RGBX8888,
        )  # fmt: skip
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        label = QLabel()
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setPixmap(picture)
        label.setAccessibleName(f"Page {page.number}")
        label.setAccessibleDescription(page.text)
        self._column.addWidget(label)
        self._texts[page.number] = page.text
        if self.as_text.isChecked():
            self._show_text(shown=True)
        self._draw(page.number + 1)

    def _show_text(self, shown: bool) -> None:  # noqa: FBT001 - the signal of a button
        self._pages.setCurrentIndex(int(shown))
        if shown:
            parts = [f"Page {number}\n{text}" for number, text in sorted(self._texts.items())]
            self.text.setPlainText("\n\n".join(parts))

    def _save(self) -> None:
        target = self._dialogs.ask_target(self, "Enregistrer ce PDF", self._name, PDF)
        if target is None:
            return
        try:
            write_whole(target, self._pdf)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self._said.say(f"Enregistré dans «\u00a0{target.name}\u00a0».")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._dialogs.show_refusal(self, error)


SCREEN = Preview
