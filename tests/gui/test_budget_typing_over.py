"""Typing over a cell that is only selected, as in any spreadsheet."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cvdesk.domain.ids import Key
from cvdesk.gui.look import Look
from cvdesk.gui.tables.budget_model import BudgetModel
from tests.gui.desk import ADesk
from tests.gui.hands import focused, type_text
from tests.gui.test_budget_screen import a_budget

PAY = Key.parse("projet_641.2027@P1")


def test_every_digit_typed_over_a_selected_cell_counts(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    model = screen.charges.model()
    assert isinstance(model, BudgetModel)
    screen.charges.setFocus()
    screen.charges.setCurrentIndex(model.index_of_key(PAY))
    type_text(screen.charges, "9")
    QApplication.processEvents()
    for digit in "900":
        type_text(focused(QLineEdit), digit)
        QApplication.processEvents()
    assert focused(QLineEdit).text() == "9900"
    assert session.facts.shown(PAY.field, PAY.row, PAY.year) == "9\u00a0900\u00a0€"


def test_every_digit_counts_right_after_a_click_on_the_selected_cell(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    tree = screen.charges
    model = tree.model()
    assert isinstance(model, BudgetModel)
    cell = model.index_of_key(PAY)
    for _ in range(2):  # the second click is on a cell that is already selected
        QTest.mouseClick(
            tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(cell).center()
        )
        QApplication.processEvents()
    for digit in "9900":
        type_text(QApplication.focusWidget() or tree, digit)
        QApplication.processEvents()
    assert session.facts.shown(PAY.field, PAY.row, PAY.year) == "9\u00a0900\u00a0€"
