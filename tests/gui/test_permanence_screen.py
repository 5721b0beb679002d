"""Every association on one screen: rows as they come, filters, the form, opening, entrusting."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cvdesk.app.permanence import HOLDER
from cvdesk.domain.ids import DossierId, FieldId, Key
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.permanence import Permanence
from cvdesk.gui.tables.permanence_model import Column
from cvdesk.gui.widgets.buttons import Drawing
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import nameless, press, show, type_text

HOLDS = Key(FieldId(HOLDER))


def a_permanence(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, *, copies: int = 1
) -> Permanence:
    for example in desk.examples():
        sample = desk.example_dossier(example)
        for number in range(copies):
            desk.save(replace(sample, id=DossierId(f"{example.id}-{number}")))
    screen = Permanence(look, desk, dialogs)
    show(qtbot, screen, 1118)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 2 * copies and not screen.busy.working)
    return screen


def associations(screen: Permanence) -> list[str]:
    return [line.association for line in screen.rows.shown()]


def test_a_row_says_what_is_missing_the_days_left_and_who_has_the_file(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_permanence(qtbot, look, desk, dialogs)
    row = [screen.rows.index(0, column).data() for column in Column]
    assert row[Column.ASSOCIATION] in {
        "Les Mots du 8-Mai (association fictive)",
        "Les Familles du Quartier Est (association fictive)",
    }
    assert row[Column.DAYS] == "14\u00a0jours"
    assert all(row[column] for column in Column if column is not Column.HOLDER)
    assert nameless(screen) == []


def test_words_are_found_without_accents_and_filters_add_up(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_permanence(qtbot, look, desk, dialogs)
    screen.words.setFocus()
    type_text(screen.words, "REUSSIR scolarite")
    assert associations(screen) == ["Les Familles du Quartier Est (association fictive)"]
    screen.association.setCurrentText("Les Mots du 8-Mai (association fictive)")
    assert associations(screen) == []
    shown = [one for one in screen.card.findChildren(QLabel) if one.isVisible() and one.text()]
    assert [one.text() for one in shown][:1] == ["Aucun dossier dans cette liste."]
    assert "Prochaine étape" not in [one.text() for one in shown]
    assert not any(one.isVisible() for one in screen.card.findChildren(Drawing))
    screen.words.clear()
    assert any(one.isVisible() for one in screen.card.findChildren(Drawing))
    assert associations(screen) == ["Les Mots du 8-Mai (association fictive)"]
    assert screen.card.isEnabled()


def test_a_call_that_closed_leaves_the_list_of_the_coming_days(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_permanence(qtbot, look, desk, dialogs)
    screen.days.setCurrentIndex(1)
    assert len(associations(screen)) == 2
    desk.today = desk.today.replace(month=12, day=19)
    screen.read()
    qtbot.waitUntil(lambda: not screen.busy.working)
    assert associations(screen) == []
    assert not screen.card.isEnabled()


def test_enter_opens_the_dossier_of_the_row(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    for example in desk.examples():
        desk.save(desk.example_dossier(example))
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    window.nav.buttons["permanence"].click()
    screen = window.findChild(Permanence)
    assert screen is not None
    qtbot.waitUntil(lambda: screen.model.rowCount() == 2 and not screen.busy.working)
    screen.words.setFocus()
    type_text(screen.words, "langue")
    screen.table.setFocus()
    press(screen.table, Qt.Key.Key_Return)
    assert window.atelier is not None
    assert "Langue" in window.atelier.top.title.accessibleName()


def test_who_has_the_file_is_written_in_the_dossier_and_the_row(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_permanence(qtbot, look, desk, dialogs)
    current = screen.current
    assert current is not None
    press(screen.table, Qt.Key.Key_Tab)
    screen.card.holder.setFocus()
    type_text(screen.card.holder, "Samira")
    press(screen.card.holder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.kept[current.place.dossier].text(HOLDS) == "Samira")
    qtbot.waitUntil(lambda: screen.current is not None and screen.current.holder == "Samira")
    screen.words.setText("samira")
    assert len(associations(screen)) == 1


def test_the_list_written_is_the_one_on_screen(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    screen = a_permanence(qtbot, look, desk, dialogs)
    screen.words.setText("langue")
    dialogs.target = tmp_path / "liste.csv"
    screen._write()
    [line] = desk.permanence.written[dialogs.target]
    assert line.association == "Les Mots du 8-Mai (association fictive)"


def test_reading_is_interrupted_and_keeps_what_came(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_permanence(qtbot, look, desk, dialogs, copies=4)
    desk.permanence.read.clear()
    screen.read()
    qtbot.waitUntil(lambda: len(desk.permanence.read) >= 1)
    screen.busy.interrupt()
    QApplication.processEvents()
    qtbot.wait(50)
    assert len(desk.permanence.read) < 8
    assert screen.model.rowCount() == 8


def test_an_espace_that_is_away_is_told_and_the_others_are_shown(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.permanence.refusals = ("Clé de Samira : le fichier n’est pas là.",)
    screen = a_permanence(qtbot, look, desk, dialogs)
    assert "Clé de Samira" in screen._said.text()


def test_a_dossier_that_is_gone_leaves_the_list(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_permanence(qtbot, look, desk, dialogs)
    desk.kept.popitem()
    screen.hide()
    screen.show()
    qtbot.waitUntil(lambda: screen.model.rowCount() == 1)
