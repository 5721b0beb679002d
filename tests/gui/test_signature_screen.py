"""Reading, declaring, signing: by the person who signs, and by nobody else."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from cvdesk.app.session import Session
from cvdesk.app.signatories import Signatory
from cvdesk.domain.ids import Key
from cvdesk.domain.signature import Modifications, SignatureReport, VerificationReport
from cvdesk.errors import UserError
from cvdesk.gui.background import wait_for_all
from cvdesk.gui.look import Look
from cvdesk.gui.screens.signature import Signature
from cvdesk.gui.screens.signing_forms import IdentityForm, RefusalForm
from cvdesk.gui.screens.signing_with import With
from tests.gui.desk import ADesk, Checked, SilentDialogs
from tests.gui.hands import show, type_text

LAST = Key.parse("attest_compte")
SIGNER = "Fatoumata SYLLA-MARTIN"


def a_page(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, **answers: str
) -> tuple[Signature, Session]:
    desk.verification = a_report()
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    for name, typed in answers.items():
        session.answer(Key.parse(name), typed)
    page = Signature(look, desk, session, dialogs)
    show(qtbot, page)
    return page, session


def a_report() -> VerificationReport:
    signature = SignatureReport(
        field="SignatureRepresentant", signer=SIGNER,
        claimed_at=datetime(2026, 12, 11, 18, tzinfo=UTC), level="PAdES B-B", issuer=SIGNER,
        self_issued=True, fingerprint="ab" * 32, intact=True, covers_whole_file=True,
        identity_known=False, modifications=Modifications.NONE,
    )  # fmt: skip
    return VerificationReport("cd" * 32, (signature,), (), {}, (), None)


def words(page: Signature) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_page_says_aloud_what_is_asked(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    page, _ = a_page(qtbot, look, desk, dialogs)
    said = words(page)
    assert "8\u00a0000\u00a0€" in said
    assert "Langue, numérique et droits" in said
    assert "Mme Fatoumata SYLLA-MARTIN, présidente" in said


def test_signing_waits_for_every_declaration_and_says_so(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs, attest_compte="")
    page.ways["papier"].setChecked(True)
    assert not page.foot.action.isEnabled()
    assert "Il reste 1 déclaration" in words(page)
    page.ticks[LAST].input.focused.click()  # type: ignore[attr-defined]
    assert session.dossier.text(LAST) == "oui"
    assert page.foot.action.isEnabled()


def test_signing_waits_for_what_is_to_correct_and_leads_to_it(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    page, _ = a_page(qtbot, look, desk, dialogs, **{"projet_641.2027@P1": "9 900"})
    page.ways["certificat"].setChecked(True)
    assert not page.foot.action.isEnabled()
    assert "à régler avant de signer" in words(page)
    with qtbot.waitSignal(page.pointed) as went:
        page.fix.click()
    assert went.args is not None
    assert str(went.args[0]).startswith("projet_")


def test_what_is_left_in_the_dossier_is_told_before_the_declarations(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    changes = {"projet_641.2027@P1": "9 900", "attest_compte": ""}
    page, _ = a_page(qtbot, look, desk, dialogs, **changes)
    assert "à régler avant de signer" in words(page)
    assert page.fix.isVisible()


def test_a_person_signs_with_a_certificate_made_on_the_spot(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs)
    desk.pdf = b"%PDF-1.7 le dossier"
    dialogs.target = tmp_path / "signe.pdf"

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, IdentityForm)
        assert dialog.holder.text() == SIGNER
        type_text(dialog.password, "un long secret")
        type_text(dialog.again, "un long secret")
        dialog.sign.click()
        return dialog.result() == QDialog.DialogCode.Accepted.value

    dialogs.fill = fill
    page.ways["certificat"].setChecked(True)
    page.foot.action.click()
    qtbot.waitUntil(page.verdict.isVisible)

    assert dialogs.target.read_bytes() == desk.pdf
    assert [field for field, _ in desk.signed_with] == ["SignatureRepresentant"]
    assert session.dossier.versions[-1].signed_by == SIGNER
    assert session.dossier.versions[-1].signed_at is not None
    said = words(page)
    assert "Le document est signé et intact" in said
    assert "n’importe qui peut créer un certificat à ce nom" in said


def test_two_passwords_that_differ_are_told(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    page, _ = a_page(qtbot, look, desk, dialogs)
    form = IdentityForm(look, desk, dialogs, Signatory("champ", "Ada", ""), "", page)
    type_text(form.password, "un long secret")
    type_text(form.again, "un autre secret")
    form.sign.click()
    assert form.result() == QDialog.DialogCode.Rejected.value
    assert "diffèrent" in " ".join(label.text() for label in form.findChildren(QLabel))


def test_a_dossier_is_frozen_to_be_signed_on_paper(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs)
    desk.pdf = b"%PDF-1.7 a signer"
    dialogs.target = tmp_path / "a-signer.pdf"
    page.ways["papier"].setChecked(True)
    page.foot.action.click()
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert dialogs.target.read_bytes() == desk.pdf
    assert session.dossier.versions[-1].number == 1
    assert session.dossier.versions[-1].fingerprint[:4] in dialogs.said[0]


def test_not_signing_freezes_nothing(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs)

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, RefusalForm)
        type_text(dialog.reason, "Le budget m’étonne.")
        return True

    dialogs.fill = fill
    page.ways["refus"].setChecked(True)
    with qtbot.waitSignal(page.left):
        page.foot.action.click()
    assert session.dossier.versions == ()


def test_a_reason_not_to_sign_is_kept_for_the_one_who_prepares(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs)
    ready = [finding.code for finding in session.findings]

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, RefusalForm)
        dialog.keep.click()
        assert dialog.result() == QDialog.DialogCode.Rejected.value  # nothing written yet
        type_text(dialog.reason, "Le budget m’étonne.")
        dialog.keep.click()
        return dialog.result() == QDialog.DialogCode.Accepted.value

    dialogs.fill = fill
    page.ways["refus"].setChecked(True)
    with qtbot.waitSignal(page.left):
        page.foot.action.click()
    again = desk.session(session.dossier)
    [finding] = [one for one in again.findings if one.code == "SIG-139"]
    assert "Fatoumata SYLLA-MARTIN n’a pas signé le 04/12/2026" in finding.message
    assert "Le budget m’étonne" in finding.message
    [row] = again.facts.rows("suivi_remarques")
    again.answer(Key.parse(f"suivi_remarque_reglee@{row}"), "oui")
    assert [one.code for one in again.findings] == ready


def wait(ready: Callable[[], bool]) -> None:
    while not ready():
        QApplication.processEvents()


def sign_with_own(
    page: Signature, dialogs: SilentDialogs, means: With, file: Path, secret: str
) -> list[IdentityForm]:
    """Press the button of the page and answer with a certificate of one's own."""
    forms: list[IdentityForm] = []

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, IdentityForm)
        forms.append(dialog)
        dialog.choice.setCurrentText(means.value)
        dialogs.source = file
        dialog.browse.click()
        if means is With.TOKEN:
            wait(lambda: dialog.cards.count() > 0 or dialog.why.text() != "")
        type_text(dialog.password, secret)
        dialog.sign.click()
        return dialog.result() == QDialog.DialogCode.Accepted.value

    dialogs.fill = fill
    page.ways["certificat"].setChecked(True)
    page.foot.action.click()
    return forms


