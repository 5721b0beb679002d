"""A window without a screen: one look for all tests, a desk in memory for each."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cvdesk.gui.application import prepare, resources
from cvdesk.gui.background import wait_for_all
from cvdesk.gui.look import Look
from cvdesk.gui.tokens import LIGHT
from tests.gui.desk import ADesk, SilentDialogs


@pytest.fixture(scope="session")
def memory_as_usual() -> Iterator[None]:
    """Dossiers opened by the hundred: the windows that closed go, none is set aside for good."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cvdesk.gui.pauses.set_memory_aside", lambda: None)
        yield


@pytest.fixture(scope="session")
def the_look(qapp: QApplication, memory_as_usual: None) -> Look:
    prepare(qapp)
    look = Look(qapp, resources())
    look.load_other_fonts()
    look.wear(LIGHT, 1.0)
    return look


@pytest.fixture
def look(the_look: Look, qtbot: QtBot) -> Iterator[Look]:
    # The windows of the test before go now, not in the middle of this one.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    if (the_look.tokens, the_look.factor) != (LIGHT, 1.0):
        the_look.wear(LIGHT, 1.0)
    yield the_look
    wait_for_all()


@pytest.fixture
def desk() -> ADesk:
    return ADesk()


@pytest.fixture
def dialogs() -> SilentDialogs:
    return SilentDialogs()
