"""Questions generated from the form, answered as a person does."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from cvdesk.app.quarters import answer_quarter
from cvdesk.app.session import Session
from cvdesk.domain.ids import GroupId, Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.gui.look import Look
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.widgets.field_row import FieldRow
from cvdesk.gui.widgets.typing import Line, Text
from tests.gui.desk import ADesk
from tests.gui.hands import child, focused, open_atelier, press, type_text
from tests.support.builders import a_sample

AMOUNT = Key.parse("montant_sollicite.2027")
NEED = Key.parse("besoin@P1")
ACTION_END = Key.parse("date_fin@P1")


def a_session(desk: ADesk, **answers: str) -> Session:
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    for name, typed in answers.items():
        session.answer(Key.parse(name), typed)
    return session


def label_of(session: Session, key: Key) -> str:
    return session.reference.form.places[key.field].field.label


def at(qtbot: QtBot, look: Look, desk: ADesk, session: Session, key: Key, step: str) -> Atelier:
    atelier = open_atelier(qtbot, look, desk, session, step)
    assert atelier.step_screen.focus_key(key)
    return atelier


def row(atelier: Atelier, key: Key) -> FieldRow:
    found = atelier.findChild(FieldRow, str(key))
    assert isinstance(found, FieldRow)
    return found


def test_a_typed_amount_reaches_the_session_and_comes_back_in_french(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    at(qtbot, look, desk, session, AMOUNT, "signature")
    line = focused(Line)
    line.selectAll()
    type_text(line, "9800,5")
    press(line, Qt.Key.Key_Return)

    assert session.facts.at(AMOUNT) == Euros(980_050)
    assert line.text() == "9\u00a0800,50\u00a0€"


def test_an_amount_read_while_it_was_typed_is_in_french_once_left(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    at(qtbot, look, desk, session, AMOUNT, "signature")
    line = focused(Line)
    line.selectAll()
    type_text(line, "9800")
    qtbot.waitUntil(lambda: session.facts.at(AMOUNT) == Euros.whole(9_800))
    assert line.text() == "9800"

    press(line, Qt.Key.Key_Tab)
    assert line.text() == "9\u00a0800\u00a0€"


def test_a_free_text_is_kept_at_every_key(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk, **{"besoin@P1": ""})
    at(qtbot, look, desk, session, NEED, "besoin@P1")
    text = focused(Text)
    type_text(text, "Œuvre « à 3 € »")

    assert session.dossier.text(NEED) == "Œuvre « à 3 € »"


def test_a_non_breaking_space_in_a_long_text_is_kept(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk, **{"besoin@P1": ""})
    at(qtbot, look, desk, session, NEED, "besoin@P1")
    type_text(focused(Text), "12\u00a0500")

    assert session.dossier.text(NEED) == "12\u00a0500"


def test_half_a_date_is_not_refused_while_it_is_typed(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    at(qtbot, look, desk, session, ACTION_END, "deroulement@P1")
    line = focused(Line)
    line.selectAll()
    type_text(line, "31/1")
    assert session.rejected(ACTION_END) is None

    type_text(line, "1/2027")
    press(line, Qt.Key.Key_Return)
    assert session.rejected(ACTION_END) is not None  # there is no 31 November


def test_what_was_read_in_a_pause_does_not_count_once_the_whole_cannot_be_read(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk, **{str(AMOUNT): "8000"})
    at(qtbot, look, desk, session, AMOUNT, "signature")
    line = focused(Line)
    line.selectAll()
    type_text(line, "12,5")
    qtbot.waitUntil(lambda: session.facts.at(AMOUNT) == Euros(1_250))
    type_text(line, "k")
    press(line, Qt.Key.Key_Return)

    assert line.text() == "12,5k"
    assert session.facts.at(AMOUNT) == Euros.whole(8_000)


def test_what_cannot_be_read_stays_on_screen_with_its_reason(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    atelier = at(qtbot, look, desk, session, ACTION_END, "deroulement@P1")
    line = focused(Line)
    line.selectAll()
    type_text(line, "bientôt")
    press(line, Qt.Key.Key_Return)

    assert line.text() == "bientôt"
    assert "n’est pas une date" in line.accessibleDescription()
    assert session.dossier.text(ACTION_END) == "2027-12-31"
    assert row(atelier, ACTION_END).isVisible()


def test_leaving_a_field_sends_what_was_typed(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    at(qtbot, look, desk, session, ACTION_END, "deroulement@P1")
    line = focused(Line)
    line.selectAll()
    type_text(line, "30/11/2027")
    press(line, Qt.Key.Key_Tab)

    assert session.dossier.text(ACTION_END) == "2027-11-30"


def test_undo_in_a_field_is_the_undo_of_the_dossier(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    before = session.dossier.text(NEED)
    atelier = at(qtbot, look, desk, session, NEED, "besoin@P1")
    text = focused(Text)
    type_text(text, "Et puis ")
    assert session.dossier.text(NEED) != before

    QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.dossier.text(NEED) == before
    assert text.raw_text() == before

    QTest.keyClick(text, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.dossier.text(NEED) == f"Et puis {before}"
    assert atelier.foot.undo.isEnabled()


def test_a_change_elsewhere_leaves_what_is_being_typed(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    at(qtbot, look, desk, session, NEED, "besoin@P1")
    text = focused(Text)
    type_text(text, "Aussi  ")
    shown = text.raw_text()
    session.answer(Key.parse("intitule@P1"), "Un autre titre")

    assert text.raw_text() == shown


def test_the_counter_follows_the_typing(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk, **{"besoin@P1": ""})
    atelier = at(qtbot, look, desk, session, NEED, "besoin@P1")
    type_text(focused(Text), "Cinq.")

    shown = [one.text() for one in row(atelier, NEED).findChildren(type(atelier.foot.saved))]
    assert "5 caractères sur 2\u00a0000" in shown


def test_rows_are_added_moved_and_removed(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    project = session.facts.projects[0]
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1")
    child(atelier, QPushButton, "Monter\u00a0: objectif 2").click()
    assert session.facts.rows("objectifs", project)[0] == "OB2"

    child(atelier, QPushButton, "Retirer\u00a0: objectif 1").click()
    assert "OB2" not in session.facts.rows("objectifs", project)

    add = next(b for b in atelier.findChildren(QPushButton) if b.text() == "Ajouter un objectif")
    add.click()
    new = session.facts.rows("objectifs", project)[-1]
    type_text(focused(Line), "Un de plus")
    assert session.facts.shown("objectif_texte", new) == "Un de plus"
    assert session.dossier.rows[RowId(new)].group == GroupId("objectifs")


def test_a_question_appears_with_the_answer_that_calls_for_it(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "association")
    assert atelier.findChild(FieldRow, "registre_volume") is None

    asked = session.reference.form.places[Key.parse("registre_tribunal").field].field.label
    child(atelier, QRadioButton, f"{asked}\u00a0: Oui").click()
    appeared = atelier.findChild(FieldRow, "registre_volume")
    assert isinstance(appeared, FieldRow)
    qtbot.waitUntil(appeared.isVisible)
    assert session.dossier.text(Key.parse("registre_tribunal")) == "oui"


def test_the_help_in_depth_opens_and_closes(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1")
    more = child(
        row(atelier, NEED), QPushButton, f"En savoir plus\u00a0: {label_of(session, NEED)}"
    )
    labels = row(atelier, NEED).findChildren(QLabel)
    words = [label for label in labels if "Notice" in label.text()]
    assert not words[0].isVisible()
    more.click()
    assert words[0].isVisible()


def test_choosing_a_row_of_another_list(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    key = Key.parse("indicateur_objectif@I1")
    atelier = at(qtbot, look, desk, session, key, "indicateurs@P1")
    box = QApplication.focusWidget()
    assert box is not None
    press(box, Qt.Key.Key_Down)
    assert session.dossier.text(key) == "OB2"
    assert atelier.step.id == "indicateurs@P1"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_quarter_is_chosen_by_its_name_and_kept_by_its_code(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    key = Key.parse("territoire_quartier@T1")
    atelier = at(qtbot, look, desk, session, key, "quartiers@P1")
    line = focused(Line)
    line.selectAll()
    type_text(line, "quartier est")
    assert session.dossier.text(key) == "QN09412M"
    completer = line.completer()
    assert completer.completionCount() == 1
    popup = completer.popup()
    assert popup is not None
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.dossier.text(key) == "QN09428M")
    labels = [label.text() for label in row(atelier, key).findChildren(QLabel)]
    assert "Quartier Est, Orly" in labels


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("typed", ["quartier est", "Quartier Est, Orly", "quartier e", "QN09428M"])
def test_a_quarter_is_recognised_when_only_one_can_be_meant(
    qtbot: QtBot, look: Look, desk: ADesk, typed: str
) -> None:
    session = a_session(desk)
    key = Key.parse("territoire_quartier@T1")
    atelier = at(qtbot, look, desk, session, key, "quartiers@P1")
    line = focused(Line)
    line.selectAll()
    type_text(line, typed)
    press(line, Qt.Key.Key_Escape)
    row(atelier, key).commit()
    assert session.dossier.text(key) == line.text() == "QN09428M"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_commune_follows_its_quarter_when_it_is_not_said_yet(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    key, commune = Key.parse("territoire_quartier@T1"), Key.parse("territoire_commune@T1")
    session.answer(key, "")
    session.answer(commune, "")
    atelier = at(qtbot, look, desk, session, key, "quartiers@P1")
    type_text(focused(Line), "quartier est")
    row(atelier, key).commit()
    assert session.dossier.text(commune) == "Orly"
    session.undo()
    assert session.dossier.text(key) is session.dossier.text(commune) is None


def test_the_commune_that_followed_follows_again_and_one_that_was_typed_stays() -> None:
    session = a_sample()
    key, commune = Key.parse("territoire_quartier@T1"), Key.parse("territoire_commune@T1")
    answer_quarter(session, key, "QN09428M")
    assert session.dossier.text(commune) == "Orly"
    session.answer(commune, "Villejuif")
    answer_quarter(session, key, "QN09412M")
    assert session.dossier.text(commune) == "Villejuif"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_menu_over_a_line_does_not_end_the_typing(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    key = Key.parse("territoire_quartier@T1")
    at(qtbot, look, desk, session, key, "quartiers@P1")
    line = focused(Line)
    line.selectAll()
    type_text(line, "quartier est")
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert line.text() == "quartier est"


def test_what_stands_below_an_answer_stays_in_place_when_it_is_given(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    form, frequency = Key.parse("demande_forme"), Key.parse("demande_frequence")
    session = a_session(desk, demande_forme="")
    atelier = at(qtbot, look, desk, session, form, "demande")
    place = row(atelier, frequency).geometry()
    said = {one.text(): one for one in row(atelier, form).findChildren(QLabel)}
    left = said["Il reste à remplir\u00a0: Forme."]
    assert left.isVisible()

    press(focused(QCheckBox), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not left.isVisible())
    QApplication.processEvents()
    assert row(atelier, frequency).geometry() == place
