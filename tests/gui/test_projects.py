"""Several projects in one dossier: added, filled, removed, brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.navigation import findings_by_step, step_views, steps
from cvdesk.domain.ids import GroupId
from cvdesk.gui.look import Look
from tests.documents.printed_dossiers import page_texts, printed
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import open_atelier, press, type_text
from tests.support.builders import a_sample, type_in
from tests.support.functioning import a_functioning


def words(screen: QWidget) -> str:
    return "\n".join(
        label.accessibleName() or label.text() for label in screen.findChildren(QLabel)
    )


CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_a_project_is_added_with_the_keyboard_and_opens_on_its_first_question(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_sample()
    before = len(steps(session.facts))
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    added = next(a for a in atelier.actions() if a.text() == "Ajouter un projet")
    assert added.shortcut().toString() == "Ctrl+Shift+P"
    press(atelier, Qt.Key.Key_P, CTRL_SHIFT)
    qtbot.waitUntil(lambda: len(session.facts.projects) == 2)
    assert atelier.step.row == session.facts.projects[1]
    assert len(steps(session.facts)) > before
    titles = [view.title for view in atelier.model.views]
    assert any(title.startswith("Projet 2\u00a0:") for title in titles)
    assert atelier.step_screen.title.startswith("Projet 2\u00a0:")
    atelier.foot.undo.click()
    assert len(session.facts.projects) == 1
    assert atelier.step.row in {"", session.facts.projects[0]}


def test_what_a_new_project_lacks_is_told_in_its_own_steps() -> None:
    session = a_sample()
    before = {view.step: view.state for view in step_views(session)}
    added = session.add_row(GroupId("projet"))
    after = {view.step: view for view in step_views(session)}
    assert {step: after[step].state for step in before} == before
    lacking = {
        step.row
        for step, found in findings_by_step(session).items()
        for finding in found
        if finding.message.startswith("Ajoutez au moins")
    }
    assert lacking == {added}


def test_a_project_is_removed_only_when_the_person_agrees(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session, dialogs = a_sample(), SilentDialogs()
    atelier = open_atelier(qtbot, look, desk, session, "demande", dialogs)
    removal = next(a for a in atelier.actions() if a.text() == "Retirer ce projet")
    dialogs.agrees = False
    told: list[tuple[int, bool]] = []

    def look_at_it() -> None:
        told.append((len(session.facts.projects), removal.isEnabled()))

    look_at_it()
    for act in (atelier.add_project, removal.trigger, removal.trigger, atelier.undo):
        act()
        look_at_it()
        dialogs.agrees = len(told) > 2
    assert told == [(1, False), (2, True), (2, True), (1, False), (2, False)]


def test_the_search_offers_what_can_be_done_now(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    atelier = open_atelier(qtbot, look, desk, a_sample(), "demande")
    press(atelier, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_text(atelier.finder.line, "ajouter un projet")
    assert [place.label for place in atelier.finder.shown] == ["Ajouter un projet"]
    atelier.finder.line.clear()
    type_text(atelier.finder.line, "retirer ce projet")
    assert atelier.finder.shown == ()


def test_the_functioning_has_one_project_and_offers_no_other(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_functioning()
    atelier = open_atelier(qtbot, look, desk, session, "demande")
    menu = [action.text() for action in atelier.top.more.menu().actions()]
    assert "Ajouter un projet" not in menu
    atelier.add_project()
    assert len(session.facts.projects) == 1


def test_both_projects_are_printed_each_with_its_budget() -> None:
    session = a_sample()
    row = session.add_row("projet")  # type: ignore[arg-type]
    type_in(session, f"intitule@{row}", "Un second projet fictif")
    type_in(session, f"projet_641.2027@{row}", "1 200")
    told = page_texts(printed(session, frozen=False))
    assert any("Dossier de deux projets" in page for page in told)
    assert any("Projet 2 sur 2" in page for page in told)
    assert any("Budget du projet, année 2027, projet 2" in page for page in told)


def test_a_step_seen_before_a_project_came_says_where_it_is_now(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = a_sample()
    atelier = open_atelier(qtbot, look, desk, session, "pieces")
    assert words(atelier.step_screen).count("Étape 12 sur 13") == 1
    session.add_row(GroupId("projet"))
    atelier.open_step(next(step for step in steps(session.facts) if step.id == "pieces"))
    assert words(atelier.step_screen).count("Étape 19 sur 20") == 1


def test_each_screen_of_a_project_says_which_one(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = a_sample()
    atelier = open_atelier(qtbot, look, desk, session, "budget_projet@P1")
    assert "Projet 1" not in words(atelier.step_screen)
    second = session.add_row(GroupId("projet"))
    for step in steps(session.facts):
        if step.row:
            atelier.open_step(step)
            number = 2 if step.row == second else 1
            assert f"Projet {number}\u00a0: {step.section.title}" in words(atelier.step_screen)
