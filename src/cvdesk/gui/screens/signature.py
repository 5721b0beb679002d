"""Read, declare, sign: one page the signatory reads aloud, and nothing she has not seen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.file_names import version_file
from cvdesk.app.freeze import obstacles
from cvdesk.app.heading import heading, version_line
from cvdesk.app.navigation import Step, steps
from cvdesk.app.nextaction import READ_AND_SIGN, SIGNATURE
from cvdesk.app.readback_after import page_to_read
from cvdesk.app.refusing import decline
from cvdesk.app.sectionview import GroupView, section_items
from cvdesk.app.session import Changes, Session
from cvdesk.app.signatories import signatory
from cvdesk.app.whole_file import write_whole
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.findings import Finding
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import Key
from cvdesk.errors import UserError
from cvdesk.gui.dialogs import PDF, Dialogs
from cvdesk.gui.look import LARGE_TEXT, Look
from cvdesk.gui.ports import Desk, Verified
from cvdesk.gui.screens.remise import RemiseInOrigin
from cvdesk.gui.screens.signing_forms import IdentityForm, RefusalForm
from cvdesk.gui.screens.signing_with import sign_with
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.declarations import Declarations
from cvdesk.gui.widgets.field_row import FieldRow
from cvdesk.gui.widgets.readback_page import ReadbackPage
from cvdesk.gui.widgets.signing_ways import SigningWays
from cvdesk.gui.widgets.topbar import FootBar, TopBar
from cvdesk.gui.widgets.verdict import Verdict
from cvdesk.gui.widgets.words import Words, announce

REASON = 470
"""Width of the reason why one cannot sign yet, in pixels at 100 %."""
BESIDE = 1080
"""Narrowest width for the declarations beside the page, in pixels at 100 %."""

ACTIONS = {
    "certificat": "Figer puis signer",
    "papier": "Figer puis imprimer",
    "refus": "Écrire ma remarque",
}


class Signature(QWidget):
    """The page to read and sign.

    Signals:
        left: Back to the dossier.
        previewed: The whole dossier was composed; its bytes are in :attr:`composed`.
        pointed: A key, as text: the person wants to correct it first.
    """

    left = Signal()
    previewed = Signal()
    pointed = Signal(str)

    def __init__(self, look: Look, desk: Desk, session: Session, dialogs: Dialogs) -> None:
        super().__init__()
        self.composed = b""
        self._look = look
        self._desk = desk
        self._session = session
        self._dialogs = dialogs
        self._step = next(step for step in steps(session.facts) if step.section.id == SIGNATURE)
        self._lay()
        self.destroyed.connect(session.subscribe(self._refresh))
        self._refresh(Changes(everything=True))

    # --- laying out -----------------------------------------------------------------------------

    def _lay(self) -> None:
        look = self._look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Fermer")
        self.top.left.connect(self.left)
        outer.addWidget(self.top)
        self._pages = QStackedWidget()
        outer.addWidget(self._pages, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setProperty("role", "page")
        self._body = QHBoxLayout(page)
        self._body.setContentsMargins(32, 16, 20, 16)
        self._body.setSpacing(24)
        self._body.addWidget(self._lay_page(), 758)
        self._body.addWidget(self._lay_side(), 532)
        scroll.setWidget(page)
        self._pages.addWidget(scroll)
        self.verdict = Verdict(look)
        self._pages.addWidget(self.verdict)
        self.remise = RemiseInOrigin(look, self._desk, self._session, self._dialogs)
        self.remise.hide()
        outer.addWidget(self.remise)
        self.busy = Busy(look)
        outer.addWidget(self.busy)
        self.foot = FootBar(look)
        self.foot.undo.hide()
        self.foot.redo.hide()
        self._reason = QWidget()
        reason = QHBoxLayout(self._reason)
        reason.setContentsMargins(0, 0, 0, 0)
        reason.setSpacing(8)
        self._why_shape = Drawing(look, "a_completer", "todo", 20)
        self._why = Words(role="body", ink="todo")
        self.fix = Button(look, "Voir le premier point", kind="link")
        self.fix.clicked.connect(self._go_to_first)
        self.refuse = Button(look, "Je ne signe pas…")
        self.refuse.clicked.connect(self._write_refusal)
        reason.addWidget(self._why_shape)
        reason.addWidget(self._why, 1)
        reason.addWidget(self.fix)
        self._above = QHBoxLayout()
        self._above.setContentsMargins(24, 0, 24, 0)
        outer.addLayout(self._above)
        self.foot.next.hide()
        self.foot.extra.addWidget(self.refuse)
        self.foot.action.clicked.connect(self._act)
        outer.addWidget(self.foot)

    def _lay_page(self) -> QWidget:
        look = self._look
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Words(READ_AND_SIGN, role="title"))
        self._who = Words(role="help")
        names.addWidget(self._who)
        self._version = Words(role="strongcaption")
        names.addWidget(self._version)
        head.addLayout(names, 1)
        self.whole = Button(look, "Lire le dossier entier", icon="document")
        self.whole.clicked.connect(self._preview)
        head.addWidget(self.whole)
        column.addLayout(head)
        self._page = ReadbackPage(look)
        column.addWidget(self._page, 1)
        return left

    def _lay_side(self) -> QWidget:
        look = self._look
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._declared = Declarations(look)
        self._declared.edited.connect(lambda key, text: self._session.answer(Key.parse(key), text))
        column.addWidget(self._declared)
        self._how = SigningWays(look)
        self._how.chosen.connect(self._draw_foot)
        self.ways = self._how.radios
        column.addWidget(self._how)
        column.addStretch(1)
        return side

    # --- drawing --------------------------------------------------------------------------------

    def _refresh(self, _changes: Changes) -> None:
        facts = self._session.facts
        page = page_to_read(facts, self._session.kept)
        named = heading(facts)
        prepared = " ".join(
            part for part in (facts.shown("contact_prenom"), facts.shown("contact_nom")) if part
        )
        self.top.render_names(
            f"Dossier préparé par {prepared}" if prepared else named.title, named.line, None
        )
        who = f"{page.signatory}. " if page.signatory else ""
        self._who.say(f"{who}Une page à lire à voix haute, environ cinq minutes.")
        told = version_line(facts)
        self._version.say(told)
        self._version.setVisible(bool(told))
        self._page.render_view(page)
        asked = section_items(self._session, self._step, for_signatory=True)
        self._declared.render_view(tuple(v for v in asked if not isinstance(v, GroupView)))
        self._draw_foot()

    def _draw_foot(self) -> None:
        way = self._how.way
        self.foot.action.say(ACTIONS.get(way, ACTIONS["certificat"]))
        unticked = [key for key in self._declared.rows if self._session.dossier.text(key) != "oui"]
        wrong = self._wrong()
        if wrong:
            many = len(wrong)
            what = "1 point" if many == 1 else f"{many} points"
            why = f"Il reste {what} à régler avant de signer."
        elif unticked:
            many = len(unticked)
            what = "1 déclaration" if many == 1 else f"{many} déclarations"
            why = f"Il reste {what} que seule la personne qui signe peut cocher."
        elif not way:
            why = "Choisissez comment signer."
        else:
            why = ""
        if way == "refus":
            why = ""
        self._why.say(why)
        self._why.setVisible(bool(why))
        self._why_shape.setVisible(bool(why))
        self.fix.setVisible(bool(wrong) and way != "refus")
        self.foot.action.setEnabled(not why and not self.busy.working)
        self.foot.action.setAccessibleDescription(why)

    def _wrong(self) -> list[Finding]:
        mine = set(self._declared.rows)
        return [
            finding
            for finding in obstacles(self._session.findings)
            if not mine.intersection(finding.keys)
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The declarations beside the page, or below."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE and self._look.factor < LARGE_TEXT
        self.refuse.setVisible(beside and self._pages.currentIndex() == 0)
        if beside:
            self.foot.extra.insertWidget(0, self._reason)
        else:
            self._above.addWidget(self._reason)
        self._reason.setMinimumWidth(self._look.px(REASON) if beside else 0)
        self._body.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    # --- doing ----------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step this page belongs to."""
        return self._step

    @property
    def ticks(self) -> dict[Key, FieldRow]:
        """The boxes of the signatory."""
        return self._declared.rows

    def _go_to_first(self) -> None:
        keys = [finding.keys[0] for finding in self._wrong() if finding.keys]
        if keys:
            self.pointed.emit(str(keys[0]))

    def _preview(self) -> None:
        dossier, desk = self._session.dossier, self._desk

        def done(pdf: bytes) -> None:
            self.composed = pdf
            self.previewed.emit()

        self.busy.run(
            "Mise en page du dossier…",
            lambda: desk.print_current(desk.session(dossier)),
            done,
            self._on_failure,
        )

    def _act(self) -> None:
        match self._how.way:
            case "certificat":
                self._sign()
            case "papier":
                self._print()
            case "refus":
                self._write_refusal()

    def _sign(self) -> None:
        who = signatory(self._session.facts)
        form = IdentityForm(
            self._look, self._desk, self._dialogs, who, self._session.facts.shown("nom"), self
        )
        if not self._dialogs.run(form):
            return
        target = self._dialogs.ask_target(
            self, "Enregistrer le dossier signé", version_file(self._session.facts, "signe"), PDF
        )
        if target is None:
            return
        dossier, desk, answers = self._session.dossier, self._desk, form.answers()

        def work() -> tuple[Session, bytes, str, Verified]:
            apart = desk.session(dossier)
            _, pdf = desk.freeze(apart)
            signed, holder = sign_with(desk, pdf, who.field, answers)
            return apart, signed, holder, desk.verify(signed)

        def done(result: tuple[Session, bytes, str, Verified]) -> None:
            apart, signed, holder, checked = result
            # Not before: a work that is interrupted leaves no file unknown to the dossier.
            try:
                kept = desk.keep_piece(signed)
                write_whole(target, signed)
            except UserError as error:
                self._on_failure(error)
                return
            apart.record_signature(holder, kept)
            self._session.replace(apart.dossier)
            self._show_result(checked, f"Signé par {holder}, dans «\u00a0{target.name}\u00a0».")

        self.busy.run("Mise en page, signature et relecture de la signature…", work, done,
                      self._on_failure)  # fmt: skip
        self._draw_foot()

    def _print(self) -> None:
        target = self._dialogs.ask_target(
            self,
            "Enregistrer le dossier à imprimer",
            version_file(self._session.facts, "a-signer"),
            PDF,
        )
        if target is None:
            return
        dossier, desk = self._session.dossier, self._desk

        def work() -> tuple[Dossier, bytes]:
            apart = desk.session(dossier)
            _, pdf = desk.freeze(apart)
            return apart.dossier, pdf

        def done(result: tuple[Dossier, bytes]) -> None:
            frozen, pdf = result
            try:
                write_whole(target, pdf)
            except UserError as error:
                self._on_failure(error)
                return
            self._session.replace(frozen)
            start = " ".join(fingerprint(frozen)[place : place + 4] for place in (0, 4, 8))
            self._draw_foot()
            self._dialogs.tell(
                self,
                f"La version {frozen.versions[-1].number} est figée.",
                f"Imprimez «\u00a0{target.name}\u00a0», signez la dernière page à la main et "
                f"gardez-la. Son empreinte commence par {start}\u00a0: elle est écrite en bas des "
                "pages.",
            )

        self.busy.run("Mise en page du dossier figé…", work, done, self._on_failure)

    def _write_refusal(self) -> None:
        form = RefusalForm(self._look, self)
        if self._dialogs.run(form):
            decline(self._session, form.reason.raw_text())
            announce(self, "Votre remarque est gardée dans le dossier.")
            self.left.emit()

    def _show_result(self, checked: Verified, said: str) -> None:
        self.verdict.render_view(checked, said)
        self._pages.setCurrentWidget(self.verdict)
        self.remise.look_again()
        self._why.hide()
        self._why_shape.hide()
        self.fix.hide()
        self.refuse.hide()
        self.foot.action.say("Revenir au dossier")
        self.foot.action.setEnabled(True)
        self.foot.action.clicked.disconnect()
        self.foot.action.clicked.connect(self.left)
        announce(self, self.verdict.spoken)

    def _on_failure(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._draw_foot()
        self._dialogs.show_refusal(self, error)


SCREEN = Signature
