"""The window: time to its first paint, and time of one keystroke in a budget cell."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from cvdesk.bootstrap import assemble
from cvdesk.domain.ids import Key
from tests.bench.measure import PYTHON, Figure, millis, percentile, process_seconds, ratio
from tests.support.large import LINES, PROJECTS, YEARS, a_large_dossier

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
class Bare(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)
application = QApplication([])
window = Bare("CVDesk")
window.resize(1366, 768)
window.show()
application.exec()
"""
OURS = """
from PySide6.QtWidgets import QApplication
from cvdesk.gui.application import follow_the_system, prepare, resources
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from PySide6.QtCore import QTimer
application = QApplication([])
prepare(application)
look = Look(application, resources())
follow_the_system(look)
window = MainWindow(look)
window.painted.connect(lambda: QTimer.singleShot(0, application.quit))
window.resize(1366, 768)
window.show()
application.exec()
"""
KEYSTROKES = 300


def figures() -> Iterator[Figure]:
    """Yield the figures of this subject."""
    bare = process_seconds([PYTHON, "-c", BARE], runs=9)
    ours = process_seconds([PYTHON, "-c", OURS], runs=9)
    yield ratio("première fenêtre peinte", 1.6, ours, bare, "une fenêtre PySide6 nue")
    for name in ("annuel", "cpo"):
        times = keystrokes(name)
        detail = f"(99 % sous {percentile(times, 0.99) * 1000:.1f} ms, but 16)"
        yield millis(f"une touche au budget, {name}", 8, percentile(times, 0.5), detail)
    times = keystrokes("cpo", large=True)
    what = f"une touche au budget, {PROJECTS} projets × {len(YEARS)} ans × {LINES} lignes, 99 %"
    detail = f"(médiane {percentile(times, 0.5) * 1000:.1f} ms)"
    yield millis(what, 16, percentile(times, 0.99), detail)


def keystrokes(form: str, *, large: bool = False) -> list[float]:
    """Return the times from a key to everything up to date on screen, in seconds, sorted.

    Args:
        form: Which of the two examples.
        large: Whether it is made as large as it gets.
    """
    from cvdesk.app.navigation import steps  # noqa: PLC0415 - Qt must be there first
    from cvdesk.gui.application import follow_the_system, prepare, resources  # noqa: PLC0415
    from cvdesk.gui.desk import RealDesk  # noqa: PLC0415
    from cvdesk.gui.dialogs import RealDialogs  # noqa: PLC0415
    from cvdesk.gui.look import Look  # noqa: PLC0415
    from cvdesk.gui.main_window import MainWindow  # noqa: PLC0415
    from cvdesk.gui.screens.budget_screen import BudgetScreen  # noqa: PLC0415
    from cvdesk.gui.tables.budget_model import BudgetModel  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    prepare(application)
    look = Look(application, resources())
    follow_the_system(look)
    app = assemble()
    example = next(one for one in app.examples() if one.form.startswith(form))
    dossier = app.example_dossier(example)
    if large:
        dossier = a_large_dossier(dossier, app.session(dossier).reference)
    app.espace.save(dossier)
    window = MainWindow(look)
    window.resize(1366, 768)
    window.show()
    window.attach(RealDesk(app), RealDialogs())
    window.open_dossier(dossier.id)
    _settle(application)
    atelier = window.atelier
    assert atelier is not None
    facts = app.session(dossier).facts
    atelier.open_step(next(s for s in steps(facts) if s.section.id == "budget_projet"))
    _settle(application)
    screen = atelier.step_screen
    assert isinstance(screen, BudgetScreen)
    tree = screen.charges
    model = tree.model()
    assert isinstance(model, BudgetModel)
    tree.edit_key_at(model.index_of_key(Key.parse("projet_641.2027@P1")))
    _settle(application)
    times = []
    for count in range(KEYSTROKES):
        editor = QApplication.focusWidget() or tree.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        key, text = _key(editor, count)
        start = time.perf_counter()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            modifiers = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(editor, QKeyEvent(kind, key, modifiers, text))
        application.processEvents()
        times.append(time.perf_counter() - start)
    window.close()
    _settle(application)
    return sorted(times)


def _key(editor: QLineEdit, count: int) -> tuple[int, str]:
    if len(editor.text()) > 5:
        return Qt.Key.Key_Backspace.value, ""
    return 0, str(count % 9 + 1)


def _settle(application: QApplication) -> None:
    """Let the work behind the window come to its end."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        application.processEvents()
