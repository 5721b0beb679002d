"""Pieces: what the call expects, what is there."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from cvdesk.app.piecelist import piece_views
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key
from cvdesk.gui.look import Look
from cvdesk.gui.screens.pieces_screen import PiecesScreen
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import child, open_atelier


def a_list(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> tuple[PiecesScreen, Session]:
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    atelier = open_atelier(qtbot, look, desk, session, "pieces", dialogs)
    screen = atelier.step_screen
    assert isinstance(screen, PiecesScreen)
    return screen, session


def test_a_file_is_joined_to_its_piece(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    screen, session = a_list(qtbot, look, desk, dialogs)
    dialogs.source = tmp_path / "RIB.pdf"
    dialogs.source.write_bytes(b"%PDF-1.7 un RIB")
    child(screen, QPushButton, "Joindre un fichier\u00a0: Relevé d’identité bancaire").click()
    qtbot.waitUntil(lambda: session.dossier.text(Key.parse("piece_fichier@rib")) is not None)
    assert session.facts.shown("piece_fichier", session.facts.rows("pieces")[2]) == "RIB.pdf"
    assert list(desk.pieces.values()) == [b"%PDF-1.7 un RIB"]
    views = {view.nature: view for view in piece_views(session)}
    assert (views["rib"].kind, views["rib"].file) == ("complet", "RIB.pdf")


def test_a_piece_that_is_missing_is_on_the_list(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_list(qtbot, look, desk, dialogs)
    for row in session.facts.rows("pieces"):
        if row == "pv_ag":
            session.remove_row(row)
    box = child(screen, QComboBox, "État\u00a0: Procès-verbal de la dernière assemblée générale")
    assert box.accessibleDescription() == "à joindre"
    box.setCurrentIndex(box.findData("a_venir"))
    box.activated.emit(box.currentIndex())
    views = {view.nature: view for view in piece_views(session)}
    assert views["pv_ag"].state == "à venir"


def test_the_details_of_a_piece_open_below_it(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, _ = a_list(qtbot, look, desk, dialogs)
    assert screen.focus_key(Key.parse("piece_date@statuts"))
    button = child(screen, QPushButton, "Détails\u00a0: Statuts")
    assert button.text() == "Fermer"
    button.click()
    assert button.text() == "Détails"


def test_a_piece_out_of_the_list_is_added(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_list(qtbot, look, desk, dialogs)
    before = len(session.facts.rows("pieces"))
    screen.add.click()
    assert len(session.facts.rows("pieces")) == before + 1
