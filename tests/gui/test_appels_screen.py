"""« Appels à projets »: read, received, given, written; what is left to correct said at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QStyle, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.appel_registry import AppelEcarte
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.money import NBSP
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.appel_writing import AppelWriting
from cvdesk.gui.screens.appels import Appels
from cvdesk.gui.widgets.appel_choice import AppelChoice
from cvdesk.gui.widgets.typing import Line
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import focused, nameless, show, type_text
from tests.support.builders import an_appel

RECEIVED = Path("recu.yaml")


def the_screen(qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs) -> Appels:
    screen = Appels(look, desk, dialogs)
    show(qtbot, screen)
    qtbot.waitUntil(lambda: screen.current is not None)
    return screen


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    shown = [one.text() for one in screen.findChildren(QLabel) if one.isVisible()]
    return "\n".join(shown).replace(NBSP, " ")


def writing(qtbot: QtBot, screen: Appels) -> AppelWriting:
    assert screen.writing is not None
    qtbot.waitUntil(screen.writing.isVisible)
    return screen.writing


def test_a_call_is_read_with_what_it_leaves_open(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    assert screen.list.count() == 3
    told = words(screen)
    assert "18/12/2026" in told
    assert "non précisé par l’appel" in told
    assert not screen.retire.isVisible()
    assert nameless(screen) == []


def test_a_card_shows_its_date_whatever_the_width(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    rows = screen.list
    for width in range(200, 328):
        rows.setFixedWidth(width)
        QApplication.processEvents()
        for one in (rows.item(rank) for rank in range(rows.count())):
            room = rows.visualItemRect(one)
            drawn = min(room.width(), rows.viewport().width() - 2 * rows.spacing())
            inside = QRect(0, 0, drawn - 2 * margin(rows), 10_000)
            wrap = int(Qt.TextFlag.TextWordWrap)
            needed = rows.fontMetrics().boundingRect(inside, wrap, one.text())
            assert room.height() >= needed.height(), (width, one.text())


def test_no_term_of_a_call_is_cut_in_a_narrow_window(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    page, window = screen.terms.widget(), screen.terms.viewport()
    assert page is not None
    for width in (1118, 652, 500, 1118):
        screen.resize(width, 700)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: page.width() <= window.width())


def margin(rows: QWidget) -> int:
    return 1 + rows.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, rows)


def test_the_place_opens_from_the_left(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    window.nav.buttons["appels"].click()
    screen = window.findChild(Appels)
    assert isinstance(screen, Appels)
    qtbot.waitUntil(lambda: screen.current is not None)


def test_a_call_received_is_shown_then_installed_and_may_be_taken_away(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    register = desk.registre_appels
    register.received[RECEIVED] = an_appel(id="lettre-2027", titre="Lettre 2027")
    dialogs.source = RECEIVED
    screen.receive.click()
    assert dialogs.said == ["Installer «\u00a0Lettre 2027\u00a0»\u00a0?"]
    assert set(register.installed) == {"lettre-2027"}
    qtbot.waitUntil(lambda: screen.list.count() == 4)
    assert screen.current is not None
    assert screen.current.appel.id == "lettre-2027"
    screen.receive.click()
    assert "déjà ici" in dialogs.said[-1]
    screen.retire.click()
    assert register.installed == {}
    screen.receive.click()
    assert set(register.installed) == {"lettre-2027"}


def test_a_file_with_faults_is_told_and_nothing_is_installed(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    dialogs.source = RECEIVED
    screen.receive.click()
    assert "Ligne 3" in dialogs.said[0]
    assert desk.registre_appels.installed == {}


def test_a_file_set_aside_is_told(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.registre_appels.aside = (AppelEcarte("vieux.yaml", ("ligne 2 : illisible.",)),)
    screen = the_screen(qtbot, look, desk, dialogs)
    assert "vieux.yaml est laissé de côté" in words(screen)


def test_a_call_is_given_as_a_file(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    dialogs.target = Path("a-donner.yaml")
    screen.give.click()
    assert desk.registre_appels.given == {Path("a-donner.yaml"): an_appel()}
    assert "« a-donner.yaml »" in dialogs.said[-1].replace("\u00a0", " ")


def test_an_empty_call_is_written_and_kept_with_the_keyboard(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)

    def accept(dialog: QDialog) -> bool:
        assert isinstance(dialog, AppelChoice)
        return dialog.contrat == "gosb-2024"

    dialogs.fill = accept
    screen.write.click()
    page = writing(qtbot, screen)
    assert not page.save.isEnabled()
    assert "4 points à corriger" in page.state.text()
    type_text(focused(Line), "Appel 2028")
    for field, typed in (("appel_premiere_annee", "2028"), ("appel_source", "Lettre de cadrage")):
        key = next(one.key for one in page.faults if one.key and one.key.field == field)
        page.go_to(key)
        type_text(focused(Line), typed)
    answer_choice(page, "appel_periode", "annuelle")
    assert page.state.text() == "Rien à corriger", words(page)
    assert nameless(page) == []
    page.save.click()
    (made,) = desk.registre_appels.installed.values()
    assert (made.id, made.annees, made.exemple) == ("appel-2028", (2028,), False)
    qtbot.waitUntil(lambda: screen.list.count() == 4)
    assert screen.writing is None


def answer_choice(page: AppelWriting, field: str, typed: str) -> None:
    assert page._session.answer(Key(FieldId(field)), typed)


def test_next_years_call_starts_from_this_one_and_says_what_to_check(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    screen.again.click()
    page = writing(qtbot, screen)
    assert page.appel.annees == (2028,)
    assert "à vérifier" in page.appel.source.title
    assert page.save.isEnabled()
    dialogs.target = Path("2028.yaml")
    page.give.click()
    assert desk.registre_appels.given[Path("2028.yaml")].annees == (2028,)


def test_a_fault_is_told_as_it_is_typed_and_leads_to_its_question(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    screen.again.click()
    page = writing(qtbot, screen)
    answer_choice(page, "appel_cloture", "01/01/2026")
    assert "se ferme avant de s’ouvrir" in words(page)
    assert not page.save.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_F7)
    assert focused(Line).text() == "01/01/2026"
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.save.isEnabled()


def test_a_call_left_unfinished_is_kept_and_taken_up_again(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    screen.again.click()
    page = writing(qtbot, screen)
    answer_choice(page, "appel_titre", "Autre")
    answer_choice(page, "appel_source", "")
    page.leave()
    assert screen.writing is None
    qtbot.waitUntil(lambda: screen.draft is not None)
    assert screen.list.count() == 4
    assert "n’est pas fini" in words(screen)
    screen.resume.click()
    page = writing(qtbot, screen)
    assert page.appel.titre == "Autre"
    answer_choice(page, "appel_source", "Lettre")
    page.save.click()
    assert desk.registre_appels.drafts() == ()
    assert [one.titre for one in desk.registre_appels.installed.values()] == ["Autre"]


def test_closing_the_window_loses_nothing_of_a_call_being_written(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    screen.again.click()
    writing(qtbot, screen)
    type_text(focused(Line), "Mon ")
    screen.close()
    [draft] = desk.registre_appels.drafts()
    assert "Mon" in draft.titre


def test_a_draft_is_forgotten_only_if_agreed(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    screen.again.click()
    page = writing(qtbot, screen)
    answer_choice(page, "appel_titre", "Autre")
    page.leave()
    qtbot.waitUntil(lambda: screen.draft is not None)
    dialogs.agrees = False
    screen.drop.click()
    assert len(desk.registre_appels.drafts()) == 1
    dialogs.agrees = True
    screen.drop.click()
    assert desk.registre_appels.drafts() == ()


def test_leaving_untouched_keeps_nothing(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = the_screen(qtbot, look, desk, dialogs)
    screen.again.click()
    writing(qtbot, screen).leave()
    assert desk.registre_appels.drafts() == ()
