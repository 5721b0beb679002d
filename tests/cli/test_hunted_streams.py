"""What is printed on a terminal that lacks accents, that closes, or that is not there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cvdesk.bootstrap import HOME_VARIABLE
from cvdesk.cli.main import run
from tests.cli.conftest import Shell
from tests.support.catalogue import a_cache

CVDESK = [sys.executable, "-m", "cvdesk"]


def _process(
    words: list[str], compiled: Path, folder: Path, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    a_cache(folder / "cache", compiled)
    return subprocess.run(
        [*CVDESK, *words], check=False, capture_output=True,
        env={**os.environ, HOME_VARIABLE: str(folder), **settings},
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_without_accents_still_gets_its_answer(
    encoding: str, compiled: Path, tmp_path: Path
) -> None:
    ended = _process(["contrats"], compiled, tmp_path, PYTHONIOENCODING=encoding)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"gosb-2024" in ended.stdout


def test_json_is_whole_in_any_encoding(compiled: Path, tmp_path: Path) -> None:
    ended = _process(["contrats", "--json"], compiled, tmp_path, PYTHONIOENCODING="ascii")
    titles = [one["titre"] for one in json.loads(ended.stdout.decode("ascii"))]
    assert any("agglomération" in title for title in titles)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise on Windows")
@pytest.mark.parametrize("words", [["--help"], ["contrats"], ["contrat", "gosb-2024", "--json"]])
def test_a_reader_who_leaves_is_not_a_fault(
    words: list[str], compiled: Path, tmp_path: Path
) -> None:
    a_cache(tmp_path / "cache", compiled)
    read, write = os.pipe()
    os.close(read)
    try:
        ended = subprocess.run(
            [*CVDESK, *words], check=False, stdout=write, stderr=subprocess.PIPE,
            env={**os.environ, HOME_VARIABLE: str(tmp_path)},
        )  # fmt: skip
    finally:
        os.close(write)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_without_any_console_a_command_still_works(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    path = shell.folder / "neuf.cvdesk"
    words = ["nouveau", "-o", str(path), "--formulaire", "annuel", "--contrat", "gosb-2024"]
    assert run(words) == 0
    assert path.is_file()


def test_interrupting_is_told_in_one_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt(signal.SIGINT)

    monkeypatch.setattr("cvdesk.cli.contrats.run", interrupted)
    ended = shell("contrats")
    assert ended.code == 2
    assert ended.err.startswith("Interrompu")


def test_a_descriptor_that_no_computer_has_is_refused(shell: Shell) -> None:
    refused = shell("identite", "creer", "--nom", "A B", "--secret-fd", 10**15)
    assert refused.code == 2
    assert "descripteur" in refused.err


def test_rows_added_and_removed_are_told(shell: Shell) -> None:
    path = shell.dossier("annuel-vitry")
    told = shell("repondre", path, "--retirer", "OB1", "--ajouter", "objectifs@P1=OB9", "nom=Zed")
    assert told.out == "1 ligne retirée, 1 ligne ajoutée, 1 réponse enregistrée\n"
