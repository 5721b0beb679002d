"""What leaves with a dossier, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from python_calamine import CalamineWorkbook

from cvdesk.exchange.shape import Shape
from tests.cli.conftest import Shell
from tests.cli.test_exporting_and_signing import text_of
from tests.documents.made_forms import Made, a_form, values


def test_the_portal_sheet_is_a_pdf_or_a_text(shell: Shell, annuel: Path) -> None:
    pdf, text = shell.folder / "copie.pdf", shell.folder / "copie.txt"
    assert shell("exporter", annuel, "--portail", "dauphin", "-o", pdf).code == 0
    assert shell("exporter", annuel, "--portail", "dauphin-2027", "-o", text).code == 0
    assert "Écran 1" in text_of(pdf)
    assert "Commune de Vitry-sur-Seine" in text.read_text("utf-8")


def test_a_portal_nobody_knows_is_refused_in_one_sentence(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "copie.pdf"
    refused = shell("exporter", annuel, "--portail", "marelle", "-o", target)
    assert refused.code == 2
    assert "dauphin-2027" in refused.err
    assert not target.exists()


def test_a_name_that_says_no_kind_of_file_is_refused(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "copie.doc"
    refused = shell("exporter", annuel, "--portail", "dauphin", "-o", target)
    assert (refused.code, target.exists()) == (2, False)
    assert ".pdf ou .txt" in refused.err


def test_the_file_of_a_portal_received_serves_as_it_is(shell: Shell, annuel: Path) -> None:
    received, target = shell.folder / "caf.yaml", shell.folder / "caf.txt"
    received.write_text(
        "portail: caf\ntitre: CAF (fictive)\nsource: {title: essai}\necrans:\n"
        "  - {id: un, titre: Un, cases: [{id: nom, label: Nom, champ: nom}]}\n",
        "utf-8",
    )
    assert shell("portail", received).code == 0
    assert shell("exporter", annuel, "--portail", received, "-o", target).code == 0
    assert "Les Mots du 8-Mai (association fictive)" in target.read_text("utf-8")


def test_every_mistake_of_a_portal_file_has_its_line(shell: Shell) -> None:
    received = shell.folder / "caf.yaml"
    received.write_text("portail: CAF\ntitre: x\nsource: {title: essai}\necrans: []\n", "utf-8")
    refused = shell("portail", received)
    assert refused.code == 2
    assert "ligne 1" in refused.err
    assert "ligne 4" in refused.err


def test_the_shape_of_a_portal_file_is_published(shell: Shell) -> None:
    schema = shell("schema", "portail").json
    assert schema["required"] == ["portail", "titre", "source", "ecrans"]
    [known] = shell("portails", "--json").json
    assert known["id"] == "dauphin-2027"
    assert len(known["ecrans"]) == 8
    assert json.dumps(known, ensure_ascii=False)


def test_the_slip_is_a_document_of_its_own(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "bordereau.pdf"
    assert shell("exporter", annuel, "--bordereau", "-o", target).code == 0
    assert "Comment vérifier" in text_of(target)


def test_the_annexes_are_a_pdf_or_a_document_to_paste(shell: Shell, cpo: Path) -> None:
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        target = shell.folder / f"annexes.{kind}"
        assert shell("exporter", cpo, "--annexes", "-o", target).code == 0
        assert target.read_bytes().startswith(start)


def test_an_annual_dossier_has_no_annexes(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "annexes.docx"
    refused = shell("exporter", annuel, "--annexes", "-o", target)
    assert (refused.code, target.exists()) == (2, False)
    assert "annuel" in refused.err


def test_the_data_fit_their_published_schema(shell: Shell, annuel: Path, cpo: Path) -> None:
    schema = shell("schema", "dossier").json
    for path in (annuel, cpo):
        target = shell.folder / "donnees.json"
        assert shell("exporter", path, "--donnees", "-o", target).code == 0
        assert Shape(schema).first_fault(json.loads(target.read_bytes())) is None


def test_everything_is_written_in_one_folder(shell: Shell, cpo: Path) -> None:
    folder = shell.folder / "tout"
    done = shell("exporter", cpo, "--tout", "-o", folder)
    assert done.code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(done.out.split())
    assert "04-annexes-convention-LFQE-2027-2029.docx" in names
    budgets = folder / "06-budgets-LFQE-2027-2029.xlsx"
    assert CalamineWorkbook.from_path(str(budgets)).sheet_names[0] == "Projet"
    published = json.loads((folder / "08-donnees-schema.json").read_bytes())
    data = json.loads((folder / "08-donnees-LFQE-2027-2029.json").read_bytes())
    assert Shape(published).first_fault(data) is None
    assert shell("exporter", cpo, "--tout", "-o", folder).code == 0


def test_a_folder_that_holds_other_files_is_left_alone(shell: Shell, annuel: Path) -> None:
    folder = shell.folder / "tout"
    folder.mkdir()
    (folder / "08-donnees-schema.json").write_text("le mien", "utf-8")
    refused = shell("exporter", annuel, "--tout", "-o", folder)
    assert refused.code == 2
    assert [path.name for path in folder.iterdir()] == ["08-donnees-schema.json"]


def test_there_is_a_letter_for_each_funder_asked(shell: Shell, annuel: Path) -> None:
    folder = shell.folder / "lettres"
    assert shell("exporter", annuel, "--lettres", "-o", folder).code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert len([name for name in names if name.endswith(".pdf")]) == 5
    assert len([name for name in names if name.endswith(".docx")]) == 5
    assert "05-lettre-04-Commune-de-Vitry-sur-Seine.docx" in names


def test_the_official_form_is_filled_and_what_was_not_is_said(shell: Shell, annuel: Path) -> None:
    blank, target = shell.folder / "cerfa.pdf", shell.folder / "rempli.pdf"
    blank.write_bytes(a_form([Made("NumeroSiret"), Made("Denomination"), Made("mystere")]))
    before = blank.read_bytes()
    done = shell("exporter", annuel, "--cerfa", blank, "-o", target)
    assert done.code == 1
    assert values(target.read_bytes())["Denomination"] == "Les Mots du 8-Mai (association fictive)"
    assert "2\u00a0cases remplies sur 3." in done.out
    assert "mystere" in done.out
    assert "n’a pas pu être obtenu" in done.out
    assert blank.read_bytes() == before


def test_the_blank_form_is_never_written_over(shell: Shell, annuel: Path) -> None:
    blank = shell.folder / "cerfa.pdf"
    blank.write_bytes(a_form([Made("NumeroSiret")]))
    assert shell("exporter", annuel, "--cerfa", blank, "-o", blank).code == 2
    assert values(blank.read_bytes()) == {"NumeroSiret": ""}


def test_a_form_without_boxes_is_refused_and_nothing_is_written(shell: Shell, annuel: Path) -> None:
    flat, target = shell.folder / "plat.pdf", shell.folder / "rempli.pdf"
    assert shell("exporter", annuel, "--bordereau", "-o", flat).code == 0
    refused = shell("exporter", annuel, "--cerfa", flat, "-o", target)
    assert (refused.code, target.exists()) == (2, False)
    assert "n’a pas de cases" in refused.err


def test_a_dossier_without_a_year_has_no_workbook_in_its_folder(shell: Shell) -> None:
    fresh, folder = shell.folder / "vide.cvdesk", shell.folder / "tout"
    made = shell("nouveau", "--formulaire", "annuel", "--contrat", "gosb-2024", "-o", fresh)
    assert made.code == 0, made.err
    shell("exporter", fresh, "--tout", "-o", folder)
    assert (folder / "00-sommaire.txt").exists()
    assert not list(folder.glob("*.xlsx"))
