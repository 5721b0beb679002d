"""The main job, end to end: what a newcomer runs first."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome, Shell, a_computer

WITHOUT_QT = (
    "import sys; sys.modules['PySide6'] = None; "
    "from cvdesk.cli.main import run; "
    "sys.exit(run(['demo', sys.argv[1]]))"
)


@pytest.fixture(scope="module")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, compiled: Path
) -> Iterator[tuple[Shell, Path, Outcome]]:
    """A computer without Qt where the demonstration was run once, what it left and said."""
    with a_computer(tmp_path_factory.mktemp("demo"), compiled) as shell:
        target = shell.folder / "sortie"
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", WITHOUT_QT, str(target)],
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        yield shell, target, Outcome(done.returncode, done.stdout, done.stderr)


Demonstration = tuple[Shell, Path, Outcome]


def test_the_demo_does_the_whole_job_on_both_examples(demonstration: Demonstration) -> None:
    _, target, done = demonstration
    assert (done.code, done.err) == (0, "")
    assert "NON" not in done.out
    for name in ("annuel.cvdesk", "annuel.pdf", "cpo.cvdesk", "cpo.pdf"):
        assert (target / name).is_file()
    shown = done.out.replace("\u00a0", " ")
    for figure in ("21 000 €", "8 000 €", "38,10 %", "53 600 €", "74 000 €", "76 500 €",
                   "79 000 €", "73 500 €"):  # fmt: skip
        assert figure in shown


def test_the_demo_leaves_all_that_goes_with_each_dossier(demonstration: Demonstration) -> None:
    shell, target, _ = demonstration
    for name, who, count in (("annuel", "LM8M-2027", 19), ("cpo", "LFQE-2027-2029", 23)):
        folder = target / f"{name}-sorties"
        assert len(list(folder.iterdir())) == count
        signed = folder / f"01-dossier-signe-{who}.pdf"
        assert signed.read_bytes() == (target / f"{name}.pdf").read_bytes()
        assert shell("verifier", signed).code == 0


def test_what_the_demo_signed_is_found_intact_afterwards(demonstration: Demonstration) -> None:
    shell, target, _ = demonstration
    for name in ("annuel.pdf", "cpo.pdf"):
        assert shell("verifier", target / name).code == 0


def test_the_demo_leaves_no_identity_behind(demonstration: Demonstration) -> None:
    shell, _, _ = demonstration
    assert shell("identite", "montrer", "--json").json == []


def test_commands_need_neither_qt_nor_a_screen(demonstration: Demonstration) -> None:
    """A machine without Qt's libraries runs every command: nothing of it is even imported."""
    _, _, done = demonstration
    assert (done.code, done.err) == (0, "")
