"""What helps to fill a budget: each computation shown before it is taken, one step of undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from cvdesk.app.session import Session
from cvdesk.domain.budget import budgets
from cvdesk.domain.ids import Key
from cvdesk.domain.money import NBSP, Euros
from cvdesk.gui.background import wait_for_all
from cvdesk.gui.look import Look
from cvdesk.gui.screens.budget_figures import BudgetFigures
from cvdesk.gui.screens.budget_funders import FunderDialog
from cvdesk.gui.screens.budget_import_dialog import TO_PLACE, WHERE, ImportDialog
from cvdesk.gui.screens.budget_screen import BudgetScreen
from cvdesk.gui.screens.budget_why import WhyDialog
from cvdesk.gui.widgets.proposal_dialog import ProposalDialog
from cvdesk.gui.widgets.wrapped_list import WrappedList
from tests.gui.desk import ADesk, SilentDialogs
from tests.gui.hands import nameless, open_atelier, show, type_text
from tests.support.workbooks import xlsx

PAY = Key.parse("projet_641.2027@P1")


def a_screen(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, example: int = 0
) -> tuple[BudgetScreen, Session]:
    session = desk.session(desk.example_dossier(desk.examples()[example]))
    atelier = open_atelier(qtbot, look, desk, session, "budget_projet@P1", dialogs)
    screen = atelier.step_screen
    assert isinstance(screen, BudgetScreen)
    return screen, session


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def column(table: QTableWidget, place: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def texts(session: Session) -> dict[Key, str]:
    return {k: r.text for k, r in session.dossier.records.items() if r.text is not None}


def test_a_funder_is_told_from_where_it_comes_from(qtbot: QtBot, look: Look) -> None:
    words = "Éducation nationale"
    rows = WrappedList("Financeurs connus")
    rows.addItems([f"{words}\nici", f"ici\n{words}", words])
    show(qtbot, rows)
    named, told, alone = (rows.sizeHintForIndex(rows.model().index(row, 0)) for row in range(3))
    assert named.width() > told.width() == alone.width()  # bold
    assert named.height() == told.height() == 2 * alone.height()


def test_a_paste_is_one_step_of_undo(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs)
    before = texts(session)
    QGuiApplication.clipboard().setText("641\t9 000\n645\t3 000\n647\t200\n")
    screen.tools.paste.click()
    assert session.facts.at(PAY) == Euros.whole(9_000)
    session.undo()
    assert texts(session) == before
    assert not session.can_undo


def test_a_year_starts_from_the_one_before_with_a_raise(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs, 1)
    before = texts(session)

    def fill(form: QDialog) -> bool:
        assert isinstance(form, ProposalDialog)
        show(qtbot, form, 640, 480)
        rate = form.fields["taux"]
        assert isinstance(rate, QLineEdit)
        rate.clear()
        type_text(rate, "beaucoup")
        assert not form.take.isEnabled()
        assert "nombre" in form.said.text()
        rate.clear()
        type_text(rate, "10")
        assert form.take.isEnabled()
        assert form.table.rowCount() > 20
        assert nameless(form) == []
        return True

    dialogs.fill = fill
    screen.tools.copy_year()
    first, second, _ = budgets(session.facts, "projet")
    assert second.line("641").cents == first.line("641").cents * 110 // 100
    session.undo()
    assert texts(session) == before


def test_the_year_to_copy_into_is_the_first_that_is_empty(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs, 1)
    proposed = []

    def look_at_the_year(form: QDialog) -> bool:
        assert isinstance(form, ProposalDialog)
        year = form.fields["annee"]
        assert isinstance(year, QComboBox)
        proposed.append(year.currentText())
        return False

    dialogs.fill = look_at_the_year
    screen.tools.copy_year()  # every year is filled: the first that has one before it
    last = budgets(session.facts, "projet")[-1]
    session.change({key: None for key in session.dossier.records if key.year == last.year})
    screen.tools.copy_year()
    assert proposed == ["2028", "2029"]


def test_volunteering_goes_on_both_sides_with_its_rate_to_be_checked(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs)
    seen = []

    def fill(form: QDialog) -> bool:
        assert isinstance(form, ProposalDialog)
        hours, rate = form.fields["heures"], form.fields["taux"]
        assert isinstance(hours, QLineEdit)
        assert isinstance(rate, QComboBox)
        assert hours.text() == "480"
        assert "à vérifier" in rate.currentText()
        show(qtbot, form, 640, 560)
        assert form.table.horizontalScrollBar().maximum() == 0  # the sentence that says how, whole
        hours.clear()
        type_text(hours, "100")
        seen.append(plain(form.said.text()))
        return True

    dialogs.fill = fill
    screen.tools.count_hours()
    assert "1 202 €" in seen[0]
    [one] = budgets(session.facts, "projet")
    assert one.line("864") == one.line("870") == Euros.whole(1_202)


def test_indirect_costs_are_shared_out_by_a_key_that_is_written(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs)

    def fill(form: QDialog) -> bool:
        assert isinstance(form, ProposalDialog)
        base, part = form.fields["base"], form.fields["part"]
        assert isinstance(base, QLineEdit)
        assert isinstance(part, QLineEdit)
        assert part.text() == "0,35"
        assert not form.take.isEnabled()
        type_text(base, "3750")
        return form.take.isEnabled()

    dialogs.fill = fill
    screen.tools.share_out()
    assert session.facts.at(Key.parse("projet_chgfixe.2027@P1")) == Euros.whole(1_193)
    assert "0,35 ETPT sur 1,10" in session.facts.at(Key.parse("projet_cle@P1"))


def test_a_gap_closes_in_self_funding(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs)
    dialogs.fill = lambda form: isinstance(form, ProposalDialog) and form.take.isEnabled()
    screen.tools.balance()
    assert not session.can_undo
    session.answer(PAY, "9 900")
    screen.tools.balance()
    [one] = budgets(session.facts, "projet")
    assert one.line("insufprevisionnel") == Euros.whole(2_000)
    assert one.charges == one.produits


def test_what_was_said_of_a_budget_goes_with_what_it_was_said_of(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs)
    help_ = screen.said
    session.answer(PAY, "9 900")
    dialogs.fill = lambda form: isinstance(form, ProposalDialog) and form.take.isEnabled()
    screen.tools.balance()
    assert plain(screen.said) == "Les deux totaux de 2027 sont égaux, à 21 100 €."
    session.undo()
    assert screen.said == help_


def test_nothing_changes_when_a_proposal_is_left(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs, 1)
    before = session.dossier
    for action in screen.tools.offered():
        action.trigger()
    assert len(dialogs.forms) == 6
    assert session.dossier is before


def test_why_a_total_lists_its_lines_and_goes_to_one(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, _ = a_screen(qtbot, look, desk, dialogs)

    def fill(form: QDialog) -> bool:
        assert isinstance(form, WhyDialog)
        show(qtbot, form, 640, 480)
        assert "font 21 000 €" in plain(form.said.text())
        form.total.setCurrentIndex(form.total.findData("64"))
        assert "13 240 €" in plain(form.said.text())
        assert [text[:3] for text in column(form.table, 0)] == [
            "641", "645", "647"
        ]  # fmt: skip
        form.table.setCurrentCell(1, 0)
        form.go.click()
        return True

    dialogs.fill = fill
    screen.banner.explained.emit()
    editor = screen.charges.editor
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "3\u00a0140"


def test_a_funder_of_the_call_comes_with_its_kind_and_its_departement(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs)
    project = session.facts.projects[0]

    def fill(form: QDialog) -> bool:
        assert isinstance(form, FunderDialog)
        show(qtbot, form, 600, 480)
        type_text(form.typed, "prefecture")
        assert form.list.count() == 1
        assert nameless(form) == []
        form.list.setCurrentRow(0)
        assert "Préfecture" in form.add.text() or "préfecture" in form.add.text()
        return True

    dialogs.fill = fill
    screen.tools.add_funder()
    row = session.facts.rows("projet_financeurs", project)[-1]
    assert session.facts.value("projet_financeur_type", row) == "etat"
    assert session.facts.value("projet_financeur_departement", row) == "94"
    assert session.facts.value("projet_financeur_sollicite", row)
    assert session.facts.value("projet_financeur_statut", row) == "demande"
    assert "à lui que ce dossier s’adresse" in screen.said
    session.undo()
    assert row not in session.facts.rows("projet_financeurs", project)


def test_a_workbook_is_shown_then_imported_in_one_step(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs)
    before = texts(session)
    path = tmp_path / "budget.xlsx"
    path.write_bytes(
        xlsx([["Charges", 2027], ["Loyers", 700], ["Bricoles", 12], ["Assurances", -4]])
    )
    dialogs.source = path

    def fill(form: QDialog) -> bool:
        assert isinstance(form, ImportDialog)
        show(qtbot, form, 900, 600)
        assert "1 ligne à placer" in plain(form.said.text())
        assert "1 ligne illisible" in plain(form.said.text())
        assert "1 montant" in plain(form.take.text())
        box = form.table.cellWidget(1, WHERE)
        assert isinstance(box, QComboBox)
        assert box.currentText() == TO_PLACE
        box.setCurrentIndex(box.findText("647", Qt.MatchFlag.MatchStartsWith))
        assert "2 montants" in plain(form.take.text())
        assert form.table.cellWidget(2, WHERE) is None
        assert nameless(form) == []
        return True

    dialogs.fill = fill
    screen.tools.load.click()
    wait_for_all()
    qtbot.waitUntil(lambda: session.can_undo)
    assert session.facts.at(Key.parse("projet_613.2027@P1")) == Euros.whole(700)
    assert session.facts.at(Key.parse("projet_647.2027@P1")) == Euros.whole(12)
    session.undo()
    assert texts(session) == before


def test_a_file_that_is_no_workbook_is_told_and_nothing_changes(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    screen, session = a_screen(qtbot, look, desk, dialogs)
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n")
    dialogs.source = path
    before = session.dossier
    screen.tools.load.click()
    wait_for_all()
    qtbot.waitUntil(lambda: bool(dialogs.said))
    assert "n’est pas un classeur" in dialogs.said[0]
    assert session.dossier is before
    assert not screen.tools.busy.working


def test_the_budgets_are_exported_in_the_background(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, tmp_path: Path
) -> None:
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    dialogs.target = tmp_path / "budgets.xlsx"
    screen.tools.save.click()
    wait_for_all()
    qtbot.waitUntil(lambda: not screen.tools.busy.working)
    assert desk.tableurs.read(dialogs.target).feuilles[0].nom == "Projet"


@pytest.mark.parametrize("width", [1366, 1093])
def test_what_has_no_button_is_in_the_menu(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs, width: int
) -> None:
    screen, _ = a_screen(qtbot, look, desk, dialogs)
    screen.window().resize(width, 700)
    texts_ = [action.text() for action in screen.tools.offered()]
    for button, text in ((screen.tools.load, "Importer"), (screen.tools.save, "Exporter")):
        assert button.isVisible() != any(one.startswith(text) for one in texts_)


def test_the_figures_say_their_lines_and_a_line_can_be_left_out(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    session = desk.session(desk.example_dossier(desk.examples()[1]))
    screen = BudgetFigures(look, desk, session, dialogs)
    show(qtbot, screen)
    titles = [screen.list.item(row).text() for row in range(screen.list.count())]
    place = next(rank for rank, text in enumerate(titles) if "Subventions publiques" in text)
    assert not screen.change.isVisible()
    screen.list.setCurrentRow(place)
    assert "193 700 €" in plain(screen.result.text())
    screen.table.setCurrentCell(0, 0)
    assert screen.change.text() == "Ne pas compter cette ligne"
    screen.change.click()
    assert "169 700 €" in plain(screen.result.text())
    assert any("Vous avez choisi" in text for text in column(screen.table, 3))
    session.undo()
    assert "193 700 €" in plain(screen.result.text())
    with qtbot.waitSignal(screen.pointed) as pointed:
        screen.go.click()
    assert str(pointed.args[0]).startswith("asso_financeur_montant.2027@")
    assert nameless(screen) == []


def test_an_empty_dossier_has_no_figure_yet(
    qtbot: QtBot, look: Look, desk: ADesk, dialogs: SilentDialogs
) -> None:
    dossier = desk.new_dossier(formulaire="annuel", contrat="gosb-2024", appel="", years=())
    screen = BudgetFigures(look, desk, desk.session(dossier), dialogs)
    show(qtbot, screen)
    assert "Rien à compter" in screen.title.text()
    assert not screen.go.isEnabled()
