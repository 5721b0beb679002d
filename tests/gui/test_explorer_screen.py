"""The explorer of contracts, read and cited as a person does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.explorer import Subject
from cvdesk.app.explorer_search import Explored
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import ContratRef, Dossier
from cvdesk.domain.ids import RowId
from cvdesk.domain.recherche import QuartierTrouve, Trouvaille
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.screens.contrats import ContratReading
from cvdesk.gui.screens.explorer import Explorer
from cvdesk.gui.screens.explorer_citing import ChooseTarget
from cvdesk.gui.screens.explorer_pane import ContratPane
from cvdesk.gui.tokens import LIGHT
from tests.gui.desk import TODAY, ADesk, SilentDialogs
from tests.gui.hands import nameless, press, show, type_text
from tests.support.contrats import load_shipped

GOSB, VILLIERS = "gosb-2024", "villiers-2015"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class AReadingDesk(ADesk):
    """A desk with the shipped contracts, and dossiers that answer the first of them."""

    def __init__(self) -> None:
        super().__init__(contrat=load_shipped(GOSB))
        self.asked: list[tuple[str, str]] = []
        self.editions.known.append(load_shipped(VILLIERS))

    def chercher(self, texte: str, *, contrat: str, version: str = "") -> tuple[Trouvaille, ...]:
        self.asked.append((texte, contrat))
        title = load_shipped(GOSB).noeud("O4").titre
        if texte == "clos nolet":
            return ()
        return (Trouvaille(contrat, "", "O4", "orientation", title, title, 1.0, ()),)

    def quartiers(self, texte: str, *, contrat: str) -> tuple[QuartierTrouve, ...]:
        known = load_shipped(contrat).quartiers[0]
        return (
            (QuartierTrouve(contrat, "", known, known.nom, 0.6),) if texte == "clos nolet" else ()
        )


_EXPLORED: dict[tuple[int, date], Explored] = {}


def explored(contrat: Contrat, today: date) -> Explored:
    """Make a contract ready once for all tests: nothing changes in it when it is read."""
    key = (id(contrat), today)
    if key not in _EXPLORED:
        _EXPLORED[key] = Explored(contrat, today)
    return _EXPLORED[key]


@pytest.fixture(autouse=True)
def ready_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvdesk.gui.screens.explorer_pane.Explored", explored)


@pytest.fixture
def reading_desk() -> AReadingDesk:
    return AReadingDesk()


def an_explorer(
    qtbot: QtBot,
    look: Look,
    desk: ADesk,
    dialogs: SilentDialogs,
    size: tuple[int, int] = (1118, 768),
    today: date = TODAY,
) -> Explorer:
    explorer = Explorer(look, desk, dialogs, today=today)
    show(qtbot, explorer, *size)
    qtbot.waitUntil(lambda: explorer.first.contrat is not None)
    return explorer


def second_of(qtbot: QtBot, explorer: Explorer) -> ContratPane:
    explorer.toggle_second()
    assert explorer.second is not None
    pane = explorer.second
    qtbot.waitUntil(lambda: pane.contrat is not None)
    return pane


def read_by(pane: ContratPane) -> str:
    assert pane.contrat is not None
    return pane.contrat.id


def a_dossier(desk: ADesk, name: str = GOSB) -> Dossier:
    contrat = load_shipped(name)
    example = desk.example_dossier(desk.examples()[0])
    dossier = replace(example, contrat=ContratRef(contrat.id, contrat.version))
    desk.save(dossier)
    desk.saves.clear()
    return dossier


def cited(desk: ADesk, dossier: Dossier) -> list[str | None]:
    facts = desk.session(desk.kept[dossier.id]).facts
    return [facts.value("ancrage_noeud", row) for row in facts.rows("ancrages", RowId("P1"))]


def shortcut(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press keys the way the window system does: shortcuts hear them first."""
    QTest.keyClick(widget, key, modifiers)


def take_first(dialog: QDialog) -> bool:
    cast("ChooseTarget", dialog).choice.setCurrentRow(0)
    return True


