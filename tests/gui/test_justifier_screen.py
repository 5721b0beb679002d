"""Rendering account of a grant: the screen that starts it, and the grid that compares."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from cvdesk.app.freeze import next_version
from cvdesk.app.keeping import keep
from cvdesk.app.report import Accounting
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key
from cvdesk.domain.pieces import pieces
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.screens.justifier import JustifierScreen
from cvdesk.gui.screens.realised_screen import RealisedScreen
from cvdesk.gui.screens.suivi import SuiviScreen
from cvdesk.gui.tables.budget_model import ADD_ROW
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import focused, open_atelier, press, show, type_text
from tests.support.builders import REPORT_A, SAMPLE_A, SAMPLE_B, a_sample

FEES = Key.parse("realise_622.2027@P1")
PLANNED_FEES = Key.parse("prevu_622.2027@P1")
AFTER = date(2028, 5, 2)


def a_screen(
    qtbot: QtBot, look: Look, desk: ADesk, name: str, dialogs: SilentDialogs | None = None
) -> JustifierScreen:
    session = desk.session(a_sample(name).dossier)
    screen = JustifierScreen(look, desk, session, dialogs or SilentDialogs())
    show(qtbot, screen)
    return screen


def a_grid(qtbot: QtBot, look: Look, desk: ADesk, **typed: str) -> tuple[RealisedScreen, Session]:
    session = desk.session(a_sample(REPORT_A, {f"{k}@P1": v for k, v in typed.items()}).dossier)
    atelier = open_atelier(qtbot, look, desk, session, "budget_rendu@P1")
    screen = atelier.step_screen
    assert isinstance(screen, RealisedScreen)
    return screen, session


def test_the_likely_way_is_chosen_by_the_day(qtbot: QtBot, look: Look) -> None:
    during = a_screen(qtbot, look, ADesk(today=date(2027, 9, 30)), SAMPLE_A)
    assert during.ways[Accounting.REVIEW].isChecked()
    after = a_screen(qtbot, look, ADesk(today=AFTER), SAMPLE_A)
    assert after.ways[Accounting.REPORT].isChecked()
    assert "30/06/2028" in after.due.text()


def test_the_due_day_follows_the_exercise_chosen(qtbot: QtBot, look: Look) -> None:
    screen = a_screen(qtbot, look, ADesk(today=AFTER), SAMPLE_B)
    assert [screen.year.itemText(at) for at in range(screen.year.count())] == [
        "2027", "2028", "2029"
    ]  # fmt: skip
    screen.year.setCurrentIndex(1)
    assert "30/06/2029" in screen.due.text()
    assert screen.ways[Accounting.REVIEW].isChecked()


def test_the_new_dossier_is_kept_and_opens(qtbot: QtBot, look: Look) -> None:
    desk = ADesk(today=AFTER)
    screen = a_screen(qtbot, look, desk, SAMPLE_B)
    screen.year.setCurrentIndex(1)
    screen.ways[Accounting.REPORT].click()
    with qtbot.waitSignal(screen.opened) as opened:
        press(screen.begin, Qt.Key.Key_Space)
    [kept] = desk.kept.values()
    assert opened.args == [str(kept.id)]
    assert desk.session(kept).facts.years == (2028,)


def test_a_document_already_begun_is_offered(qtbot: QtBot, look: Look) -> None:
    desk = ADesk(today=AFTER)
    origin = a_sample(SAMPLE_A).dossier
    desk.save(desk.justification.start(origin, Accounting.REPORT, 2027))
    screen = JustifierScreen(look, desk, desk.session(origin), SilentDialogs())
    show(qtbot, screen)
    [button] = screen.started
    assert "Compte rendu financier 2027" in button.accessibleName()
    with qtbot.waitSignal(screen.opened):
        button.click()


def test_an_account_leads_back_to_its_request(qtbot: QtBot, look: Look) -> None:
    desk = ADesk(today=AFTER)
    origin = a_sample(SAMPLE_A).dossier
    desk.save(origin)
    made = desk.justification.start(origin, Accounting.REPORT, 2027)
    screen = JustifierScreen(look, desk, desk.session(made), SilentDialogs())
    show(qtbot, screen)
    assert screen.origin is not None
    with qtbot.waitSignal(screen.opened) as opened:
        screen.origin.click()
    assert opened.args == [str(origin.id)]


def test_the_menu_of_the_workshop_opens_the_screen_and_then_the_account(
    qtbot: QtBot, look: Look
) -> None:
    desk = ADesk(today=AFTER)
    desk.save(a_sample(SAMPLE_A).dossier)
    window = MainWindow(look)
    window.attach(desk, SilentDialogs())
    show(qtbot, window)
    [origin] = desk.kept.values()
    window.open_dossier(str(origin.id))
    [atelier] = window.findChildren(Atelier)
    action = next(a for a in atelier.actions() if a.text() == "Rendre compte de cette aide")
    action.trigger()
    [screen] = window.findChildren(JustifierScreen)
    screen.begin.click()
    made = next(one for one in desk.kept.values() if one.form.form == "compte-rendu")
    assert any(one._session.dossier.id == made.id for one in window.findChildren(Atelier))


def test_a_signed_account_joins_the_next_request(qtbot: QtBot, look: Look) -> None:
    desk = ADesk(today=AFTER)
    request = a_sample(SAMPLE_A, {"premier_exercice": "2029"}).dossier
    desk.save(request)
    session = desk.session(a_sample(REPORT_A).dossier)
    unsigned = JustifierScreen(look, desk, session, SilentDialogs())
    show(qtbot, unsigned)
    assert [button.isEnabled() for button in unsigned.requests] == [False]
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", desk.keep_piece(b"%PDF-signed"))
    screen = JustifierScreen(look, desk, session, SilentDialogs())
    show(qtbot, screen)
    with qtbot.waitSignal(screen.opened) as opened:
        screen.requests[0].click()
    assert opened.args == [str(request.id)]
    facts = desk.session(desk.kept[request.id]).facts
    [piece] = [one for one in pieces(facts, "compte_rendu") if one.exercice == 2027]
    assert piece.file is not None
    assert (piece.etat, piece.file.name) == ("jointe", "compte_rendu-2027.pdf")


def test_a_gap_follows_every_key_in_columns_and_in_words(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    screen, session = a_grid(qtbot, look, desk)
    assert screen.focus_key(FEES)
    line = focused(QLineEdit)
    seen = []
    for digit in "2000":
        type_text(line, digit)
        seen.append(screen.gap_words.text())
    assert seen[-1] == (
        "622 Rémunérations intermédiaires et honoraires\u00a0: 400\u00a0€ de moins, 16,7\u00a0%."
    )
    assert "2\u00a0398\u00a0€ de moins" in seen[0]
    assert session.facts.value("realise_622", FEES.row, 2027).cents == 200_000
    assert "20\u00a0600" in screen.totals[0].amount
    below = " ".join(label.text() for label in screen.totals[0].findChildren(QLabel))
    assert "400\u00a0€ de plus que les produits" in below
    assert screen.banner.isVisible()


def test_what_was_planned_is_typed_only_when_it_was_revised(qtbot: QtBot, look: Look) -> None:
    desk = ADesk(today=AFTER)
    origin = a_sample(SAMPLE_A).dossier
    session = desk.session(desk.justification.start(origin, Accounting.REPORT, 2027))
    atelier = open_atelier(qtbot, look, desk, session, "budget_rendu@P1")
    screen = atelier.step_screen
    assert isinstance(screen, RealisedScreen)
    assert not screen.models[0].index_of_key(PLANNED_FEES).isValid()
    assert "celui de la demande" in screen.plan_words.text()
    session.answer(Key.parse("prevu_revu@P1"), "oui")
    assert screen.models[0].index_of_key(PLANNED_FEES).isValid()
    assert screen.plan_words.text() == "Le prévu peut se corriger."


def test_tab_goes_from_one_amount_done_to_the_next(qtbot: QtBot, look: Look) -> None:
    desk = ADesk(today=AFTER)
    session = desk.session(desk.justification.start(a_sample(SAMPLE_A).dossier,
                                                    Accounting.REPORT, 2027))  # fmt: skip
    screen = open_atelier(qtbot, look, desk, session, "budget_rendu@P1").step_screen
    assert isinstance(screen, RealisedScreen)
    assert screen.focus_key(Key.parse("realise_601.2027@P1"))
    type_text(focused(QLineEdit), "1080")
    press(focused(QLineEdit), Qt.Key.Key_Tab)
    type_text(focused(QLineEdit), "430")
    screen.commit()
    assert session.facts.value("realise_60x", FEES.row, 2027).cents == 43_000


def test_a_gap_is_spoken_in_words(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    screen, _ = a_grid(qtbot, look, desk)
    model = screen.models[0]
    index = model.index_of_key(FEES)
    gap = index.siblingAtColumn(model.columnCount() - 1)
    said = model.data(gap, Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "622 Rémunérations intermédiaires et honoraires\u00a0: 800\u00a0€ de moins, 33,3\u00a0%."
    )
    assert model.data(gap) == "−33,3"
    assert "Réalisé" in str(model.data(index, Qt.ItemDataRole.AccessibleTextRole))


def test_amounts_done_are_pasted_in_their_column(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    screen, session = a_grid(qtbot, look, desk)
    screen.focus_key(Key.parse("realise_601.2027@P1"))
    screen.commit()
    QGuiApplication.clipboard().setText("1 100\n440")
    screen.paste.click()
    assert session.facts.value("realise_601", FEES.row, 2027).cents == 110_000
    assert session.facts.value("realise_60x", FEES.row, 2027).cents == 44_000
    assert session.facts.value("prevu_601", FEES.row, 2027).cents == 115_000


def test_a_funder_nobody_planned_is_added_in_the_grid(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    screen, session = a_grid(qtbot, look, desk)
    screen.tabs[1].click()
    screen.trees[1].added.emit()
    rows = session.facts.rows("realise_financeurs", FEES.row)
    assert len(rows) == 8
    type_text(focused(QLineEdit), "Fondation du quartier")
    screen.commit()
    assert session.facts.value("realise_financeur_nom", rows[-1]) == "Fondation du quartier"
    assert any(row.id == ADD_ROW for row in screen.models[1].side.rows)


def test_what_a_total_is_made_of_is_told(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    dialogs = SilentDialogs()
    session = desk.session(a_sample(REPORT_A, {"realise_641.2027@P1": "9 900"}).dossier)
    screen = open_atelier(qtbot, look, desk, session, "budget_rendu@P1", dialogs).step_screen
    assert isinstance(screen, RealisedScreen)
    screen.banner.explained.emit()
    assert "64 – Charges de personnel" in str(vars(dialogs))
    screen.banner.go.click()
    assert isinstance(focused(QLineEdit), QLineEdit)


def a_signed_account(desk: ADesk) -> Session:
    """A request kept, and its account signed on the day of the desk."""
    origin = a_sample(SAMPLE_A).dossier
    desk.save(origin)
    account = desk.session(desk.justification.start(origin, Accounting.REPORT, 2027))
    version = next_version(account.dossier, account.dossier.edited_at)
    account.replace(account.dossier.with_version(version))
    account.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    account.answer(Key.parse("suivi_depose_le"), "02/05/2028")
    desk.save(account.dossier)
    return account


NOTED = Key.parse("suivi_justifie_le")


def test_a_signed_account_is_noted_in_its_request_in_one_click_and_taken_back(
    qtbot: QtBot, look: Look
) -> None:
    desk = ADesk(today=AFTER)
    account = a_signed_account(desk)
    screen = JustifierScreen(look, desk, account, SilentDialogs())
    show(qtbot, screen)
    origin = desk.justification.origin_of(account.dossier)
    assert origin is not None
    assert "02/05/2028" in screen.remise.button.text()
    press(screen.remise.button, Qt.Key.Key_Space)
    assert desk.kept[origin.id].text(NOTED) == "2028-05-02"
    press(screen.remise.button, Qt.Key.Key_Space)
    assert desk.kept[origin.id].text(NOTED) is None
    press(screen.remise.button, Qt.Key.Key_Space)
    assert desk.kept[origin.id].text(NOTED) == "2028-05-02"


def test_the_follow_up_of_the_request_offers_it_too(qtbot: QtBot, look: Look) -> None:
    desk = ADesk(today=AFTER)
    a_signed_account(desk)
    session = desk.session(a_sample(SAMPLE_A).dossier)
    screen = SuiviScreen(look, desk, session, SilentDialogs())
    show(qtbot, screen)
    assert screen.remise.isVisible()
    press(screen.remise.button, Qt.Key.Key_Space)
    assert session.dossier.text(NOTED) == "2028-05-02"
    assert not screen.remise.isVisible()
    session.undo()
    assert screen.remise.isVisible()


def test_an_account_that_is_neither_signed_nor_handed_in_notes_nothing(
    qtbot: QtBot, look: Look
) -> None:
    desk = ADesk(today=AFTER)
    origin = a_sample(SAMPLE_A).dossier
    desk.save(origin)
    account = desk.session(desk.justification.start(origin, Accounting.REPORT, 2027))
    screen = JustifierScreen(look, desk, account, SilentDialogs())
    show(qtbot, screen)
    assert not screen.remise.isVisible()


def test_the_workshop_of_a_signed_account_leads_to_its_follow_up(qtbot: QtBot, look: Look) -> None:
    desk = ADesk()
    session = desk.session(a_sample(REPORT_A).dossier)
    for finding in session.findings:
        keep(session, finding, "Vu avec la présidente.")
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "a" * 64)
    desk.save(session.dossier)
    window = MainWindow(look)
    window.attach(desk, SilentDialogs())
    show(qtbot, window)
    window.open_dossier(str(session.dossier.id))
    assert window.atelier is not None
    window.atelier.foot.action.click()
    [screen] = window.findChildren(SuiviScreen)
    assert screen.life.suite == "Noter le dépôt"
