"""Going from one association or espace to another, copies made and put back, by keyboard."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from cvdesk.app.espaces import EspaceLine
from cvdesk.app.wall import Association
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.screens.espaces import EspacesScreen, NameDialog
from cvdesk.gui.screens.permanence import Permanence
from tests.gui.centre_desk import ESPACE, ASafetyCopy
from tests.gui.desk import ADesk, Received, SilentDialogs
from tests.gui.hands import child, nameless, press, show, type_text

KEY = Path("/media/cle/antenne.cvespace")


def a_window(qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs) -> MainWindow:
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    return window


def test_one_association_and_one_espace_leave_nothing_to_choose(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    assert not window.nav.association.isVisible()
    assert not window.nav.espace.isVisible()


def test_another_association_is_chosen_by_keyboard_and_nothing_of_the_first_stays(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.wall.known.append(Association("nom:deux", "Une deuxième association"))
    window = a_window(qtbot, look, desk, dialogs)
    window.show_place("permanence")
    window.show_place("dossiers")
    first = window.findChild(Permanence)
    window.nav.association.setFocus()
    press(window.nav.association, Qt.Key.Key_Down)
    press(window.nav.association, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.wall.key == "nom:deux")
    qtbot.waitUntil(lambda: not window.busy.working)
    assert window.nav.association.currentText() == "Une deuxième association"
    window.show_place("permanence")
    assert window.places.currentWidget() is not first
    assert nameless(window) == []


def test_a_paquet_of_another_association_says_which_one_is_now_shown_and_the_way_back(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.wall.known.append(Association("nom:deux", "Une deuxième association"))
    received, again = (desk.example_dossier(one) for one in desk.examples())
    desk.received = {Path("recu.cvdesk"): Received(received), Path("ici.cvdesk"): Received(again)}
    desk.save(again)
    desk.wall.sides = {received.id: "nom:deux", again.id: "nom:une"}
    window = a_window(qtbot, look, desk, dialogs)
    for name, shown, former in (
        ("recu.cvdesk", "Une deuxième association", "Une association"),
        ("ici.cvdesk", "Une association", "Une deuxième association"),
    ):
        dialogs.source = Path(name)
        window.open_paquet()
        said = " ".join(dialogs.said)
        assert f"Ce paquet est celui de «\u00a0{shown}\u00a0»" in said
        assert f"Pour revenir à «\u00a0{former}\u00a0»" in said
        window.leave_atelier()
        dialogs.said.clear()
    window.open_paquet()
    assert not any("est celui de" in said for said in dialogs.said)


def test_a_dossier_of_the_other_side_of_the_wall_opens_and_its_side_is_shown(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.wall.known.append(Association("nom:deux", "Une deuxième association"))
    example = desk.example_dossier(desk.examples()[0])
    desk.wall.sides = {example.id: "nom:deux"}
    desk.save(example)
    window = a_window(qtbot, look, desk, dialogs)
    window.open_dossier(example.id)
    assert window.atelier is not None
    assert desk.wall.key == "nom:deux"


def test_what_is_open_is_saved_and_closed_before_another_espace(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    for example in desk.examples()[:1]:
        desk.save(desk.example_dossier(example))
    desk.espaces.add(KEY, "Antenne")
    window = a_window(qtbot, look, desk, dialogs)
    window.open_dossier(next(iter(desk.kept)))
    session = window.findChildren(Atelier)[0]._session
    session.answer(next(iter(session.dossier.records)), "")
    saves = len(desk.saves)
    window.choose_espace(str(KEY))
    assert window.atelier is None
    assert len(desk.saves) == saves + 1
    assert desk.espaces.chosen == [KEY]
    qtbot.waitUntil(lambda: not window.busy.working)


def test_an_espace_is_named_forgotten_created_and_added(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.espaces.lines.append(
        EspaceLine(KEY, "Antenne", current=False, default=False, present=False)
    )
    screen = EspacesScreen(look, desk, dialogs)
    show(qtbot, screen)
    assert nameless(screen) == []

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, NameDialog)
        dialog.line.selectAll()
        type_text(dialog.line, "Antenne sud")
        return True

    dialogs.fill = fill
    child(screen, QPushButton, "Renommer\u00a0: Antenne").click()
    assert "Antenne sud" in [one.name for one in desk.espaces.known()]
    child(screen, QPushButton, "Oublier\u00a0: Antenne sud").click()
    assert [one.path for one in desk.espaces.known()] == [ESPACE]
    dialogs.source = dialogs.target = KEY
    for text in ("Créer un espace", "Ajouter un espace qui existe"):
        next(b for b in screen.findChildren(QPushButton) if b.text() == text).click()
    assert [one.path for one in desk.espaces.known()].count(KEY) == 2


def test_a_backup_is_written_then_told_and_put_back_after_a_question(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = EspacesScreen(look, desk, dialogs)
    show(qtbot, screen)
    dialogs.source = dialogs.target = KEY
    save, restore = (
        next(b for b in screen.findChildren(QPushButton) if b.text() == text)
        for text in ("Sauvegarder l’espace", "Restaurer une sauvegarde")
    )
    save.click()
    qtbot.waitUntil(lambda: any("écrite et relue" in said for said in dialogs.said))
    dialogs.agrees = False
    restore.click()
    assert desk.backups.restored == []
    dialogs.agrees = True
    with qtbot.waitSignal(screen.changed):
        restore.click()
    assert desk.backups.restored == [KEY]
    desk.backups.refusal = UserError("Le disque est plein.")
    save.click()
    qtbot.waitUntil(lambda: "Le disque est plein." in dialogs.said)


def test_a_damaged_espace_offers_its_safety_copy(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    desk.backups.copies = [ASafetyCopy(KEY, date(2026, 12, 3))]
    window._fail_at_home(UserError("« centre » est abîmé."))
    qtbot.waitUntil(lambda: desk.backups.restored == [KEY])
    desk.backups.copies = []
    window._fail_at_home(UserError("Le disque ne répond pas."))
    assert dialogs.said[-1] == "Le disque ne répond pas."
    qtbot.waitUntil(lambda: not window.busy.working)
