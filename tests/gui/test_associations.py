"""« Mes associations », the record in the workshop, the comparison with a dossier."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cvdesk.app.association import RECORD, differences
from cvdesk.app.association_cards import association_card
from cvdesk.app.navigation import steps
from cvdesk.app.session import Session
from cvdesk.domain.ids import FieldId, Key
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.associations import AssociationsPlace
from cvdesk.gui.screens.budget_screen import BudgetScreen
from cvdesk.gui.screens.fiche import FicheScreen
from cvdesk.gui.screens.new_dossier import NewDossier
from cvdesk.gui.widgets.association_choice import AssociationChoice
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.field_row import FieldRow
from cvdesk.gui.widgets.words import Words
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import child, nameless, open_atelier, press, show, type_text
from tests.gui.test_main_window import a_window, words
from tests.support.builders import SAMPLE_A, a_sample, type_in

NOM = Key(FieldId("nom"))


def a_kept_sample(desk: ADesk) -> Session:
    session = a_sample(SAMPLE_A)
    desk.save(session.dossier)
    return session


def the_place(qtbot: QtBot, window: MainWindow) -> AssociationsPlace:
    window.nav.buttons["associations"].click()
    place = window.findChild(AssociationsPlace)
    assert isinstance(place, AssociationsPlace)
    qtbot.waitUntil(lambda: not place.busy.working)
    return place


def compared(qtbot: QtBot, look: Look, desk: ADesk, session: Session) -> FicheScreen:
    screen = FicheScreen(look, desk, session, SilentDialogs())
    show(qtbot, screen)
    qtbot.waitUntil(lambda: not screen.said.text().startswith("Lecture"))
    return screen


def test_the_associations_are_the_second_place(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    assert list(window.nav.buttons)[1] == "associations"
    place = the_place(qtbot, window)
    assert "une fois" in words(place)
    assert nameless(window) == []


def test_a_new_association_opens_in_the_workshop_and_comes_back_to_the_list(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    place = the_place(qtbot, window)
    QTest.keyClick(place.new, Qt.Key.Key_Space)
    atelier = window.atelier
    assert atelier is not None
    assert atelier.top.back.text() == "Mes associations"
    offered = {action.text() for action in atelier.actions()}
    assert "Imprimer un brouillon" in offered
    menu = [action.text() for action in atelier.top.more.menu().actions()]
    assert "Relire et signer" not in menu
    assert "Changer d’édition du contrat" not in menu
    name = child(atelier, QLineEdit, "Quel est le nom complet de l’association\u00a0?")
    name.setFocus()
    type_text(name, "Les Exemples (fictive)")
    atelier.top.back.click()
    qtbot.waitUntil(lambda: not place.busy.working)
    assert place.isVisible()
    assert "Les Exemples (fictive)" in words(place)


def test_the_record_stays_as_high_as_it_is_while_one_types(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    """It answers no contract: nothing is offered under the quarter of the siège."""
    window = a_window(qtbot, look, desk, dialogs)
    the_place(qtbot, window).new.click()
    atelier = window.atelier
    assert atelier is not None
    quarter = atelier.findChild(FieldRow, "siege_quartier")
    assert isinstance(quarter, FieldRow)
    before = len(quarter.findChildren(Words))
    name = child(atelier, QLineEdit, "Quel est le nom complet de l’association\u00a0?")
    name.setFocus()
    type_text(name, "Les Exemples (fictive)")
    assert len(quarter.findChildren(Words)) == before


def test_a_step_of_one_minute_is_said_in_the_singular(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    record = desk.associations.new_record()
    atelier = open_atelier(qtbot, look, desk, desk.session(record), "exercice")
    assert "environ 1 minute" in words(atelier).replace("\u00a0", " ")
    assert "environ 1 minutes" not in words(atelier).replace("\u00a0", " ")


def test_the_budget_of_a_record_without_a_year_says_what_to_answer_first(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = desk.session(desk.associations.new_record())
    atelier = open_atelier(qtbot, look, desk, session, "budget_association")
    screen = atelier.step_screen
    assert isinstance(screen, BudgetScreen)
    assert screen.banner.isVisible()
    screen.banner.go.click()
    assert atelier.step.id == "exercice"
    type_in(session, "premier_exercice", "2027")
    atelier.open_step(next(one for one in steps(session.facts) if one.id == "budget_association"))
    assert not screen.banner.isVisible()


def test_a_record_is_no_card_among_the_dossiers(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.associations.new_record()
    window = a_window(qtbot, look, desk, dialogs)
    assert "Aucun dossier" in words(window.accueil)


def test_the_card_says_what_waits(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    sample = a_kept_sample(desk)
    record = desk.session(desk.associations.record_from(sample.dossier))
    row = record.facts.rows("pieces")[0]
    type_in(record, f"piece_echeance@{row}", "01/01/2026")
    desk.save(record.dossier)
    place = the_place(qtbot, a_window(qtbot, look, desk, dialogs))
    said = words(place)
    assert sample.facts.shown("siret") in said
    assert "1 dossier" in said
    assert "Mandat jusqu’au" in said
    assert "1 papier n’est plus valable\u00a0: Statuts" in said


def test_a_new_dossier_for_an_association_is_filled_with_its_record(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    sample = a_kept_sample(desk)
    record = desk.associations.record_from(sample.dossier)
    window = a_window(qtbot, look, desk, dialogs)
    place = the_place(qtbot, window)
    child(place, Button, f"Nouveau dossier pour {sample.facts.shown('nom')}").click()
    asked = window.findChild(NewDossier)
    assert isinstance(asked, NewDossier)
    qtbot.waitUntil(asked.on.isEnabled)
    assert asked.page.title == asked.place.title  # the association is known already
    asked.place.contrat.setCurrentIndex(1)
    while asked.page.title != asked.ready.title:
        asked.later.click()
    asked.on.click()
    qtbot.waitUntil(lambda: window.atelier is not None)
    made = desk.saves[-1]
    assert made.text(NOM) == sample.dossier.text(NOM)
    assert made.text(Key(RECORD)) == record.id


def test_a_complete_record_ends_where_it_began(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    record = desk.session(desk.associations.record_from(a_kept_sample(desk).dossier))
    last = steps(record.facts)[-1]
    atelier = open_atelier(qtbot, look, desk, record, last.id)
    record.change({Key(FieldId("rib_titulaire")): record.dossier.text(NOM)})
    assert atelier.foot.action.text() == "Revenir à mes associations"
    left: list[bool] = []
    atelier.left.connect(lambda: left.append(True))
    atelier.foot.action.click()
    assert left == [True]


def test_a_dossier_without_record_offers_to_make_one(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_kept_sample(desk)
    screen = compared(qtbot, look, desk, session)
    assert screen.make.hasFocus()
    press(screen.make, Qt.Key.Key_Space)
    [record] = desk.associations.records()
    assert record.text(NOM) == session.dossier.text(NOM)
    assert session.dossier.text(Key(RECORD)) == record.id
    assert "même chose" in screen.said.text()


def test_what_differs_is_ticked_and_brought_over_with_the_keyboard(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_kept_sample(desk)
    record = desk.session(desk.associations.record_from(session.dossier))
    type_in(record, "siege_voie", "1 rue Nouvelle")
    type_in(record, "benevoles", "31")
    desk.save(record.dossier)
    before = session.dossier.text(Key(FieldId("benevoles")))
    screen = compared(qtbot, look, desk, session)
    assert screen.said.text() == "2 différences"
    assert screen.table.hasFocus()
    assert screen.to_dossier.text() == "Reprendre de la fiche (2)"
    press(screen.table, Qt.Key.Key_Down)
    press(screen.table, Qt.Key.Key_Space)
    assert screen.to_dossier.text() == "Reprendre de la fiche (1)"
    press(screen.to_dossier, Qt.Key.Key_Space)
    assert session.facts.shown("siege_voie") == "1 rue Nouvelle"
    assert session.dossier.text(Key(FieldId("benevoles"))) == before
    assert screen.said.text() == "1 différence"
    assert nameless(screen) == []


def test_the_dossier_teaches_its_record_and_does_not_move(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_kept_sample(desk)
    desk.associations.record_from(session.dossier)
    type_in(session, "siege_voie", "2 rue Nouvelle")
    before = session.dossier
    screen = compared(qtbot, look, desk, session)
    screen.to_record.click()
    [record] = desk.associations.records()
    assert desk.session(record).facts.shown("siege_voie") == "2 rue Nouvelle"
    assert session.dossier == before
    assert differences(session.facts, desk.session(record).facts) == ()


def test_a_record_that_cannot_be_written_is_told_and_still_differs(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_kept_sample(desk)
    desk.associations.record_from(session.dossier)
    type_in(session, "siege_voie", "3 rue Nouvelle")
    screen = compared(qtbot, look, desk, session)
    desk.refusal = UserError("Le disque est plein.", remedy="Libérez de la place.")
    screen.to_record.click()
    dialogs = screen.dialogs
    assert isinstance(dialogs, SilentDialogs)
    assert any("plein" in said for said in dialogs.said)
    assert screen.said.text() == "1 différence"


def test_ticking_nothing_leaves_nothing_to_bring(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_kept_sample(desk)
    desk.associations.record_from(session.dossier)
    type_in(session, "siege_voie", "4 rue Nouvelle")
    screen = compared(qtbot, look, desk, session)
    screen.none.click()
    assert not screen.to_dossier.isEnabled()
    screen.all.click()
    assert screen.to_dossier.isEnabled()


def test_the_choice_of_an_association_keeps_what_was_chosen(qtbot: QtBot, desk: ADesk) -> None:
    record = desk.session(desk.associations.record_from(a_kept_sample(desk).dossier))
    card, choice = association_card(record, []), AssociationChoice()
    show(qtbot, choice)
    chosen = [choice.record]
    choice.offer([card])
    chosen.append(choice.record)
    choice.combo.setCurrentIndex(1)
    chosen.append(choice.record)
    choice.choose(card.id)
    choice.offer([card])
    chosen.append(choice.record)
    assert chosen == [None, card.id, None, card.id]
