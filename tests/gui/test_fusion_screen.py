"""A paquet of a dossier that is here already never writes over it: what differs is shown first."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.stamp import Stamp
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.fusion import Fusion
from tests.gui.desk import ADesk, Received, SilentDialogs
from tests.gui.hands import child, nameless, show
from tests.support.builders import a_sample

NAME, NEED = Key(FieldId("nom")), Key.parse("droit_commun@P1")
PATH = Path("reçu.cvdesk")


def a_window(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> tuple[MainWindow, Dossier]:
    here = a_sample().dossier
    desk.save(here)
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    dialogs.source = PATH
    return window, here


def from_elsewhere(dossier: Dossier, key: Key, text: str, *, later: int) -> Dossier:
    at = dossier.edited_at
    return dossier.answered(key, text, "Aïcha", Stamp(at.millis + later, 0, "a9"))


def test_a_received_copy_is_shown_and_merged_in_one_step_of_undo(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window, here = a_window(qtbot, look, desk, dialogs)
    mine = from_elsewhere(here, NEED, "Écrit ici depuis.", later=5)
    desk.save(mine)
    desk.received[PATH] = Received(from_elsewhere(here, NAME, "Nom reçu", later=9), {"x": b"x"})
    window.open_paquet()
    screen = window.findChild(Fusion)
    assert screen is not None
    assert desk.kept[here.id] == mine, "nothing is written before the person agrees"
    assert nameless(screen) == []
    screen.merge.click()
    atelier = window.atelier
    assert atelier is not None
    assert atelier._session.dossier.text(NAME) == "Nom reçu"
    assert atelier._session.dossier.text(NEED) == "Écrit ici depuis."
    assert b"x" in desk.pieces.values()
    atelier.undo()
    assert atelier._session.dossier.text(NAME) == here.text(NAME)
    assert atelier._session.dossier.text(NEED) == "Écrit ici depuis."
    assert not atelier._session.can_undo


def test_a_crossed_answer_is_chosen_by_the_person_and_the_other_goes_to_the_history(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window, here = a_window(qtbot, look, desk, dialogs)
    desk.save(from_elsewhere(here, NAME, "Nom d’ici", later=5))
    theirs = here.answered(NAME, "Nom reçu", "Samira", Stamp(here.edited_at.millis + 9, 0, "s2"))
    desk.received[PATH] = Received(theirs)
    window.open_paquet()
    screen = window.findChild(Fusion)
    assert screen is not None
    assert [one.place for one in screen.merged.conflicts] == [NAME]
    said = " ".join(label.text() for label in screen.findChildren(QLabel))
    assert "1 réponse qui s’est croisée\u00a0: elle vient en premier" in said
    kept = child(screen, QRadioButton, "Nom\u00a0: la reçue, Nom reçu")
    assert kept.isChecked()
    child(screen, QRadioButton, "Nom\u00a0: la vôtre, Nom d’ici").click()
    screen.merge.click()
    assert window.atelier is not None
    assert window.atelier.session.dossier.text(NAME) == "Nom d’ici"
    assert desk.copies.aside == [(NAME, desk.copies.aside[0][1])]
    window.leave_atelier()
    saved = desk.kept[here.id].records[NAME]
    assert (saved.text, saved.author) == ("Nom d’ici", "Lucien")
    assert saved.at > theirs.records[NAME].at


def test_what_the_disk_refuses_once_merged_is_told_and_nothing_of_the_copy_is_lost(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window, here = a_window(qtbot, look, desk, dialogs)
    desk.received[PATH] = Received(from_elsewhere(here, NAME, "Nom reçu", later=9))
    window.open_paquet()
    screen = window.findChild(Fusion)
    assert screen is not None
    desk.wall.refusal = UserError("Les réglages ne s’écrivent pas.")
    screen.merge.click()
    assert dialogs.said == ["Les réglages ne s’écrivent pas."]
    assert window.atelier is not None
    assert window.atelier.session.dossier.text(NAME) == "Nom reçu"
    desk.wall.refusal = None


def test_another_edition_that_cannot_be_kept_is_told_and_the_screen_stays(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window, here = a_window(qtbot, look, desk, dialogs)
    later = replace(here.contrat, version="autre")
    desk.received[PATH] = Received(replace(from_elsewhere(here, NAME, "X", later=9), contrat=later))
    window.open_paquet()
    screen = window.findChild(Fusion)
    assert screen is not None
    desk.refusal = UserError("Le disque est plein.")
    screen.merge.click()
    assert dialogs.said == ["Le disque est plein."]
    assert screen.isVisible()
    desk.refusal = None
    screen.merge.click()
    assert desk.kept[here.id].text(NAME) == "X"


def test_taking_nothing_leaves_everything_as_it_was(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window, here = a_window(qtbot, look, desk, dialogs)
    desk.received[PATH] = Received(from_elsewhere(here, NAME, "Nom reçu", later=9), {"x": b"x"})
    window.open_paquet()
    screen = window.findChild(Fusion)
    assert screen is not None
    screen.top.back.click()
    assert window.atelier is None
    assert desk.kept[here.id] == here
    assert desk.pieces == {}


def test_an_older_copy_brings_nothing_and_the_one_here_is_opened(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window, here = a_window(qtbot, look, desk, dialogs)
    desk.save(from_elsewhere(here, NAME, "Plus récent", later=5))
    desk.received[PATH] = Received(here)
    window.open_paquet()
    assert window.findChild(Fusion) is None or window.atelier is not None
    assert desk.kept[here.id].text(NAME) == "Plus récent"


def test_another_revision_of_the_form_is_refused_in_one_sentence(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window, here = a_window(qtbot, look, desk, dialogs)
    desk.received[PATH] = Received(replace(here, form=replace(here.form, revision="2026-9")))
    window.open_paquet()
    assert "révision" in dialogs.said[-1]
    assert desk.kept[here.id] == here
