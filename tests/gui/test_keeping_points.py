"""« Garder, et dire pourquoi »: a remark answered in its card, with the keyboard."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.keeping import keep
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key
from cvdesk.gui.look import Look
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.screens.signature import Signature
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import focused, nameless, open_atelier, press, show, type_text
from tests.support.builders import only

KEEP, RESUME = "Garder, et dire pourquoi", "Reprendre ce point"
REASON = "La banque a raccourci le nom."


def a_session(desk: ADesk) -> Session:
    return desk.session(desk.example_dossier(desk.examples()[0]))


def an_atelier(qtbot: QtBot, look: Look, desk: ADesk, session: Session) -> Atelier:
    step = "pieces" if "ID-08" not in {f.code for f in session.findings} else "association"
    atelier = open_atelier(qtbot, look, desk, session, step)
    qtbot.waitUntil(atelier.panel.isVisible)
    return atelier


def button(widget: QWidget, text: str) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if one.text() == text)


def words(widget: QWidget) -> str:
    QApplication.processEvents()  # what was just added is shown
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_a_point_is_kept_with_the_keyboard_undone_and_kept_again(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    finding = only(session, "ID-08")
    atelier = an_atelier(qtbot, look, desk, session)
    offered = button(atelier.panel, KEEP)
    assert offered.accessibleDescription() == finding.message
    offered.setFocus()
    press(offered, Qt.Key.Key_Space)
    reason = focused(QPlainTextEdit)
    press(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not session.kept
    type_text(reason, REASON)
    assert nameless(atelier.panel) == []
    press(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.reason for one in session.kept] == [REASON]
    assert "Points gardés" in words(atelier.panel)
    assert f"Gardé\u00a0: {REASON}" in words(atelier.panel)
    assert focused(QPushButton).isVisible()
    atelier.undo()
    assert not session.kept
    assert "Points gardés" not in words(atelier.panel)
    atelier.redo()
    assert "Points gardés" in words(atelier.panel)


def test_a_kept_point_is_taken_up_again(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    atelier = an_atelier(qtbot, look, desk, session)
    finding = only(session, "ID-08")
    keep(session, finding, REASON)
    button(atelier.panel, RESUME).click()
    assert not session.kept
    assert finding.message in words(atelier.panel)
    assert focused(QPushButton).isVisible()


def test_the_buttons_of_the_form_are_seen_where_the_card_is_at_the_foot(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    session.answer(Key.parse("siret"), "")
    atelier = an_atelier(qtbot, look, desk, session)
    panel, offered = atelier.panel, button(atelier.panel, KEEP)
    qtbot.waitUntil(lambda: offered.y() > 0)
    below = panel.height() - offered.mapTo(panel, QPoint(0, offered.height())).y()
    atelier.resize(atelier.width(), atelier.height() - below + 20)
    offered.click()
    confirm = button(atelier.panel, "Garder ce point")
    qtbot.waitUntil(lambda: confirm.visibleRegion().boundingRect().height() == confirm.height())


def test_escape_leaves_the_form_and_keeps_nothing(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    atelier = an_atelier(qtbot, look, desk, session)
    button(atelier.panel, KEEP).click()
    type_text(focused(QPlainTextEdit), "Je")
    press(focused(QPlainTextEdit), Qt.Key.Key_Escape)
    assert focused(QPushButton).text() == KEEP
    assert not session.kept


def test_what_blocks_signing_has_no_such_button(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    session.answer(Key.parse("siret"), "000 001 248 00013")
    keep(session, only(session, "ID-08"), REASON)
    atelier = open_atelier(qtbot, look, desk, session, "association")
    qtbot.waitUntil(atelier.panel.isVisible)
    texts = [one.text() for one in atelier.panel.findChildren(QPushButton)]
    assert KEEP not in texts
    assert any(text.startswith("Aller à") for text in texts)


def test_a_question_is_answered_without_a_word(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    qtbot.waitUntil(atelier.panel.isVisible)
    button(atelier.panel, "C’est vérifié").click()
    form = focused(QPlainTextEdit).parentWidget()
    assert form is not None
    button(form, "C’est vérifié").click()
    assert [one.finding.code for one in session.kept] == ["PIE-28"]
    assert "Vu et vérifié." in words(atelier.panel)


def test_the_signatory_reads_what_was_kept_and_why(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    finding = only(session, "ID-08")
    keep(session, finding, REASON)
    screen = Signature(look, desk, session, SilentDialogs())
    show(qtbot, screen)
    assert "Points gardés, et pourquoi" in words(screen)
    assert finding.message in words(screen)
    assert f"Gardé\u00a0: {REASON}" in words(screen)
