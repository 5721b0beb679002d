"""The help of the commands, and what is said of a command written otherwise."""

import re

import pytest

from cvdesk.cli.main import COMMANDS
from tests.cli.conftest import Shell

ENGLISH = re.compile(r"\b(usage|show this|positional|arguments are|expected|choose from)\b")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_french(
    shell: Shell, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shell(command, "--help")
    said = capsys.readouterr().out
    assert said.startswith(f"s’écrit\u00a0: cvdesk {command}")
    assert not ENGLISH.search(said)
    assert ":  :" not in said.replace("\u00a0", " ")
    summary = COMMANDS[command][1]
    assert " ".join(f"{summary[1:]}.".split()) in " ".join(said.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["controler"], "il manque : dossier"),
        (["contrats", "de trop"], "mots inconnus : de trop"),
        (["exporter", "P.cvdesk", "-o"], "-o/--sortie attend une valeur"),
        (["identite", "perdre"], "« perdre » n’est pas de la liste"),
    ],
)
def test_a_command_written_otherwise_is_told_in_french(
    shell: Shell, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell(*words).code == 2
    assert told in capsys.readouterr().err.replace("\u00a0", " ")
