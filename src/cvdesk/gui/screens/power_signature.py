"""A power read aloud, signed by both people in turn, then joined to its dossier."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.freeze import obstacles
from cvdesk.app.power import sentences
from cvdesk.app.session import Changes, Session
from cvdesk.app.signatories import MANDATARY_FIELD, Signatory, signatories
from cvdesk.app.whole_file import read_whole, write_whole
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.frozen import current_version
from cvdesk.errors import UserError
from cvdesk.gui.dialogs import PDF, Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.signing_forms import IdentityForm
from cvdesk.gui.screens.signing_with import sign_with
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce, frame

WIDTH = 860
LARGEST_BYTES = 50_000_000


class PowerSignature(QWidget):
    """The text of the power, and a place for each signature.

    Signals:
        left: Back to the power.
        previewed: The page was composed; its bytes are in :attr:`composed`.
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
        self._signed: dict[str, str] = {}
        self._lay()
        self.destroyed.connect(session.subscribe(self._refresh))
        self._refresh(Changes(everything=True))
        self._read_signed()

    def _lay(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(self._look, "Fermer")
        self.top.left.connect(self.left)
        outer.addWidget(self.top)
        page = Page((32, 20, 32, 20), 12, widest=self._look.px(WIDTH))
        column = page.column
        outer.addWidget(page, 1)
        self.busy = Busy(self._look)
        outer.addWidget(self.busy)
        column.addWidget(Words("Relire et signer le pouvoir", role="title"))
        box = frame("card")
        text = QVBoxLayout(box)
        text.setContentsMargins(20, 16, 20, 16)
        self._text = Words()
        text.addWidget(self._text)
        column.addWidget(box)
        titles = ("Donne le pouvoir", "Reçoit le pouvoir")
        self.seats = [_Seat(self._look, title) for title in titles]
        for place, seat in enumerate(self.seats):
            seat.button.clicked.connect(partial(self._sign, place))
            column.addWidget(seat)
        self._why = Words(role="body", ink="todo")
        column.addWidget(self._why)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.fix = Button(self._look, "Voir le premier point", kind="link")
        self.fix.clicked.connect(self._go_to_first)
        foot.addWidget(self.fix)
        self._waiting = Words(role="help")
        foot.addWidget(self._waiting, 1)
        self.resume = Button(self._look, "Reprendre un PDF déjà signé")
        self.resume.clicked.connect(self._resume)
        foot.addWidget(self.resume)
        self.join = Button(self._look, "Joindre le pouvoir au dossier", kind="primary")
        self.join.clicked.connect(self._join)
        foot.addWidget(self.join)
        column.addLayout(foot)
        column.addStretch(1)

    # --- drawing --------------------------------------------------------------------------------

    def _refresh(self, _changes: Changes) -> None:
        facts = self._session.facts
        self.top.render_names("Pouvoir de signature", facts.shown("nom"), None)
        self._text.say("\n\n".join(sentences(facts)))
        if not self._is_current():
            self._signed = {}
        wrong = obstacles(self._session.findings)
        people = signatories(facts)
        for place, (seat, who) in enumerate(zip(self.seats, people, strict=True)):
            ready = not wrong and (place == 0 or people[0].field in self._signed)
            seat.render_view(who, self._signed.get(who.field, ""), ready=ready)
        many = "1 point" if len(wrong) == 1 else f"{len(wrong)} points"
        self._why.say(f"Il reste {many} à régler avant de signer." if wrong else "")
        self._why.setVisible(bool(wrong))
        self.fix.setVisible(any(finding.keys for finding in wrong))
        self.join.setEnabled(MANDATARY_FIELD in self._signed and not self.busy.working)
        said = "" if self.join.isEnabled() else "À joindre quand les deux auront signé."
        self._waiting.say(said)
        self.join.setAccessibleDescription(said)

    def _is_current(self) -> bool:
        return current_version(self._session.facts) is not None

    def _read_signed(self) -> None:
        """Tell who has signed already, from the PDF kept."""
        dossier, desk = self._session.dossier, self._desk
        if not self._is_current():
            return

        def work() -> dict[str, str]:
            pdf = desk.powers.signed(dossier)
            return {} if pdf is None else _signers(desk, pdf)

        self.busy.run("Lecture du pouvoir signé…", work, self._show_signed, self._on_failure)

    def _show_signed(self, signed: dict[str, str]) -> None:
        self._signed = signed
        self._refresh(Changes(everything=True))

    def _go_to_first(self) -> None:
        keys = [one.keys[0] for one in obstacles(self._session.findings) if one.keys]
        if keys:
            self.pointed.emit(str(keys[0]))

    # --- doing ----------------------------------------------------------------------------------

    def _sign(self, place: int) -> None:
        who = signatories(self._session.facts)[place]
        form = IdentityForm(
            self._look, self._desk, self._dialogs, who, self._session.facts.shown("nom"), self
        )
        if not self._dialogs.run(form):
            return
        name = "pouvoir-signe.pdf" if place else "pouvoir-premiere-signature.pdf"
        target = self._dialogs.ask_target(self, "Enregistrer le pouvoir signé", name, PDF)
        if target is None:
            return
        dossier, desk, answers = self._session.dossier, self._desk, form.answers()

        def work() -> tuple[Session, bytes, dict[str, str]]:
            apart = desk.session(dossier)
            before = desk.powers.signed(dossier) if place else None
            pdf = before or desk.freeze(apart)[1]
            signed, _ = sign_with(desk, pdf, who.field, answers)
            return apart, signed, _signers(desk, signed)

        def done(result: tuple[Session, bytes, dict[str, str]]) -> None:
            apart, signed, signers = result
            # Not before: a work that is interrupted leaves no file unknown to the dossier.
            try:
                kept = desk.keep_piece(signed)
                write_whole(target, signed)
            except UserError as error:
                self._on_failure(error)
                return
            apart.record_signature(", ".join(signers.values()), kept)
            self._keep(apart.dossier, signers)
            announce(self, f"Signé, dans {target.name}.")

        self.busy.run("Mise en page, signature et relecture de la signature…", work, done,
                      self._on_failure)  # fmt: skip

    def _resume(self) -> None:
        path = self._dialogs.ask_source(self, "Reprendre un pouvoir déjà signé", PDF)
        if path is None:
            return
        dossier, desk = self._session.dossier, self._desk

        def work() -> tuple[Dossier, dict[str, str]]:
            content = read_whole(path, at_most_bytes=LARGEST_BYTES)
            return desk.powers.resumed(dossier, content), _signers(desk, content)

        self.busy.run(
            f"Lecture de «\u00a0{path.name}\u00a0»…",
            work, lambda result: self._keep(*result), self._on_failure,
        )  # fmt: skip

    def _keep(self, dossier: Dossier, signers: dict[str, str]) -> None:
        self._session.replace(dossier)
        self._show_signed(signers)

    def _join(self) -> None:
        power, desk = self._session.dossier, self._desk

        def work() -> Dossier | None:
            pdf, dossier = desk.powers.signed(power), desk.powers.origin(power)
            return None if pdf is None or dossier is None else desk.powers.join(dossier, pdf)

        def done(dossier: Dossier | None) -> None:
            if dossier is None:
                self._dialogs.tell(
                    self,
                    "Le dossier de ce pouvoir n’est pas sur cet ordinateur.",
                    "Envoyez le PDF signé à la personne qui prépare le dossier\u00a0: elle le "
                    "joindra dans l’étape Pièces.",
                )
                return
            self._dialogs.tell(
                self,
                "Le pouvoir est joint au dossier.",
                "Le dossier dit maintenant qui signe, et jusqu’à quand le pouvoir vaut. Les "
                "déclarations sont à cocher par cette personne.",
            )

        self.busy.run("Contrôle des deux signatures…", work, done, self._on_failure)

    def _on_failure(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._refresh(Changes(everything=True))
        self._dialogs.show_refusal(self, error)


def _signers(desk: Desk, pdf: bytes) -> dict[str, str]:
    """Return who signed where, in turn; a signature that is not intact is not counted."""
    return {one.field: one.signer for one in desk.verify(pdf).report.signatures if one.intact}


class _Seat(QWidget):
    """One of the two places to sign."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._title = title
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("card")
        outer.addWidget(box)
        line = QHBoxLayout(box)
        line.setContentsMargins(20, 10, 16, 10)
        line.setSpacing(12)
        self._shape = Drawing(look, "vide", "text2", 20)
        line.addWidget(self._shape)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(title, role="strong"))
        self._who = Words(role="help")
        words.addWidget(self._who)
        line.addLayout(words, 1)
        self.button = Button(look, "Signer")
        line.addWidget(self.button)

    def render_view(self, who: Signatory, signed_by: str, *, ready: bool) -> None:
        """Show who signs here, or who has."""
        name = ", ".join(part for part in (who.holder, who.function) if part) or "à nommer"
        said = f"Signé par {signed_by}" if signed_by else f"{name}, n’a pas encore signé"
        self._who.say(said)
        self._shape.show_icon(*(("complet", "accent") if signed_by else ("vide", "text2")))
        self.button.setVisible(not signed_by)
        self.button.setEnabled(ready)
        self.button.setAccessibleName(f"Signer\u00a0: {self._title.lower()}, {name}")


SCREEN = PowerSignature
