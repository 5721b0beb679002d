"""A name that would erase one's own work is refused; a computer that lacks something says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cvdesk.bootstrap import HOME_VARIABLE, Cvdesk, assemble
from cvdesk.domain.dossier import ContratRef
from tests.cli.conftest import Shell


@pytest.mark.parametrize("command", ["exporter", "figer"])
def test_a_pdf_never_takes_the_place_of_its_dossier(shell: Shell, command: str) -> None:
    path = shell.dossier("annuel-vitry")
    before = path.read_bytes()
    refused = shell(command, path, "-o", path)
    assert refused.code == 2
    assert "fichier de départ" in refused.err
    assert path.read_bytes() == before


def test_a_dossier_never_takes_the_place_of_its_pdf(shell: Shell) -> None:
    pdf = shell.folder / "annuel.pdf"
    shell("exporter", shell.dossier("annuel-vitry"), "-o", pdf)
    before = pdf.read_bytes()
    assert shell("reouvrir", pdf, "-o", pdf).code == 2
    assert pdf.read_bytes() == before


def test_an_empty_dossier_never_takes_the_place_of_a_full_one(shell: Shell) -> None:
    path = shell.dossier("annuel-vitry")
    before = path.read_bytes()
    refused = shell("nouveau", "-o", path, "--formulaire", "annuel", "--contrat", "gosb-2024")
    assert refused.code == 2
    assert "existe déjà" in refused.err
    assert path.read_bytes() == before


def test_a_document_never_takes_the_place_of_another_dossier(shell: Shell) -> None:
    path, other = shell.dossier("annuel-vitry"), shell.dossier("cpo-orly-choisy")
    before = other.read_bytes()
    for words in (("exporter",), ("exporter", "--donnees"), ("figer",), ("echeances", "--ics")):
        command, *options = words
        end = (*options, other) if "--ics" in options else (*options, "-o", other)
        refused = shell(command, path, *end)
        assert (refused.code, other.read_bytes()) == (2, before), words
        assert "est le paquet d’un dossier" in refused.err


def test_a_signed_pdf_never_takes_the_place_of_a_dossier(shell: Shell) -> None:
    path, pdf = shell.dossier("annuel-vitry"), shell.folder / "annuel.pdf"
    assert shell("figer", path, "-o", pdf).code == 0
    before = path.read_bytes()
    refused = shell("signer", pdf, "--identite", "personne", "-o", path)
    assert (refused.code, path.read_bytes()) == (2, before)
    assert "est le paquet d’un dossier" in refused.err


def test_a_dossier_found_again_never_takes_the_place_of_one_that_went_on(shell: Shell) -> None:
    path, pdf = shell.dossier("annuel-vitry"), shell.folder / "annuel.pdf"
    shell("exporter", path, "-o", pdf)
    before = path.read_bytes()
    refused = shell("reouvrir", pdf, "-o", path)
    assert (refused.code, path.read_bytes()) == (2, before)
    assert "existe déjà" in refused.err


def test_a_dossier_that_changed_is_written_in_its_place_or_in_a_new_file(shell: Shell) -> None:
    path, other = shell.dossier("annuel-vitry"), shell.folder / "budget.csv"
    other.write_text("60;Achats;1600", encoding="utf-8")
    for words in (
        ("repondre", path, "sigle=LM8", "-o", other),
        ("garder", path, "ID-08", "Vu avec la banque.", "-o", other),
        ("budget-importer", path, other, "-o", other),
        ("fusionner", path, path, "-o", other),
    ):
        refused = shell(*words)
        assert refused.code == 2, words
        assert "existe déjà" in refused.err, words
        assert other.read_text(encoding="utf-8") == "60;Achats;1600"
    folder = shell.folder / "copie"
    folder.mkdir()
    assert shell("repondre", path, "sigle=LM8", "-o", folder).code == 0
    kept = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    another = shell.dossier("cpo-orly-choisy")
    assert shell("repondre", another, "sigle=AUTRE", "-o", folder).code == 2
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == kept
    assert shell("repondre", folder, "sigle=LM8 bis").code == 0
    assert shell("repondre", path, "sigle=LM8", "-o", path).code == 0
    assert shell("repondre", path, "sigle=LM8", "-o", shell.folder / "copie.cvdesk").code == 0


def test_an_absent_call_file_is_told_without_a_line(shell: Shell) -> None:
    refused = shell("appel", shell.folder / "rien.yaml")
    assert refused.code == 2
    assert "ligne" not in refused.err


def test_the_longest_agreement_prints_with_the_largest_amounts(shell: Shell) -> None:
    path, pdf = shell.folder / "long.cvdesk", shell.folder / "long.pdf"
    start = ["nouveau", "-o", path, "--formulaire", "cpo", "--contrat", "gosb-2024"]
    assert shell(*start, "--annees", "2027-2032").code == 2
    assert shell(*start, "--annees", "2027-2031").code == 0
    amounts = [f"projet_{line}.{year}@P1=9 999 999,99"
               for line in ("641", "70x", "870", "864") for year in range(2027, 2032)]  # fmt: skip
    funded = [f"projet_financeur_montant.{year}@F1=9 999 999,99" for year in range(2027, 2032)]
    funder = ["--ajouter", "projet_financeurs@P1=F1", "projet_financeur_type@F1=com"]
    assert shell("repondre", path, *funder, *amounts, *funded).code == 0
    assert shell("repondre", path, "dernier_exercice=2099").code == 0
    assert shell("exporter", path, "-o", pdf).code == 1
    assert pdf.read_bytes().startswith(b"%PDF")


def test_a_computer_without_room_for_the_contracts_says_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = shell.folder / "un-fichier"
    place.write_bytes(b"")
    monkeypatch.setenv(HOME_VARIABLE, str(place))
    assemble.cache_clear()
    refused = shell("contrats")
    assert refused.code == 2
    assert "ne peuvent pas être préparés" in refused.err


def test_a_pdf_is_verified_on_a_computer_that_lacks_its_contract(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = tmp_path / "annuel.pdf"
    shell("exporter", shell.dossier("annuel-vitry"), "-o", pdf)
    embedded = Cvdesk.embedded

    def elsewhere(content: bytes) -> object:
        found = embedded(content)
        assert found is not None
        return replace(found, contrat=ContratRef("absent", "2031"))

    monkeypatch.setattr(Cvdesk, "embedded", staticmethod(elsewhere))
    checked = shell("verifier", pdf)
    assert checked.code == 1
    assert "aucune signature" in checked.out
