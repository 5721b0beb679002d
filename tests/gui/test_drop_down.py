"""A list that opens is searched as people type, with or without accents."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cvdesk.gui.look import Look
from cvdesk.gui.widgets.drop_down import DropDown
from tests.gui.hands import type_text


@pytest.mark.parametrize("typed", ["évry", "evry", "Évry c", "EVRY-C", "evry-"])
def test_letters_typed_find_a_line_with_or_without_its_accents(qtbot: QtBot, typed: str) -> None:
    communes = DropDown()
    qtbot.addWidget(communes)
    communes.addItems(["Athis-Mons", "Étiolles", "Evry-Courcouronnes", "Épinay"])
    type_text(communes, typed)
    assert communes.currentText() == "Evry-Courcouronnes"


def test_the_first_letters_find_an_accented_line_too(qtbot: QtBot) -> None:
    communes = DropDown()
    qtbot.addWidget(communes)
    communes.addItems(["Athis-Mons", "Étiolles", "Evry-Courcouronnes", "Épinay"])
    type_text(communes, "epi")
    assert communes.currentText() == "Épinay"


@pytest.mark.parametrize("before", ["Je ne sais pas encore", "Évry"])
def test_letters_that_begin_no_line_leave_the_answer_that_was_there(
    qtbot: QtBot, before: str
) -> None:
    communes = DropDown()
    qtbot.addWidget(communes)
    communes.addItems(["Je ne sais pas encore", "Évry", "Moissy-Cramayel"])
    communes.setCurrentText(before)
    told: list[int] = []
    communes.activated.connect(told.append)
    type_text(communes, "marseille")
    assert communes.currentText() == before
    assert told[-1] == communes.currentIndex()


def test_what_a_line_stands_for_is_still_found_exactly(qtbot: QtBot) -> None:
    communes = DropDown()
    qtbot.addWidget(communes)
    communes.addItem("Évry", "91228")
    communes.addItem("Evry", "89999")
    assert communes.findData("89999") == 1
    assert communes.findText("Evry") == 1
    assert communes.findText("évry") == -1


def drawn(qtbot: QtBot, line: str, width: int) -> tuple[QImage, bool]:
    """The list as it is seen, and whether its line fits."""
    names = DropDown()
    names.addItem(line)
    names.setFixedWidth(width)
    qtbot.addWidget(names)
    names.show()
    arrow_and_margins = 50
    taken = names.fontMetrics().horizontalAdvance(line) + arrow_and_margins
    return names.grab().toImage(), taken < width


def test_a_line_that_does_not_fit_ends_with_an_ellipsis(qtbot: QtBot, look: Look) -> None:
    name = "Les Mots du 8-Mai (association fictive)"
    seen, fits = drawn(qtbot, name, 215)
    assert not fits
    cuts = [f"{name[:size]}…" for size in range(5, len(name))]
    assert (seen, True) in [drawn(qtbot, cut, 215) for cut in cuts]
