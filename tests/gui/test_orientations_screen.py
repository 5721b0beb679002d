"""Orientations, picked in the contract."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.session import Session
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_fiches import AxeLocal, Fiche, ObjectifLocal
from cvdesk.domain.contrat_moyens import Erratum
from cvdesk.domain.contrat_parts import AxeTransversal
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.recherche import Trouvaille
from cvdesk.gui.look import Look
from cvdesk.gui.screens.orientations_screen import OrientationsScreen
from cvdesk.gui.tables.branch_model import BRANCH
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.typing import Text
from tests.gui.desk import ADesk
from tests.gui.hands import child, focused, open_atelier, press, type_text
from tests.support.builders import a_contrat

PROJECT = "P1"


def a_rich_contrat() -> Contrat:
    objective = ObjectifLocal(
        "vitry:emancipation.1", "Faciliter l’accès au numérique", lignes=(8850,)
    )
    axis = AxeLocal("vitry:emancipation", "Émancipation pour tous", objectifs=(objective,))
    sheet = Fiche("vitry", "Vitry-sur-Seine", "commune", "Vitry-sur-Seine", axes=(axis,))
    slip = Erratum("Le tableau de synthèse écrit «\u00a0illectronisme\u00a0».", concerne=("O4.1",))
    equality = AxeTransversal("egalite", "Égalité entre les femmes et les hommes")
    return replace(a_contrat(), fiches=(sheet,), errata=(slip,), axes_transversaux=(equality,))


def a_picker(qtbot: QtBot, look: Look) -> tuple[OrientationsScreen, Session]:
    desk = ADesk(contrat=a_rich_contrat())
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    atelier = open_atelier(qtbot, look, desk, session, "orientations@P1")
    screen = atelier.step_screen
    assert isinstance(screen, OrientationsScreen)
    return screen, session


def cited(session: Session) -> list[tuple[str, str]]:
    facts = session.facts
    return [
        (facts.value("ancrage_noeud", row), facts.value("ancrage_role", row))
        for row in facts.rows("ancrages", facts.projects[0])
    ]


def test_a_search_forgives_accents_in_both_trees(qtbot: QtBot, look: Look) -> None:
    screen, _ = a_picker(qtbot, look)
    screen.search.setFocus()
    type_text(screen.search, "numerique")
    assert screen.count.text().startswith("2\u00a0passages")
    found = screen.contract.model().index(1, 0)
    assert screen.contract.isExpanded(found)


def test_a_search_without_answer_says_what_to_try(qtbot: QtBot, look: Look) -> None:
    screen, _ = a_picker(qtbot, look)
    type_text(screen.search, "xylophone")
    assert "plus courant" in screen.count.text()


def test_enter_in_a_search_that_finds_nothing_goes_nowhere(qtbot: QtBot, look: Look) -> None:
    screen, session = a_picker(qtbot, look)
    before = cited(session)
    for typed in ("", "xylophone"):
        screen.search.setText(typed)
        screen.search.setFocus()
        QTest.keyClick(screen.search, Qt.Key.Key_Return)
        QTest.keyClick(focused(QWidget), Qt.Key.Key_Return)
    assert cited(session) == before
    assert screen.contract.place == ""


def test_a_word_too_short_to_search_asks_for_more(qtbot: QtBot, look: Look) -> None:
    screen, _ = a_picker(qtbot, look)
    type_text(screen.search, "nu")
    assert "trois lettres" in screen.count.text()


def test_the_place_the_catalogue_finds_best_is_shown_with_the_sentence_that_answers(
    qtbot: QtBot, look: Look
) -> None:
    desk = ADesk(contrat=a_rich_contrat())
    said = "Les parents sont des acteurs de la réussite."
    desk.found = tuple(
        Trouvaille("gosb-2024", "1", place, "objectif", "", text, 1.0, ())
        for place, text in (("O1.1", said), ("O1.2", "Lutter contre le décrochage scolaire"))
    )
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    screen = open_atelier(qtbot, look, desk, session, "orientations@P1").step_screen
    assert isinstance(screen, OrientationsScreen)
    type_text(screen.search, "réussite")
    qtbot.waitUntil(lambda: screen.count.text().startswith("3\u00a0passages"))

    model = screen.contract.branches
    best = model.best_found()
    assert best.data(Qt.ItemDataRole.DisplayRole) == "Soutenir la parentalité"
    assert best.data(Qt.ItemDataRole.AccessibleTextRole).endswith(f"trouvé\u00a0: {said}")
    assert screen.contract.isExpanded(best.parent())
    screen.search.setFocus()
    QTest.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.contract.place == "O1.1"
    shown = [model.extract(model.index_of(place).data(BRANCH)) for place in ("O1", "O1.2")]
    assert shown == ["", ""]


def test_a_place_is_cited_and_given_a_sentence(qtbot: QtBot, look: Look) -> None:
    screen, session = a_picker(qtbot, look)
    assert screen.contract.point_at("O1.1")
    screen.add.click()
    assert cited(session)[-1] == ("O1.1", "secondaire")
    type_text(focused(Text), "Les parents viennent.")
    row = session.facts.rows("ancrages", session.facts.projects[0])[-1]
    assert session.facts.shown("ancrage_phrase", row) == "Les parents viennent."


def test_the_first_place_cited_is_the_main_one(qtbot: QtBot, look: Look) -> None:
    screen, session = a_picker(qtbot, look)
    for row in session.facts.rows("ancrages", session.facts.projects[0]):
        session.remove_row(row)
    screen.contract.point_at("O4")
    press(screen.contract, Qt.Key.Key_Return)
    assert cited(session) == [("O4", "principale")]


def test_a_communal_objective_is_cited_beside_the_contract(qtbot: QtBot, look: Look) -> None:
    screen, session = a_picker(qtbot, look)
    assert screen.sheet.point_at("vitry:emancipation.1")
    screen.add.click()
    assert cited(session)[-1] == ("vitry:emancipation.1", "secondaire")


def test_only_one_orientation_is_the_main_one(qtbot: QtBot, look: Look) -> None:
    screen, session = a_picker(qtbot, look)
    child(
        screen.anchors, QPushButton, "Rendre principale\u00a0: Lutter contre l’illettrisme"
    ).click()
    assert cited(session) == [("O4", "secondaire"), ("O4.1", "principale"), ("O4.3", "secondaire")]


def test_a_citation_is_removed_and_comes_back(qtbot: QtBot, look: Look) -> None:
    screen, session = a_picker(qtbot, look)
    child(screen.anchors, QPushButton, "Retirer\u00a0: Lutter contre l’illettrisme").click()
    assert len(cited(session)) == 2
    session.undo()
    assert len(cited(session)) == 3


def test_a_slip_of_the_text_is_told(qtbot: QtBot, look: Look) -> None:
    screen, _ = a_picker(qtbot, look)
    screen.contract.point_at("O4.1")
    assert "illectronisme" in screen.note
    screen.contract.point_at("O1")
    assert screen.note == ""


def test_a_transversal_principle_is_answered(qtbot: QtBot, look: Look) -> None:
    screen, session = a_picker(qtbot, look)
    name = "Répondre\u00a0: Égalité entre les femmes et les hommes"
    child(screen.anchors, QPushButton, name).click()
    type_text(focused(Text), "Horaires adaptés.")
    row = session.facts.rows("transversales", session.facts.projects[0])[-1]
    assert session.dossier.text(Key.parse(f"transversale_noeud@{row}")) == "egalite"
    assert session.facts.shown("transversale_reponse", row) == "Horaires adaptés."


def test_what_a_screen_reader_hears_of_a_place(qtbot: QtBot, look: Look) -> None:
    screen, _ = a_picker(qtbot, look)
    type_text(screen.search, "numerique")
    screen.sheet.point_at("vitry:emancipation.1")
    said = screen.sheet.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Faciliter l’accès au numérique, ligne 8850, trouvé"


def test_an_anchor_whose_sentence_is_missing_is_seen_whole(qtbot: QtBot, look: Look) -> None:
    """The counter, the help and what is missing take more than the width of a card, in one line."""
    desk = ADesk(contrat=a_rich_contrat())
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    for row in session.facts.rows("ancrages", session.facts.projects[0]):
        session.answer(Key(FieldId("ancrage_phrase"), row=row), "")
    atelier = open_atelier(qtbot, look, desk, session, "orientations@P1")
    screen = atelier.step_screen
    assert isinstance(screen, OrientationsScreen)
    page = screen.anchors.findChild(Page)
    assert page is not None
    inside = page.widget()
    assert inside is not None
    assert inside.width() <= page.viewport().width()
