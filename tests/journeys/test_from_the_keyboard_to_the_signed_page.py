"""The main job: keys pressed in the window, the espace on the disk, the signed page read back."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cvdesk.app.navigation import steps
from cvdesk.bootstrap import Cvdesk
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import Key
from cvdesk.gui.desk import RealDesk
from cvdesk.gui.look import Look
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.screens.budget_screen import BudgetScreen
from cvdesk.gui.screens.signature import Signature
from cvdesk.gui.screens.signing_forms import IdentityForm
from tests.gui.desk import SilentDialogs
from tests.gui.hands import focused, show, type_text

PASSWORD = "un long secret"
ASKED, STATE = Key.parse("montant_sollicite.2027"), Key.parse("projet_financeur_montant.2027@F1")
OWN = Key.parse("projet_insufprevisionnel.2027@P1")


def saved_example(app: Cvdesk) -> Dossier:
    example = next(one for one in app.examples() if one.form.startswith("annuel"))
    dossier = app.example_dossier(example)
    app.espace.save(dossier)
    return dossier


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(pages).replace("\u00a0", " ")


def retype(screen: BudgetScreen, key: Key, typed: str) -> None:
    assert screen.focus_key(key)
    type_text(focused(QLineEdit), typed)
    screen.commit()


def test_the_amount_typed_is_the_amount_signed(
    qtbot: QtBot, look: Look, dialogs: SilentDialogs, app: Cvdesk, tmp_path: Path
) -> None:
    desk, dossier = RealDesk(app), saved_example(app)
    session = desk.working_session(dossier)
    atelier = Atelier(look, desk, session, dialogs)
    show(qtbot, atelier)

    atelier.open_step(next(s for s in steps(session.facts) if s.section.id == "budget_projet"))
    screen = atelier.step_screen
    assert isinstance(screen, BudgetScreen)
    retype(screen, STATE, "8500")
    numbers = {finding.number for finding in session.findings}
    assert {31, 33} <= numbers  # 500 € too many, and not what rubrique 7 asks
    retype(screen, OWN, "1400")
    assert 31 not in {finding.number for finding in session.findings}
    session.answer(ASKED, "8 500")
    assert 33 not in {finding.number for finding in session.findings}

    qtbot.waitUntil(lambda: app.espace.get(dossier.id).text(ASKED) == "8500.00")
    assert app.espace.get(dossier.id).text(STATE) == "8500.00"

    page = Signature(look, desk, session, dialogs)
    show(qtbot, page)
    dialogs.target = tmp_path / "signe.pdf"

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, IdentityForm)
        type_text(dialog.password, PASSWORD)
        type_text(dialog.again, PASSWORD)
        dialog.sign.click()
        return dialog.result() == QDialog.DialogCode.Accepted.value

    dialogs.fill = fill
    page.ways["certificat"].setChecked(True)
    page.foot.action.click()
    qtbot.waitUntil(page.verdict.isVisible, timeout=30_000)

    signed = dialogs.target.read_bytes()
    assert "8 500 €" in text_of(signed)
    verification = app.verify(signed)
    [signature] = verification.report.signatures
    assert (signature.intact, signature.covers_whole_file) == (True, True)
    assert signature.signer == "Fatoumata SYLLA-MARTIN"
    assert verification.same_content
    assert app.reopen(signed).text(ASKED) == "8500.00"


def test_a_change_after_signing_asks_to_sign_again(app: Cvdesk) -> None:
    session = app.session(saved_example(app))
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "0" * 64)
    assert 14 not in {finding.number for finding in session.findings}
    session.answer(Key.parse("projet_details@P1"), "Un détail de plus.")
    assert 14 in {finding.number for finding in session.findings}
    assert session.freeze().number == 2
    assert 14 in {finding.number for finding in session.findings}
    session.record_signature("Fatoumata SYLLA-MARTIN", "1" * 64)
    assert 14 not in {finding.number for finding in session.findings}


def test_answers_never_enter_a_log(
    app: Cvdesk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    session = app.session(saved_example(app))
    session.answer(Key.parse("representant_nom"), "NOM-QUI-NE-SORT-PAS")
    app.espace.save(session.dossier)
    _, pdf = app.freeze(session)
    identity = app.create_identity("NOM-QUI-NE-SORT-PAS", PASSWORD)
    signed = app.sign(pdf, "SignatureRepresentant", identity.key, PASSWORD)
    app.verify(signed)
    app.reopen(signed)
    out, err = capfd.readouterr()
    assert "NOM-QUI-NE-SORT-PAS" not in caplog.text + out + err
    assert "NOM-QUI-NE-SORT-PAS" not in repr(session.dossier)
