"""The main job, end to end: what a newcomer runs first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Shell


def test_the_demo_does_the_whole_job_on_both_examples(shell: Shell) -> None:
    target = shell.folder / "sortie"
    done = shell("demo", target)
    assert (done.code, done.err) == (0, "")
    assert "NON" not in done.out
    for name in ("annuel.cvdesk", "annuel.pdf", "cpo.cvdesk", "cpo.pdf"):
        assert (target / name).is_file()
    shown = done.out.replace("\u00a0", " ")
    for figure in ("21 000 €", "8 000 €", "38,10 %", "53 600 €", "74 000 €", "76 500 €",
                   "79 000 €", "73 500 €"):  # fmt: skip
        assert figure in shown


def test_what_the_demo_signed_is_found_intact_afterwards(shell: Shell) -> None:
    target = shell.folder / "sortie"
    shell("demo", target)
    for name in ("annuel.pdf", "cpo.pdf"):
        assert shell("verifier", target / name).code == 0


def test_the_demo_leaves_no_identity_behind(shell: Shell) -> None:
    shell("demo", shell.folder / "sortie")
    assert shell("identite", "montrer", "--json").json == []


def test_commands_need_neither_qt_nor_a_screen(shell: Shell, annuel: Path) -> None:
    """A machine without Qt's libraries runs every command: nothing of it is even imported."""
    program = (
        "import sys; sys.modules['PySide6'] = None; "
        "from cvdesk.cli.main import run; "
        "sys.exit(run(['demo', sys.argv[1]]))"
    )
    target = str(shell.folder / "sans-qt")
    done = subprocess.run([sys.executable, "-c", program, target], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
