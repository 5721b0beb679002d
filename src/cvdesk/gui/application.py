"""Opening the window: first what is seen, then what works behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QLockFile, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from cvdesk import __version__
from cvdesk.gui.french import RemainingWords
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.only_window import AlreadyOpen, only_window
from cvdesk.gui.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from cvdesk.gui.ports import Desk


def open_application(arguments: Sequence[str]) -> int:
    """Open the window and return the exit code when it closes."""
    # The style as an argument: setting it hands back an object whose names are long to build.
    start = ["cvdesk", "-style", "Fusion", *arguments]
    application = QApplication.instance() or QApplication(start)
    if not isinstance(application, QApplication):
        raise TypeError(application)
    prepare(application)
    look = Look(application, resources())
    follow_the_system(look)
    window = MainWindow(look)
    window.painted.connect(lambda: QTimer.singleShot(0, lambda: _bring(window, look)))
    window.showMaximized()
    code = application.exec()
    from cvdesk.gui.background import wait_for_all  # noqa: PLC0415 - after first paint

    wait_for_all()
    return code


def prepare(application: QApplication) -> None:
    """Name the application and have Qt's own windows in French."""
    application.setApplicationName("CVDesk")
    application.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale("fr_FR"))  # by name: the list of languages is long to build
    application.installTranslator(RemainingWords(application))
    french = QTranslator(application)
    if french.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(french)


def resources() -> Path:
    """Return the folder of the fonts and drawings: in the package, or in the source tree."""
    package = Path(__file__).parents[1]
    shipped = package / "_data" / "resources"
    return shipped if shipped.is_dir() else package.parents[1] / "resources"


def follow_the_system(look: Look) -> None:
    """Put on the light or the dark theme, as the system has it."""
    hints = QApplication.styleHints()
    look.wear(DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT, look.factor)


def _bring(window: MainWindow, look: Look) -> None:
    """Put the application together off the main thread, then hand it to the window."""
    look.load_other_fonts()
    from cvdesk.gui.background import run_in_background  # noqa: PLC0415 - after first paint
    from cvdesk.gui.defects import watch_for_defects  # noqa: PLC0415 - after first paint
    from cvdesk.gui.dialogs import DefectDialog, RealDialogs  # noqa: PLC0415 - after first paint
    from cvdesk.gui.screens.reglages import wear_preferences  # noqa: PLC0415 - after first paint

    dialogs = RealDialogs()

    def show_defect(report: str) -> None:
        dialogs.run(DefectDialog(report, window))

    watch_for_defects(
        __version__, show_defect, lambda refusal: dialogs.show_refusal(window, refusal)
    )

    def done(made: tuple[Desk, QLockFile]) -> None:
        desk, lock = made
        window.destroyed.connect(partial(lock.unlock))  # which keeps it that long
        wear_preferences(look, desk)
        dialogs.remember_in(desk)
        window.attach(desk, dialogs)

    def failed(error: Exception) -> None:
        if not isinstance(error, AlreadyOpen):
            raise error
        dialogs.show_refusal(window, error)
        window.close()

    run_in_background(_assemble, owner=window, done=done, failed=failed)


def _assemble() -> tuple[Desk, QLockFile]:
    from cvdesk.bootstrap import Paths  # noqa: PLC0415 - after first paint
    from cvdesk.gui.desk import real_desk  # noqa: PLC0415 - after first paint

    folder = Paths.of_this_computer().data
    folder.mkdir(parents=True, exist_ok=True)
    lock = only_window(folder)
    return real_desk(), lock
