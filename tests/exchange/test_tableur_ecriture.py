"""The workbook of the budgets: live formulas, and a way back that loses nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from random import Random

import pytest

from cvdesk.app.budget_import import Destination, propose_import, take_import
from cvdesk.app.session import Session
from cvdesk.catalog.livres_load import load_livres
from cvdesk.catalog.taux_load import load_taux
from cvdesk.domain.budget import BudgetYear, budgets
from cvdesk.domain.facts import FIRST_EXERCISE, LAST_EXERCISE
from cvdesk.domain.ids import ROOT, GroupId, Key, RowId
from cvdesk.exchange.tableur_ecriture import write_budgets
from cvdesk.exchange.tableur_lecture import read_classeur
from tests.support.builders import (
    RESOURCES,
    SAMPLE_A,
    SAMPLE_B,
    a_reference,
    a_sample,
    a_session,
    nothing_yet,
    type_in,
)
from tests.support.functioning import a_functioning
from tests.support.workbooks import Sheets, unzipped

MADE_AT = datetime(2026, 12, 4, 18, 30, tzinfo=UTC)
LIVRES = load_livres(RESOURCES / "comptes" / "livres.yaml")
RATES = load_taux(RESOURCES / "taux" / "benevolat.yaml")
P1 = RowId("P1")


def book(session: Session) -> bytes:
    return write_budgets(session.facts, RATES, MADE_AT)


def imported(target: Session, content: bytes) -> None:
    classeur = read_classeur(content, "b.xlsx")
    for name, row in (("projet", P1), ("asso", ROOT)):
        to = Destination(target.reference.form.budgets[name], row)
        proposal = propose_import(target.facts, to, classeur, LIVRES)
        assert not proposal.to_place
        take_import(target, proposal)


def an_empty_one(name: str) -> Session:
    """A new dossier of the same exercises, without any budget."""
    session = a_session(nothing_yet(name), a_reference(name))
    for field in (FIRST_EXERCISE, LAST_EXERCISE):
        typed = a_sample(name).dossier.text(Key(field))
        if typed is not None:
            session.answer(Key(field), typed)
    if P1 not in session.facts.projects:
        session.add_row(GroupId("projet"), row=P1)
    return session


def words(session: Session, one: BudgetYear) -> list[dict[str, str]]:
    names = [field.id for field in one.budget.funders.fields if field.id[-7:] != "montant"]
    return [
        {name: session.facts.shown(name, line.row) for name in names} | {"": str(line.amount)}
        for line in one.funders
    ]


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_reading_our_own_workbook_gives_the_same_budgets(name: str) -> None:
    session = a_sample(name, {"projet_financeur_acte@F5": "Lettre du 3 mai"})
    again = an_empty_one(name)
    imported(again, book(session))
    for before, after in zip(budgets(session.facts), budgets(again.facts), strict=True):
        assert after.amounts == before.amounts
        assert words(again, after) == words(session, before)


def test_reading_our_own_workbook_back_in_its_dossier_changes_nothing() -> None:
    session = a_sample(SAMPLE_B)
    before = {key: record.text for key, record in session.dossier.records.items()}
    imported(session, book(session))
    assert {key: record.text for key, record in session.dossier.records.items()} == before


def test_random_budgets_come_back_to_the_cent() -> None:
    draw = Random(11)  # noqa: S311 - the same budgets each time
    grid = a_reference().form.budgets["projet"].grid
    lines = [line.key for account in grid.accounts for line in account.lines]
    for _ in range(15):
        session = a_sample(SAMPLE_B)
        for year in (2027, 2028, 2029):
            for line in draw.sample(lines, 10):
                cents = draw.choice((0, 1, 99, 9_999_999_900, draw.randrange(10**9)))
                type_in(session, f"projet_{line}.{year}@P1", f"{cents // 100},{cents % 100:02d}")
        again = an_empty_one(SAMPLE_B)
        imported(again, book(session))
        amounts = [one.amounts for one in budgets(session.facts)]
        assert [one.amounts for one in budgets(again.facts)] == amounts


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_every_total_is_a_live_formula_that_computes_the_value_kept_with_it(name: str) -> None:
    session = a_sample(name, {"projet_641.2027@P1": "9 876,54"})
    found = Sheets(book(session)).formulas()
    assert len(found) > 60
    for sheet, formula, kept, computed in found:
        assert abs(kept - computed) < 0.001, (sheet, formula)
    [project, *_] = budgets(session.facts)
    in_project = [kept for sheet, _, kept, _ in found if sheet == "Projet"]
    assert project.charges.cents / 100 in in_project
    assert (project.charges + project.emplois).cents / 100 in in_project


def test_both_grids_funders_and_contributions_have_their_sheet_ready_to_print() -> None:
    content = book(a_sample(SAMPLE_B))
    names = [sheet.nom for sheet in read_classeur(content, "b.xlsx").feuilles]
    assert names == ["Projet", "Association", "Financeurs", "Bénévolat et prêts", "Lisez-moi"]
    files = unzipped(content)
    for rank in (1, 2, 3, 4):
        xml = files[f"xl/worksheets/sheet{rank}.xml"].decode()
        assert "<pageSetup" in xml
        assert 'fitToHeight="0"' in xml
        assert "sheetProtection" not in xml
    assert b"_xlnm.Print_Titles" in files["xl/workbook.xml"]
    texts = files["xl/sharedStrings.xml"].decode()
    assert "à vérifier" in texts
    assert "fictive" in texts


def test_what_people_write_is_never_a_formula() -> None:
    session = a_sample(SAMPLE_A, {"projet_financeur_nom@F1": '=HYPERLINK("http://x";"y")'})
    content = book(session)
    assert not [one for one in Sheets(content).formulas() if "HYPERLINK" in one[1]]
    cells = [
        cell
        for feuille in read_classeur(content, "b.xlsx").feuilles
        for row in feuille.lignes
        for cell in row
    ]
    assert '=HYPERLINK("http://x";"y")' in cells


def test_the_same_dossier_at_the_same_time_gives_the_same_bytes(tmp_path: Path) -> None:
    session = a_sample(SAMPLE_A)
    assert book(session) == book(session)


def test_a_dossier_without_year_still_has_a_workbook() -> None:
    content = book(a_session(nothing_yet(SAMPLE_A), a_reference(SAMPLE_A)))
    assert read_classeur(content, "b.xlsx").feuilles


def test_a_functioning_request_has_one_grid_and_it_comes_back() -> None:
    session = a_functioning()
    content = book(session)
    names = [sheet.nom for sheet in read_classeur(content, "b.xlsx").feuilles]
    assert names[0] == "Association"
    assert "Projet" not in names
    before = texts(session)
    to = Destination(session.reference.form.budgets["asso"], ROOT)
    proposal = propose_import(session.facts, to, read_classeur(content, "b.xlsx"), LIVRES)
    take_import(session, proposal)
    assert texts(session) == before


def texts(session: Session) -> dict[Key, str | None]:
    return {key: record.text for key, record in session.dossier.records.items()}


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_a_text_of_several_lines_has_room_where_no_program_makes_it(name: str) -> None:
    content = book(a_sample(name))
    parts = {
        path: part.decode() for path, part in unzipped(content).items() if path.endswith(".xml")
    }
    (texts,) = (part for path, part in parts.items() if path.endswith("sharedStrings.xml"))
    known = [unescape(text) for text in re.findall(r"<si><t[^>]*>(.*?)</t></si>", texts, re.DOTALL)]
    sheets = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"])
    for title, longest in (("Financeurs", 44), ("Lisez-moi", 100)):
        xml = parts[f"xl/worksheets/sheet{sheets.index(title) + 1}.xml"]
        column = "B" if title == "Financeurs" else "A"
        rows = re.findall(r'<row r="(\d+)"([^>]*)>(.*?)</row>', xml, re.DOTALL)
        checked = 0
        for number, said, cells in rows[2:]:
            found = re.search(rf'<c r="{column}{number}"[^>]*t="s"><v>(\d+)</v>', cells)
            if found and len(known[int(found[1])]) > longest:
                height = re.search(r'ht="([\d.]+)"', said)
                assert height is not None
                assert float(height[1]) >= 30
                checked += 1
        assert checked
