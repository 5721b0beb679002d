"""The conversation that begins a dossier: with a keyboard, whole or left for later."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from cvdesk.domain.ids import Key
from cvdesk.domain.money import NBSP
from cvdesk.domain.recherche import Trouvaille
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.new_dossier import NewDossier
from cvdesk.gui.widgets.begin_place import NOT_YET
from cvdesk.gui.widgets.typing import Line
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import child, focused, nameless, show, type_text

CONTRAT = "Grand-Orly Seine Bièvre"
FOUND = (
    Trouvaille("gosb-2024", "1", "O1.1", "objectif stratégique", "Soutenir la parentalité",
               "Accompagner les parents isolés", 0.9, (120,)),
    Trouvaille("gosb-2024", "1", "O1.2", "objectif stratégique",
               "Lutter contre le décrochage scolaire", "Lutter contre le décrochage scolaire",
               0.7, (130,)),
)  # fmt: skip


def a_conversation(qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs) -> NewDossier:
    screen = NewDossier(look, desk, dialogs)
    show(qtbot, screen)
    qtbot.waitUntil(screen.on.isEnabled)
    return screen


def choose(box: QComboBox, text: str) -> None:
    rank = box.findText(text)
    assert rank >= 0, [box.itemText(one) for one in range(box.count())]
    box.setCurrentIndex(rank)
    box.activated.emit(rank)


def words(screen: NewDossier) -> str:
    QApplication.processEvents()  # what was just added is shown
    shown = [one.text() for one in screen.findChildren(QLabel) if one.isVisible()]
    return "\n".join(shown).replace(NBSP, " ")


def shown(screen: NewDossier) -> str:
    return screen.page.title


def go_to(screen: NewDossier, page: object) -> None:
    while screen.page is not page:
        screen.go_on()


def test_the_whole_conversation_gives_a_dossier_that_knows_it_all(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.found = FOUND
    screen = a_conversation(qtbot, look, desk, dialogs)
    choose(screen.place.commune, "Athis-Mons")
    choose(screen.place.quartier, "Clos Nollet")
    assert "Département : 91" in words(screen)
    screen.on.click()
    type_text(focused(Line), "parents seuls")
    screen.need.search()
    qtbot.waitUntil(lambda: len(screen.need.boxes) == 2)
    assert "« Accompagner les parents isolés »" in words(screen)
    screen.need.boxes["O1.2"].click()
    screen.need.boxes["O1.1"].click()
    screen.on.click()
    assert screen.way.answers["lieu", "qpv"].isChecked()
    for answer in (("objet", "action"), ("duree", "une"), ("montant", "moins_2000")):
        screen.way.answers[answer].click()
    assert screen.way.path.currentData() == "fpcc"
    assert "ligne 7623" in words(screen)
    screen.on.click()
    assert screen.call.appel.currentData() == "exemple-gosb-2027-fpcc"
    assert "moins de 2 000 €" in words(screen)
    screen.on.click()
    assert "L’avis du conseil citoyen" in words(screen)
    assert screen.on.text() == "Commencer ce dossier"
    with qtbot.waitSignal(screen.created):
        screen.on.click()
    made = screen.dossier
    assert desk.kept[made.id] == made
    assert (made.form.form, made.appel) == ("annuel", "exemple-gosb-2027-fpcc")
    texts = {str(key.field): record.text for key, record in made.records.items()}
    assert texts["territoire_quartier"] == "QN09128M"
    assert texts["territoire_commune"] == "Athis-Mons"
    assert texts["demande_objet"] == "projet"
    assert texts["besoin"] == "parents seuls"
    assert texts["financeur_portail"] == "91-ETAT-POLITIQUE-VILLE"
    cited = [made.text(key) for key in made.records if key.field == "ancrage_noeud"]
    assert cited == ["O1.2", "O1.1"]


def test_no_contract_and_no_call_is_chosen_for_the_person(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_conversation(qtbot, look, desk, dialogs)
    assert screen.place.contrat.currentText() == screen.place.commune.currentText() == NOT_YET
    assert "Contrat de ville non précisé" in words(screen)
    choose(screen.place.commune, "Orly")
    assert screen.place.contrat.currentData() == "gosb-2024"
    choose(screen.place.commune, NOT_YET)
    assert screen.place.contrat.currentData() == ""
    screen.on.click()
    assert not screen.need.line.isEnabled()
    assert "pas encore choisi" in words(screen)
    go_to(screen, screen.call)
    assert screen.call.appel.currentData() == ""
    screen.on.click()
    assert screen.page is screen.ready
    assert "Non précisé. Un dossier suit un seul contrat" in words(screen)
    assert screen.on.text() == "Choisir le contrat de ville"
    screen.on.click()
    assert shown(screen) == screen.place.title
    choose(screen.place.contrat, CONTRAT)
    go_to(screen, screen.call)
    assert screen.call.appel.count() > 1
    assert screen.call.appel.currentData() == ""
    go_to(screen, screen.ready)
    screen.on.click()
    assert desk.kept[screen.dossier.id].contrat.contrat == "gosb-2024"


def test_everything_but_the_contract_may_be_left_for_later(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_conversation(qtbot, look, desk, dialogs)
    choose(screen.place.contrat, CONTRAT)
    while screen.page is not screen.ready:
        screen.later.click()
    assert not screen.later.isVisible()
    assert "à choisir plus tard" in words(screen)
    screen.on.click()
    made = screen.dossier
    assert (made.form.form, made.appel) == ("annuel", "")
    assert {str(key) for key in made.records} == {"premier_exercice"}


def test_the_keyboard_alone_goes_through(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_conversation(qtbot, look, desk, dialogs)
    assert focused(QComboBox) is screen.place.commune
    QTest.keyClicks(screen.place.commune, "Orly")
    QTest.keyClick(screen.place.commune, Qt.Key.Key_Return)
    assert screen.place.commune.currentText() == "Orly"
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown(screen) == screen.need.title
    QTest.keyClick(screen, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown(screen) == screen.place.title
    assert screen.place.commune.currentText() == "Orly"


def test_the_path_follows_the_answers_and_the_person_may_choose_another(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_conversation(qtbot, look, desk, dialogs)
    go_to(screen, screen.way)
    assert screen.way.path.currentData() == "action"
    screen.way.answers["duree", "plusieurs"].click()
    assert screen.way.path.currentData() == "cpo"
    assert "Proposée pour vous" in words(screen)
    assert "23 000 €" in words(screen)
    choose(screen.way.path, "Appel à projets annuel")
    assert "Choisie par vous" in words(screen)
    screen.on.click()
    assert screen.beginning.voie == "action"
    screen.back.click()
    assert screen.way.path.currentData() == "action"


def test_a_path_that_one_answer_would_open_is_told(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_conversation(qtbot, look, desk, dialogs)
    choose(screen.place.commune, "Orly")
    go_to(screen, screen.way)
    for answer in (("objet", "annee"), ("porteur", "petite")):
        screen.way.answers[answer].click()
    assert screen.way.path.currentData() == "action"
    told = "Répondez à « Pour combien de temps ? »"
    assert told in words(screen)
    screen.way.answers["duree", "une"].click()
    assert screen.way.path.currentData() == "fonctionnement"
    assert told not in words(screen)


def test_without_a_call_the_years_are_asked(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_conversation(qtbot, look, desk, dialogs)
    choose(screen.place.commune, "Orly")
    go_to(screen, screen.way)
    screen.way.answers["duree", "plusieurs"].click()
    screen.on.click()
    assert screen.call.appel.currentData() == "exemple-gosb-2027-cpo"
    assert not screen.call.first.isVisible()
    choose(screen.call.appel, "Je choisirai l’appel plus tard")
    assert screen.call.first.isVisible()
    assert screen.call.last.isVisible()
    first, last = screen.call.first.currentData(), screen.call.last.currentData()
    go_to(screen, screen.ready)
    screen.on.click()
    assert screen.dossier.form.form == "cpo"
    assert screen.dossier.text(Key.parse("premier_exercice")) == str(first)
    assert screen.dossier.text(Key.parse("dernier_exercice")) == str(last)


def test_an_association_of_this_computer_is_asked_first_and_copied_in(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    sample = desk.example_dossier(desk.examples()[0])
    record = desk.associations.record_from(sample)
    screen = a_conversation(qtbot, look, desk, dialogs)
    assert shown(screen) == screen.association.title
    assert screen.summary.accessibleName() == screen.association.choice.combo.currentText()
    go_to(screen, screen.place)
    choose(screen.place.contrat, CONTRAT)
    go_to(screen, screen.ready)
    screen.on.click()
    name = Key.parse("nom")
    assert screen.dossier.text(name) == record.text(name) == sample.text(name)


def test_the_first_moment_says_what_is_waited_for(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = NewDossier(look, desk, dialogs)
    waiting = [one.text() for one in screen.findChildren(QLabel)]
    assert "Lecture des contrats de ville…" in waiting
    show(qtbot, screen)
    qtbot.waitUntil(screen.on.isEnabled)
    assert "Lecture des contrats" not in words(screen)


def test_words_that_nothing_answers_are_told(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_conversation(qtbot, look, desk, dialogs)
    choose(screen.place.contrat, CONTRAT)
    go_to(screen, screen.need)
    type_text(focused(Line), "xyz")
    QTest.keyClick(screen.need.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Rien ne répond" in words(screen))
    assert desk.searched == ["xyz"]


def test_the_words_typed_are_looked_for_again_when_the_contract_changes(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.found = FOUND
    screen = a_conversation(qtbot, look, desk, dialogs)
    choose(screen.place.contrat, CONTRAT)
    go_to(screen, screen.need)
    type_text(focused(Line), "parents")
    QTest.keyClick(screen.need.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(screen.need.boxes) == 2)
    for contrat in (NOT_YET, CONTRAT):
        while screen.page is not screen.place:
            screen.go_back()
        choose(screen.place.contrat, contrat)
        go_to(screen, screen.need)
        assert "Rien ne répond" not in words(screen)
        assert screen.need.line.text() == "parents"
    qtbot.waitUntil(lambda: len(screen.need.boxes) == 2)
    assert desk.searched == ["parents", "parents"]


def test_every_control_has_a_name(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    desk.found = FOUND
    screen = a_conversation(qtbot, look, desk, dialogs)
    while True:
        assert nameless(screen) == []
        if screen.page is screen.ready:
            break
        screen.go_on()


def test_a_dossier_that_cannot_be_kept_is_told_and_the_answers_stay(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = a_conversation(qtbot, look, desk, dialogs)
    choose(screen.place.contrat, CONTRAT)
    go_to(screen, screen.ready)
    desk.refusal = UserError("Le disque est plein.")
    screen.on.click()
    assert dialogs.said == ["Le disque est plein."]
    assert screen.page is screen.ready


def test_ctrl_n_opens_the_conversation_and_leads_to_the_workshop(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    screen = window.findChild(NewDossier)
    assert isinstance(screen, NewDossier)
    qtbot.waitUntil(screen.on.isEnabled)
    assert child(screen, QComboBox, "Dans quelle commune\u00a0?").isVisible()
    choose(screen.place.contrat, CONTRAT)
    go_to(screen, screen.ready)
    screen.on.click()
    assert window.atelier is not None
    (made,) = desk.kept.values()
    assert not made.exemple
