"""Remarks of a reader: written from a question by keyboard, read in the panel, settled, undone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.review import add_remark, comments
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key
from cvdesk.gui.beside import BESIDE
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.budget_screen import BudgetScreen
from cvdesk.gui.screens.realised_screen import RealisedScreen
from cvdesk.gui.screens.reglages import Reglages
from cvdesk.gui.screens.remark_dialog import CommentDialog
from cvdesk.gui.screens.remarques import ALL, DONE, Remarques
from cvdesk.gui.screens.suivi import SuiviScreen
from cvdesk.gui.widgets.comment_card import CommentCard
from cvdesk.gui.widgets.field_row import FieldRow
from cvdesk.gui.widgets.remark_mark import RemarkMark
from cvdesk.gui.widgets.typing import Line, Text
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import child, focused, nameless, open_atelier, press, show, type_text
from tests.support.builders import REPORT_A, a_sample
from tests.support.screens import a_followed_one

NEED = Key.parse("droit_commun@P1")
CTRL = Qt.KeyboardModifier.ControlModifier


def writes(text: str, dialogs: SilentDialogs) -> None:
    """Type ``text`` in the next dialog, and accept it."""

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, CommentDialog)
        assert not dialog.write.isEnabled()
        type_text(dialog.text, text)
        assert dialog.write.isEnabled()
        return True

    dialogs.fill = fill


def a_session() -> Session:
    return a_sample()


def marks(screen: QWidget) -> list[RemarkMark]:
    return [mark for mark in screen.findChildren(RemarkMark) if not mark.isHidden()]


def test_a_remark_is_written_by_keyboard_on_the_answer_that_has_the_focus(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = a_session()
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1", dialogs)
    atelier.go_to(NEED)
    focused(Text)
    writes("Citez le réseau linguistique.", dialogs)
    press(focused(Text), Qt.Key.Key_M, CTRL)
    [one] = comments(session.facts)
    assert (one.key, one.text) == (NEED, "Citez le réseau linguistique.")
    row = next(row for row in atelier.findChildren(FieldRow) if row.key == NEED)
    mark = row.findChild(RemarkMark)
    assert mark is not None
    assert (mark.text(), mark.said) == ("1", "1 remarque ouverte")
    assert "1 remarque ouverte" in row.input.focused.accessibleDescription()
    atelier.undo()
    assert comments(session.facts) == ()
    assert mark.text() == ""


def test_the_panel_shows_the_remarks_of_the_step_and_settles_them(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = a_session()
    add_remark(session, NEED, "Citez le réseau linguistique.")
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1", dialogs)
    atelier.go_to(NEED)
    [card] = atelier.panel.findChildren(CommentCard)
    writes("C’est fait.", dialogs)
    child(card, QPushButton, "Répondre à Lucien\u00a0: Citez le réseau linguistique.").click()
    assert [reply.text for reply in comments(session.facts)[0].replies] == ["C’est fait."]
    QApplication.processEvents()
    card = next(c for c in atelier.panel.findChildren(CommentCard) if c.isVisible())
    child(card, QCheckBox, "Réglée\u00a0: Citez le réseau linguistique.").click()
    assert comments(session.facts)[0].settled
    assert nameless(atelier) == []


def test_a_mark_is_no_stop_of_tab_and_writes_with_the_mouse(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = a_session()
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1", dialogs)
    atelier.go_to(NEED)
    row = next(row for row in atelier.findChildren(FieldRow) if row.key == NEED)
    mark = row.findChild(RemarkMark)
    assert mark is not None
    assert mark.focusPolicy() is Qt.FocusPolicy.NoFocus
    writes("Un mot.", dialogs)
    mark.click()
    assert comments(session.facts)[0].key == NEED


def test_an_answer_beside_the_figures_done_takes_a_remark(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = a_sample(REPORT_A)
    atelier = open_atelier(qtbot, look, desk, session, "budget_rendu@P1", dialogs)
    assert isinstance(atelier.step_screen, RealisedScreen)
    atelier.step_screen.questions_tab.click()
    mark = marks(atelier.step_screen)[0]
    mark.click()
    assert len(dialogs.forms) == 1


def test_what_nobody_reviews_shows_no_mark(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    followed = a_followed_one(desk)
    screen = SuiviScreen(look, desk, followed, SilentDialogs())
    show(qtbot, screen)
    assert marks(screen) == []


def test_a_cell_of_the_budget_takes_a_remark(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = a_session()
    atelier = open_atelier(qtbot, look, desk, session, "budget_projet@P1", dialogs)
    salary = Key.parse("projet_641.2027@P1")
    atelier.go_to(salary)
    assert isinstance(atelier.step_screen, BudgetScreen)
    writes("Au réel ?", dialogs)
    atelier.remark()
    assert comments(session.facts)[0].key == salary
    cell = atelier.step_screen.charges.currentIndex()
    assert "1 remarque ouverte" in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert cell.data(Qt.ItemDataRole.DecorationRole) is not None
    atelier.undo()
    assert cell.data(Qt.ItemDataRole.DecorationRole) is None


def test_every_remark_is_on_one_screen_with_the_way_to_its_answer(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    for example in desk.examples()[:1]:
        desk.save(desk.example_dossier(example))
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    window.open_dossier(next(iter(desk.kept)))
    atelier = window.atelier
    assert atelier is not None
    session = atelier._session
    settled = add_remark(session, Key.parse("nom"), "Un")
    add_remark(session, NEED, "Deux")
    assert "remarques" in {one.screen for one in BESIDE}
    next(a for a in atelier.actions() if a.objectName() == "remarques").trigger()
    screen = window.findChild(Remarques)
    assert screen is not None
    assert [one.text for one in screen.shown] == ["Un", "Deux"]
    first = child(screen, QCheckBox, "Réglée\u00a0: Un")
    first.setFocus()
    press(first, Qt.Key.Key_Space)
    assert [one.text for one in screen.shown] == ["Deux"]
    assert focused(QCheckBox).accessibleName() == "Réglée\u00a0: Deux"  # the keyboard stays there
    child(screen, QRadioButton, f"Montrer\u00a0: {DONE}").click()
    assert [one.row for one in screen.shown] == [settled]
    child(screen, QRadioButton, f"Montrer\u00a0: {ALL}").click()
    writes("Sur l’ensemble.", dialogs)
    screen.add.click()
    assert [one.text for one in screen.shown] == ["Sur l’ensemble.", "Un", "Deux"]
    assert nameless(screen) == []
    go = next(
        b
        for b in screen.findChildren(QPushButton)
        if b.text() == "Y aller" and b.parentWidget() is not None and "Deux" in _card_text(b)
    )
    go.click()
    assert atelier.step_screen.current_key() == NEED


def _card_text(button: QPushButton) -> str:
    parent = button.parentWidget()
    while parent is not None and not isinstance(parent, CommentCard):
        parent = parent.parentWidget()
    assert parent is not None
    return " ".join(box.accessibleName() for box in parent.findChildren(QCheckBox))


def test_ones_name_is_given_in_the_settings(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = Reglages(look, desk, dialogs)
    show(qtbot, screen)
    line = child(screen, Line, "Votre nom")
    line.setFocus()
    type_text(line, "  Samira   B.  ")
    press(line, Qt.Key.Key_Return)
    assert desk.preferences["author"] == "Samira B."
