"""The window as a whole: first start, home, new dossier, paquets, closing."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.retour import Retour
from cvdesk.domain.dossier import ContratRef, Dossier, Version
from cvdesk.domain.ids import Key
from cvdesk.domain.money import NBSP
from cvdesk.errors import UserError
from cvdesk.gui.home import readable
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.receiving import ASK_FOR_IT, SHIPPED_SERVES, UNREADABLE
from cvdesk.gui.screens.preview import Preview
from cvdesk.gui.screens.reglages import Reglages, wear_preferences
from cvdesk.gui.screens.verifier import Verification
from cvdesk.gui.tokens import DARK
from cvdesk.gui.widgets.dossier_card import Card
from cvdesk.gui.widgets.typing import Text
from tests.gui.desk import ADesk, Received, SilentDialogs
from tests.gui.hands import child, focused, show, type_text
from tests.gui.test_signature_screen import a_report
from tests.support.builders import a_sample, an_appel

ACCESS = Key.parse("droit_commun@P1")

FIRST_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication
from cvdesk.gui.application import follow_the_system, prepare, resources
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
application = QApplication(["first window", "-platform", "offscreen"])
prepare(application)
look = Look(application, resources())
follow_the_system(look)
window = MainWindow(look)
window.show()
application.processEvents()
heavy = {"sqlalchemy", "alembic", "pydantic", "yaml", "reportlab", "pikepdf", "pyhanko", "PIL",
         "cryptography", "pypdfium2", "cvdesk.bootstrap", "cvdesk.app.session"}
print(*sorted(heavy & sys.modules.keys()))
"""


def a_window(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, *, examples: bool = False
) -> MainWindow:
    for example in desk.examples() if examples else ():
        desk.save(desk.example_dossier(example))
    window = MainWindow(look)
    show(qtbot, window)
    window.attach(desk, dialogs)
    qtbot.waitUntil(lambda: not window.busy.working)
    return window


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_nothing_heavy_is_loaded_before_the_first_window() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_WINDOW], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_the_first_start_offers_the_worked_examples(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    assert "feuilletez un exemple" in words(window.accueil)
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "Voir un exemple")
    button.click()
    qtbot.waitUntil(lambda: window.atelier is not None)
    assert len(desk.kept) == 2
    assert all(dossier.exemple for dossier in desk.kept.values())


