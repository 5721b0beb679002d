"""The budget, typed as in a spreadsheet."""

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cvdesk.app.navigation import steps
from cvdesk.app.session import Session
from cvdesk.domain.ids import Key
from cvdesk.gui.look import Look
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.screens.budget_screen import BudgetScreen
from cvdesk.gui.tables.budget_model import ADD_ROW, BudgetModel
from cvdesk.gui.widgets.field_row import FieldRow
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import child, focused, open_atelier, press, turn_the_wheel, type_text

PAY = Key.parse("projet_641.2027@P1")
CHARGES = Key.parse("projet_645.2027@P1")
NATURE = Key.parse("projet_financeur_type@F1")
STATUS = Key.parse("projet_financeur_statut@F1")


def a_budget(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs | None = None
) -> tuple[Atelier, BudgetScreen, Session]:
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    atelier = open_atelier(qtbot, look, desk, session, "budget_projet@P1", dialogs)
    screen = atelier.step_screen
    assert isinstance(screen, BudgetScreen)
    return atelier, screen, session


def model_of(screen: BudgetScreen) -> BudgetModel:
    model = screen.produits.model()
    assert isinstance(model, BudgetModel)
    return model


def edit(screen: BudgetScreen, key: Key) -> QLineEdit:
    assert screen.focus_key(key)
    return focused(QLineEdit)


