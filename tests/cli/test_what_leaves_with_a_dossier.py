"""What leaves with a dossier, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Shell
from tests.cli.test_exporting_and_signing import text_of


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