def test_what_is_asked_before_the_application_is_there_is_done_then(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = MainWindow(look)
    show(qtbot, window)
    window.nav.buttons["reglages"].click()
    assert window.findChild(Reglages) is None
    window.attach(desk, dialogs)
    assert window.findChild(Reglages) is not None


def test_a_card_says_the_state_the_days_left_and_the_next_step(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs, examples=True)
    cards = [words(card) for card in window.findChildren(Card)]
    annual = next(card for card in cards if "Langue, numérique" in card)
    assert "14 jours · dépôt le 18/12/2026" in annual
    assert "Les Mots du 8-Mai (association fictive)" in annual
    assert "· exemple" in annual
    assert "sur 13" in annual


def test_a_dossier_is_opened_written_and_found_again(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs, examples=True)
    first = next(iter(desk.kept))
    window.open_dossier(first)
    atelier = window.atelier
    assert atelier is not None
    atelier.go_to(ACCESS)
    type_text(focused(Text), "Z")
    atelier.top.back.click()
    assert window.atelier is None
    assert str(desk.kept[first].text(ACCESS)).startswith("Z")


def test_closing_the_window_keeps_the_last_key(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs, examples=True)
    first = next(iter(desk.kept))
    window.open_dossier(first)
    assert window.atelier is not None
    window.atelier.go_to(ACCESS)
    type_text(focused(Text), "Z")
    assert window.close()
    assert str(desk.kept[first].text(ACCESS)).startswith("Z")


def test_the_window_stays_when_the_file_cannot_be_written(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs, examples=True)
    window.open_dossier(next(iter(desk.kept)))
    assert window.atelier is not None
    window.atelier.go_to(ACCESS)
    type_text(focused(Text), "Z")
    desk.refusal = UserError("Le disque est plein.")
    assert not window.close()
    assert dialogs.said == ["Le disque est plein."]
    assert window.atelier is not None
    desk.refusal = None
    assert window.close()


def test_a_paquet_received_is_opened_and_kept(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    dossier = desk.example_dossier(desk.examples()[0])
    desk.received[Path("recu.cvdesk")] = Received(dossier, {"ab": b"un RIB"})
    dialogs.source = Path("recu.cvdesk")
    window.open_paquet()
    assert window.atelier is not None
    assert desk.kept[dossier.id] == dossier
    assert list(desk.pieces.values()) == [b"un RIB"]


def test_a_paquet_whose_contract_is_not_here_is_told_and_not_kept(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    elsewhere = of_another_contract(desk.example_dossier(desk.examples()[0]))
    desk.received[Path("recu.cvdesk")] = Received(elsewhere, {"ab": b"un RIB"})
    dialogs.source = Path("recu.cvdesk")
    window.open_paquet()
    assert dialogs.said == ["Aucun contrat ne s’appelle « ailleurs-2024 »."]
    assert window.atelier is None
    assert (desk.kept, desk.pieces) == ({}, {})


def test_a_dossier_that_does_not_open_here_hides_no_other(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    annual, agreement = (desk.example_dossier(one) for one in desk.examples())
    desk.save(annual)
    desk.save(of_another_contract(agreement))
    desk.associations.record_from(annual)
    window = a_window(qtbot, look, desk, dialogs)
    assert len(window.findChildren(Card)) == 1
    said = (
        "« Réussir ensemble : accompagnement à la scolarité, parentalité et ouverture culturelle » "
        "ne s’ouvre pas ici. Aucun contrat ne s’appelle « ailleurs-2024 ». "
        "Installez ce contrat pour l’ouvrir."
    )
    assert said in words(window.accueil).replace(NBSP, " ")
    window.show_place("associations")
    place = window.places.made("associations")
    assert place is not None
    qtbot.waitUntil(lambda: "Les Mots du 8-Mai" in words(place))
    assert dialogs.said == []


def test_many_dossiers_that_do_not_open_for_one_reason_are_told_in_one_sentence(
    desk: ADesk,
) -> None:
    annual, agreement = map(of_another_contract, map(desk.example_dossier, desk.examples()))
    nameless = replace(annual, records={})
    _, said = readable(desk, [nameless, agreement])
    assert said.startswith("Un dossier sans titre et «\u00a0")
    assert said.endswith(
        "» ne s’ouvrent pas ici. Aucun contrat ne s’appelle « ailleurs-2024 ». "
        "Installez ce contrat pour les ouvrir."
    )
    _, said = readable(desk, [agreement] * 20)
    assert said.count("«\u00a0Réussir") == 3
    assert " et 17 autres dossiers ne s’ouvrent pas ici." in said


def of_another_contract(dossier: Dossier) -> Dossier:
    return replace(dossier, contrat=ContratRef("ailleurs-2024", "1"))


def test_the_call_that_a_paquet_carries_is_shown_then_kept_or_left(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    register = desk.registre_appels
    first, second = (desk.example_dossier(one) for one in desk.examples())
    lacking = replace(first, appel="")
    register.carried = {
        b"une lettre": an_appel(id="lettre-2027", titre="Lettre 2027"),
        b"la meme, autrement": an_appel(id="lettre-2027", titre="Lettre 2027 corrigée"),
        b"celle d'ici": an_appel(),
        b"celle d'ici, autrement": an_appel(titre="Appel corrigé"),
    }
    shipped = f"{SHIPPED_SERVES} "
    asked = "Installer «\u00a0Lettre 2027\u00a0»\u00a0?"
    asked_again = "Installer «\u00a0Lettre 2027 corrigée\u00a0»\u00a0?"
    dialogs.source = Path("recu.cvdesk")
    for dossier, call, agrees, said, kept in (
        (first, b"une lettre", False, [asked], []),
        (first, b"celle d'ici", True, [], []),
        (first, b"celle d'ici, autrement", True, [shipped], []),
        (first, b"une faute", True, [], []),
        (lacking, b"une faute", True, [f"{UNREADABLE} {ASK_FOR_IT}"], []),
        (first, b"une lettre", True, [asked], ["Lettre 2027"]),
        (second, b"la meme, autrement", False, [asked_again], ["Lettre 2027"]),
        (second, b"la meme, autrement", True, [asked_again], ["Lettre 2027 corrigée"]),
    ):
        desk.kept.clear()
        dialogs.said.clear()
        dialogs.agrees = agrees
        desk.received[dialogs.source] = Received(dossier, appel=call)
        window.open_paquet()
        assert dialogs.said == said
        assert [one.titre for one in register.installed.values()] == kept
        assert list(desk.kept) == [dossier.id]
        window.leave_atelier()


def test_a_pdf_is_verified_in_three_answers(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    desk.verification = a_report()
    screen = Verification(look, desk, dialogs)
    show(qtbot, screen)
    path = tmp_path / "signe.pdf"
    path.write_bytes(b"%PDF-1.7")
    screen.check(path)
    qtbot.waitUntil(screen.verdict.isVisible)
    said = screen.verdict.spoken
    assert "Pas un octet n’a changé" in said
    assert "Fatoumata SYLLA-MARTIN, le 11/12/2026" in said
    assert "n’importe qui peut créer un certificat" in said
    assert "on peut le rouvrir" in said


def test_a_file_that_is_gone_is_told(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    screen = Verification(look, desk, dialogs)
    show(qtbot, screen)
    screen.check(tmp_path / "absent.pdf")
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert not screen.verdict.isVisible()


def test_the_pages_of_a_pdf_are_drawn_and_their_text_is_offered(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    screen = Preview(look, desk, dialogs, a_pdf(), a_sample().facts)
    show(qtbot, screen)
    qtbot.waitUntil(lambda: screen.finished)
    assert screen.shown == 2
    assert screen.keep.x() - screen.as_text.geometry().right() > 4
    page = child(screen, QLabel, "Page 1")
    assert "Bonjour" in page.accessibleDescription()
    screen.as_text.click()
    assert "Page 2\nAu revoir" in screen.text.raw_text()
    dialogs.target = tmp_path / "garde.pdf"
    screen.keep.click()
    assert dialogs.target.read_bytes() == a_pdf()
    assert dialogs.named == ["LM8M-2027-brouillon-du-dossier.pdf"]


def a_pdf() -> bytes:
    from io import BytesIO  # noqa: PLC0415

    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for text in ("Bonjour", "Au revoir"):
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_the_theme_and_the_size_of_text_are_chosen_and_remembered(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen = Reglages(look, desk, dialogs)
    show(qtbot, screen)
    screen.themes["sombre"].click()
    screen.sizes["150"].click()
    assert (look.tokens, look.factor) == (DARK, 1.5)
    assert desk.preferences == {"theme": "sombre", "text_size": "150"}
    wear_preferences(look, desk)
    assert look.tokens is DARK


def test_ctrl_plus_makes_the_text_larger(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs)
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert look.factor == 1.15
    assert desk.preferences["text_size"] == "115"


def test_a_dossier_is_erased_for_good_once_told_what_goes_and_what_stays(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    window = a_window(qtbot, look, desk, dialogs, examples=True)
    name = "Supprimer définitivement\u00a0: Langue, numérique et droits\u00a0: "
    button = next(
        b for b in window.findChildren(QPushButton)
        if b.accessibleName().replace("\u00a0", " ").startswith(name.replace("\u00a0", " "))
    )  # fmt: skip
    dialogs.agrees = False
    button.click()
    qtbot.waitUntil(lambda: not window.busy.working)
    assert len(desk.kept) == 2
    assert "Supprimer définitivement «\u00a0Langue" in dialogs.said[-1]
    dialogs.agrees = True
    window._receiving.delete(
        next(one.id for one in desk.kept.values() if one.form.form == "annuel")
    )
    qtbot.waitUntil(lambda: not window.busy.working)
    assert [one.form.form for one in desk.kept.values()] == ["cpo"]


def test_a_signed_pdf_that_comes_back_is_kept_with_its_dossier(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    desk.verification = a_report()
    desk.save(desk.example_dossier(desk.examples()[0]))
    path = tmp_path / "signe.pdf"
    path.write_bytes(b"%PDF-1.7")
    screen = Verification(look, desk, dialogs)
    show(qtbot, screen)
    screen.check(path)
    qtbot.waitUntil(screen.verdict.isVisible)
    assert not screen.keep.isVisible()
    assert any("pas sur cet ordinateur" in one.text() for one in screen.findChildren(QLabel))
    [kept] = desk.kept.values()
    version = Version(1, "AB" * 32, kept.edited_at)
    desk.retours.retour = Retour(
        version, "Fatoumata SYLLA-MARTIN", None, "cd" * 32, outdated=False, known=False
    )
    screen.check(path)
    qtbot.waitUntil(screen.keep.isVisible)
    screen.keep.click()
    qtbot.waitUntil(lambda: desk.retours.kept == [b"%PDF-1.7"] and not screen.busy.working)
    with qtbot.waitSignal(screen.opened) as opened:
        screen.keep.click()
    assert opened.args == [str(kept.id)]