def test_the_total_follows_every_key(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    atelier, screen, _ = a_budget(qtbot, look, desk)
    line = edit(screen, PAY)
    seen = []
    for digit in "9900":
        type_text(line, digit)
        seen.append(screen.total_charges.amount)
    totals = ["11\u00a0209", "11\u00a0299", "12\u00a0190", "21\u00a0100"]
    assert seen == [f"{total}\u00a0€" for total in totals]
    assert "À corriger" in str(atelier.steps.currentIndex().data(Qt.ItemDataRole.ToolTipRole))


class Layouts(QObject):
    """Hears who is laid out again."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() is QEvent.Type.LayoutRequest:
            self.heard.append(type(watched).__name__)
        return False


def test_a_key_that_changes_totals_and_findings_lays_nothing_out_again(
    qtbot: QtBot, look: Look, desk: ADesk, qapp: QApplication
) -> None:
    _, screen, _ = a_budget(qtbot, look, desk)
    line = edit(screen, PAY)
    for digit in "1234":  # the banner comes, and takes its room
        type_text(line, digit)
        qapp.processEvents()
    qapp.processEvents()  # a layout asked for from within goes up one window at a time
    before = (screen.total_charges.amount, screen.banner.message)
    layouts = Layouts()
    qapp.installEventFilter(layouts)
    type_text(line, "5")
    qapp.processEvents()
    qapp.removeEventFilter(layouts)
    assert not layouts.heard, layouts.heard
    assert before[0] != screen.total_charges.amount
    assert before[1] != screen.banner.message


def test_the_total_is_said_with_its_name(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, _ = a_budget(qtbot, look, desk)
    said = [label.accessibleName() for label in screen.total_charges.findChildren(QLabel)]
    assert f"Total des charges\u00a0: {screen.total_charges.amount}" in said


def test_an_imbalance_is_a_sentence_with_a_button_that_goes_there(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    type_text(edit(screen, PAY), "9900")
    assert screen.banner.isVisible()
    assert "100\u00a0€ de différence" in screen.banner.message
    assert screen.banner.why.isVisible()
    screen.banner.go.click()
    type_text(focused(QLineEdit), "0")
    assert screen.total_charges.amount == screen.total_produits.amount
    assert not screen.banner.isVisible()
    assert session.can_undo


def test_an_imbalance_is_said_before_what_a_signature_no_longer_covers(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "a" * 64)
    type_text(edit(screen, PAY), "9900")
    assert "100\u00a0€ de différence" in screen.banner.message
    type_text(edit(screen, CHARGES), "3040")
    assert "signer de nouveau" in screen.banner.message


def test_enter_goes_down_and_tab_goes_on(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    line = edit(screen, PAY)
    type_text(line, "9700")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: focused(QLineEdit).text() == "3\u00a0140")
    type_text(focused(QLineEdit), "3240")
    QTest.keyClick(focused(QLineEdit), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: focused(QLineEdit).text() == "300")
    assert (session.dossier.text(PAY), session.dossier.text(CHARGES)) == ("9700.00", "3240.00")


def test_escape_gives_the_amount_back(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    line = edit(screen, PAY)
    type_text(line, "1")
    assert session.dossier.text(PAY) == "1.00"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert session.dossier.text(PAY) == "9800.00"
    assert screen.total_charges.amount == "21\u00a0000\u00a0€"


def test_undo_while_typing_in_a_cell(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    line = edit(screen, PAY)
    type_text(line, "12345")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.dossier.text(PAY) == "9800.00"
    assert screen.total_charges.amount == "21\u00a0000\u00a0€"


def test_an_amount_that_cannot_be_read_stays_visible_with_its_reason(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    line = edit(screen, PAY)
    type_text(line, "environ mille")
    QTest.keyClick(line, Qt.Key.Key_Return)
    model = screen.charges.model()
    assert isinstance(model, BudgetModel)
    index = model.index_of_key(PAY)
    assert index.data() == "environ mille"
    assert "n’est pas un montant" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert session.dossier.text(PAY) == "9800.00"


def test_an_amount_refused_has_no_total_to_explain(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, _ = a_budget(qtbot, look, desk)
    line = edit(screen, PAY)
    type_text(line, "environ mille")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said_of(screen, "n’est pas un montant"))
    assert screen.banner.go.isVisible()
    assert not screen.banner.why.isVisible()
    type_text(edit(screen, PAY), "9900")
    assert screen.banner.why.isVisible()


def said_of(screen: BudgetScreen, words: str) -> bool:
    """Whether the banner over the grid says so."""
    return screen.banner.isVisible() and words in screen.banner.message.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("held", "typed", "why"),
    [
        ("", "12,5k", "« 12,5k » n’est pas un montant. Écrivez par exemple 12 500."),
        ("", "1000000000", "1 000 000 000 € dépasse ce que le formulaire peut recevoir."),
        ("9 800 €", "12,5k", "« 12,5k » n’est pas un montant. Écrivez par exemple 12 500."),
    ],
)
def test_what_stood_before_counts_while_an_amount_cannot_be_read(
    qtbot: QtBot, look: Look, desk: ADesk, held: str, typed: str, why: str
) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    if not held:
        session.change({PAY: None})
    before, total = session.dossier.text(PAY), screen.total_charges.amount
    line = edit(screen, PAY)
    type_text(line, typed)
    assert screen.total_charges.amount == total
    assert not said_of(screen, why)  # the end may still make it an amount
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said_of(screen, why))
    assert session.dossier.text(PAY) == before
    assert screen.total_charges.amount == total
    meanwhile = f"D’ici là, la case {f'garde {held}' if held else 'reste vide'}."
    assert said_of(screen, f"641 Rémunération des personnels 2027 : {why} {meanwhile}")

    session.undo()
    assert screen.models[0].index_of_key(PAY).data() != typed
    assert session.dossier.text(PAY) == before
    assert not said_of(screen, why)


def test_a_screen_reader_hears_the_line_the_year_and_the_amount(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, _ = a_budget(qtbot, look, desk)
    model = screen.charges.model()
    assert isinstance(model, BudgetModel)
    said = model.index_of_key(PAY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "641 Rémunération des personnels, 2027, 9\u00a0800 euros"
    total = model.index_of("64", 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert total == "64 – Charges de personnel, 2027, total, 13\u00a0240 euros"


def test_a_funder_is_added_named_and_removed(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    project = session.facts.projects[0]
    before = session.facts.rows("projet_financeurs", project)
    screen.produits.setFocus()
    screen.produits.setCurrentIndex(model_of(screen).index_of(ADD_ROW))
    press(screen.produits, Qt.Key.Key_Return)
    (new,) = set(session.facts.rows("projet_financeurs", project)) - set(before)
    type_text(focused(QLineEdit), "Fondation d’Orly")
    QTest.keyClick(focused(QLineEdit), Qt.Key.Key_Return)
    assert session.facts.shown("projet_financeur_nom", new) == "Fondation d’Orly"

    qtbot.waitUntil(lambda: screen.produits.editor is None)
    screen.produits.setFocus()
    screen.produits.setCurrentIndex(model_of(screen).index_of(new))
    press(screen.produits, Qt.Key.Key_Delete)
    assert session.facts.rows("projet_financeurs", project) == before


def test_the_status_of_a_funder_is_chosen_in_a_list(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    assert screen.focus_key(STATUS)
    box = next(b for b in screen.produits.findChildren(QComboBox) if b.isVisible())
    box.setCurrentIndex(box.findData("acquis"))
    box.activated.emit(box.currentIndex())
    assert session.dossier.text(STATUS) == "acquis"
    index: QModelIndex = model_of(screen).index_of("F1", 1)
    assert index.data() == "Acquis"


def test_arrows_go_through_the_list_of_a_cell_and_enter_keeps_what_they_reach(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    project = session.facts.projects[0]
    funders = session.facts.rows("projet_financeurs", project)
    status = Key(STATUS.field, funders[-1])
    session.change({status: None})
    assert screen.focus_key(status)
    box = focused(QComboBox)
    choices = [box.itemData(place) for place in range(box.count())]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(focused(QWidget), key)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: screen.produits.editor is None)
    assert session.dossier.text(status) == choices[2]
    assert session.facts.rows("projet_financeurs", project) == funders
    assert screen.produits.currentIndex() == model_of(screen).index_of_key(status)

    assert screen.focus_key(status)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Escape):
        QTest.keyClick(focused(QWidget), key)
        QApplication.processEvents()
    assert screen.produits.editor is None
    assert session.dossier.text(status) == choices[2]


def test_amounts_are_pasted_from_a_spreadsheet(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    QGuiApplication.clipboard().setText("641\t9 000\n645\t3 000\n")
    screen.tools.paste.click()
    assert session.dossier.text(PAY) == "9000.00"
    assert session.dossier.text(CHARGES) == "3000.00"


def test_the_chart_says_its_figures_and_shows_them_in_a_table(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, _ = a_budget(qtbot, look, desk)
    said = screen.chart.accessibleDescription()
    assert "État 8\u00a0000\u00a0€, 38,10\u00a0%" in said
    assert "Aides publiques\u00a0: 78,57\u00a0%" in said
    screen._as_table.click()
    table = screen.shares
    model = table.model()
    rows = [
        [model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())
    ]
    assert ["Commune", "4\u00a0000\u00a0€", "19,05\u00a0%"] in rows


def test_the_years_of_an_agreement_stand_side_by_side(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = desk.session(desk.example_dossier(desk.examples()[1]))
    atelier = open_atelier(qtbot, look, desk, session, "budget_projet@P1")
    screen = atelier.step_screen
    assert isinstance(screen, BudgetScreen)
    model = screen.charges.model()
    heads = [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]
    assert heads == ["Charges", "2027", "2028", "2029", "Ensemble"]
    assert screen.total_charges.amount.split("   ") == [
        "74\u00a0000\u00a0€", "76\u00a0500\u00a0€", "79\u00a0000\u00a0€",
    ]  # fmt: skip


def test_the_ceiling_of_the_call_is_drawn_on_what_it_pays_for(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    atelier, screen, session = a_budget(qtbot, look, desk)
    assert screen.chart._view is not None
    assert screen.chart._view.ceiling is not None
    atelier.open_step(next(s for s in steps(session.facts) if s.id == "budget_association"))
    whole = atelier.step_screen
    assert isinstance(whole, BudgetScreen)
    assert whole.chart._view is not None
    assert whole.chart._view.ceiling is None


def test_who_pays_follows_the_exercise_one_types_in(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    session = desk.session(desk.example_dossier(desk.examples()[1]))
    screen = open_atelier(qtbot, look, desk, session, "budget_projet@P1").step_screen
    assert isinstance(screen, BudgetScreen)
    assert screen.chart.accessibleDescription().startswith("2027")
    edit(screen, Key.parse("projet_641.2028@P1"))
    assert screen.chart.accessibleDescription().startswith("2028")
    screen.focus_key(Key.parse("projet_financeur_nom@F1"))  # a name is of no exercise
    titles = {one.text() for one in screen.findChildren(QLabel)}
    assert "Qui paie quoi en 2028" in titles


def test_in_a_narrow_window_the_sides_are_tabs_and_the_totals_stay(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    atelier, screen, _ = a_budget(qtbot, look, desk)
    atelier.resize(1000, 620)
    qtbot.waitUntil(lambda: not screen.produits.isVisible())
    assert screen.charges.isVisible()
    assert screen.total_produits.isVisible()
    assert not screen.chart.isVisible()
    assert screen.focus_key(STATUS)
    assert screen.produits.isVisible()


def test_the_questions_of_the_budget_are_one_button_away(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    key = Key.parse("projet_cle@P1")
    assert screen.focus_key(key)
    assert screen.questions_tab.text() == "Revenir à la grille"
    screen.questions_tab.click()
    assert screen.charges.isVisible()
    assert session.dossier.text(key)


def test_the_wheel_over_a_list_scrolls_the_page_and_changes_no_answer(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    atelier, screen, session = a_budget(qtbot, look, desk)
    screen.questions_tab.click()
    question = next(row for row in atelier.findChildren(FieldRow) if row.key == NATURE)
    natures = child(question, QComboBox, "Nature du financeur")
    areas = atelier.findChildren(QScrollArea)
    page = next(area for area in areas if area.isAncestorOf(natures))
    page.ensureWidgetVisible(natures)
    bar = page.verticalScrollBar()
    before = bar.value()
    screen.questions_tab.setFocus()
    chosen = session.dossier.text(NATURE)

    turn_the_wheel(natures, -1)
    assert session.dossier.text(NATURE) == chosen
    assert natures.currentData() == chosen
    assert not natures.hasFocus()
    assert bar.value() > before

    natures.setFocus()
    turn_the_wheel(natures, -1)
    assert session.dossier.text(NATURE) != chosen
