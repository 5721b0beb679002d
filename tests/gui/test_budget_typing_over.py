"""Typing over a cell that is only selected, as in any spreadsheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cvdesk.app.session import Session
from cvdesk.domain.ids import Key
from cvdesk.gui.look import Look
from cvdesk.gui.tables.budget_model import BudgetModel
from cvdesk.gui.widgets.budget_tree import BudgetTree
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


def at_label(qtbot: QtBot, look: Look, desk: ADesk) -> tuple[BudgetTree, Session]:
    """Select the words of a line, as the down arrow does."""
    _, screen, session = a_budget(qtbot, look, desk)
    tree = screen.charges
    model = tree.model()
    assert isinstance(model, BudgetModel)
    cell = model.index_of_key(PAY)
    tree.expand(cell.parent())
    tree.setFocus()
    tree.setCurrentIndex(cell.siblingAtColumn(0))
    return tree, session


@pytest.mark.parametrize("first", ["", "right", "enter", "right left"])
def test_an_amount_is_typed_from_the_words_of_its_line(
    qtbot: QtBot, look: Look, desk: ADesk, first: str
) -> None:
    tree, session = at_label(qtbot, look, desk)
    keys = {"right": Qt.Key.Key_Right, "left": Qt.Key.Key_Left, "enter": Qt.Key.Key_Return}
    for word in first.split():
        QTest.keyClick(tree, keys[word])
    QApplication.processEvents()
    for digit in "9900":
        type_text(QApplication.focusWidget() or tree, digit)
        QApplication.processEvents()
    assert session.facts.shown(PAY.field, PAY.row, PAY.year) == "9\u00a0900\u00a0€"


def test_arrows_still_fold_and_unfold_an_account(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    tree, _ = at_label(qtbot, look, desk)
    account = tree.currentIndex().parent()
    tree.setCurrentIndex(account)
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(account)
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(account)
    assert tree.currentIndex() == account


def test_digits_typed_on_a_total_change_nothing(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    tree, session = at_label(qtbot, look, desk)
    account = tree.currentIndex().parent()
    before = session.dossier
    for column in range(account.model().columnCount()):
        total = account.siblingAtColumn(column)
        tree.setCurrentIndex(total)
        for digit in "604":
            type_text(QApplication.focusWidget() or tree, digit)
            QApplication.processEvents()
        assert tree.currentIndex() == total
    assert session.dossier is before
