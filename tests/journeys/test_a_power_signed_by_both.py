"""A power, from the dossier it is for to the dossier that carries it, signed by two people."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cvdesk.app.session import Session
from cvdesk.bootstrap import Cvdesk
from cvdesk.domain.ids import Key
from cvdesk.gui.desk import RealDesk
from cvdesk.gui.look import Look
from cvdesk.gui.screens.pouvoir import PowerScreen
from cvdesk.gui.screens.power_signature import PowerSignature
from cvdesk.gui.screens.signing_forms import IdentityForm
from tests.gui.desk import SilentDialogs
from tests.gui.hands import nameless, show, type_text
from tests.journeys.test_from_the_keyboard_to_the_signed_page import PASSWORD, saved_example
from tests.support.screens import POWER


def sign_here(dialogs: SilentDialogs, target: Path) -> None:
    """Make the dialogs create an identity, and keep the signed file there."""

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, IdentityForm)
        type_text(dialog.password, PASSWORD)
        type_text(dialog.again, PASSWORD)
        dialog.sign.click()
        return dialog.result() == QDialog.DialogCode.Accepted.value

    dialogs.fill = fill
    dialogs.target = target


def a_power(desk: RealDesk, session: Session, look: Look, qtbot: QtBot) -> Session:
    made: list[str] = []
    screen = PowerScreen(look, desk, session, SilentDialogs())
    screen.opened.connect(made.append)
    show(qtbot, screen)
    screen.make.click()
    power = next(one for one in desk.dossiers() if one.id == made[0])
    opened = desk.working_session(power)
    for name, typed in POWER.items():
        assert opened.answer(Key.parse(name), typed)
    return opened


def test_both_sign_in_the_window_and_the_dossier_carries_the_power(
    qtbot: QtBot, look: Look, dialogs: SilentDialogs, app: Cvdesk, tmp_path: Path
) -> None:
    desk = RealDesk(app)
    dossier = saved_example(app)
    power = a_power(desk, desk.working_session(dossier), look, qtbot)
    page = PowerSignature(look, desk, power, dialogs)
    show(qtbot, page)
    gives, receives = page.seats
    assert gives.button.isEnabled()
    assert not receives.button.isEnabled()
    assert not page.join.isEnabled()
    assert nameless(page) == []

    sign_here(dialogs, tmp_path / "une.pdf")
    gives.button.click()
    qtbot.waitUntil(receives.button.isEnabled, timeout=30_000)
    sign_here(dialogs, tmp_path / "deux.pdf")
    receives.button.click()
    qtbot.waitUntil(page.join.isEnabled, timeout=30_000)
    assert power.dossier.versions[-1].signed_by == "Fatoumata SYLLA-MARTIN, Lucien PERROT"

    page.join.click()
    qtbot.waitUntil(lambda: any("est joint" in said for said in dialogs.said), timeout=30_000)
    carried = desk.working_session(app.espace.get(dossier.id))
    assert carried.facts.shown("signataire_nom") == "PERROT"
    assert not {"SIG-12", "SIG-13"} & {finding.code for finding in carried.findings}
    report = app.verify((tmp_path / "deux.pdf").read_bytes()).report
    assert report.intact
    assert (report.missing, report.strangers) == ((), ())


def test_the_second_person_signs_on_another_computer(
    qtbot: QtBot, look: Look, dialogs: SilentDialogs, app: Cvdesk, tmp_path: Path
) -> None:
    desk = RealDesk(app)
    power = a_power(desk, desk.working_session(saved_example(app)), look, qtbot)
    _, pdf = app.freeze(power)
    first = app.create_identity("Fatoumata SYLLA-MARTIN", PASSWORD)
    elsewhere = tmp_path / "renvoye.pdf"
    elsewhere.write_bytes(app.sign(pdf, "SignatureRepresentant", first.key, PASSWORD))

    page = PowerSignature(look, desk, power, dialogs)
    show(qtbot, page)
    dialogs.source = elsewhere
    page.resume.click()
    qtbot.waitUntil(page.seats[1].button.isEnabled, timeout=30_000)
    assert power.dossier.versions[-1].signed_by == "Fatoumata SYLLA-MARTIN"

    power.answer(Key.parse("pouvoir_montant"), "1")
    page.resume.click()
    qtbot.waitUntil(lambda: any("il a changé" in said for said in dialogs.said), timeout=30_000)
    assert not page.seats[1].button.isEnabled()
