"""An association entered once, without a screen."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Shell


def a_record(shell: Shell, annuel: Path) -> Path:
    path = shell.folder / "fiche.cvdesk"
    done = shell("nouveau", "-o", path, "--formulaire", "association", "--depuis", annuel)
    assert done.code == 0, done.err
    return path


def test_a_record_needs_no_contract_and_a_dossier_does(shell: Shell) -> None:
    path = shell.folder / "vide.cvdesk"
    assert shell("nouveau", "-o", path, "--formulaire", "association").code == 0
    given = shell("nouveau", "-o", shell.folder / "x.cvdesk", "--formulaire", "association",
                  "--contrat", "gosb-2024")  # fmt: skip
    assert given.code == 2
    assert "aucun contrat" in given.err
    missing = shell("nouveau", "-o", shell.folder / "y.cvdesk", "--formulaire", "annuel")
    assert missing.code == 2
    assert "contrat de ville" in missing.err


def test_the_json_of_a_record_says_that_there_is_no_contract(shell: Shell) -> None:
    path, data = shell.folder / "vide.cvdesk", shell.folder / "vide.json"
    shell("nouveau", "-o", path, "--formulaire", "association")
    shell("exporter", path, "--donnees", "-o", data)
    assert json.loads(data.read_text("utf-8"))["contrat"] is None
    assert shell("champs", data).code == 0


def test_a_dossier_starts_from_a_record(shell: Shell, annuel: Path) -> None:
    record, new = a_record(shell, annuel), shell.folder / "nouveau.cvdesk"
    done = shell("nouveau", "-o", new, "--formulaire", "annuel", "--contrat", "gosb-2024",
                 "--annees", "2027", "--association", record)  # fmt: skip
    assert done.code == 0, done.err
    same = shell("fiche-comparer", new, record, "--json")
    assert (same.code, same.json["differences"]) == (0, [])


def test_a_difference_is_shown_then_brought_over_the_way_one_says(
    shell: Shell, annuel: Path
) -> None:
    record = a_record(shell, annuel)
    shell("repondre", annuel, "siege_voie=1 rue Nouvelle", "code_ape=94.99Z")
    shown = shell("fiche-comparer", annuel, record)
    assert shown.code == 1
    assert "1 rue Nouvelle" in shown.out
    one = shell("fiche-comparer", annuel, record, "--vers-fiche", "--champ", "siege_voie", "--json")
    assert one.json["recopiees"] == 1
    assert {left["champ"] for left in one.json["differences"]} <= {"code_ape"}
    rest = shell("fiche-comparer", annuel, record, "--vers-dossier", "--json")
    assert (rest.code, rest.json["differences"]) == (0, [])


def test_what_is_not_a_record_or_not_a_difference_is_refused(shell: Shell, annuel: Path) -> None:
    record = a_record(shell, annuel)
    swapped = shell("fiche-comparer", record, annuel)
    assert swapped.code == 2
    assert "n’est pas la fiche" in swapped.err
    unknown = shell("fiche-comparer", annuel, record, "--vers-fiche", "--champ", "nom")
    assert unknown.code == 2
    refused = shell("nouveau", "-o", shell.folder / "z.cvdesk", "--formulaire", "annuel",
                    "--contrat", "gosb-2024", "--association", annuel)  # fmt: skip
    assert refused.code == 2
    assert "pas la fiche" in refused.err
    assert not (shell.folder / "z.cvdesk").exists()


def test_a_record_prints_and_is_never_signed(shell: Shell, annuel: Path) -> None:
    record, pdf = a_record(shell, annuel), shell.folder / "fiche.pdf"
    assert shell("exporter", record, "-o", pdf).code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    refused = shell("figer", record, "-o", shell.folder / "a-signer.pdf")
    assert refused.code == 2
    assert "ne se signe pas" in refused.err
    assert "La fiche est complète." in shell("controler", record).out
