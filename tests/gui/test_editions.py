"""A contract received, and a dossier moved to it: everything shown before anything moves."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.session import Session
from cvdesk.domain.ids import Key
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.contrat_recu import ReceivedContrat
from cvdesk.gui.screens.edition import EditionScreen
from cvdesk.gui.screens.explorer import Explorer
from tests.gui.desk import ADesk, ReceivedInMemory, SilentDialogs
from tests.gui.hands import press, show
from tests.support.editions import TREE, an_edition

MAIN = Key.parse("ancrage_noeud@N1")
PACK = Path("ville.cvcontrat")
CHANGES = ("Ce qui change :", ("Orientations :", "  Ajout : « Vaincre la fracture »."))
SPLIT = an_edition("2", TREE | {"O8": "Vaincre la fracture"}, became=[("O4", "O4"), ("O4", "O8")])


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def a_window(qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs) -> MainWindow:
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    return window


def received(qtbot: QtBot, window: MainWindow) -> ReceivedContrat:
    window.accueil.dropped.emit(str(PACK))
    qtbot.waitUntil(lambda: bool(window.findChildren(ReceivedContrat)))
    return window.findChildren(ReceivedContrat)[0]


def moving(qtbot: QtBot, look: Look, desk: ADesk, session: Session) -> EditionScreen:
    screen = EditionScreen(look, desk, session, SilentDialogs())
    show(qtbot, screen)
    qtbot.waitUntil(lambda: "Lecture" not in words(screen))
    return screen


def test_a_pack_dropped_on_the_window_is_shown_then_installed_by_keyboard(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.editions.packs[PACK] = ReceivedInMemory(an_edition("2"), CHANGES)
    screen = received(qtbot, a_window(qtbot, look, desk, dialogs))
    assert "Ajout : « Vaincre la fracture »." in words(screen)
    assert "Intact ?" in words(screen)
    assert len(desk.editions.known) == 1
    screen.install.setFocus()
    press(screen.install, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Installé." in words(screen))
    assert [one.version for one in desk.editions.known] == ["1", "2"]
    assert not screen.install.isEnabled()


def test_an_edition_that_is_here_already_has_nothing_to_install(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.editions.packs[PACK] = ReceivedInMemory(an_edition("1"), ("Déjà ici.", ()), deja=True)
    screen = received(qtbot, a_window(qtbot, look, desk, dialogs))
    assert not screen.install.isEnabled()


def test_a_file_that_is_no_contract_is_refused_in_one_sentence(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    window.accueil.dropped.emit("autre.cvcontrat")
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert dialogs.said == ["Ce fichier n’est pas un contrat. Choisissez-en un autre."]
    assert not window.findChildren(ReceivedContrat)


def test_a_disk_that_refuses_leaves_the_button_to_try_again(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.editions.packs[PACK] = ReceivedInMemory(an_edition("2"), CHANGES)
    desk.editions.refusal = UserError("Le disque est plein.", remedy="Faites de la place.")
    screen = received(qtbot, a_window(qtbot, look, desk, dialogs))
    screen.install.click()
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert screen.install.isEnabled()


def test_the_explorer_offers_to_install_a_contract_received(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.editions.packs[PACK] = ReceivedInMemory(an_edition("2"), CHANGES)
    dialogs.source = PACK
    window = a_window(qtbot, look, desk, dialogs)
    window.show_place("contrats")
    [explorer] = window.findChildren(Explorer)
    explorer.install.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(ReceivedContrat)))


def test_without_another_edition_the_screen_says_where_to_find_one(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    screen = moving(qtbot, look, desk, session)
    assert "Aucune autre édition" in words(screen)
    assert not screen.go.isEnabled()


def test_a_dossier_moves_once_its_owner_has_chosen_and_comes_back(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    desk.editions.known.append(SPLIT)
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    before = session.dossier.records
    screen = moving(qtbot, look, desk, session)
    [key] = screen.choices
    assert key == MAIN
    assert not screen.go.isEnabled()
    assert "Il reste à choisir une orientation." in words(screen)
    box = screen.choices[key]
    box.setFocus()
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Down)
    assert screen.go.isEnabled()
    assert session.dossier.contrat.version == "1"
    screen.go.setFocus()
    press(screen.go, Qt.Key.Key_Space)
    assert session.dossier.contrat.version == "2"
    assert session.dossier.text(MAIN) == "O8"
    qtbot.waitUntil(lambda: "Déplacé." in words(screen))
    press(screen.undo, Qt.Key.Key_Space)
    assert session.dossier.contrat.version == "1"
    assert {key: one.text for key, one in session.dossier.records.items()} == {
        key: one.text for key, one in before.items()
    }
