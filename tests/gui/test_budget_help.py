"""What goes in a line of the budget is told where the line is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cvdesk.gui.look import Look
from tests.gui.desk import ADesk
from tests.gui.test_budget_screen import a_budget, model_of


def test_a_line_of_the_grid_says_what_goes_in_it(qtbot: QtBot, look: Look, desk: ADesk) -> None:
    _, screen, session = a_budget(qtbot, look, desk)
    model = model_of(screen)
    gifts = model.index_of("758")
    told = str(model.data(gifts, Qt.ItemDataRole.ToolTipRole))
    assert "Dons des particuliers" in told
    assert "7541" in told
    assert str(model.data(gifts, Qt.ItemDataRole.AccessibleDescriptionRole)) in told
    first = session.facts.rows("projet_financeurs", session.facts.projects[0])[0]
    funder = model.index_of(first)
    assert "service déconcentré" in str(model.data(funder, Qt.ItemDataRole.ToolTipRole))
    total = model.index_of("75")
    assert model.data(total, Qt.ItemDataRole.AccessibleDescriptionRole) == ""
