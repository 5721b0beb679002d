"""Colours, drawings, names: what everyone must be able to see and hear."""

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.navigation import State
from cvdesk.gui import icons
from cvdesk.gui.application import resources
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.shapes import SHAPES as CARD_SHAPES
from cvdesk.gui.tables.step_model import SHAPES
from cvdesk.gui.tokens import THEMES, Tokens
from cvdesk.gui.widgets.words import Words, frame, set_role
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import nameless, show
from tests.support.screens import a_desk_with_slips, screens

TEXTS = [
    ("text", "bg"), ("text", "surface"), ("text2", "bg"), ("text2", "surface"), ("on", "accent"),
    ("accent", "bg"), ("accent", "surface"), ("on", "accent_h"), ("soft_t", "soft"),
    ("fix", "fix_s"), ("todo", "todo_s"), ("ask", "ask_s"), ("fro", "fro_s"), ("fix", "surface"),
    ("todo", "surface"), ("ask", "surface"), ("fix", "bg"), ("todo", "bg"), ("ask", "bg"),
    ("text", "fix_s"), ("text", "todo_s"), ("text", "ask_s"), ("text", "fro_s"), ("text2", "sunk"),
    ("mark_t", "mark"),
]  # fmt: skip
SHAPES_SEEN = [("field", "bg"), ("field", "surface"), ("accent", "bg"), ("accent", "surface")]


def luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_every_text_can_be_read_on_its_background(tokens: Tokens) -> None:
    for text, background in TEXTS:
        ratio = contrast(getattr(tokens, text), getattr(tokens, background))
        assert ratio >= 4.5, (text, background)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_every_border_and_focus_can_be_seen(tokens: Tokens) -> None:
    for shape, background in SHAPES_SEEN:
        assert contrast(getattr(tokens, shape), getattr(tokens, background)) >= 3


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_the_drawings_of_the_style_sheet_have_the_colours_of_the_theme(tokens: Tokens) -> None:
    inks = {"coche": tokens.on, "point": tokens.accent, "chevron": tokens.text,
            "plie": tokens.text2, "deplie": tokens.text2}  # fmt: skip
    for name, ink in inks.items():
        drawing = (resources() / "icones" / tokens.name / f"{name}.svg").read_text("utf-8")
        assert set(re.findall(r"#[0-9A-F]{6}", drawing)) == {ink}


def test_the_seven_states_have_seven_shapes() -> None:
    assert set(SHAPES) == set(State)
    assert len({shape for shape, _ in SHAPES.values()}) == 7
    assert {icon for icon, _ in SHAPES.values()} <= icons.NAMES
    assert {state.value: shape for state, shape in SHAPES.items()} == CARD_SHAPES


def test_every_drawing_draws_something(look: Look) -> None:
    for name in icons.NAMES:
        image = look.pixmap(name, "text", 24).toImage()
        opaque = [
            image.pixelColor(x, y).alpha() > 128
            for x in range(image.width())
            for y in range(image.height())
        ]
        assert any(opaque), name


def test_every_screen_names_its_controls_and_holds_on_an_old_laptop(
    qtbot: QtBot, look: Look
) -> None:
    """Both are seen on the same windows: making every screen takes a while."""
    unnamed: dict[str, list[str]] = {}
    wide: dict[str, tuple[int, int]] = {}
    for name, make in screens(look, a_desk_with_slips()):
        screen: QWidget = make()
        screen.resize(1366, 697)
        screen.show()
        qtbot.waitExposed(screen)
        if missing := nameless(screen):
            unnamed[name] = missing
        if screen.width() > 1366 or screen.height() > 697:
            wide[name] = (screen.width(), screen.height())
        # A hundred windows kept until the end would each slow the next ones.
        screen.close()
        screen.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert unnamed == {}
    assert wide == {}


def test_the_tab_key_goes_from_the_steps_to_the_filled_button(
    qtbot: QtBot, look: Look, desk: ADesk
) -> None:
    session = desk.session(desk.example_dossier(desk.examples()[0]))
    atelier = Atelier(look, desk, session, SilentDialogs())
    show(qtbot, atelier)
    QApplication.processEvents()
    chain: list[QWidget] = [atelier.steps]
    following = atelier.steps.nextInFocusChain()
    while following is not None and following is not atelier.steps:
        chain.append(following)
        following = following.nextInFocusChain()
    reached = [one for one in chain if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    questions = [one for one in reached if atelier.step_screen.isAncestorOf(one)]
    assert questions
    assert reached.index(questions[-1]) < reached.index(atelier.foot.action)


def test_a_window_is_seen_before_the_application_is_there(qtbot: QtBot, look: Look) -> None:
    window = MainWindow(look)
    with qtbot.waitSignal(window.painted):
        show(qtbot, window)
    labels = [label.text() for label in window.accueil.findChildren(QLabel)]
    assert "Ouverture de vos dossiers…" in labels


@pytest.mark.usefixtures("look")
def test_the_file_dialog_that_qt_draws_itself_is_in_french(qtbot: QtBot, look: Look) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    said = {label.text() for label in dialog.findChildren(QLabel)}
    wanted = {"&Voir dans\u00a0:", "&Nom de fichier\u00a0:", "&Type de fichiers\u00a0:"}
    assert wanted <= said
    kinds = ("Folder", "File", "%1 File", "Drive")
    shown = [QCoreApplication.translate("QAbstractFileIconProvider", kind) for kind in kinds]
    assert shown == ["Dossier", "Fichier", "Fichier %1", "Disque"]


def test_words_take_the_ink_of_the_box_they_are_in_now(qtbot: QtBot) -> None:
    box = frame("soft")
    words = Words("Famille", role="body")
    QVBoxLayout(box).addWidget(words)
    qtbot.addWidget(box)
    box.show()
    before = words.palette().color(words.foregroundRole())
    set_role(box, "card")
    assert words.palette().color(words.foregroundRole()) != before


def test_an_action_of_a_menu_that_is_not_possible_looks_so(qtbot: QtBot, look: Look) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction("Retirer ce projet")
    possible = menu.grab().toImage()
    action.setEnabled(False)
    assert menu.grab().toImage() != possible
