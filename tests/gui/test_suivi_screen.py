"""The follow-up on screen: the state, the next step, what is noted, what is granted, the dates."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cvdesk.app.cards import card_of
from cvdesk.app.navigation import State
from cvdesk.app.refusing import decline
from cvdesk.app.renew import Renewed
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key
from cvdesk.domain.reprises import reprises, to_read
from cvdesk.domain.vie_etats import ETATS, ETATS_EXERCICE
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.reconduire import RenewScreen
from cvdesk.gui.screens.section_screen import SectionScreen
from cvdesk.gui.screens.suivi import SuiviScreen
from cvdesk.gui.shapes import LIFE_SHAPES
from cvdesk.gui.tokens import LIGHT
from cvdesk.gui.widgets.dossier_card import Card, order
from cvdesk.gui.widgets.field_row import FieldRow
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import child, focused, nameless, open_atelier, press, show, type_text
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_sample, type_in
from tests.unit.test_vie import NOTED, signed

JUNE = date(2027, 6, 12)
PAID_BY = Key.parse("suivi_versement_financeur@S1")


def granted(name: str = SAMPLE_A, events: int = 7) -> Session:
    session = signed(name, today=JUNE)
    for _, noted in NOTED[:events]:
        for key, typed in noted.items():
            type_in(session, key, typed)
    return session


def a_screen(
    qtbot: QtBot,
    look: Look,
    session: Session,
    desk: ADesk,
    dialogs: SilentDialogs,
    width: int = 1366,
) -> SuiviScreen:
    screen = SuiviScreen(look, desk, session, dialogs)
    show(qtbot, screen, width=width)
    return screen


def words(widget: QWidget) -> str:
    QApplication.processEvents()  # what was just added is shown
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_every_state_has_its_shape() -> None:
    assert {etat.mot for etat in ETATS} | {
        etat.mot for etat in ETATS_EXERCICE
    } <= LIFE_SHAPES.keys()


def test_it_says_the_state_and_leads_to_the_next_step(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = signed(today=JUNE)
    screen = a_screen(qtbot, look, session, desk, dialogs)
    assert "Signé" in words(screen)
    assert screen.action.text() == "Noter le dépôt"
    press(screen.action, Qt.Key.Key_Space)
    line = focused(QLineEdit)
    type_text(line, "12/12/2026")
    press(line, Qt.Key.Key_Return)
    screen.questions.commit()
    assert session.dossier.text(Key.parse("suivi_depose_le")) == "2026-12-12"
    assert screen.action.text() == "Noter la décision"
    assert "Déposé" in words(screen)


def test_what_is_asked_follows_the_state_and_undo_takes_it_back(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = a_sample(today=JUNE)
    screen = a_screen(qtbot, look, session, desk, dialogs)
    assert "Sommes reçues" not in words(screen)
    type_in(session, "suivi_depose_le", "12/12/2026")
    assert "Quelle est la décision" in words(screen)
    type_in(session, "suivi_decision", "accorde")
    assert "Sommes reçues" in words(screen)
    screen.undo.click()
    assert "Quelle est la décision" in words(screen)
    assert screen.life.etat.id == "depose"
    screen.redo.click()
    assert screen.life.etat.id == "accorde"


def test_the_next_step_of_a_grant_adds_a_line_of_money(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = granted(events=4)
    screen = a_screen(qtbot, look, session, desk, dialogs)
    before = len(session.facts.rows("suivi_versements"))
    screen.action.click()
    assert len(session.facts.rows("suivi_versements")) == before + 1
    QApplication.processEvents()
    assert focused(QLineEdit).isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_who_paid_is_chosen_among_the_funders_of_the_budget(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = granted()
    screen = a_screen(qtbot, look, session, desk, dialogs)
    row = screen.findChild(FieldRow, str(PAID_BY))
    assert row is not None
    row.take_focus()
    line = focused(QLineEdit)
    line.clear()
    type_text(line, "depart")
    completer = line.completer()
    assert completer is not None
    assert completer.completionCount() == 1
    assert session.facts.shown(PAID_BY.field, PAID_BY.row) == "depart"
    popup = completer.popup()
    assert popup is not None
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.facts.text(PAID_BY) == "Département du Val-de-Marne")
    line.clear()
    type_text(line, "Un mécène")
    assert session.facts.text(PAID_BY) == "Un mécène"


def test_what_is_granted_has_its_consequence_which_leads_to_the_budget(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_screen(qtbot, look, granted(), desk, dialogs)
    assert "6\u00a0000\u00a0€ accordés sur 8\u00a0000\u00a0€ demandés (75,00\u00a0%)" in words(
        screen
    )
    button = child(screen, QPushButton, "Reprendre le budget\u00a0: Financeur sollicité, 2027")
    with qtbot.waitSignal(screen.pointed) as went:
        button.click()
    assert str((went.args or [""])[0]).startswith("projet_")


def test_a_remark_leads_to_what_it_lights(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = granted()
    type_in(session, "suivi_versement_montant@S1", "9 000")
    screen = a_screen(qtbot, look, session, desk, dialogs)
    said = next(one.message for one in screen.life.remarks if one.code == "SUI-127")
    child(screen, QPushButton, f"Y aller\u00a0: {said}").click()
    assert focused(QLineEdit).text().startswith("9")


def test_each_year_of_an_agreement_is_shown(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = granted(SAMPLE_B)
    type_in(session, "suivi_versement_exercice@S1", "2027")
    screen = a_screen(qtbot, look, session, desk, dialogs)
    said = words(screen)
    assert "Chaque exercice" in said
    assert "Montant non noté" in said
    assert "compte rendu financier de l’exercice a-t-il été remis\u00a0? (2028)" in said


def test_dates_are_exported_for_an_agenda(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    screen = a_screen(qtbot, look, granted(), desk, dialogs)
    screen.calendar.click()
    assert dialogs.said == []
    dialogs.target = tmp_path / "dates.ics"
    screen.calendar.click()
    assert b"BEGIN:VEVENT" in dialogs.target.read_bytes()
    assert "dates.ics" in dialogs.said[0]


def test_a_refusal_to_sign_is_shown_until_it_is_settled(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = a_sample()
    decline(session, "Le budget m’étonne.")
    screen = a_screen(qtbot, look, session, desk, dialogs)
    assert "Le budget m’étonne." in words(screen)
    button = next(one for one in screen.findChildren(QPushButton) if one.text() == "C’est réglé")
    button.click()
    assert "Le budget m’étonne." not in words(screen)


@pytest.mark.parametrize("width", [1366, 900])
def test_every_control_has_a_name(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, width: int
) -> None:
    screen = a_screen(qtbot, look, granted(), desk, dialogs, width)
    assert nameless(screen) == []


def test_narrow_or_large_the_panel_is_a_tab(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_screen(qtbot, look, granted(), desk, dialogs, width=900)
    assert not screen.panel.isVisible()
    screen.life_tab.click()
    assert screen.panel.isVisible()
    screen.resize(1366, 768)
    assert screen.panel.isVisible()
    assert screen.questions.isVisible()
    look.wear(LIGHT, 2.0)
    screen.resize(1367, 768)
    assert not screen.panel.isVisible()


# --- next year's dossier --------------------------------------------------------------------------


def renewing(qtbot: QtBot, look: Look, desk: ADesk, session: Session) -> RenewScreen:
    screen = RenewScreen(look, desk, session, SilentDialogs())
    show(qtbot, screen)
    qtbot.waitUntil(screen.make.isEnabled)
    return screen


def test_what_would_be_carried_over_is_shown_before_anything_is_made(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    screen = renewing(qtbot, look, desk, granted())
    said = words(screen)
    assert "91\u00a0% des réponses sont gardées" in said
    assert "À donner de nouveau\u00a0: 31" in said
    assert desk.saves == []
    assert nameless(screen) == []
    with qtbot.waitSignal(screen.opened) as made:
        screen.make.click()
    assert desk.saves[-1].id == (made.args or [""])[0]


def test_a_year_of_the_agreement_is_chosen_with_the_keyboard(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    screen = renewing(qtbot, look, desk, granted(SAMPLE_B))
    assert [*screen.choices][:2] == [
        "L’année 2028 de la convention",
        "L’année 2029 de la convention",
    ]
    press(focused(QRadioButton), Qt.Key.Key_Down)
    qtbot.waitUntil(screen.make.isEnabled)
    with qtbot.waitSignal(screen.opened):
        screen.make.click()
    assert desk.saves[-1].text(Key.parse("premier_exercice")) == "2029"
    assert desk.saves[-1].form.form == "annee-cpo"


def test_a_refusal_is_one_sentence(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    screen = renewing(qtbot, look, desk, granted())
    desk.refusal = UserError("Le disque est plein.")
    screen.make.click()
    dialogs = screen.dialogs
    assert isinstance(dialogs, SilentDialogs)
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert screen.make.isEnabled()


def renewed(desk: ADesk) -> Renewed:
    return desk.suivi.renew(a_sample(), appel="", years=(2028,))


def test_the_workshop_shows_what_is_to_read_again_and_ticks_it(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = desk.session(renewed(desk).dossier)
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1")
    screen = atelier.step_screen
    assert isinstance(screen, SectionScreen)
    assert "repris de votre dossier 2027, à relire" in words(screen)
    assert nameless(screen) == []
    waiting = len(to_read(session.facts))
    tick = child(screen, QPushButton, "Relu\u00a0: Quel besoin avez-vous constaté\u00a0?")
    tick.setFocus()
    press(tick, Qt.Key.Key_Space)
    assert len(to_read(session.facts)) == waiting - 1
    assert not tick.isVisible()
    assert focused(QWidget) is not None
    assert screen.all_read is not None
    screen.all_read.click()
    assert "dossier 2027, relu" in words(screen)
    assert not screen.all_read.isVisible()
    atelier.undo()
    assert screen.all_read.isVisible()


def test_a_step_with_a_screen_of_its_own_is_marked_from_the_menu(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = desk.session(renewed(desk).dossier)
    atelier = open_atelier(qtbot, look, desk, session, "budget_projet@P1")
    [action] = [one for one in atelier.findChildren(QAction) if one.objectName() == "relue"]
    assert action.isEnabled()
    action.trigger()
    assert not action.isEnabled()
    assert reprises(session.facts)[Key.parse("projet_641.2028@P1")].read


def test_a_dossier_of_its_own_shows_no_mark(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    atelier = open_atelier(qtbot, look, desk, a_sample(), "besoin@P1")
    assert "repris" not in words(atelier.step_screen)
    [action] = [one for one in atelier.findChildren(QAction) if one.objectName() == "relue"]
    assert not action.isEnabled()


# --- the cards ------------------------------------------------------------------------------------


def test_the_card_of_a_signed_dossier_says_so_and_what_comes() -> None:
    card = card_of(signed(today=date(2026, 12, 12)), date(2026, 12, 12))
    assert (card.life, card.detail) == ("Signé", "le 04/12/2026")
    assert (card.next_step, card.beside) == ("Noter le dépôt", "suivi")
    assert card.deadline is not None


def test_the_card_of_a_granted_dossier_says_when_the_report_is_due() -> None:
    card = card_of(granted(), JUNE)
    assert card.life == "Versé en partie"
    assert card.reminder == "Compte rendu avant le 30/06/2027"
    assert card.deadline is None
    assert card.renewable
    assert card.state is State.FROZEN


def test_what_is_awaited_goes_first_and_what_waits_goes_last() -> None:
    waiting = signed(today=JUNE)
    type_in(waiting, "suivi_depose_le", "12/12/2026")
    type_in(waiting, "suivi_complement_le", "10/06/2027")
    calm = granted()
    type_in(calm, "precedente_annee", "")
    cards = tuple(card_of(session, JUNE) for session in (calm, waiting))
    assert [card.life for card in order(cards)] == ["Complément demandé", "Versé en partie"]


def test_a_report_that_is_late_is_told_on_the_card() -> None:
    session = signed(today=date(2027, 7, 2))
    type_in(session, "suivi_depose_le", "12/12/2026")
    card = card_of(session, date(2027, 7, 2))
    assert (card.reminder, card.late) == ("Compte rendu attendu depuis le 30/06/2027", True)


def test_the_card_of_a_refused_dossier_offers_the_next_year() -> None:
    session = granted(events=1)
    type_in(session, "suivi_decision", "refuse")
    card = card_of(session, JUNE)
    assert (card.action, card.beside, card.renewable) == ("Préparer", "reconduire", False)


def test_a_signed_dossier_is_still_signed_when_the_window_opens_again(
    qtbot: QtBot, look: Look, dialogs: SilentDialogs
) -> None:
    desk = ADesk(today=JUNE)
    desk.save(granted(events=2).dossier)
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    [card] = window.accueil.findChildren(Card)
    assert "Complément demandé" in words(card)
    card.open.click()
    [screen] = window.findChildren(SuiviScreen)
    assert screen.life.vie.signe_par == "Fatoumata SYLLA-MARTIN"
    screen.go("reconduire")
    [renew] = window.findChildren(RenewScreen)
    qtbot.waitUntil(renew.make.isEnabled)
    before = window.atelier
    renew.make.click()
    qtbot.waitUntil(lambda: window.atelier is not before)
    assert window.atelier is not None
    assert "2028" in words(window.atelier)
