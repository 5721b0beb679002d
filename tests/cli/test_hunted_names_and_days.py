"""Years, days and names that nothing can be made of: one sentence, and nothing written."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Shell


@pytest.mark.parametrize("year", ["-1", "0", "1900", "2100", "99999999999999999999"])
def test_a_call_of_a_year_that_cannot_be_is_not_written(shell: Shell, year: str) -> None:
    target = shell.folder / "appel.yaml"
    refused = shell("appel-donner", "exemple-gosb-2027-annuel", "-o", target, "--annee", year)
    assert refused.code == 2
    assert f"{year} ne peut pas être l’année d’un appel" in refused.err
    assert not target.exists()


@pytest.mark.parametrize("command", ["controler", "echeances"])
def test_nobody_stands_on_a_day_before_all_days(shell: Shell, command: str) -> None:
    path = shell.dossier("compte-rendu-vitry")
    assert shell(command, path, "--au", "0001-01-01").code == 2
    assert shell(command, path, "--au", "9999-12-31").code in {0, 1}


@pytest.mark.parametrize("name", ["", " ", "a\0b", "a\u202eb", "a?b", "x" * 300])
def test_an_espace_has_a_name_that_every_system_takes(shell: Shell, name: str) -> None:
    folder = shell.folder / "espaces"
    folder.mkdir()
    refused = shell("espace", "creer", f"{folder}/{name}" if name else "")
    assert refused.code == 2
    assert "ne peut pas être celui d’un fichier" in refused.err
    assert not list(folder.iterdir())
    assert not list(shell.folder.glob("*.cvespace"))
