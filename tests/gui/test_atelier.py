"""The workshop: steps, findings, search, history, layouts."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.cards import card_of
from cvdesk.app.navigation import steps
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key, RowId
from cvdesk.errors import UserError
from cvdesk.gui.autosave import Autosave
from cvdesk.gui.look import Look
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.tokens import DARK, LIGHT
from cvdesk.gui.widgets.typing import Line, Text
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import focused, open_atelier, press, show, type_text

ACCESS = Key.parse("droit_commun@P1")


def a_session(desk: ADesk, **answers: str) -> Session:
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    for name, typed in answers.items():
        session.answer(Key.parse(name), typed)
    return session


def test_the_open_step_stays_in_sight_when_the_window_shrinks(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    atelier = open_atelier(qtbot, look, desk, a_session(desk), "signature")
    atelier.resize(1366, 420)
    shown = atelier.steps.visualRect(atelier.steps.currentIndex())
    assert atelier.steps.viewport().rect().contains(shown)


def test_f7_goes_to_the_answer_that_is_missing(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk, **{"droit_commun@P1": ""})
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    for _ in range(len(session.findings)):
        QTest.keyClick(atelier, Qt.Key.Key_F7)
        if atelier.step.id == "besoin@P1":
            break
    type_text(focused(Text), "En complément.")
    assert session.dossier.text(ACCESS) == "En complément."


def test_f7_after_an_answer_goes_to_the_point_that_follows_it(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    """Else what is typed next falls in the first answer that waits, often one already right."""
    session = a_session(desk, siret="1", **{"besoin@P1": "", "droit_commun@P1": ""})
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    for _ in range(len(session.findings)):
        QTest.keyClick(atelier, Qt.Key.Key_F7)
        if atelier.step.id == "besoin@P1":
            break
    type_text(focused(Text), "Des enfants décrochent.")
    QTest.keyClick(atelier, Qt.Key.Key_F7)
    type_text(focused(Text), "En complément.")
    assert session.dossier.text(ACCESS) == "En complément."


def test_undo_shows_what_it_takes_back_on_another_step(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk, **{"droit_commun@P1": "Un complément."})
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    QTest.keyClick(atelier, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert atelier.step.id == "besoin@P1"
    assert focused(Text).raw_text() == session.dossier.text(ACCESS) != "Un complément."
    QTest.keyClick(atelier, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(atelier, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert atelier.step.id == "besoin@P1"
    assert focused(Text).raw_text() == "Un complément."


def test_a_dossier_opens_where_its_card_says(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk, **{"besoin@P1": "", "projet_604.2027@P1": "12"})
    card = card_of(session, session.facts.today)
    atelier = Atelier(look, desk, session, SilentDialogs())
    show(qtbot, atelier)
    assert card.next_step == atelier.foot.action.text()
    assert atelier.step.id == "budget_projet@P1"


def test_the_panel_leads_to_the_answer(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk, **{"droit_commun@P1": ""})
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1")
    qtbot.waitUntil(lambda: any("Lien" in one for one in visible_buttons(atelier.panel)))
    visible_buttons(atelier.panel)["Aller à «\u00a0Lien avec le droit commun\u00a0»"].click()
    type_text(focused(Text), "En complément.")
    assert session.dossier.text(ACCESS) == "En complément."
    assert "Rien à signaler" in words_of(atelier.panel)


def test_an_objective_without_indicator_leads_to_where_one_is_added(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    session.remove_row(RowId("I5"))
    atelier = open_atelier(qtbot, look, desk, session, "indicateurs@P1")
    qtbot.waitUntil(lambda: "Ajouter un indicateur" in visible_buttons(atelier.panel))
    visible_buttons(atelier.panel)["Ajouter un indicateur"].click()
    assert focused(QPushButton).text() == "Ajouter un indicateur"


def visible_buttons(widget: QWidget) -> dict[str, QPushButton]:
    return {one.text(): one for one in widget.findChildren(QPushButton) if one.isVisible()}


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_filled_button_says_and_does_the_next_thing(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk, **{"droit_commun@P1": ""})
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1")
    assert atelier.foot.action.text() == "Répondre\u00a0: Lien avec le droit commun"
    atelier.foot.action.click()
    type_text(focused(Text), "Oui.")
    assert atelier.foot.action.text().startswith(("Continuer", "Relire"))


@pytest.mark.parametrize("width", [1366, 700])
def test_a_dossier_that_was_signed_says_so_and_that_it_changed(
    qtbot: QtBot, look: Look, desk: ADesk, width: int
) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    atelier.resize(width, 768)
    assert "Version" not in shown(atelier)
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    assert "Version 1, signée le 04/12/2026" in shown(atelier)
    session.answer(Key.parse("lieu@P1"), "Ailleurs.")
    assert "Modifié depuis la version 1, signée le 04/12/2026" in shown(atelier)


def shown(widget: QWidget) -> str:
    labels = [one for one in widget.findChildren(QLabel) if one.isVisible()]
    return " ".join(one.accessibleName() or one.text() for one in labels)


def test_ctrl_k_finds_a_question_without_its_accents(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    QTest.keyClick(atelier, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = focused(Line)
    type_text(line, "interet commercial")
    assert atelier.finder.results.count() == 0
    line.clear()
    type_text(line, "titulaire du compte")
    press(line, Qt.Key.Key_Return)

    assert atelier.step.id == "association"
    assert focused(Line).text() == "LES MOTS DU 8-MAI"


def test_ctrl_k_finds_an_action(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    atelier = open_atelier(qtbot, look, desk, a_session(desk), "demande")
    QTest.keyClick(atelier, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_text(focused(Line), "etape suivante")
    press(focused(Line), Qt.Key.Key_Return)
    assert atelier.step.id == "association"


def test_escape_leaves_the_search(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    atelier = open_atelier(qtbot, look, desk, a_session(desk), "demande")
    QTest.keyClick(atelier, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(focused(Line), Qt.Key.Key_Escape)
    assert not atelier.finder.isVisible()


def test_a_screen_reader_hears_each_step_with_its_state(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk, **{"droit_commun@P1": ""})
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    steps = QAccessible.queryAccessibleInterface(atelier.steps)
    heard = [steps.child(place).text(QAccessible.Text.Name) for place in range(steps.childCount())]
    assert "Étape 5 sur 13, Besoin et objectifs, À compléter · 1 point" in heard
    assert len([one for one in heard if one.startswith("Étape")]) == 13


def test_a_step_is_opened_from_the_keyboard(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    atelier = open_atelier(qtbot, look, desk, a_session(desk), "demande")
    atelier.steps.setFocus()
    press(atelier.steps, Qt.Key.Key_Down)
    press(atelier.steps, Qt.Key.Key_Return)
    assert atelier.step.id == "association"


@pytest.mark.parametrize("width", [900, 960, 1020, 1199])
def test_a_long_next_action_is_not_cut_and_does_not_widen_the_window(
    qtbot: QtBot, look: Look, desk: ADesk, width: int
) -> None:
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    atelier = open_atelier(qtbot, look, desk, session, "signature")
    atelier.resize(width, 640)
    button = atelier.foot.action
    atelier.foot.show_saved("21:14")
    button.say("Répondre\u00a0: Signature par le représentant légal")
    qtbot.waitUntil(lambda: button.width() >= button.sizeHint().width())
    assert atelier.width() == width


@pytest.mark.parametrize(
    ("width", "steps", "tabs", "combo"),
    [(1366, True, False, False), (1100, True, True, False), (820, False, True, True)],
)
def test_the_layout_follows_the_room(
    qtbot: QtBot, look: Look, desk: ADesk, *, width: int, steps: bool, tabs: bool, combo: bool
) -> None:
    atelier = open_atelier(qtbot, look, desk, a_session(desk), "besoin@P1")
    atelier.resize(width, 700)
    qtbot.waitUntil(lambda: atelier.steps.isVisible() is steps)
    assert atelier.panel_tab.isVisible() is tabs
    assert atelier.top.steps.isVisible() is combo
    assert atelier.width() == width


def test_with_large_text_the_steps_are_a_combo_box_that_opens_them(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    look.wear(LIGHT, 2.0)
    atelier = open_atelier(qtbot, look, desk, a_session(desk), "demande")
    assert atelier.top.steps.isVisible()
    press(atelier.top.steps, Qt.Key.Key_Down)
    assert atelier.step.id == "association"
    assert atelier.minimumSizeHint().width() <= 1366


def test_the_theme_changes_under_an_open_dossier(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    atelier = open_atelier(qtbot, look, desk, a_session(desk), "besoin@P1")
    look.wear(DARK, 1.0)
    corner = atelier.grab().toImage().pixelColor(2, 2)
    assert corner.name().upper() == DARK.surface


def test_what_is_typed_is_in_the_file_within_a_second(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1")
    atelier.step_screen.focus_key(ACCESS)
    with qtbot.waitSignal(atelier.autosave.saved, timeout=1000):
        type_text(focused(Text), "A")
    assert desk.saves[-1].text(ACCESS) == session.dossier.text(ACCESS)
    assert atelier.foot.saved.text().startswith("Enregistré à ")


def test_many_keys_make_few_saves_and_the_last_one_wins(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1")
    atelier.step_screen.focus_key(ACCESS)
    with qtbot.waitSignal(atelier.autosave.saved, timeout=2000):
        type_text(focused(Text), "Une phrase tapée vite.")
    assert len(desk.saves) == 1
    assert desk.saves[-1] is session.dossier


def test_flushing_leaves_nothing_behind(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1")
    atelier.step_screen.focus_key(ACCESS)
    type_text(focused(Text), "Z")
    assert desk.saves == []
    atelier.autosave.flush()
    assert desk.saves[-1] is session.dossier


def test_a_full_disk_is_told_and_tried_again(qtbot: QtBot, desk: ADesk) -> None:
    session = a_session(desk)
    refusals = [UserError("Le disque est plein.", remedy="Libérez de la place.")]

    def save(dossier: object) -> None:
        if refusals:
            raise refusals.pop()

    holder = QObject()
    autosave = Autosave(session, save, holder)
    with qtbot.waitSignal(autosave.refused, timeout=2000) as told:
        session.answer(ACCESS, "Une autre phrase")
    assert told.args == ["Le disque est plein. Libérez de la place."]
    autosave.flush()
    assert not autosave.pending


def test_a_paquet_is_written_for_the_next_person(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = a_session(desk)
    atelier = open_atelier(qtbot, look, desk, session, "besoin@P1", dialogs)
    dialogs.target = Path("dossier.cvdesk")
    atelier.send_paquet()
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert desk.written[Path("dossier.cvdesk")] is session.dossier
    assert "est prêt" in dialogs.said[0]
    assert dialogs.named == ["LM8M-2027-dossier.cvdesk"]


def test_every_step_opens_and_holds_in_a_small_window(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    for example in desk.examples():
        session = desk.session(desk.example_dossier(example))
        atelier = open_atelier(qtbot, look, desk, session, "demande")
        show(qtbot, atelier, 1366, 697)
        for step in steps(session.facts):
            atelier.open_step(step)
            assert atelier.step == step
            assert atelier.minimumSizeHint().width() <= 1366, step.id
            assert atelier.minimumSizeHint().height() <= 697, step.id
