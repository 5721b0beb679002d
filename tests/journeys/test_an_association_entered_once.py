"""An association typed once, in a real espace: records, dossiers that start from them, papers."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from cvdesk.app.association import differences
from cvdesk.bootstrap import Cvdesk
from cvdesk.domain.dossier import NO_CONTRAT
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.papertypes import FileType, PieceFile
from cvdesk.gui.desk import RealDesk
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.associations import cards_of
from tests.gui.desk import SilentDialogs
from tests.gui.hands import show
from tests.journeys.test_from_the_keyboard_to_the_signed_page import saved_example

NAME = Key(FieldId("nom"))


def test_a_dossier_starts_from_a_record_kept_in_the_espace(app: Cvdesk) -> None:
    desk, first = RealDesk(app), saved_example(app)
    record = desk.session(desk.associations.record_from(first))
    content = b"%PDF-1.7 attestation fictive"
    file = PieceFile(desk.keep_piece(content), len(content), "statuts.pdf")
    row = record.facts.rows("pieces")[0]
    record.change({Key(FieldId("piece_fichier"), row): FileType().store(file)})
    desk.save(record.dossier)

    read = app.espace.get(record.dossier.id)
    assert (read, read.contrat) == (record.dossier, NO_CONTRAT)
    assert [one.id for one in desk.associations.records()] == [read.id]
    assert [one.id for one in desk.associations.requests()] == [first.id]

    empty = app.new_dossier(formulaire="annuel", contrat=first.contrat.contrat, years=(2027,))
    second = desk.associations.start(empty, read.id)
    desk.save(second)
    assert second.text(NAME) == first.text(NAME)
    assert desk.pieces_of(second)[file.sha256] == content
    assert differences(desk.session(second).facts, desk.session(read).facts) == ()
    found = desk.associations.record_of(second)
    assert found is not None
    assert found.dossier.id == read.id
    [card] = cards_of(desk)
    assert (card.dossiers, card.lacking) == (2, 0)


def test_a_record_left_without_a_word_serves_again(app: Cvdesk) -> None:
    desk = RealDesk(app)
    left = desk.associations.new_record()
    assert desk.associations.new_record().id == left.id
    session = desk.session(left)
    assert session.answer(NAME, "Les Exemples (fictif)")
    desk.save(session.dossier)
    assert desk.associations.new_record().id != left.id
    assert len(app.espace.dossiers()) == 2


def test_a_record_is_opened_written_and_left_in_the_window(
    qtbot: QtBot, look: Look, app: Cvdesk
) -> None:
    desk, window = RealDesk(app), MainWindow(look)
    show(qtbot, window)
    window.attach(desk, SilentDialogs())
    qtbot.waitUntil(lambda: not window.busy.working)
    record = desk.associations.new_record()
    window.open_dossier(record.id)
    atelier = window.atelier
    assert atelier is not None
    for number in range(len(atelier.model.views)):
        atelier.open_step(atelier.model.views[number].step)
    atelier.autosave.stop()
    atelier.top.back.click()
    assert window.atelier is None
    assert app.espace.get(record.id).form.form == "association"