def plug_in(desk: ADesk) -> None:
    """Plug in a card that carries the certificate of the person who signs."""
    made = desk.create_identity(SIGNER, "", function="", organisation="", email="")
    desk.holders.clear()
    desk.tokens.found = (made,)


def test_a_certificate_file_is_kept_here_then_signs(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs)
    desk.pdf, dialogs.target = b"%PDF-1.7 le dossier", tmp_path / "signe.pdf"
    sign_with_own(page, dialogs, With.FILE, Path("Fatou.p12"), "secret")
    qtbot.waitUntil(page.verdict.isVisible)
    assert [one.holder for one in desk.identities()] == ["Fatou"]
    assert session.dossier.versions[-1].signed_by == "Fatou"


class SlowDesk(ADesk):
    """A desk that reads a signature back when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.reading, self.go_on = Event(), Event()

    def verify(self, pdf: bytes) -> Checked:
        self.reading.set()
        assert self.go_on.wait(5)
        return super().verify(pdf)


def test_a_signing_that_is_interrupted_leaves_no_file_and_no_version(
    qtbot: QtBot, look: Look, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    desk = SlowDesk()
    page, session = a_page(qtbot, look, desk, dialogs)
    desk.pdf, dialogs.target = b"%PDF-1.7 le dossier", tmp_path / "signe.pdf"
    sign_with_own(page, dialogs, With.FILE, Path("Fatou.p12"), "secret")
    qtbot.waitUntil(desk.reading.is_set)
    page.busy.interrupt()
    desk.go_on.set()
    wait_for_all()
    QApplication.processEvents()
    assert not dialogs.target.exists()
    assert session.dossier.versions == ()


class FullDesk(ADesk):
    """A desk whose espace has no room left."""

    def keep_piece(self, content: bytes) -> str:
        raise UserError("Il n’y a plus de place.", remedy="Faites-en.")


def test_an_espace_without_room_for_what_is_signed_leaves_no_file(
    qtbot: QtBot, look: Look, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    desk = FullDesk()
    page, session = a_page(qtbot, look, desk, dialogs)
    desk.pdf, dialogs.target = b"%PDF-1.7 le dossier", tmp_path / "signe.pdf"
    sign_with_own(page, dialogs, With.FILE, Path("Fatou.p12"), "secret")
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert not dialogs.target.exists()
    assert session.dossier.versions == ()


def test_a_disk_that_refuses_the_signed_file_leaves_the_dossier_unsigned(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs)
    desk.pdf, dialogs.target = b"%PDF-1.7 le dossier", tmp_path / "absent" / "signe.pdf"
    sign_with_own(page, dialogs, With.FILE, Path("Fatou.p12"), "secret")
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert session.dossier.versions == ()
    assert page.foot.action.isEnabled()


def test_a_card_signs_and_its_code_is_given_once(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs)
    desk.pdf, dialogs.target = b"%PDF-1.7 le dossier", tmp_path / "signe.pdf"
    plug_in(desk)
    sign_with_own(page, dialogs, With.TOKEN, Path("pilote.so"), "1234")
    qtbot.waitUntil(page.verdict.isVisible)
    assert desk.tokens.asked == [(Path("pilote.so"), "1234", "cle-1")]
    assert session.dossier.versions[-1].signed_by == SIGNER


def test_a_wrong_code_is_told_and_never_tried_again(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    page, session = a_page(qtbot, look, desk, dialogs)
    dialogs.target = tmp_path / "signe.pdf"
    plug_in(desk)
    desk.tokens.refusal = UserError("Ce code PIN n’est pas celui de la carte.")
    sign_with_own(page, dialogs, With.TOKEN, Path("pilote.so"), "9999")
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert len(desk.tokens.asked) == 1
    assert session.dossier.versions == ()


def test_without_what_talks_to_cards_one_sentence_says_so(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    page, _ = a_page(qtbot, look, desk, dialogs)
    desk.tokens.found = UserError("La signature par carte n’est pas installée.", remedy="Demandez.")
    [form] = sign_with_own(page, dialogs, With.TOKEN, Path("pilote.so"), "1234")
    assert form.result() == QDialog.DialogCode.Rejected.value
    assert desk.tokens.asked == []