def test_contracts_are_offered_with_their_term_and_a_past_one_says_so(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    explorer = an_explorer(qtbot, look, reading_desk, dialogs)
    pane = explorer.first
    offered = [pane.head.choice.itemText(rank) for rank in range(pane.head.choice.count())]
    assert offered == [
        "Grand-Orly Seine Bièvre 2024-2030 · jusqu’au 31/12/2030",
        "Villiers-sur-Marne 2015-2020 · terme échu",
    ]
    assert not pane.head.over.isVisible()

    pane.choose(1)
    qtbot.waitUntil(lambda: pane.contrat is not None and pane.contrat.id == VILLIERS)
    assert pane.head.over.isVisible()


def test_the_contract_of_ones_own_dossiers_comes_first(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    assert read_by(an_explorer(qtbot, look, reading_desk, dialogs).first) == GOSB
    a_dossier(reading_desk, VILLIERS)
    assert read_by(an_explorer(qtbot, look, reading_desk, dialogs).first) == VILLIERS


def test_contracts_are_read_even_when_the_espace_is_not(
    qtbot: QtBot, look: Look, dialogs: SilentDialogs
) -> None:
    class AShutEspace(AReadingDesk):
        def dossiers(self) -> tuple[Dossier, ...]:
            raise UserError("L’espace ne s’ouvre pas.", remedy="Branchez la clé.")

    assert read_by(an_explorer(qtbot, look, AShutEspace(), dialogs).first) == GOSB


def test_every_subject_is_reached_and_read_with_the_keyboard_alone(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    explorer = an_explorer(qtbot, look, reading_desk, dialogs)
    pane = explorer.first
    seen = set()
    for _ in Subject:
        pane.tree.setFocus()
        shortcut(pane.tree, Qt.Key.Key_PageDown, CONTROL)
        seen.add(pane.subject)
        pane.tree.setFocus()
        press(pane.tree, Qt.Key.Key_Home)
        press(pane.tree, Qt.Key.Key_Right)
        press(pane.tree, Qt.Key.Key_Down)
        assert pane.place
        assert pane.reading.reading is not None
        press(pane.tree, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is pane.reading
    assert seen == {*Subject}


def test_one_search_finds_in_every_subject_and_marks_the_words(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    explorer = an_explorer(qtbot, look, reading_desk, dialogs)
    pane = explorer.first
    pane.tree.setFocus()
    shortcut(pane.tree, Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is pane.search
    type_text(pane.search, "numerique")
    qtbot.waitUntil(lambda: bool(reading_desk.asked))

    model = pane.tree.model()
    groups = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert [name.partition(" (")[0] for name in groups] == [
        "Orientations", "Fiches communales", "Financeurs", "Règles",
    ]  # fmt: skip
    assert reading_desk.asked[-1] == ("numerique", GOSB)
    pane.tree.setFocus()
    press(pane.tree, Qt.Key.Key_Down)
    press(pane.tree, Qt.Key.Key_Down)
    assert pane.reading.extraSelections()

    pane.open_subject(Subject.QUARTIERS)
    assert pane.search.text() == ""


def test_what_the_catalogue_knows_by_neighbouring_words_joins_the_results(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    pane = an_explorer(qtbot, look, reading_desk, dialogs).first
    pane.search.setText("zzzz")
    assert "Aucun passage" in pane.count.text()
    qtbot.waitUntil(lambda: pane.count.text().startswith("1\u00a0passage"))


def test_a_quarter_whose_name_has_a_slip_joins_the_results(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    pane = an_explorer(qtbot, look, reading_desk, dialogs).first
    pane.search.setText("clos nolet")
    qtbot.waitUntil(lambda: pane.count.text().startswith("1\u00a0passage"))

    quartier = load_shipped(GOSB).quartiers[0]
    assert pane.tree.point_at(f"quartier/{quartier.id}")


def test_funders_are_kept_for_one_commune(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    pane = an_explorer(qtbot, look, reading_desk, dialogs).first
    pane.open_subject(Subject.FINANCEURS)
    pane.go_to("financeur/cd91")
    everything = pane.count.text()

    pane.where.setCurrentText("Vitry-sur-Seine (94)")
    pane.where.activated.emit(pane.where.currentIndex())
    assert pane.count.text() != everything
    assert pane.tree.point_at("financeur/cd94")
    assert not pane.tree.point_at("financeur/cd91")


def test_a_pointer_of_the_text_leads_to_its_place(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    pane = an_explorer(qtbot, look, reading_desk, dialogs).first
    pane.go_to("O4")
    assert "dit par le texte" in pane.reading.toPlainText()

    pane.reading.anchorClicked.emit(QUrl("#dispositif/aap-147"))
    assert (pane.subject, pane.place) == (Subject.FINANCEURS, "dispositif/aap-147")
    assert "non précisé par le texte" in pane.reading.toPlainText()


def test_two_contracts_stand_side_by_side_each_with_its_own_choice(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    explorer = an_explorer(qtbot, look, reading_desk, dialogs)
    second = second_of(qtbot, explorer)
    assert explorer.first.contrat is not None
    assert second.contrat is not None
    assert (explorer.first.contrat.id, second.contrat.id) == (GOSB, VILLIERS)
    assert explorer.first.isVisible()
    assert second.isVisible()

    second.open_subject(Subject.REGLES)
    assert explorer.first.subject is Subject.ORIENTATIONS
    shortcut(second.tree, Qt.Key.Key_F8)
    assert explorer.second is None


def test_in_a_narrow_window_two_contracts_take_turns(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    explorer = an_explorer(qtbot, look, reading_desk, dialogs, (640, 600))
    second = second_of(qtbot, explorer)
    assert (explorer.first.isVisible(), second.isVisible()) == (False, True)

    shortcut(second.tree, Qt.Key.Key_F6)
    assert (explorer.first.isVisible(), second.isVisible()) == (True, False)


def test_at_twice_the_size_the_list_and_the_reading_take_turns(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    look.wear(LIGHT, 2.0)
    pane = an_explorer(qtbot, look, reading_desk, dialogs, (870, 768)).first
    pane.go_to("O4")
    assert (pane.tree.isVisible(), pane.reading.isVisible()) == (True, False)

    pane.tree.setFocus()
    press(pane.tree, Qt.Key.Key_Return)
    assert (pane.tree.isVisible(), pane.reading.isVisible()) == (False, True)
    shortcut(pane.reading, Qt.Key.Key_Escape)
    assert (pane.tree.isVisible(), pane.tree.hasFocus()) == (True, True)


def test_a_citation_is_copied_with_its_contract_its_version_and_its_lines(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    pane = an_explorer(qtbot, look, reading_desk, dialogs).first
    assert not pane.copy.isEnabled()
    pane.go_to("O4.3")
    shortcut(pane.tree, Qt.Key.Key_C, CONTROL | SHIFT)

    contrat = load_shipped(GOSB)
    copied = QGuiApplication.clipboard().text()
    assert contrat.noeud("O4.3").titre in copied
    assert contrat.titre in copied
    assert contrat.version in copied
    assert "ligne" in copied


def test_a_passage_is_cited_in_the_dossier_one_chooses(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    dossier = a_dossier(reading_desk)
    pane = an_explorer(qtbot, look, reading_desk, dialogs).first
    before = cited(reading_desk, dossier)
    dialogs.fill = take_first
    pane.go_to("O6.1")
    shortcut(pane.tree, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(pane.said_done.text() or dialogs.said))

    assert dialogs.said == []
    assert cited(reading_desk, dossier) == [*before, "O6.1"]
    assert len(reading_desk.saves) == 1


def test_without_a_dossier_of_this_contract_one_is_told_so(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    pane = an_explorer(qtbot, look, reading_desk, dialogs).first
    pane.go_to("O6.1")
    pane.ask_to_cite()
    qtbot.waitUntil(lambda: bool(dialogs.said))

    assert "Aucun de vos dossiers" in dialogs.said[0]


def test_what_a_dossier_may_not_cite_is_not_offered(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    pane = an_explorer(qtbot, look, reading_desk, dialogs).first
    pane.go_to("dispositif/aap-147")
    assert (pane.copy.isEnabled(), pane.cite.isEnabled()) == (True, False)


def test_over_an_open_dossier_a_passage_is_cited_at_once(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    session = reading_desk.session(a_dossier(reading_desk))
    screen = ContratReading(look, reading_desk, dialogs, session, "O6.1")
    show(qtbot, screen)
    pane = screen.explorer.first
    qtbot.waitUntil(lambda: pane.place == "O6.1")
    pane.ask_to_cite()

    facts = session.facts
    rows = facts.rows("ancrages", RowId("P1"))
    assert facts.value("ancrage_noeud", rows[-1]) == "O6.1"
    assert dialogs.forms == []
    pane.ask_to_cite()
    assert pane.said_done.text().startswith("Déjà cité")


def test_every_control_has_a_name(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    explorer = an_explorer(qtbot, look, reading_desk, dialogs)
    second_of(qtbot, explorer)
    explorer.first.open_subject(Subject.FINANCEURS)

    assert nameless(explorer) == []


def test_each_edition_of_a_contract_is_there_and_searched_as_itself(
    qtbot: QtBot, look: Look, reading_desk: AReadingDesk, dialogs: SilentDialogs
) -> None:
    old = replace(load_shipped(GOSB), version="2023")
    reading_desk.editions.known.append(old)
    explorer = an_explorer(qtbot, look, reading_desk, dialogs)
    choice = explorer.first.head.choice
    shown = [choice.itemText(row) for row in range(choice.count())]
    assert [text for text in shown if "édition «\u00a02023\u00a0»" in text] == [shown[-1]]
    choice.setCurrentIndex(choice.count() - 1)
    choice.activated.emit(choice.count() - 1)
    qtbot.waitUntil(lambda: explorer.first.contrat is old)
