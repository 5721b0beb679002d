"""Transmitting a dossier: what leaves, in which state, written and copied without a mouse."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from cvdesk.app.everything import INDEX
from cvdesk.app.session import Session
from cvdesk.app.sorties import Etat, Fichier, Sortie
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import Key
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.screens.transmettre import Transmettre
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.output_card import OutputCard
from cvdesk.gui.widgets.portal_panel import PortalPanel
from cvdesk.gui.widgets.saving import Saving
from tests.documents.made_forms import Made, a_form, values
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import child, nameless, press, show

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def a_screen(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, rank: int = 0
) -> tuple[Transmettre, Session]:
    session = desk.session(desk.example_dossier(desk.examples()[rank]))
    screen = Transmettre(look, desk, session, dialogs)
    show(qtbot, screen)
    return screen, session


def a_panel(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> tuple[PortalPanel, Session]:
    screen, session = a_screen(qtbot, look, desk, dialogs)
    child(
        screen, Button, "Ouvrir la copie\u00a0: Copie dans le portail Dauphin, campagne 2027"
    ).click()
    assert screen.panel is not None
    return screen.panel, session


def words(widget: Transmettre) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_annual_dossier_has_no_annexes_and_an_agreement_has(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    annual, _ = a_screen(qtbot, look, desk, dialogs)
    agreement, _ = a_screen(qtbot, look, desk, dialogs, 1)
    assert "annexes" not in [card.sortie.id for card in annual.cards]
    assert "annexes" in [card.sortie.id for card in agreement.cards]
    assert "figez et signez avant de déposer" in words(annual)


def test_every_control_has_a_name(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, _ = a_screen(qtbot, look, desk, dialogs, 1)
    assert nameless(screen) == []
    screen.open_portal()
    assert nameless(screen) == []


def test_one_file_is_written_where_the_person_says(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    dialogs.target = tmp_path / "bordereau.pdf"
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    child(screen, Button, "Enregistrer le PDF\u00a0: Bordereau des pièces").click()
    qtbot.waitUntil(screen.said.isVisible, timeout=10_000)
    assert dialogs.target.read_bytes().startswith(b"%PDF")
    assert "bordereau.pdf" in screen.said.text()


def test_a_pdf_is_seen_before_it_is_written(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    with qtbot.waitSignal(screen.previewed, timeout=10_000) as seen:
        child(screen, Button, "Voir\u00a0: Bordereau des pièces").click()
    assert seen.args == ["Bordereau des pièces"]
    assert screen.composed.startswith(b"%PDF")


def test_everything_is_written_with_its_list(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    desk.pdf = b"%PDF-le dossier"
    dialogs.folder = tmp_path / "tout"
    screen, _ = a_screen(qtbot, look, desk, dialogs, 1)
    press(screen.everything, Qt.Key.Key_Space)
    qtbot.waitUntil(screen.said.isVisible, timeout=20_000)
    names = {path.name for path in dialogs.folder.iterdir()}
    assert INDEX in names
    assert "04-annexes-convention-LFQE-2027-2029.docx" in names
    assert "Pas de 07\u00a0: le formulaire officiel se remplit à part" in screen.said.text()
    assert "04" not in screen.said.text()
    assert not screen.saving.isVisible()
    assert screen.everything.isEnabled()


def test_nobody_chooses_a_folder_and_nothing_happens(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    screen.everything.click()
    assert not screen.saving.working


def test_a_refusal_is_said_and_the_button_comes_back(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    dialogs.folder = tmp_path
    (tmp_path / "08-donnees-schema.json").write_bytes(b"")
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    screen.everything.click()
    qtbot.waitUntil(lambda: bool(dialogs.said), timeout=20_000)
    assert "contient déjà" in dialogs.said[0]
    assert screen.everything.isEnabled()


def test_a_long_writing_is_stopped_between_two_files(qtbot: QtBot, look: Look) -> None:
    strip, going = Saving(look), threading.Event()
    ends: list[int] = []
    show(qtbot, strip)

    def work(told: object) -> int:
        for rank in range(100):
            assert callable(told)
            if not told(rank, 100, "un fichier"):
                return rank
            going.wait(5)
        return 100

    strip.run("Préparation…", work, ends.append, lambda error: None)
    qtbot.waitUntil(lambda: strip.working and strip.isVisible())
    strip.stop.click()
    going.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends[0] < 100
    assert not strip.isVisible()


def test_ctrl_shift_c_copies_exactly_and_goes_on(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    panel, session = a_panel(qtbot, look, desk, dialogs)
    before = fingerprint(session.dossier)
    texts = []
    for _ in range(3):
        assert panel.current is not None
        texts.append(panel.current.text)
        panel_window = panel.window()
        press_shortcut(qtbot, panel)
        assert QGuiApplication.clipboard().text() == texts[-1]
        assert panel_window.isVisible()
    assert texts == ["oui", "Association", "000001248"]
    assert panel.said.text().startswith("3 cases sur ")
    assert fingerprint(session.dossier) == before


def press_shortcut(qtbot: QtBot, panel: PortalPanel) -> None:
    QTest.keyClick(panel.window(), Qt.Key.Key_C, CTRL_SHIFT)


def test_a_long_text_goes_whole_to_the_clipboard(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    panel, session = a_panel(qtbot, look, desk, dialogs)
    typed = "« Un\u00a0texte »\n\navec deux  espaces, 12\u00a0500\u00a0€ et une ligne"
    session.answer(Key.parse("description@P1"), typed)
    kept = session.dossier.text(Key.parse("description@P1"))
    panel.copy_box("projet.description@P1")
    assert QGuiApplication.clipboard().text() == kept


def test_a_tick_falls_when_the_answer_changes(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    panel, session = a_panel(qtbot, look, desk, dialogs)
    panel.copy_box("tiers.raison_sociale")
    panel.open_screen(1)
    tick = child(panel, QCheckBox, "Copié\u00a0: Raison sociale")
    assert tick.isChecked()
    session.answer(Key.parse("nom"), "Un autre nom")
    tick = child(panel, QCheckBox, "Copié\u00a0: Raison sociale")
    assert not tick.isChecked()
    tick.click()
    assert "tiers.raison_sociale" in panel.done
    child(panel, QCheckBox, "Copié\u00a0: Raison sociale").click()
    assert "tiers.raison_sociale" not in panel.done


def test_going_on_crosses_screens_and_back(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    panel, _ = a_panel(qtbot, look, desk, dialogs)
    panel.go(1)
    assert panel.chooser.currentText().startswith("2. Identification du tiers")
    panel.go(-1)
    assert panel.chooser.currentText().startswith("1. Préambule")
    panel.go(-1)
    assert panel.current is not None


def test_the_copy_opens_where_it_was_left(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    panel, session = a_panel(qtbot, look, desk, dialogs)
    panel.copy_and_go()
    again = Transmettre(look, desk, session, dialogs)
    show(qtbot, again)
    again.open_portal()
    assert again.panel is not None
    assert again.panel.current is not None
    assert again.panel.current.id == "tiers.famille"
    assert "1 case sur" in again.panel.said.text()


def test_an_answer_that_lacks_is_one_click_away(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    screen.open_portal()
    assert screen.panel is not None
    screen.panel.open_screen(1)
    with qtbot.waitSignal(screen.pointed) as went:
        child(screen.panel, Button, "Aller à la réponse\u00a0: Site web").click()
    assert went.args == ["site_web"]


def test_the_file_of_another_portal_opens_its_copy(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    dialogs.source = tmp_path / "caf.yaml"
    dialogs.source.write_text(
        "portail: caf\ntitre: CAF (fictive)\nsource: {title: essai}\necrans:\n"
        "  - {id: un, titre: Un, cases: [{id: nom, label: Nom, champ: nom}]}\n",
        "utf-8",
    )
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    screen.other.click()
    assert screen.panel is not None
    assert screen.panel.current is not None
    assert screen.panel.current.text == "Les Mots du 8-Mai (association fictive)"
    dialogs.source.write_text("portail: caf\n", "utf-8")
    screen.top.back.click()
    screen.other.click()
    assert "ligne 1" in dialogs.said[0]


def test_back_leaves_the_copy_then_the_screen(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    screen.open_portal()
    screen.top.back.click()
    assert screen.panel is None
    with qtbot.waitSignal(screen.left):
        screen.top.back.click()


def test_an_output_of_many_files_is_written_in_a_folder(qtbot: QtBot, look: Look) -> None:
    files = tuple(Fichier(f"{n}.pdf", "une lettre", lambda: b"") for n in range(5))
    card = OutputCard(look, Sortie("lettres", "Lettres", "", Etat.ANYTIME, "", files))
    show(qtbot, card)
    with qtbot.waitSignal(card.saving_all):
        card.buttons[0].click()
    assert len(card.buttons) == 1


def test_what_cannot_be_composed_is_said_and_keeps_nothing_else_back(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    dialogs.folder = tmp_path / "lettres"
    screen, session = a_screen(qtbot, look, desk, dialogs)
    session.answer(Key.parse("nom"), "Des 漢字 dans le nom")
    screen.refresh()
    name = "Enregistrer dans un répertoire\u00a0: Lettres de demande de soutien"
    child(screen, Button, name).click()
    qtbot.waitUntil(screen.said.isVisible, timeout=20_000)
    assert "Non écrit" in screen.said.text()
    written = {path.suffix for path in dialogs.folder.iterdir()}
    assert written == {".docx", ".txt"}


def test_the_official_form_is_filled_and_the_report_shown(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    dialogs.source, dialogs.target = tmp_path / "blanc.pdf", tmp_path / "rempli.pdf"
    dialogs.source.write_bytes(a_form([Made("siret"), Made("mystere")]))
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    child(screen, Button, "Choisir le formulaire vierge\u00a0: Formulaire officiel").click()
    qtbot.waitUntil(lambda: bool(dialogs.said), timeout=20_000)
    assert "1\u00a0case remplie sur 2." in dialogs.said[0]
    assert "mystere" in dialogs.said[0]
    assert values(dialogs.target.read_bytes())["siret"]


def test_a_form_that_cannot_be_filled_is_said(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    dialogs.source, dialogs.target = tmp_path / "blanc.pdf", tmp_path / "rempli.pdf"
    dialogs.source.write_bytes(b"pas un PDF")
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    child(screen, Button, "Choisir le formulaire vierge\u00a0: Formulaire officiel").click()
    qtbot.waitUntil(lambda: bool(dialogs.said), timeout=20_000)
    assert "n’est pas un PDF lisible" in dialogs.said[0]
    assert not dialogs.target.exists()


def test_the_screen_opens_over_the_workshop_from_its_actions(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    dossier = desk.example_dossier(desk.examples()[0])
    desk.save(dossier)
    window = MainWindow(look)
    window.attach(desk, dialogs)
    show(qtbot, window)
    window.open_dossier(dossier.id)
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    [screen] = window.findChildren(Transmettre)
    assert screen.isVisible()
    screen.open_portal()
    assert screen.panel is not None
    screen.panel.open_screen(1)
    child(screen.panel, Button, "Aller à la réponse\u00a0: Site web").click()
    QApplication.processEvents()
    [atelier] = window.findChildren(Atelier)
    assert atelier.isVisible()
    assert atelier.step.id == "association"
    window.leave_atelier()
